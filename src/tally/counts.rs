//! Counts by what is counted, the unit at which it is gathered, and the year.

use super::count_plan::Aggregation;
use super::predicted_map::PredictedMap;
use super::values;
use crate::checklist::{ChecklistScorer, Scratch};
use crate::number::{Ternary, Value};
use crate::observation::{
    Aggregate, AggregateValue, CellState, ItemCount, Outcomes, PackedAnswer, Sum, UnitIx,
};
use crate::plan::rule::{Rule, RuleInput};
use crate::plan::{ChecklistIx, Plan, VariableIx, Year};

/// Counts by what is counted, unit and year.
#[derive(Debug, Default)]
pub struct Counts {
    /// What was counted so far.
    pub values: PredictedMap<(Aggregate, UnitIx, Year), AggregateValue>,
    /// Variables of which a sum does not fit into 128 bits.
    pub overflowed: Vec<VariableIx>,
    scratch: Scratch,
}

impl Counts {
    fn outcomes(&mut self, counted: Aggregate, unit: UnitIx, year: Year) -> &mut Outcomes {
        let key = (counted, unit, year);
        match (self.values).get_or_insert(key, || AggregateValue::Outcomes(Outcomes::default())) {
            AggregateValue::Outcomes(outcomes) => outcomes,
            AggregateValue::Sum(_) => unreachable!("a key counts either units or a sum"),
        }
    }

    /// Scores one unit's answers to a checklist and counts the result at `to`. Where no item is answered nothing is counted.
    pub fn checklist(
        &mut self,
        scorer: &ChecklistScorer,
        checklist: ChecklistIx,
        to: (UnitIx, Year),
        codes: &[PackedAnswer],
    ) {
        if codes.iter().all(|code| *code == PackedAnswer::BLANK) {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let passes = scorer.passes(codes, &mut scratch);
        let band = scorer.band(&scratch, passes);
        let outcomes = self.outcomes(Aggregate::Passes(checklist), to.0, to.1);
        if scorer.keeps_losses() {
            let losses = outcomes.losses.get_or_insert_default();
            scorer.add_losses(codes, &scratch, passes, losses);
        }
        add_answer(outcomes, passes);
        if outcomes.items.is_empty() {
            outcomes.items.resize(scorer.len(), ItemCount::default());
        }
        scorer.count_items(codes, &mut outcomes.items);
        if let Some(band) = band {
            outcomes.add_band(band);
        }
        self.scratch = scratch;
    }

    /// Adds one unit's figure to all that `uses` lists, except items of checklists.
    pub fn figure(
        &mut self,
        plan: &Plan,
        variable: VariableIx,
        uses: &[Aggregation],
        to: (UnitIx, Year),
        (value, state): (&Value, CellState),
    ) {
        for used in uses {
            match used {
                Aggregation::Sum => {
                    let sum = values::as_sum(plan, variable, value, state);
                    self.sum(Aggregate::Sum(variable), to, &sum);
                }
                // Nothing was reported: the unit is one of those of which nothing is known.
                Aggregation::Holds { .. } if state == CellState::Blank => {}
                Aggregation::Holds { counted, rule } => {
                    let answer = condition(&**rule, value);
                    add_answer(self.outcomes(*counted, to.0, to.1), answer);
                }
                Aggregation::Item { .. } => {}
            }
        }
    }

    /// Adds one exact figure to a sum; in units of its last decimal.
    pub fn exact(&mut self, summed: Aggregate, to: (UnitIx, Year), figure: i128) {
        self.add_to(summed, to, |sum| sum.add_exact(figure));
    }

    /// Adds one sum to another.
    pub fn sum(&mut self, summed: Aggregate, to: (UnitIx, Year), sum: &Sum) {
        self.add_to(summed, to, |known| known.add(sum));
    }

    #[inline]
    fn add_to(
        &mut self,
        summed: Aggregate,
        to: (UnitIx, Year),
        add: impl FnOnce(&mut Sum) -> Option<()>,
    ) {
        let key = (summed, to.0, to.1);
        let fits = match self
            .values
            .get_or_insert(key, || AggregateValue::Sum(Sum::default()))
        {
            AggregateValue::Sum(sum) => add(sum),
            AggregateValue::Outcomes(_) => unreachable!("a key counts either units or a sum"),
        };
        if fits.is_none()
            && let Some(variable) = summed.summed()
            && !self.overflowed.contains(&variable)
        {
            self.overflowed.push(variable);
        }
    }

    /// Counts whether one unit satisfies a condition; `None` where the condition does not apply to it.
    pub fn answer(&mut self, counted: Aggregate, to: (UnitIx, Year), answer: Option<Ternary>) {
        add_answer(self.outcomes(counted, to.0, to.1), answer);
    }

    /// Adds a value to that of the same key, or takes it over where there is none.
    pub fn insert_or_add(&mut self, key: (Aggregate, UnitIx, Year), value: AggregateValue) {
        if self.values.get(&key).is_none() {
            self.values.get_or_insert(key, || value);
        } else {
            self.add(key, &value);
        }
    }

    /// Adds a value to that of the same key.
    pub fn add(
        &mut self,
        (counted, unit, year): (Aggregate, UnitIx, Year),
        value: &AggregateValue,
    ) {
        match value {
            AggregateValue::Sum(sum) => self.sum(counted, (unit, year), sum),
            AggregateValue::Outcomes(outcomes) => self.outcomes(counted, unit, year).add(outcomes),
        }
    }
}

/// Whether a unit's figure satisfies a condition; `None` where it does not apply to the unit.
pub fn condition(rule: &dyn Rule, value: &Value) -> Option<Ternary> {
    value
        .interval()
        .map(|value| rule.holds(RuleInput::of(value)))
}

/// Counts whether one unit holds; `None` where that does not apply to it.
pub fn add_answer(outcomes: &mut Outcomes, answer: Option<Ternary>) {
    match answer {
        Some(Ternary::Yes) => outcomes.holds += 1,
        Some(Ternary::No) => outcomes.fails += 1,
        Some(Ternary::Unknown) => outcomes.undecided += 1,
        None => outcomes.not_applicable += 1,
    }
}
