//! What data is made of once it is read: units, cells, counts. Filled by `tally`, read by `evaluate`.

mod aggregate;
mod answer_masks;
mod apart_units;
mod as_of;
mod boundaries;
mod cell;
mod losses;
mod period;
mod rounding;
mod units;
mod unplaced;

pub use aggregate::{Aggregate, AggregateValue, ItemCount, Outcomes, Sum};
pub use answer_masks::AnswerMasks;
pub use apart_units::ApartUnits;
pub use as_of::AsOf;
pub use boundaries::Boundaries;
pub use cell::{Cell, CellState, Document, Evidence, PackedAnswer, YearParts};
pub use losses::{FailedItem, Loss, Losses};
pub use period::{MONTHS, Part, Period, When};
pub use rounding::{last_place, rounding_to};
pub use units::{NewUnit, UnitIx, Units};
pub use unplaced::UnplacedAnswers;

use crate::finding::{Kept, Place};
use crate::i18n::Text;
use crate::index::{IndicatorIx, LevelIx, VariableIx, Year};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// All that is known, ready to be judged. Looked up by key, never listed by map order.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The units.
    pub units: Units,
    /// Cells of the levels that are judged.
    pub cells: HashMap<(VariableIx, UnitIx, Period), Box<Cell>>,
    /// Answers of these levels that are not among `cells`, where nobody asks for their places.
    pub unplaced: UnplacedAnswers,
    /// Planned figures: context, never a value.
    pub planned: HashMap<(VariableIx, UnitIx, Period), Box<Cell>>,
    /// What was counted below the units that are judged.
    pub tallies: HashMap<(Aggregate, UnitIx, Year), AggregateValue>,
    /// How many units of a level a roster names under a unit in a year; absent where no roster names the level.
    pub rosters: HashMap<(LevelIx, UnitIx, Year), u64>,
    /// How many units of a level that a register counts and no roster names sent a row of anything in a year, below a unit;
    /// absent where none did.
    pub named: HashMap<(LevelIx, UnitIx, Year), u64>,
    /// The variables of `cells` and `unplaced`, perhaps with others: of any that is not among them no cell has to be looked for.
    pub stated: HashSet<VariableIx>,
    /// The variables of which each cell that was sent is in `cells`; of others those of some units may be.
    pub kept: HashSet<VariableIx>,
    /// Units that are not among those counted together, of the variables of which units are.
    pub apart: ApartUnits,
    /// Variables of which a figure for several years together was sent.
    pub spans: HashSet<VariableIx>,
    /// The data set.
    pub data: DataSetInfo,
    /// By variable: how its own figures and the sums of members are brought together.
    pub reconcile: HashMap<VariableIx, Reconcile>,
    /// The date up to which figures were looked at; `None` if all were.
    pub as_of: Option<AsOf>,
    /// Indicators that are set aside.
    pub waivers: Vec<Waiver>,
}

/// The data set as headings name it.
#[derive(Clone, Debug, Default)]
pub struct DataSetInfo {
    /// Its title.
    pub title: Text,
    /// Whether its figures are made up.
    pub synthetic: bool,
    /// The outlines of its units, for maps; `None` if it brings none.
    pub boundaries: Option<Boundaries>,
    /// Its files.
    pub files: Vec<InputFile>,
    /// The latest year of the plan's period for which anything actual was reported.
    pub latest: Option<Year>,
    /// How much is kept of what is found.
    pub kept: Kept,
}

/// A file that was read, or one sheet of a workbook.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// As shown to the user.
    pub path: Arc<str>,
    /// Within the data set's folder.
    pub name: String,
    /// The sheet's name, where the file is a workbook.
    pub sheet: Option<Arc<str>>,
    /// Its encoding, as it is shown.
    pub encoding: &'static str,
    /// Rows that were used.
    pub rows: u64,
    /// Rows that were set aside: totals, parts, remarks, and those that data.toml leaves out.
    pub set_aside: u64,
    /// Rows that could not be used.
    pub refused_rows: u64,
    /// Cells and rows that could not be used.
    pub refused: u64,
    /// Whether a unit's figures in it hold those of the units that became part of it.
    pub merged: bool,
}

