//! Tables in chunks that are read at the same time, and the lines counted over them.

/// A range of a table: of its bytes, from the beginning of one line to that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first byte.
    pub(super) start: u64,
    /// The byte behind the last; `None` where it reaches to the table's end.
    pub(super) end: Option<u64>,
}

impl Range {
    /// A table from beginning to end.
    pub const WHOLE: Range = Range {
        start: 0,
        end: None,
    };

    /// How many bytes it has of a table of so many.
    pub fn bytes(self, of: u64) -> u64 {
        self.end.unwrap_or(of).saturating_sub(self.start)
    }

    /// Whether it is the whole table.
    pub fn is_whole(self) -> bool {
        self == Range::WHOLE
    }

    /// Whether the table begins with it.
    pub fn is_first(self) -> bool {
        self.start == 0
    }
}

/// A table, or a range of it, read by one thread.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Which of several tables: an index that means something to who made it.
    pub table: usize,
    /// What of the table.
    pub range: Range,
    /// How many chunks its table has.
    pub of: usize,
}

impl Chunk {
    /// A table in one chunk.
    pub fn whole(table: usize) -> Chunk {
        Chunk {
            table,
            range: Range::WHOLE,
            of: 1,
        }
    }

    /// The chunks of a table with these ranges.
    pub fn all(table: usize, ranges: Vec<Range>) -> impl Iterator<Item = Chunk> {
        let of = ranges.len();
        let ranges = ranges.into_iter();
        ranges.map(move |range| Chunk { table, range, of })
    }
}

/// How many lines of each table come before the chunk at hand. Chunks count their lines from their own beginning.
#[derive(Clone, Debug)]
pub struct LineCounter(Vec<u64>);

impl LineCounter {
    /// For so many tables.
    pub fn new(tables: usize) -> LineCounter {
        LineCounter(vec![0; tables])
    }

    /// The lines before a chunk, which has so many itself. To be asked of a table's chunks in their order.
    pub fn before(&mut self, chunk: &Chunk, lines: u64) -> u64 {
        if chunk.range.is_whole() {
            return 0;
        }
        let total = &mut self.0[chunk.table];
        let before = *total;
        *total += lines;
        before
    }
}
