//! What a measure may ask for while it is valued, and the trace that it leaves.

use super::CountedUnits;
use crate::i18n::Text;
use crate::index::{ChecklistIx, IndicatorIx, LevelIx, VariableIx, Year};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Aggregate, Figures, Losses, Period, UnitIx, When};
use crate::plan::Plan;

/// What a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The weighted mean of the members.
    Members,
    /// The sum of the years.
    Years,
    /// The part over the whole.
    Parts,
}

/// What one unit's answers to a checklist come to.
#[derive(Clone, Debug)]
pub struct ChecklistScore {
    /// Whether the unit passes; `None` if no item applies.
    pub passes: Option<Ternary>,
    /// Per cent of the points that apply.
    pub total: Value,
    /// The band that the unit is certain to stand in, by its index.
    pub band: Option<usize>,
}

/// Answers to a unit's own checklist that lead to the opposite outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedAnswers {
    /// The items, and the credit of the answer that each would have.
    pub answers: Vec<(VariableIx, Number)>,
    /// The items and the answer in words.
    pub words: Text,
}

/// A unit whose figures are part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The unit.
    pub unit: UnitIx,
    /// Whether its figures are those of its whole area, else those of its own row only: the others of the area stand beside it.
    pub whole_area: bool,
}

/// Members that were counted while the data was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedMean {
    /// What they weigh together.
    pub weight: Interval,
    /// Their weighted mean; all that a mean can be where they weigh nothing.
    pub mean: Interval,
    /// How many they are.
    pub units: u64,
}

/// The units whose figures make up a value, by the rows that they send.
#[derive(Clone, Debug, Default)]
pub struct MemberRows {
    /// The members, and those that became part of one.
    pub rows: Vec<MemberRow>,
    /// Members whose rows are not among these, by what was counted of them; `None` if there are none.
    pub counted: Option<CountedMean>,
    /// How many more there are at least of which nothing is known.
    pub least_unseen: u64,
    /// How many more there can be; `None` if there is no limit.
    pub most_unseen: Option<u64>,
}

impl MemberRows {
    /// Whether no member is known.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.counted.is_none()
    }
}

/// The share of units that satisfy a condition.
#[derive(Clone, Debug)]
pub struct UnitShare {
    /// In per cent.
    pub value: Value,
    /// What one unit more adds, in per cent; `None` if it is not known how many units there are.
    pub step: Option<Number>,
}

/// What units lose of a checklist's points that do not pass it.
#[derive(Clone, Debug)]
pub struct UnitLosses {
    /// By what they lose.
    pub losses: Losses,
    /// Units certain to pass.
    pub passing: u64,
    /// Units of which nothing is known, at least and at most; `None` if there may be any number.
    pub unseen: (u64, Option<u64>),
    /// Whether the checklist may not apply to a unit of which nothing is known.
    pub may_not_apply: bool,
}

/// How many units are counted, where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitCount {
    /// Units to which the condition applies.
    pub applicable: u64,
    /// Units known to satisfy it.
    pub holding: u64,
}

/// A score that may not be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredValue {
    /// All that it may be.
    pub bounds: Value,
    /// What it is estimated at from what was reported; `None` where the measure does not say how, or the score is known.
    pub estimate: Option<Interval>,
}

impl ScoredValue {
    /// Whether [`ScoredValue::best`] is an estimate.
    pub fn is_estimated(&self) -> bool {
        self.bounds.settled().is_none() && self.estimate.is_some()
    }

    /// The score where it is known, else its estimate; `None` if there is neither.
    pub fn best(&self) -> Option<Interval> {
        match self.bounds.settled() {
            Some(_) => self.bounds.interval().cloned(),
            None => self.estimate.clone(),
        }
    }
}

/// The plan, the figures, and what was looked at so far. The trace that it keeps becomes that of the judgement.
pub trait MeasureContext<'a> {
    /// The plan.
    fn plan(&self) -> &'a Plan;

    /// What was reported.
    fn figures(&self) -> &'a Figures;

    /// A variable's value for a unit and a time: its own row, the sum of its members, or both brought together. Missing
    /// parts stand for all that they may be.
    fn figure(&mut self, variable: VariableIx, unit: UnitIx, when: When) -> Value;

    /// What the unit's own rows say; `None` if they say nothing.
    fn own_figure(&mut self, variable: VariableIx, unit: UnitIx, when: When) -> Option<Value>;

    /// The units whose rows make up a unit's value: of its own level those of its area, else of its members. `variables` are
    /// of one level.
    fn members(&mut self, variables: &[VariableIx], unit: UnitIx, when: When) -> MemberRows;

    /// What a member's row says; all that it may be if it is missing.
    fn row_figure(&mut self, variable: VariableIx, row: MemberRow, when: When) -> Value;

    /// Whether a unit's own rows say anything of a variable.
    fn is_reported(&self, variable: VariableIx, unit: UnitIx, when: When) -> bool;

    /// Per cent of the units below that satisfy a condition, of all that there are by roster or register.
    fn share_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> UnitShare;

    /// How many units are counted and how many of them satisfy the condition; `None` if it is not known how many there are.
    fn unit_count(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitCount>;

    /// What units lose of a checklist's points that do not pass it; `None` if more reported than there can be.
    fn losses_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitLosses>;

    /// What a unit's own answers to a checklist come to; `None` if its points are too fine to be added up.
    fn checklist(
        &mut self,
        checklist: ChecklistIx,
        unit: UnitIx,
        period: Period,
    ) -> Option<ChecklistScore>;

    /// The fewest answers that have to change for the opposite outcome of a checklist; `None` if none would do.
    fn checklist_change(
        &self,
        checklist: ChecklistIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<ChangedAnswers>;

    /// The score of another indicator for a unit and year: as it declares, of an index its value, else its attainment from 0
    /// to 100. An attainment that is undefined may be any.
    fn score_of(&mut self, indicator: IndicatorIx, unit: UnitIx, year: Year) -> ScoredValue;

    /// The units of the same level below the same unit of `group`, by code; none if it is below none.
    fn peers(&self, unit: UnitIx, group: LevelIx, year: Year) -> Vec<UnitIx>;

    /// What a figure and what it is made of allow together; where they contradict each other, the span between them, and
    /// the difference is noted. `other` is `None` where what it is made of leaves nothing to measure: then the figure is
    /// returned, and the contradiction noted.
    fn reconcile(
        &mut self,
        against: Against,
        cell: (VariableIx, UnitIx, Period),
        own: Interval,
        other: Option<Interval>,
    ) -> Interval;

    /// Notes that a cell is asked for and not reported.
    fn expect_cell(&mut self, variable: VariableIx, unit: UnitIx, period: Period);

    /// Notes something beside the verdict, once; `code` is kebab-case.
    fn note(&mut self, code: &'static str, text: Text);

    /// Notes a line of arithmetic, where a trace was asked for.
    fn step(&mut self, line: &dyn Fn() -> Text);

    /// Notes the line of arithmetic that names a variable and its value.
    fn value_step(&mut self, variable: VariableIx, unit: UnitIx, when: When, value: &Value);

    /// A context of the same figures whose trace is thrown away: for what only checks a value.
    fn untraced(&self) -> Box<dyn MeasureContext<'a> + 'a>;
}
