//! Rows of a file as they come: kept, counted, or held until their unit is whole.

use super::complete_checklist::CompleteChecklist;
use super::count_plan::{Aggregation, CountPlan, Relevance};
use super::counts::condition;
use super::kept_cell::{CellKey, KeptCell};
use super::result::{FileResult, HeldKey, Repeat};
use super::scan::Scan;
use super::seen::Group;
use super::values;
use crate::data::{CellValue, FileSchema, NumericCell, RowHead, RowUnit, Sink};
use crate::number::Ternary;
use crate::observation::{Aggregate, Cell, CellState, PackedAnswer, Period, UnitIx, Units};
use crate::plan::{Plan, VariableIx, Year};
use hashbrown::{HashMap, HashSet};

/// Takes the rows of a file or a range of it.
pub struct FileTally<'a> {
    plan: &'a Plan,
    units: &'a Units,
    /// Those of `apart`.
    all: &'a Units,
    count_plan: &'a CountPlan,
    layout: &'a FileSchema,
    /// Groups known to stand more than once: their cells are kept apart.
    apart: &'a HashSet<Repeat>,
    wholes: &'a [CompleteChecklist],
    /// Coded columns that belong to none of `wholes`.
    loose: Vec<usize>,
    codes: Vec<PackedAnswer>,
    answers: HashMap<(Aggregate, PackedAnswer), Option<Ternary>>,
    rollup_unit: (Option<UnitIx>, Option<UnitIx>),
    pub result: FileResult,
}

impl<'a> FileTally<'a> {
    pub fn new(scan: &Scan<'a>, layout: &'a FileSchema, wholes: &'a [CompleteChecklist]) -> Self {
        let taken: HashSet<usize> = wholes
            .iter()
            .flat_map(|whole| whole.columns.iter().flatten().copied())
            .collect();
        FileTally {
            plan: scan.reader.plan,
            units: &scan.reader.data.units,
            all: scan.all,
            count_plan: scan.count_plan,
            layout,
            apart: scan.apart,
            loose: (0..layout.coded.len())
                .filter(|at| !taken.contains(at))
                .collect(),
            wholes,
            codes: Vec::new(),
            answers: HashMap::new(),
            rollup_unit: (None, None),
            result: FileResult::default(),
        }
    }

    /// Where the counts of a row's unit are gathered; the last answer is remembered by its parent.
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

    fn see(&mut self, group: Group, period: Period, unit: RowUnit) -> bool {
        let fresh = match unit {
            RowUnit::Known(unit) => self.result.seen_known.insert(group, period, unit.0),
            RowUnit::New(unit) => self.result.seen_new.insert(group, period, unit),
        };
        if !fresh {
            self.result.repeats.push((group, period, unit));
        }
        fresh
    }

