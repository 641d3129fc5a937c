//! Joint variables: a row that has an exact figure of each is counted at once; figures that stand in rows of their own are held
//! until those beside them come. What is not exact is kept cell by cell.

use super::ChunkCounter;
use crate::data::{CellValue, FileSchema, NumericCell, RowHead, RowUnit};
use crate::observation::Period;
use crate::plan::{VariableIx, Year};
use crate::tally::count_plan::CountPlan;
use crate::tally::files::chunk_result::JointKey;
use crate::tally::files::seen::Group;

/// The columns of a wide file with all variables of a group, for one period.
pub struct JointColumns {
    /// The group.
    group: usize,
    /// The period that the header gives; `None` if the row's applies.
    period: Option<Period>,
    /// By variable of the group: index into the file's columns of figures.
    columns: Vec<usize>,
}

/// The figures of the last unit of which some of a group came.
#[derive(Default)]
pub struct HeldFigures {
    key: Option<JointKey>,
    /// By variable of the group.
    figures: Vec<Option<i64>>,
    /// Those of a unit that has all.
    exact: Vec<i128>,
}

impl JointColumns {
    /// The groups of which a file has all columns, and the indices of its other columns of figures. Groups of which every cell is
    /// kept are left out.
    pub fn of(
        count_plan: &CountPlan,
        schema: &FileSchema,
        kept: &[usize],
    ) -> (Vec<JointColumns>, Vec<usize>) {
        let mut periods: Vec<Option<Period>> = Vec::new();
        for column in &schema.figure_columns {
            if !periods.contains(&column.period) {
                periods.push(column.period);
            }
        }
        let mut all: Vec<JointColumns> = Vec::new();
        let groups = (0..).zip(&count_plan.joint);
        for (group, joint) in groups.filter(|(group, _)| !kept.contains(group)) {
            for &period in &periods {
                let column_of = |&variable: &VariableIx| {
                    let mut columns = schema.figure_columns.iter();
                    columns
                        .position(|column| (column.variable, column.period) == (variable, period))
                };
                let columns: Option<Vec<usize>> = joint.variables.iter().map(column_of).collect();
                all.extend(columns.map(|columns| JointColumns {
                    group,
                    period,
                    columns,
                }));
            }
        }
        let joint = |at: &usize| all.iter().any(|columns| columns.columns.contains(at));
        let others = (0..schema.figure_columns.len()).filter(|at| !joint(at));
        let others = others.collect();
        (all, others)
    }
}

