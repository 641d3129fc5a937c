//! Files in parts, read by as many threads as there are processors, and handed on in their order.

use super::file::FileTally;
use super::result::FileResult;
use super::scan::Scan;
use crate::data::{DataSet, Report};
use crate::source::ByteRange;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// About how many bytes are read by one thread at a range.
pub const CHUNK_SIZE: u64 = 8 << 20;

/// A file, or a range of it.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Index into [`DataSet::schemas`].
    pub layout: usize,
    pub range: ByteRange,
    /// Lines of the file before it, as soon as they are known.
    pub line: u64,
    /// How many parts its file has.
    pub of: usize,
}

impl Chunk {
    /// A file in one piece.
    pub fn whole(layout: usize) -> Chunk {
        Chunk {
            layout,
            range: ByteRange::WHOLE,
            line: 0,
            of: 1,
        }
    }
}

/// All files of a data set in parts of about `size` bytes, in the order of their paths.
pub fn cut(data: &DataSet, size: u64) -> Vec<Chunk> {
    let schemas = data.schemas.iter().enumerate();
    let parts = schemas.flat_map(|(layout, file)| {
        let byte_ranges = file.byte_ranges(data, size);
        let of = byte_ranges.len();
        byte_ranges.into_iter().map(move |range| Chunk {
            layout,
            range,
            line: 0,
            of,
        })
    });
    parts.collect()
}

type Done = (Report, FileResult);

/// What came of parts, handed on in order: those that are done before their turn wait.
struct InTurn<F> {
    waiting: BTreeMap<usize, Done>,
    next: usize,
    take: F,
}

impl Scan<'_> {
    /// Reads parts, as many at once as there are processors; `take` is given each with its place, in order.
    pub fn read(&self, parts: &[Chunk], take: impl FnMut(usize, Done) + Send) {
        let next = AtomicUsize::new(0);
        let turn = Mutex::new(InTurn {
            waiting: BTreeMap::new(),
            next: 0,
            take,
        });
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(part) = parts.get(at) else { return };
                let done = self.part(part);
                if let Ok(mut turn) = turn.lock() {
                    turn.done(at, done);
                }
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 1..threads.min(parts.len()) {
                scope.spawn(work);
            }
            work();
        });
    }

    /// Reads one part.
    pub fn part(&self, part: &Chunk) -> Done {
        let layout = &self.reader.data.schemas[part.layout];
        let mut sink = FileTally::new(self, layout, &self.wholes[part.layout]);
        let report = self.reader.read(layout, part.range, &mut sink);
        (report, sink.result)
    }
}

impl<F: FnMut(usize, Done)> InTurn<F> {
    fn done(&mut self, at: usize, done: Done) {
        self.waiting.insert(at, done);
        while let Some(done) = self.waiting.remove(&self.next) {
            (self.take)(self.next, done);
            self.next += 1;
        }
    }
}
