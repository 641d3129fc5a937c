//! Counts the rows of a chunk: a cell is kept, counted, or held until all answers of its unit are there.

mod beside;
mod checklists;
mod joint;
mod keep;

use super::chunk_result::{ChunkResult, PendingKey, Repeat};
use super::complete_checklist::CompleteChecklist;
use super::kept_limit::KeptLimit;
use super::scan::Scan;
use super::seen::Group;
use crate::data::{CellValue, FileSchema, NumericCell, RowHead, RowUnit, Sink};
use crate::number::Ternary;
use crate::observation::{Aggregate, AnswerMasks, MONTHS, PackedAnswer, Period, UnitIx, Units};
use crate::plan::{Plan, VariableIx, Year};
use crate::tally::count_plan::{Aggregation, CountPlan};
use crate::tally::counts::condition;
use crate::tally::sheet_counts::SheetCounts;
use crate::tally::values;
use beside::BesideCounts;
use hashbrown::{HashMap, HashSet};
use joint::{HeldFigures, JointColumns};

/// Counts the rows of a chunk.
pub struct ChunkCounter<'a> {
    plan: &'a Plan,
    /// Units that a roster names.
    units: &'a Units,
    /// See [`Scan::all_units`].
    all_units: &'a Units,
    count_plan: &'a CountPlan,
    schema: &'a FileSchema,
    /// See [`Scan::repeated`].
    repeated: &'a HashSet<Repeat>,
    complete: &'a [CompleteChecklist],
    /// See [`Scan::kept_groups`].
    kept_groups: &'a [usize],
    /// The joint variables of which each row has all.
    joint: Vec<JointColumns>,
    /// Columns of figures that hold no variable of `joint`.
    other_figures: Vec<usize>,
    /// Figures of joint variables that stand in rows of their own.
    held: HeldFigures,
    /// Coded columns that belong to none of `complete`.
    other_columns: Vec<usize>,
    /// The answers of one checklist, in the order of its items.
    answers: Vec<PackedAnswer>,
    /// Whether an answer satisfies a condition; `None` where the condition does not apply.
    conditions: HashMap<(Aggregate, PackedAnswer), Option<Ternary>>,
    /// The last unit asked for, and the unit at which its counts are gathered.
    rollup_unit: (Option<UnitIx>, Option<UnitIx>),
    /// The last unit that was met, and whether all of its cells are kept.
    keeps: Option<(RowUnit, bool)>,
    /// What is kept of each cell.
    kept: KeptLimit,
    /// Rows that an engine may have counted otherwise.
    beside: BesideCounts,
    /// How many places of figures that are not used are kept.
    most_places: usize,
    /// The answers of rows below one unit.
    sheets: SheetCounts,
    /// What was counted so far, `sheets` apart.
    result: ChunkResult,
}

impl<'a> ChunkCounter<'a> {
    /// Counts rows of a file with this schema, of which each row has all items of the checklists `complete`.
    pub fn new(scan: &Scan<'a>, schema: &'a FileSchema, complete: &'a [CompleteChecklist]) -> Self {
        let in_checklists: HashSet<usize> = complete
            .iter()
            .flat_map(|checklist| checklist.columns.iter().flatten().copied())
            .collect();
        let (joint, other_figures) = JointColumns::of(scan.count_plan, schema, scan.kept_groups);
        ChunkCounter {
            plan: scan.reader.plan,
            units: &scan.reader.data.units,
            all_units: scan.all_units,
            count_plan: scan.count_plan,
            schema,
            repeated: scan.repeated,
            other_columns: (0..schema.answer_columns.len())
                .filter(|at| !in_checklists.contains(at))
                .collect(),
            complete,
            kept_groups: scan.kept_groups,
            joint,
            other_figures,
            held: HeldFigures::default(),
            answers: Vec::new(),
            conditions: HashMap::new(),
            rollup_unit: (None, None),
            keeps: None,
            kept: KeptLimit::default(),
            beside: BesideCounts::of(scan.reader.data, schema),
            most_places: scan.reader.data.kept.places,
            sheets: SheetCounts::default(),
            result: ChunkResult::default(),
        }
    }

    /// What was counted.
    pub fn finish(mut self) -> ChunkResult {
        self.release_figures();
        self.sheets.finish(&mut self.result.counts);
        self.result
    }

    /// The unit at which the counts of a row's unit are gathered; `None` where there is none above it.
    fn rollup_unit(&mut self, row: &RowHead<'_>) -> Option<UnitIx> {
        let from = match row.unit {
            RowUnit::Known(unit) => Some(unit),
            RowUnit::New(_) => row.parent,
        };
        if self.rollup_unit.0 != from {
            let to = from.and_then(|unit| self.count_plan.rollup_unit(self.units, unit));
            self.rollup_unit = (from, to);
        }
        self.rollup_unit.1
    }