/// How a unit's own figure and the sum of its members are brought together.
#[derive(Clone, Debug)]
pub struct Reconcile {
    /// The difference that is let pass, as a share of the unit's own figure.
    pub tolerance: crate::number::Number,
    /// The side that is taken if both agree within the tolerance.
    pub stands: Side,
}

/// One of two figures of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The unit's own row.
    Own,
    /// The sum of its members.
    Members,
}

/// An indicator set aside for a unit, with a date and a reason.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The indicator.
    pub indicator: IndicatorIx,
    /// The unit.
    pub unit: UnitIx,
    /// The first year of its term.
    pub from: Year,
    /// The last year of its term.
    pub until: Year,
    /// Who decided; `None` if it is not said.
    pub by: Option<Text>,
    /// When it was decided, as ISO text; `None` if it is not said.
    pub date: Option<String>,
    /// The reason.
    pub why: Text,
    /// Where it is declared.
    pub place: Place,
}

impl Waiver {
    /// Whether it is in force in a year.
    pub fn covers(&self, year: Year) -> bool {
        (self.from..=self.until).contains(&year)
    }

    /// Its term, who decided it and when, and why: `waived 2013–2014 by the city office on 2013-05-02: the bridge was down`.
    pub fn words(&self) -> Text {
        let (from, until) = (self.from, self.until);
        let (term_zh, term_en) = match from == until {
            true => (format!("{from}年"), from.to_string()),
            false => (format!("{from}—{until}年"), format!("{from}–{until}")),
        };
        let (mut zh, mut en) = (format!("{term_zh}豁免"), format!("waived {term_en}"));
        if let Some(by) = &self.by {
            zh += &format!("，{}决定", by.zh);
            en += &format!(" by {}", by.en);
        }
        if let Some(date) = &self.date {
            zh += &format!("，{date}");
            en += &format!(" on {date}");
        }
        Text::new(
            format!("{zh}：{}", self.why.zh),
            format!("{en}: {}", self.why.en),
        )
    }

    /// Whether two waivers are of the same indicator and unit and have a year in common.
    pub fn overlaps(&self, other: &Waiver) -> bool {
        let same = self.indicator == other.indicator && self.unit == other.unit;
        same && self.from <= other.until && other.from <= self.until
    }
}

impl Figures {
    /// A cell; `None` if no file has it.
    pub fn cell(&self, variable: VariableIx, unit: UnitIx, period: Period) -> Option<&Cell> {
        let placed = self.cells.get(&(variable, unit, period));
        match (placed, period) {
            (Some(cell), _) => Some(cell),
            (None, Period::Year(year)) => self.unplaced.get(variable, unit, year),
            (None, _) => None,
        }
    }

    /// A cell as it was sent, not as it was worked out from parts of a year; `None` if no file has it.
    pub fn sent_cell(&self, variable: VariableIx, unit: UnitIx, period: Period) -> Option<&Cell> {
        let cell = self.cell(variable, unit, period)?;
        cell.as_sent()
    }

    /// Whether a cell's figure holds those of the units that became part of its own.
    pub fn is_merged(&self, cell: &Cell) -> bool {
        let file = self.data.files.get(cell.file as usize);
        file.is_some_and(|file| file.merged)
    }

    /// Whether what a figure is made of is taken where the two agree within the tolerance declared.
    pub fn members_stand(&self, variable: VariableIx) -> bool {
        let rule = self.reconcile.get(&variable);
        rule.is_some_and(|rule| rule.stands == Side::Members)
    }

    /// What was counted for a unit and year; `None` if nothing was.
    pub fn tally(&self, counted: Aggregate, unit: UnitIx, year: Year) -> Option<&AggregateValue> {
        self.tallies.get(&(counted, unit, year))
    }

    /// The waiver in force in a year; `None` if there is none.
    pub fn waiver(&self, indicator: IndicatorIx, unit: UnitIx, year: Year) -> Option<&Waiver> {
        let of = |waiver: &&Waiver| waiver.indicator == indicator && waiver.unit == unit;
        self.waivers
            .iter()
            .find(|waiver| of(waiver) && waiver.covers(year))
    }
}
