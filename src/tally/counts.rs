//! Counts as they grow: by what is counted, for whom, in which year.

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

/// Tallies by key, and whether a sum overflowed on the way.
#[derive(Debug, Default)]
pub struct Counts {
    pub tallies: PredictedMap<(Aggregate, UnitIx, Year), AggregateValue>,
    /// Variables whose sum left 128 bits.
    pub overflowed: Vec<VariableIx>,
    scratch: Scratch,
}

impl Counts {
    fn outcomes(&mut self, counted: Aggregate, unit: UnitIx, year: Year) -> &mut Outcomes {
        let key = (counted, unit, year);
        match (self.tallies).of(key, || AggregateValue::Outcomes(Outcomes::default())) {
            AggregateValue::Outcomes(outcomes) => outcomes,
            AggregateValue::Sum(_) => unreachable!("a key counts either units or a sum"),
        }
    }

    /// Counts one unit's checklist; a row without a single answer is no report.
    pub fn checklist(
        &mut self,
        sheet: &ChecklistScorer,
        checklist: ChecklistIx,
        to: (UnitIx, Year),
        codes: &[PackedAnswer],
    ) {
        if codes.iter().all(|code| *code == PackedAnswer::BLANK) {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let passes = sheet.passes(codes, &mut scratch);
        let band = sheet.band(&scratch, passes);
        self.scratch = scratch;
        let outcomes = self.outcomes(Aggregate::Passes(checklist), to.0, to.1);
        add_answer(outcomes, passes);
        if outcomes.items.is_empty() {
            outcomes.items.resize(sheet.len(), ItemCount::default());
        }
        sheet.count_items(codes, &mut outcomes.items);
        if let Some(band) = band {
            if outcomes.bands.len() <= band {
                outcomes.bands.resize(band + 1, 0);
            }
            outcomes.bands[band] += 1;
        }
    }

    /// Counts one unit's figure into all that it is used for, items apart.
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
                    self.sum(variable, to, &sum);
                }
                // A blank is no report: the unit is among those of whom nothing is known.
                Aggregation::Holds { .. } if state == CellState::Blank => {}
                Aggregation::Holds { counted, rule } => {
                    let answer = condition(&**rule, value);
                    add_answer(self.outcomes(*counted, to.0, to.1), answer);
                }
                Aggregation::Item { .. } => {}
            }
        }
    }

    /// Adds one exact figure to a sum, in units of its variable's decimals.
    pub fn exact(&mut self, variable: VariableIx, to: (UnitIx, Year), figure: i128) {
        self.add_to(variable, to, |sum| sum.add_exact(figure));
    }

    /// Adds to a sum.
    pub fn sum(&mut self, variable: VariableIx, to: (UnitIx, Year), sum: &Sum) {
        self.add_to(variable, to, |known| known.add(sum));
    }

    #[inline]
    fn add_to(
        &mut self,
        variable: VariableIx,
        to: (UnitIx, Year),
        add: impl FnOnce(&mut Sum) -> Option<()>,
    ) {
        let key = (Aggregate::Sum(variable), to.0, to.1);
        let fits = match self.tallies.of(key, || AggregateValue::Sum(Sum::default())) {
            AggregateValue::Sum(sum) => add(sum),
            AggregateValue::Outcomes(_) => unreachable!("a key counts either units or a sum"),
        };
        if fits.is_none() && !self.overflowed.contains(&variable) {
            self.overflowed.push(variable);
        }
    }

    /// Counts one unit's answer to a condition that was worked out before.
    pub fn answer(&mut self, counted: Aggregate, to: (UnitIx, Year), answer: Option<Ternary>) {
        add_answer(self.outcomes(counted, to.0, to.1), answer);
    }

    /// Takes a tally over: where it is the first of its key, as it stands.
    pub fn take(&mut self, key: (Aggregate, UnitIx, Year), tally: AggregateValue) {
        if self.tallies.get(&key).is_none() {
            self.tallies.of(key, || tally);
        } else {
            self.add(key, &tally);
        }
    }

    /// Adds another tally of the same key.
    pub fn add(
        &mut self,
        (counted, unit, year): (Aggregate, UnitIx, Year),
        tally: &AggregateValue,
    ) {
        match (tally, counted) {
            (AggregateValue::Sum(sum), Aggregate::Sum(variable)) => {
                self.sum(variable, (unit, year), sum)
            }
            (AggregateValue::Outcomes(outcomes), _) => {
                self.outcomes(counted, unit, year).add(outcomes)
            }
            (AggregateValue::Sum(_), _) => unreachable!("only sums are counted as sums"),
        }
    }
}

/// Whether a unit's figure satisfies a condition; none where it does not apply.
pub fn condition(rule: &dyn Rule, value: &Value) -> Option<Ternary> {
    value
        .interval()
        .map(|value| rule.holds(RuleInput::of(value)))
}

fn add_answer(outcomes: &mut Outcomes, answer: Option<Ternary>) {
    match answer {
        Some(Ternary::Yes) => outcomes.holds += 1,
        Some(Ternary::No) => outcomes.fails += 1,
        Some(Ternary::Unknown) => outcomes.undecided += 1,
        None => outcomes.not_applicable += 1,
    }
}