    /// Whether all cells of a row's unit are kept.
    fn keeps_unit(&mut self, row: &RowHead<'_>) -> bool {
        let plan = self.count_plan;
        if plan.keeps_level(row.level) {
            return true;
        }
        match self.keeps {
            Some((unit, keeps)) if unit == row.unit => return keeps,
            _ => {}
        }
        let keeps = match row.unit {
            RowUnit::Known(unit) => plan.keeps_unit(self.units, unit),
            RowUnit::New(_) if plan.asked.is_empty() => false,
            RowUnit::New(at) => {
                let words = (row.new.code(at), row.new.name(at));
                (plan.asked).contain_new(self.units, words, row.level, row.parent)
            }
        };
        self.keeps = Some((row.unit, keeps));
        keeps
    }

    /// Notes that a cell is counted; false, and a repeat noted, where it was counted before.
    fn note_counted(&mut self, group: Group, period: Period, unit: RowUnit) -> bool {
        let fresh = match unit {
            RowUnit::Known(unit) => self.result.seen_known.insert(group, period, unit.0),
            RowUnit::New(unit) => self.result.seen_new.insert(group, period, unit),
        };
        if !fresh {
            self.result.repeats.push((group, period, unit));
        }
        fresh
    }

    /// Whether a cell is known to occur more than once.
    fn is_repeated(&self, group: Group, period: Period, row: &RowHead<'_>) -> bool {
        if self.repeated.is_empty() {
            return false;
        }
        let unit = match row.unit {
            RowUnit::Known(unit) => Some(unit),
            RowUnit::New(at) => self.all_units.by_code(row.new.code(at)),
        };
        unit.is_some_and(|unit| self.repeated.contains(&(group, period, unit)))
    }

    /// The year of a figure that is to be counted; `None` for one of another time, which is noted where the plan does not
    /// look at it and it is `usable`.
    fn counted_year(
        &mut self,
        row: &RowHead<'_>,
        period: Period,
        at: usize,
        usable: bool,
    ) -> Option<Year> {
        match period {
            Period::Year(year) if self.count_plan.years.contains(&year) => Some(year),
            // After the year asked for: nothing to report.
            Period::Year(year) if self.plan.years().contains(&year) => None,
            _ if !usable => None,
            _ => {
                let unused = match self.count_plan.is_of_plan_years(period) {
                    true => &mut self.result.unused,
                    false => &mut self.result.outside,
                };
                unused.add(self.most_places, || row.fields.place(at));
                None
            }
        }
    }

    /// Notes that something actual was reported for a period.
    fn note_year(&mut self, period: Period) {
        let ends_year = match period {
            Period::Year(year) => Some(year),
            Period::Part(part) => (part.last() == MONTHS).then(|| part.year()),
            Period::Span(..) => None,
        };
        if let Some(year) = ends_year.filter(|year| self.plan.years().contains(year)) {
            self.result.latest = self.result.latest.max(Some(year));
        }
    }

    /// Whether a row's unit existed in a year, as far as the rosters say.
    fn existed(&self, row: &RowHead<'_>, year: Year) -> bool {
        match row.unit {
            RowUnit::Known(unit) => self.units.exists(unit, year),
            RowUnit::New(_) => true,
        }
    }

    /// Whether a figure of a row was known by the date up to which figures are used.
    fn is_known(&self, row: &RowHead<'_>, period: Period) -> bool {
        (self.count_plan).is_known(period, row.planned, row.as_of)
    }

