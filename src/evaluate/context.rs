//! What a judgement may look at, and the trace that it leaves.

use super::change_of_answers::change_of_answers;
use super::{Difference, Input, Measurement, Note};
use crate::i18n::{Lang, Text};
use crate::number::{Interval, Value};
use crate::observation::{Aggregate, Figures, Period, UnitIx, When};
use crate::plan::measure::{
    Against, ChangedAnswers, ChecklistScore, CountedUnits, MeasureContext, MeasuredValue,
    MemberRow, MemberRows, ScoredValue, UnitCount, UnitLosses, UnitShare,
};
use crate::plan::{ChecklistIx, IndicatorIx, LevelIx, Plan, VariableIx, Year};
use std::collections::BTreeSet;

/// Up to so many inputs are searched one by one.
const FEW: usize = 32;

/// The plan, the figures, and what has been looked at so far.
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What was reported.
    pub figures: &'a Figures,
    tracing: bool,
    /// Whether notes are not kept.
    quiet: bool,
    inputs: Vec<Input>,
    /// The same inputs, where there are more than [`FEW`].
    known: BTreeSet<Input>,
    notes: Vec<Note>,
    differences: Vec<Difference>,
    steps: Vec<Text>,
}

impl<'a> Context<'a> {
    /// Nothing looked at yet; with `tracing`, lines of arithmetic are kept.
    pub fn new(plan: &'a Plan, figures: &'a Figures, tracing: bool) -> Self {
        Context {
            plan,
            figures,
            tracing,
            quiet: false,
            inputs: Vec::new(),
            known: BTreeSet::new(),
            notes: Vec::new(),
            differences: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The same without notes: for a value that is only counted.
    pub fn quiet(self) -> Self {
        Context {
            quiet: true,
            ..self
        }
    }

    /// Whether lines of arithmetic are kept.
    pub fn traces(&self) -> bool {
        self.tracing
    }

    /// Whether notes are kept.
    pub fn notes(&self) -> bool {
        !self.quiet
    }

    /// Notes an input, once.
    pub fn input(&mut self, input: Input) {
        let fresh = if self.inputs.len() < FEW {
            !self.inputs.contains(&input)
        } else {
            if self.known.is_empty() {
                self.known.extend(self.inputs.iter().cloned());
            }
            self.known.insert(input.clone())
        };
        if fresh {
            self.inputs.push(input);
        }
    }

    /// Notes something beside the verdict, once.
    pub fn note(&mut self, code: &'static str, text: Text) {
        let note = Note { code, text };
        if !self.quiet && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Notes that two figures of the same thing do not agree.
    pub fn differ(&mut self, found: Difference) {
        let (code, text) = found.note();
        self.note(code, text);
        self.differences.push(found);
    }

    /// Notes a line of arithmetic where a trace was asked for.
    pub fn step(&mut self, line: impl FnOnce() -> Text) {
        if self.tracing {
            let line = line();
            if !self.steps.contains(&line) {
                self.steps.push(line);
            }
        }
    }

    /// Hands over the value with its trace.
    pub fn finish(self, measured: MeasuredValue) -> Measurement {
        Measurement {
            inputs: self.inputs,
            notes: self.notes,
            differences: self.differences,
            steps: self.steps,
            ..Measurement::of(measured)
        }
    }

    /// Takes over what another context of the same figures looked at.
    pub fn absorb(&mut self, other: Context<'_>) {
        other.inputs.into_iter().for_each(|input| self.input(input));
        let notes = other.notes.into_iter();
        notes.for_each(|note| self.note(note.code, note.text));
    }

    /// A context of the same figures whose trace is thrown away.
    pub fn without_trace(&self) -> Context<'a> {
        Context::new(self.plan, self.figures, false)
    }
}

/// A unit's name and code, for a line of arithmetic.
pub fn unit_words(figures: &Figures, unit: UnitIx) -> Text {
    let units = &figures.units;
    let words = |lang| format!("{} {}", units.name(unit, lang), units.code(unit));
    Text::new(words(Lang::Zh), words(Lang::En))
}

impl<'a> MeasureContext<'a> for Context<'a> {
    fn plan(&self) -> &'a Plan {
        self.plan
    }

    fn figures(&self) -> &'a Figures {
        self.figures
    }

    fn figure(&mut self, variable: VariableIx, unit: UnitIx, when: When) -> Value {
        Context::figure(self, variable, unit, when)
    }

    fn own_figure(&mut self, variable: VariableIx, unit: UnitIx, when: When) -> Option<Value> {
        self.own_cell(variable, unit, when.period())
    }

    fn members(&mut self, variables: &[VariableIx], unit: UnitIx, when: When) -> MemberRows {
        self.member_rows(variables, unit, when)
    }

    fn row_figure(&mut self, variable: VariableIx, row: MemberRow, when: When) -> Value {
        match when {
            When::Year(year) if !row.whole_area => {
                self.row_value(variable, row.unit, Period::Year(year))
            }
            _ => Context::figure(self, variable, row.unit, when),
        }
    }

    fn is_reported(&self, variable: VariableIx, unit: UnitIx, when: When) -> bool {
        match when {
            When::Year(year) => self.sent(variable, unit, year).any,
            When::Cumulative(..) => {
                let cell = self.figures.cell(variable, unit, when.period());
                cell.is_some_and(|cell| cell.state.is_usable())
            }
        }
    }

    fn share_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> UnitShare {
        Context::share_of_units(self, counted, units, unit, when)
    }

    fn unit_count(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitCount> {
        Context::unit_count(self, counted, units, unit, when)
    }

    fn losses_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitLosses> {
        Context::losses_of_units(self, counted, units, unit, when)
    }

    fn checklist(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        period: Period,
    ) -> Option<ChecklistScore> {
        self.checklist_score(checklist, unit, period)
    }

    fn checklist_change(
        &self,
        checklist: ChecklistIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<ChangedAnswers> {
        change_of_answers(self.plan, self.figures, checklist, unit, year)
    }

    fn score_of(&mut self, indicator: IndicatorIx, unit: UnitIx, year: Year) -> ScoredValue {
        self.scored(indicator, unit, year)
    }

    fn peers(&self, unit: UnitIx, group: LevelIx, year: Year) -> Vec<UnitIx> {
        self.units_of_group(unit, group, year)
    }

    fn reconcile(
        &mut self,
        against: Against,
        cell: (VariableIx, UnitIx, Period),
        own: Interval,
        other: Option<Interval>,
    ) -> Interval {
        self.reconcile_pair(Difference {
            against,
            cell,
            own,
            other,
        })
    }

    fn expect_cell(&mut self, variable: VariableIx, unit: UnitIx, period: Period) {
        self.input(Input::Cell {
            variable,
            unit,
            period,
            reported: false,
        });
    }

    fn note(&mut self, code: &'static str, text: Text) {
        Context::note(self, code, text);
    }

    fn step(&mut self, line: &dyn Fn() -> Text) {
        Context::step(self, line);
    }

    fn value_step(&mut self, variable: VariableIx, unit: UnitIx, when: When, value: &Value) {
        Context::value_step(self, variable, unit, when, value);
    }

    fn untraced(&self) -> Box<dyn MeasureContext<'a> + 'a> {
        Box::new(self.without_trace())
    }
}
