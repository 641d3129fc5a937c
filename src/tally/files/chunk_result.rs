//! What counting a chunk gave.

use super::seen::{Group, Seen};
use crate::data::RowUnit;
use crate::observation::{PackedAnswer, Period, UnitIx};
use crate::plan::{ChecklistIx, Year};
use crate::tally::counts::Counts;
use crate::tally::kept_cell::KeptCell;
use crate::tally::source::{NotUsed, UnplacedRow};
use hashbrown::{HashMap, HashSet};
use std::hash::Hash;

/// The cells of a unit, a period and a group of columns that occur more than once.
pub type Repeat = (Group, Period, UnitIx);

/// Whose answers, of what year, to which checklist.
pub type PendingKey = (RowUnit, Year, ChecklistIx);

/// Whose figures, of what year, of which group of joint variables.
pub type JointKey = (RowUnit, Year, usize);

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
    /// Answers kept without their places.
    pub unplaced: Vec<(RowUnit, UnplacedRow)>,
    /// Units of which a cell of joint variables was kept, by group and period: those that a roster names.
    pub kept_known: Seen,
    /// The same of units first met in the chunk, by their own numbers.
    pub kept_new: Seen,
    /// Figures of joint variables, in their order, that stand in several rows or files.
    pub held: HashMap<JointKey, Box<[Option<i64>]>>,
    /// Answers of checklists whose items are in several rows or files.
    pub pending: HashMap<PendingKey, Box<[PackedAnswer]>>,
    /// All that was counted.
    pub counts: Counts,
    /// Figures of years that the plan does not look at.
    pub outside: NotUsed,
    /// Figures of variables that nothing reads.
    pub unused: NotUsed,
    /// Rows that an engine may have counted otherwise.
    pub beside: NotUsed,
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
        for (unit, row) in &mut self.unplaced {
            renumber(unit);
            if let RowUnit::Known(ix) = *unit {
                row.unit = ix;
            }
        }
        renumber_keys(&mut self.pending, renumber);
        renumber_keys(&mut self.held, renumber);
        let kept = std::mem::take(&mut self.kept_new);
        (self.kept_known).join_renumbered(&kept, |at| number(at).0, |_, _, _| ());
        let new = std::mem::take(&mut self.seen_new);
        // A unit that came both with the roster's code and with one of its own shows here.
        let again = |group, period, unit| {
            let unit = RowUnit::Known(UnitIx(unit));
            self.repeats.push((group, period, unit));
        };
        self.seen_known
            .join_renumbered(&new, |at| number(at).0, again);
    }

    /// Whether the chunk has counted or holds figures of any of some groups of joint variables.
    pub fn holds_groups(&self, groups: &[usize]) -> bool {
        let held = (self.held.iter()).any(|((_, _, group), _)| groups.contains(group));
        held || (groups.iter()).any(|&group| self.seen_known.has_group(Group::Joint(group)))
    }

    /// Whether the chunk holds any of some cells.
    pub fn holds_any(&self, cells: &HashSet<Repeat>) -> bool {
        cells.iter().any(|&(group, period, unit)| {
            let unit_of_row = RowUnit::Known(unit);
            let held = match (group, period) {
                (Group::Checklist(checklist), Period::Year(year)) => {
                    self.pending.contains_key(&(unit_of_row, year, checklist))
                }
                (Group::Joint(group), Period::Year(year)) => {
                    self.held.contains_key(&(unit_of_row, year, group))
                }
                _ => false,
            };
            held || self.seen_known.contains(group, period, unit.0)
        })
    }
}

/// Gives the units of some keys their numbers, where any has none.
fn renumber_keys<K: Copy + Eq + Hash, V>(
    map: &mut HashMap<(RowUnit, Year, K), V>,
    renumber: impl Fn(&mut RowUnit),
) {
    if (map.iter()).any(|(key, _)| matches!(key.0, RowUnit::New(_))) {
        let entries = std::mem::take(map).into_iter();
        let renumbered = entries.map(|((mut unit, year, what), value)| {
            renumber(&mut unit);
            ((unit, year, what), value)
        });
        *map = renumbered.collect();
    }
}