    /// Keeps, counts or holds a cell that is not one of a complete checklist.
    fn cell(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        if !self.is_known(row, period) {
            return;
        }
        // A figure of a level above the variable's own is compared with the sum of its members, not added to it.
        let demand = self.count_plan.demand(variable);
        let other_time = !matches!(period, Period::Year(_));
        if self.count_plan.joint_with(variable).is_some() {
            return self.joint_cell(row, variable, period, entry, at);
        }
        if other_time || !self.count_plan.counts(demand, row.level) || self.keeps_unit(row) {
            return self.keep(row, variable, period, entry, at);
        }
        let (uses, usable) = (&demand.uses[..], entry.is_usable());
        if uses.is_empty() || row.planned {
            if usable {
                let most = self.most_places;
                self.result.unused.add(most, || row.fields.place(at));
            }
            return;
        }
        let Some(year) = self.counted_year(row, period, at, usable) else {
            return;
        };
        if !self.existed(row, year) {
            return self.keep(row, variable, period, entry, at);
        }
        for used in uses {
            if let (
                Aggregation::Item {
                    checklist,
                    at: item,
                },
                CellValue::Answer(code),
            ) = (used, entry)
            {
                let key = (row.unit, year, *checklist);
                if self.is_repeated(Group::Checklist(*checklist), period, row) {
                    return self.keep(row, variable, period, entry, at);
                }
                self.hold(key, *item, code);
            }
        }
        if uses
            .iter()
            .all(|used| matches!(used, Aggregation::Item { .. }))
        {
            return;
        }
        let group = Group::Variable(variable);
        if self.is_repeated(group, period, row) {
            return self.keep(row, variable, period, entry, at);
        }
        if !self.note_counted(group, period, row.unit) {
            return;
        }
        if usable {
            self.note_year(period);
        }
        if let Some(rollup_unit) = self.rollup_unit(row) {
            self.count(variable, (rollup_unit, year), entry);
        }
    }

    /// Adds a cell to all that its variable is aggregated into.
    fn count(&mut self, variable: VariableIx, to: (UnitIx, Year), entry: CellValue<'_>) {
        let uses = self.count_plan.uses(variable);
        match entry {
            CellValue::Figure(NumericCell::Exact(scaled)) if matches!(uses, [Aggregation::Sum]) => {
                let summed = Aggregate::Sum(variable);
                self.result.counts.exact(summed, to, *scaled);
            }
            CellValue::Figure(reading) => {
                let (value, state) = values::of_reading(self.plan, variable, reading);
                self.result
                    .counts
                    .figure(self.plan, variable, uses, to, (&value, state));
            }
            CellValue::Answer(PackedAnswer::BLANK) => {}
            CellValue::Answer(code) => {
                for used in uses {
                    if let Aggregation::Holds { counted, rule } = used {
                        let plan = self.plan;
                        let answer =
                            *self.conditions.entry((*counted, code)).or_insert_with(|| {
                                condition(&**rule, &values::of_code(plan, variable, code).0)
                            });
                        self.result.counts.answer(*counted, to, answer);
                    }
                }
            }
        }
    }

    /// Holds an answer until all rows are read; a second one to the same item is a repeat.
    fn hold(&mut self, key: PendingKey, item: usize, code: PackedAnswer) {
        let items = self.plan[key.2].items.len();
        let pending = self.result.pending.entry(key);
        let answers = pending.or_insert_with(|| vec![PackedAnswer::BLANK; items].into());
        if answers[item] == PackedAnswer::BLANK {
            answers[item] = code;
        } else if code != PackedAnswer::BLANK {
            let repeat = (Group::Checklist(key.2), Period::Year(key.1), key.0);
            self.result.repeats.push(repeat);
        }
    }
}

impl Sink for ChunkCounter<'_> {
    fn wide(&mut self, row: &RowHead<'_>, codes: &[PackedAnswer], readings: &[NumericCell]) {
        if self.passes_over(row) {
            return;
        }
        let kept = self.keeps_unit(row) || row.planned;
        let known_then = self.is_known(row, row.period);
        for at in (0..self.complete.len()).filter(|_| known_then) {
            if kept {
                self.keep_answers(row, at, codes);
            } else {
                self.score(row, at, codes);
            }
        }
        for at in 0..self.other_columns.len() {
            let at = self.other_columns[at];
            let column = &self.schema.answer_columns[at];
            let period = column.period.unwrap_or(row.period);
            self.cell(
                row,
                column.variable,
                period,
                CellValue::Answer(codes[at]),
                column.at,
            );
        }
        if readings.is_empty() {
            return;
        }
        for at in 0..self.joint.len() {
            self.joint_row(row, at, readings);
        }
        for at in 0..self.other_figures.len() {
            let at = self.other_figures[at];
            let column = &self.schema.figure_columns[at];
            let period = column.period.unwrap_or(row.period);
            let entry = CellValue::Figure(&readings[at]);
            self.cell(row, column.variable, period, entry, column.at);
        }
    }

    fn sheet(&mut self, row: &RowHead<'_>, answers: &AnswerMasks) {
        if self.count_plan.only.is_some() || !self.count_sheet(row, answers) {
            return self.wide(row, &answers.answers()[..answers.len()], &[]);
        }
        self.passes_over(row);
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, entry: CellValue<'_>, at: usize) {
        if !self.passes_over(row) {
            self.cell(row, variable, row.period, entry, at);
        }
    }
}
