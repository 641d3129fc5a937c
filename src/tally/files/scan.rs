//! One reading of the data.

use super::ChunkRead;
use super::chunk_counter::ChunkCounter;
use super::chunk_result::Repeat;
use super::complete_checklist::CompleteChecklist;
use crate::data::Reader;
use crate::observation::Units;
use crate::table::{Chunk, in_order};
use crate::tally::count_plan::CountPlan;
use hashbrown::HashSet;

/// What a reading of the data needs to know.
pub struct Scan<'a> {
    /// Reads rows.
    pub reader: Reader<'a>,
    /// What to count.
    pub count_plan: &'a CountPlan,
    /// By table: the checklists of which each row has all items.
    pub complete: &'a [Vec<CompleteChecklist>],
    /// Groups of joint variables of which every cell is kept.
    pub kept_groups: &'a [usize],
    /// Cells known to occur more than once, which are kept one by one.
    pub repeated: &'a HashSet<Repeat>,
    /// The units of `repeated`, those that no roster names included.
    pub all_units: &'a Units,
}

impl Scan<'_> {
    /// Reads chunks, as many at once as there are processors; `take` is given them in order.
    pub fn read(&self, chunks: &[Chunk], mut take: impl FnMut(ChunkRead) + Send) {
        let work = |chunk: &Chunk| self.read_chunk(chunk);
        in_order(chunks, work, |_, chunk| take(chunk));
    }

    /// How many bytes of a chunk are counted as work.
    pub fn bytes(&self, chunk: &Chunk) -> u64 {
        let data = self.reader.data;
        data.schemas[chunk.table].counted_bytes(data, chunk.range)
    }

    /// Reads one chunk.
    pub fn read_chunk(&self, chunk: &Chunk) -> ChunkRead {
        let schema = &self.reader.data.schemas[chunk.table];
        let mut counter = ChunkCounter::new(self, schema, &self.complete[chunk.table]);
        let report = self.reader.read(schema, chunk.range, &mut counter);
        self.reader.data.progress.add(self.bytes(chunk));
        ChunkRead {
            chunk: *chunk,
            lines_before: 0,
            report,
            result: counter.finish(),
        }
    }
}
