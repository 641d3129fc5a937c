//! What a file or a range of it came to, its units by number as soon as all have one.

use super::counts::Counts;
use super::kept_cell::KeptCell;
use super::seen::{Group, Seen};
use crate::data::RowUnit;
use crate::observation::{PackedAnswer, Period, UnitIx};
use crate::plan::{ChecklistIx, Year};
use hashbrown::{HashMap, HashSet};

/// A cell group of a unit that stands more than once.
pub type Repeat = (Group, Period, UnitIx);

/// Answers of a unit that are spread over rows or files: unit, year, checklist.
pub type HeldKey = (RowUnit, Year, ChecklistIx);

/// What a file or a range of it came to.
#[derive(Default)]
pub struct FileResult {
    pub seen_known: Seen,
    pub seen_new: Seen,
    pub repeats: Vec<(Group, Period, RowUnit)>,
    pub kept_cells: Vec<(RowUnit, KeptCell)>,
    pub held: HashMap<HeldKey, Box<[PackedAnswer]>>,
    pub counts: Counts,
    /// Figures of years outside the question, and of variables that nothing uses.
    pub outside: u64,
    pub unused: u64,
    pub latest: Option<Year>,
}

impl FileResult {
    /// Gives every new unit its number.
    pub fn number(&mut self, number: impl Fn(u32) -> UnitIx) {
        let known = |unit: &mut RowUnit| {
            if let RowUnit::New(at) = *unit {
                *unit = RowUnit::Known(number(at));
            }
        };
        self.repeats.iter_mut().for_each(|(_, _, unit)| known(unit));
        for (unit, kept_cell) in &mut self.kept_cells {
            known(unit);
            if let RowUnit::Known(ix) = *unit {
                kept_cell.key.1 = ix;
            }
        }
        if self
            .held
            .iter()
            .any(|(key, _)| matches!(key.0, RowUnit::New(_)))
        {
            let held = std::mem::take(&mut self.held).into_iter();
            self.held = held
                .map(|((mut unit, year, checklist), codes)| {
                    known(&mut unit);
                    ((unit, year, checklist), codes)
                })
                .collect();
        }
        let new = std::mem::take(&mut self.seen_new);
        // A unit that came under both a code of the roster and one of its own is noticed here.
        let again = |group, period, unit| {
            let unit = RowUnit::Known(UnitIx(unit));
            self.repeats.push((group, period, unit));
        };
        self.seen_known.note(&new, |at| number(at).0, again);
    }

    /// Whether any of some cells stands in it.
    pub fn holds_any(&self, cells: &HashSet<Repeat>) -> bool {
        cells.iter().any(|&(group, period, unit)| {
            let held = match (group, period) {
                (Group::Checklist(checklist), Period::Year(year)) => {
                    let key = (RowUnit::Known(unit), year, checklist);
                    self.held.contains_key(&key)
                }
                _ => false,
            };
            held || self.seen_known.contains(group, period, unit.0)
        })
    }
}