    fn is_apart(&self, group: Group, period: Period, row: &RowHead<'_>) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let unit = match row.unit {
            RowUnit::Known(unit) => Some(unit),
            RowUnit::New(at) => self.all.by_code(row.new.code(at)),
        };
        unit.is_some_and(|unit| self.apart.contains(&(group, period, unit)))
    }

    /// A year that counts, of an actual figure; notes the latest.
    fn counted_year(&mut self, period: Period) -> Option<Year> {
        match period {
            Period::Year(year) if self.count_plan.years.contains(&year) => Some(year),
            // Later than the year asked for: nothing to remark.
            Period::Year(year) if self.plan.years().contains(&year) => None,
            _ => {
                self.result.outside += 1;
                None
            }
        }
    }

    /// Remembers the latest year of the plan for which anything actual was reported.
    fn note_year(&mut self, period: Period) {
        if let Period::Year(year) = period
            && self.plan.years().contains(&year)
        {
            self.result.latest = self.result.latest.max(Some(year));
        }
    }

    /// A whole checklist in one row.
    fn whole(&mut self, row: &RowHead<'_>, at: usize, codes: &[PackedAnswer]) {
        let checklist = self.wholes[at].checklist;
        let group = Group::Checklist(checklist);
        let Some(year) = self.counted_year(row.period) else {
            return;
        };
        if self.is_apart(group, row.period, row) || !self.see(group, row.period, row.unit) {
            return self.pieces(row, at, codes);
        }
        let Some(rollup_unit) = self.rollup_unit(row) else {
            return;
        };
        let sheet = &self.count_plan.sheets[checklist.0 as usize];
        let to = (rollup_unit, year);
        self.note_year(row.period);
        match &self.wholes[at].run {
            Some(run) => self
                .result
                .counts
                .checklist(sheet, checklist, to, &codes[run.clone()]),
            None => {
                self.codes.clear();
                let columns = self.wholes[at].columns.iter();
                self.codes.extend(
                    columns
                        .map(|column| column.map_or(PackedAnswer::BLANK, |column| codes[column])),
                );
                self.result
                    .counts
                    .checklist(sheet, checklist, to, &self.codes);
            }
        }
    }

    /// A checklist's row cell by cell: of a unit that is judged itself, or that stands more than once.
    fn pieces(&mut self, row: &RowHead<'_>, at: usize, codes: &[PackedAnswer]) {
        let columns: Vec<usize> = self.wholes[at].columns.iter().flatten().copied().collect();
        for column in columns {
            let place = &self.layout.coded[column];
            let (variable, position) = (place.variable, place.at);
            self.keep(
                row,
                variable,
                row.period,
                CellValue::Answer(codes[column]),
                position,
            );
        }
    }

    /// Any cell that does not come with its whole checklist.
    fn cell(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        // A row of a level above the variable's own stands beside its members' sum, not in it.
        let demand = self.count_plan.demand(variable);
        let span = matches!(period, Period::Span(..));
        if span || !self.count_plan.counts(demand, row.level) {
            return self.keep(row, variable, period, entry, at);
        }
        let uses = &demand.uses[..];
        if uses.is_empty() || row.planned {
            self.result.unused += 1;
            return;
        }
        let Some(year) = self.counted_year(period) else {
            return;
        };
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
                if self.is_apart(Group::Checklist(*checklist), period, row) {
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
        if self.is_apart(group, period, row) {
            return self.keep(row, variable, period, entry, at);
        }
        if !self.see(group, period, row.unit) {
            return;
        }
        self.note_year(period);
        if let Some(rollup_unit) = self.rollup_unit(row) {
            self.count(variable, (rollup_unit, year), entry);
        }
    }

    fn count(&mut self, variable: VariableIx, to: (UnitIx, Year), entry: CellValue<'_>) {
        let uses = self.count_plan.uses(variable);
        match entry {
            CellValue::Figure(NumericCell::Exact(scaled)) if matches!(uses, [Aggregation::Sum]) => {
                self.result.counts.exact(variable, to, *scaled);
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
                        let answer = *self.answers.entry((*counted, code)).or_insert_with(|| {
                            condition(&**rule, &values::of_code(plan, variable, code).0)
                        });
                        self.result.counts.answer(*counted, to, answer);
                    }
                }
            }
        }
    }

    /// Keeps an answer until its unit is whole; a second one for the same item is a repeat.
    fn hold(&mut self, key: HeldKey, item: usize, code: PackedAnswer) {
        let items = self.plan[key.2].items.len();
        let held = self
            .result
            .held
            .entry(key)
            .or_insert_with(|| vec![PackedAnswer::BLANK; items].into());
        if held[item] == PackedAnswer::BLANK {
            held[item] = code;
        } else if code != PackedAnswer::BLANK {
            let repeat = (Group::Checklist(key.2), Period::Year(key.1), key.0);
            self.result.repeats.push(repeat);
        }
    }

    /// Keeps a cell with its place and text.
    fn keep(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        let (value, state, code) = match entry {
            CellValue::Answer(code) => {
                let (value, state) = values::of_code(self.plan, variable, code);
                (value, state, Some(code))
            }
            CellValue::Figure(reading) => {
                let (value, state) = values::of_reading(self.plan, variable, reading);
                (value, state, None)
            }
        };
        if state.is_usable() && !row.planned {
            self.note_year(period);
            match self.count_plan.relevance(variable, period) {
                Relevance::Yes => {}
                Relevance::OtherTime => self.result.outside += 1,
                Relevance::Nothing => self.result.unused += 1,
            }
        }
        let unit = match row.unit {
            RowUnit::Known(unit) => unit,
            RowUnit::New(_) => UnitIx(0),
        };
        let evidence = if state == CellState::Blank {
            None
        } else {
            row.evidence()
        };
        let kept_cell = KeptCell {
            key: (variable, unit, period) as CellKey,
            planned: row.planned,
            as_of: row.as_of.map(Into::into),
            cell: Box::new(Cell {
                value,
                state,
                code,
                raw: row.fields.raw(at).into(),
                file: self.layout.file,
                line: row.fields.line(at),
                column: row.fields.column(at),
                evidence: evidence.map(Box::new),
            }),
        };
        self.result.kept_cells.push((row.unit, kept_cell));
    }
}

impl Sink for FileTally<'_> {
    fn wide(&mut self, row: &RowHead<'_>, codes: &[PackedAnswer], readings: &[NumericCell]) {
        let kept = self.count_plan.keeps_level(row.level) || row.planned;
        for at in 0..self.wholes.len() {
            if kept {
                self.pieces(row, at, codes);
            } else {
                self.whole(row, at, codes);
            }
        }
        for at in 0..self.loose.len() {
            let at = self.loose[at];
            let column = &self.layout.coded[at];
            let period = column.period.unwrap_or(row.period);
            self.cell(
                row,
                column.variable,
                period,
                CellValue::Answer(codes[at]),
                column.at,
            );
        }
        for (column, reading) in self.layout.numeric.iter().zip(readings) {
            let period = column.period.unwrap_or(row.period);
            let entry = CellValue::Figure(reading);
            self.cell(row, column.variable, period, entry, column.at);
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, entry: CellValue<'_>, at: usize) {
        self.cell(row, variable, row.period, entry, at);
    }
}
