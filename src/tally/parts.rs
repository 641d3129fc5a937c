//! Files in parts, read by as many threads as there are processors, and handed on in their order.

use super::file::FileTally;
use super::pass::Pass;
use super::result::FileResult;
use crate::data::{DataSet, Report};
use crate::source::Stretch;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// About how many bytes are read by one thread at a stretch.
pub const PART: u64 = 8 << 20;

/// A file, or a stretch of it.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Index into [`DataSet::layouts`].
    pub layout: usize,
    pub stretch: Stretch,
    /// Lines of the file before it, as soon as they are known.
    pub line: u64,
    /// How many parts its file has.
    pub of: usize,
}

impl Part {
    /// A file in one piece.
    pub fn whole(layout: usize) -> Part {
        Part {
            layout,
            stretch: Stretch::WHOLE,
            line: 0,
            of: 1,
        }
    }
}

/// All files of a data set in parts of about `size` bytes, in the order of their paths.
pub fn cut(data: &DataSet, size: u64) -> Vec<Part> {
    let layouts = data.layouts.iter().enumerate();
    let parts = layouts.flat_map(|(layout, file)| {
        let stretches = file.stretches(data, size);
        let of = stretches.len();
        stretches.into_iter().map(move |stretch| Part {
            layout,
            stretch,
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

impl Pass<'_> {
    /// Reads parts, as many at once as there are processors; `take` is given each with its place, in order.
    pub fn read(&self, parts: &[Part], take: impl FnMut(usize, Done) + Send) {
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
    pub fn part(&self, part: &Part) -> Done {
        let layout = &self.reader.data.layouts[part.layout];
        let mut sink = FileTally::new(self, layout, &self.wholes[part.layout]);
        let report = self.reader.read(layout, part.stretch, &mut sink);
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
