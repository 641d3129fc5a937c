//! What to count, and the counting. [`CountPlan`] says what; a [`CountSource`] counts it: [`Files`] reads the tables of a
//! data set once, in chunks, several at the same time. [`complete`] sums the counts over the units above.

mod asked_units;
mod bit_set;
mod build_figures;
mod count_plan;
mod counts;
mod files;
mod joint;
mod kept_cell;
mod mixture;
mod named_units;
mod predicted_map;
mod remarks;
mod sheet_counts;
mod source;
mod table;
mod values;
mod within_year;

pub use count_plan::{Aggregation, CountPlan, Demand, KEPT_UNITS, Relevance};
pub use counts::{Counts, condition};
pub use files::{Files, Reading};
pub use joint::JointVariables;
pub use kept_cell::{CellKey, KeptCell};
pub use mixture::{AllCells, Change, Readings};
pub use named_units::NamedUnits;
pub use source::{CountSource, Counted, FileRead, PendingAnswers, UnplacedRow};
pub use table::{COLUMNS, Gathered, RowKind, Tallied, TallyTable};
pub use values::{as_sum, of_code};

use crate::data::DataSet;
use crate::finding::Findings;
use crate::observation::{AsOf, Figures, UnitIx};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use kept_cell::DuplicateResolver;
use within_year::YearBuilder;

/// What is asked of the data.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Levels whose units are judged one by one: their cells are kept.
    pub levels: Vec<LevelIx>,
    /// Units of rosters that are judged one by one: their cells are kept, and with `traced` those of the units below them.
    pub units: Vec<UnitIx>,
    /// The same for units that no roster names: their codes or names.
    pub words: Vec<String>,
    /// The year judged; nothing after it is counted. `None` for the plan's last.
    pub year: Option<Year>,
    /// The date up to which figures are used; `None` for all.
    pub as_of: Option<AsOf>,
    /// Keep every cell that this indicator rests on, at all levels: of the units asked for and those below them, of all units
    /// where none is asked for.
    pub traced: Option<IndicatorIx>,
    /// Whether nobody asks where the answers of judged units stand, nor in which words: that is not kept then.
    pub unplaced: bool,
    /// The units whose figures are looked at; `None` for all.
    pub only: Option<CodeRange>,
}

/// The units whose codes are not before one, and before another.
#[derive(Clone, Debug)]
pub struct CodeRange {
    /// The first code.
    pub from: String,
    /// The code after the last; `None` where there is no end.
    pub until: Option<String>,
}

impl CodeRange {
    /// Whether a code is in it.
    pub fn contains(&self, code: &str) -> bool {
        *code >= *self.from && self.until.as_ref().is_none_or(|until| *code < **until)
    }
}

impl Question {
    /// Every level, every year: each cell of the data set is kept.
    pub fn of_everything(plan: &Plan) -> Self {
        Question {
            levels: plan.levels().collect(),
            ..Question::default()
        }
    }
}

/// Reads the files of a data set and counts what the plan and the question ask for.
pub fn count(data: DataSet, plan: &Plan, question: &Question) -> (Figures, Findings) {
    count_reading(data, plan, question, Reading::default())
}

/// The same as [`count`] with counts that an engine made of other rows.
pub fn count_with(
    data: DataSet,
    plan: &Plan,
    question: &Question,
    table: TallyTable,
) -> (Figures, Findings) {
    let count_plan = CountPlan::new(plan, &data.units, question);
    let mut counted = Files::new(&data, question, Reading::default()).count(plan, &count_plan);
    table.add_to(*count_plan.years.end(), &data, &mut counted);
    complete(data, plan, &count_plan, counted)
}

/// The same as [`count`] for files read in another way; the result does not depend on it.
pub fn count_reading(
    data: DataSet,
    plan: &Plan,
    question: &Question,
    reading: Reading,
) -> (Figures, Findings) {
    let count_plan = CountPlan::new(plan, &data.units, question);
    let counted = Files::new(&data, question, reading).count(plan, &count_plan);
    complete(data, plan, &count_plan, counted)
}

/// The figures of what a source counted: cells that occur several times become one, and counts are summed over the units
/// above.
pub fn complete(
    mut data: DataSet,
    plan: &Plan,
    count_plan: &CountPlan,
    mut counted: Counted,
) -> (Figures, Findings) {
    let mut findings = std::mem::take(&mut counted.findings);
    if let Some(units) = counted.units.take() {
        data.units = units;
    }
    for (known, read) in data.files.iter_mut().zip(&counted.files) {
        known.rows += read.rows;
        known.set_aside += read.set_aside;
        known.refused_rows += read.refused_rows;
        known.refused += read.refused;
        known.encoding = read.encoding.unwrap_or(known.encoding);
    }
    let resolver = DuplicateResolver {
        plan,
        units: &data.units,
        files: &data.files,
        acknowledged: &data.acknowledged,
    };
    let years = YearBuilder {
        plan,
        units: &data.units,
        files: &data.files,
        reconcile: &data.reconcile,
        as_of: count_plan.as_of.as_ref(),
    };
    let mut kept_cells = std::mem::take(&mut counted.kept_cells);
    years.take_last(&mut kept_cells);
    let kept_cells = kept_cells.into_iter();
    let (planned, actual): (Vec<_>, Vec<_>) = kept_cells.partition(|kept_cell| kept_cell.planned);
    let mut cells = resolver.resolve(actual, &mut findings);
    let mut planned = resolver.resolve(planned, &mut findings);
    years.combine(&mut cells, &mut findings);
    years.combine(&mut planned, &mut findings);
    let unplaced = values::unplaced(plan, std::mem::take(&mut counted.unplaced));
    let figures = build_figures::build_figures(
        data,
        plan,
        count_plan,
        counted,
        (cells, unplaced, planned),
        &mut findings,
    );
    (figures, findings)
}