impl ChunkCounter<'_> {
    /// Counts the figures of a row that has all of a group, or keeps them.
    pub(super) fn joint_row(&mut self, row: &RowHead<'_>, at: usize, readings: &[NumericCell]) {
        if self.count_joint(row, at, readings) {
            return;
        }
        for at in self.joint[at].columns.clone() {
            let column = &self.schema.figure_columns[at];
            let period = column.period.unwrap_or(row.period);
            let entry = CellValue::Figure(&readings[at]);
            if self.is_known(row, period) {
                self.keep_joint(row, column.variable, period, entry, column.at);
            }
        }
    }

    /// Counts the figures of a row that has all of a group; false if they have to be kept.
    fn count_joint(&mut self, row: &RowHead<'_>, at: usize, readings: &[NumericCell]) -> bool {
        let JointColumns { group, period, .. } = self.joint[at];
        let period = period.unwrap_or(row.period);
        let Some(year) = self.joint_year(row, group, period) else {
            return false;
        };
        self.held.exact.clear();
        for &column in &self.joint[at].columns {
            match readings[column] {
                NumericCell::Exact(figure) => self.held.exact.push(figure),
                _ => return false,
            }
        }
        self.count_exact(row, group, year)
    }

    /// The year of a figure that can be counted together with others of its unit; `None` if it has to be kept.
    fn joint_year(&mut self, row: &RowHead<'_>, group: usize, period: Period) -> Option<Year> {
        let Period::Year(year) = period else {
            return None;
        };
        let counted = row.level == self.count_plan.joint[group].level
            && !row.planned
            && self.count_plan.is_of_plan_years(period)
            && self.is_known(row, period)
            && !self.kept_groups.contains(&group)
            && !self.keeps_unit(row);
        let group = Group::Joint(group);
        let counted = counted && self.existed(row, year) && !self.is_repeated(group, period, row);
        counted.then_some(year)
    }

    /// Counts the figures of a unit that are all there; false if they don't agree, or were counted before.
    fn count_exact(&mut self, row: &RowHead<'_>, group: usize, year: Year) -> bool {
        let (plan, joint) = (self.plan, &self.count_plan.joint[group]);
        let period = Period::Year(year);
        if !joint.agree(plan, &self.held.exact)
            || !self.note_counted(Group::Joint(group), period, row.unit)
        {
            return false;
        }
        self.note_year(period);
        if self.count_plan.years.contains(&year)
            && let Some(unit) = self.rollup_unit(row)
        {
            let (counts, figures) = (&mut self.result.counts, &self.held.exact);
            joint.count(plan, self.count_plan, counts, (unit, year), figures);
        }
        true
    }

    /// Holds a figure of a joint variable until those beside it come, and keeps what can't be held.
    pub(super) fn joint_cell(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        if let CellValue::Figure(NumericCell::Exact(figure)) = entry
            && let Ok(figure) = i64::try_from(*figure)
            && let Some(group) = self.count_plan.joint_with(variable)
            && let Some(year) = self.joint_year(row, group, period)
        {
            self.note_year(period);
            self.hold_figure(row, (row.unit, year, group), variable, figure);
        } else {
            self.keep_joint(row, variable, period, entry, at);
        }
    }

    fn hold_figure(&mut self, row: &RowHead<'_>, key: JointKey, variable: VariableIx, figure: i64) {
        let (_, year, group) = key;
        let joint = &self.count_plan.joint[group];
        if self.held.key != Some(key) {
            self.release_figures();
            self.held.key = Some(key);
            self.held.figures.resize(joint.variables.len(), None);
        }
        let slot = joint.variables.binary_search(&variable);
        let Some(slot) = slot.ok().and_then(|at| self.held.figures.get_mut(at)) else {
            return;
        };
        let repeat = (Group::Joint(group), Period::Year(year), row.unit);
        if slot.replace(figure).is_some() {
            self.result.repeats.push(repeat);
        }
        if self.held.figures.iter().all(Option::is_some) {
            let figures = self.held.figures.iter().flatten();
            self.held.exact.clear();
            (self.held.exact).extend(figures.map(|&figure| i128::from(figure)));
            // Those that are not counted show when all chunks are read.
            match self.count_exact(row, group, year) {
                true => self.held.key = None,
                false => self.release_figures(),
            }
            self.held.figures.clear();
        }
    }

    /// Hands on the figures that are held, of which some are not there.
    pub(super) fn release_figures(&mut self) {
        let Some(key) = self.held.key.take() else {
            return;
        };
        let figures: Box<[Option<i64>]> = self.held.figures.drain(..).collect();
        let Some(earlier) = self.result.held.get_mut(&key) else {
            self.result.held.insert(key, figures);
            return;
        };
        for (mine, theirs) in earlier.iter_mut().zip(figures) {
            if mine.is_some() && theirs.is_some() {
                let (unit, year, group) = key;
                let repeat = (Group::Joint(group), Period::Year(year), unit);
                self.result.repeats.push(repeat);
            }
            *mine = mine.or(theirs);
        }
    }

    /// Keeps a cell of a joint variable, and notes that it is.
    fn keep_joint(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        let group = self
            .count_plan
            .joint_with(variable)
            .filter(|_| !row.planned);
        if let Some(group) = group.filter(|&at| self.count_plan.joint[at].level == row.level) {
            let kept = (Group::Joint(group), period);
            match row.unit {
                RowUnit::Known(unit) => self.result.kept_known.insert(kept.0, kept.1, unit.0),
                RowUnit::New(unit) => self.result.kept_new.insert(kept.0, kept.1, unit),
            };
        }
        self.keep(row, variable, period, entry, at);
    }
}
