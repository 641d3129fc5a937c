//! Where counts come from, and what a source hands over.

use super::count_plan::CountPlan;
use super::counts::Counts;
use super::kept_cell::KeptCell;
use super::named_units::NamedUnits;
use crate::finding::{Findings, Place};
use crate::observation::{PackedAnswer, UnitIx, Units};
use crate::plan::{ChecklistIx, LevelIx, Plan, VariableIx, Year};
use hashbrown::HashMap;

/// What can count what a plan of counting asks for: the files of a data set, or an engine that holds them.
pub trait CountSource {
    /// Counts what `count_plan` asks for.
    fn count(&self, plan: &Plan, count_plan: &CountPlan) -> Counted;
}

/// Answers to the items of one checklist by unit and year, in the order of the items, that came in several rows or tables.
pub type PendingAnswers = HashMap<(UnitIx, Year, ChecklistIx), Box<[PackedAnswer]>>;

/// Figures of joint variables by unit, year and index of the group, in the order of its variables, that came in several rows or
/// tables: of a unit all of them, and they agree.
pub type HeldFigures = HashMap<(UnitIx, Year, usize), Box<[Option<i64>]>>;

/// Answers of one row of which it is not kept where they stand.
#[derive(Clone, Debug)]
pub struct UnplacedRow {
    /// The unit.
    pub unit: UnitIx,
    /// The year.
    pub year: Year,
    /// Index of the file.
    pub file: u32,
    /// The items, each with its answer.
    pub answers: Vec<(VariableIx, PackedAnswer)>,
}

/// Figures that were read and are not used: how many, and the first places.
#[derive(Clone, Debug, Default)]
pub struct NotUsed {
    /// How many.
    pub count: u64,
    /// The first places.
    pub places: Vec<Place>,
}

impl NotUsed {
    /// Adds a figure, and its place as long as there are fewer than `most`.
    pub fn add(&mut self, most: usize, place: impl FnOnce() -> Place) {
        self.count += 1;
        if self.places.len() < most {
            self.places.push(place());
        }
    }

    /// Adds those of a later part, and their places as long as there are fewer than `most`.
    pub fn join(&mut self, later: NotUsed, most: usize) {
        self.count += later.count;
        let room = most.saturating_sub(self.places.len());
        self.places.extend(later.places.into_iter().take(room));
    }
}

/// What was read of one file.
#[derive(Clone, Debug, Default)]
pub struct FileRead {
    /// Rows that were used.
    pub rows: u64,
    /// Rows that were set aside.
    pub set_aside: u64,
    /// Rows that could not be used.
    pub refused_rows: u64,
    /// Rows and cells that could not be used.
    pub refused: u64,
    /// `None` where nothing of the file was read.
    pub encoding: Option<&'static str>,
}

/// What a source counted, not yet summed over units above.
#[derive(Debug, Default)]
pub struct Counted {
    /// The units of the rosters and those that came with the figures; `None` where none came.
    pub units: Option<Units>,
    /// By index of [`crate::data::DataSet::files`].
    pub files: Vec<FileRead>,
    /// Cells kept one by one, in the order of files and rows; several may have the same key.
    pub kept_cells: Vec<KeptCell>,
    /// Answers that are kept without their places, each item of a unit and year once.
    pub unplaced: Vec<UnplacedRow>,
    /// Checklists that have yet to be scored.
    pub pending: PendingAnswers,
    /// Figures of joint variables that have yet to be counted.
    pub held: HeldFigures,
    /// Counts for the units at which they are gathered.
    pub counts: Counts,
    /// The units that sent a row.
    pub named: NamedUnits,
    /// How many more units of a level sent a row in a year, by the unit at which they are gathered.
    pub named_apart: Vec<(LevelIx, UnitIx, Year, u64)>,
    /// Figures of years that the plan does not look at.
    pub outside: NotUsed,
    /// Figures of variables that nothing reads.
    pub unused: NotUsed,
    /// Rows that an engine may have counted otherwise.
    pub beside: NotUsed,
    /// The latest year of the plan for which anything actual was reported.
    pub latest: Option<Year>,
    /// What was found on the way.
    pub findings: Findings,
}
