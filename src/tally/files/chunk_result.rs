//! What counting a chunk gave.

use super::seen::{Group, Seen};
use crate::data::RowUnit;
use crate::observation::{PackedAnswer, Period, UnitIx};
use crate::plan::{ChecklistIx, Year};
use crate::tally::counts::Counts;
use crate::tally::kept_cell::KeptCell;
use crate::tally::source::NotUsed;
use hashbrown::{HashMap, HashSet};

/// The cells of a unit, a period and a group of columns that occur more than once.
pub type Repeat = (Group, Period, UnitIx);

/// Whose answers, of what year, to which checklist.
pub type PendingKey = (RowUnit, Year, ChecklistIx);

/// What counting a chunk gave. Units that no roster names have a number of the chunk's own until the chunk is merged.
#[derive(Default)]
pub struct ChunkResult {
    /// Cells counted, of units that a roster names.
    pub seen_known: Seen,
    /// Cells counted, of units first met in the chunk, by their own numbers.
    pub seen_new: Seen,
    /// Cells that occurred more than once.
    pub repeats: Vec<(Group, Period, RowUnit)>,
    /// Cells kept one by one.
    pub kept_cells: Vec<(RowUnit, KeptCell)>,
    /// Answers of checklists whose items are in several rows or files.
    pub pending: HashMap<PendingKey, Box<[PackedAnswer]>>,
    /// All that was counted.
    pub counts: Counts,
    /// Figures of years that the plan does not look at.
    pub outside: NotUsed,
    /// Figures of variables that nothing reads.
    pub unused: NotUsed,
    /// The latest year of the plan for which anything actual was reported.
    pub latest: Option<Year>,
}

impl ChunkResult {
    /// Replaces the chunk's own numbers of units by those that `number` gives.
    pub fn renumber(&mut self, number: impl Fn(u32) -> UnitIx) {
        let renumber = |unit: &mut RowUnit| {
            if let RowUnit::New(at) = *unit {
                *unit = RowUnit::Known(number(at));
            }
        };
        let repeats = self.repeats.iter_mut();
        repeats.for_each(|(_, _, unit)| renumber(unit));
        for (unit, kept_cell) in &mut self.kept_cells {
            renumber(unit);
            if let RowUnit::Known(ix) = *unit {
                kept_cell.key.1 = ix;
            }
        }
        let is_new = |key: &PendingKey| matches!(key.0, RowUnit::New(_));
        if self.pending.iter().any(|(key, _)| is_new(key)) {
            let pending = std::mem::take(&mut self.pending).into_iter();
            self.pending = pending
                .map(|((mut unit, year, checklist), answers)| {
                    renumber(&mut unit);
                    ((unit, year, checklist), answers)
                })
                .collect();
        }
        let new = std::mem::take(&mut self.seen_new);
        // A unit that came both with the roster's code and with one of its own shows here.
        let again = |group, period, unit| {
            let unit = RowUnit::Known(UnitIx(unit));
            self.repeats.push((group, period, unit));
        };
        self.seen_known
            .join_renumbered(&new, |at| number(at).0, again);
    }

    /// Whether the chunk holds any of some cells.
    pub fn holds_any(&self, cells: &HashSet<Repeat>) -> bool {
        cells.iter().any(|&(group, period, unit)| {
            let pending = match (group, period) {
                (Group::Checklist(checklist), Period::Year(year)) => {
                    let key = (RowUnit::Known(unit), year, checklist);
                    self.pending.contains_key(&key)
                }
                _ => false,
            };
            pending || self.seen_known.contains(group, period, unit.0)
        })
    }
}
