//! Counts as they grow: by what is counted, for whom, in which year.

use super::interest::Use;
use super::slots::Slots;
use super::values;
use crate::evaluate::{Scratch, Sheet};
use crate::figures::{CellState, Code, Counted, ItemCount, Outcomes, Sum, Tally, UnitIx};
use crate::number::{Holds, Value};
use crate::plan::{ChecklistIx, Plan, VariableIx, Year};
use crate::rules::{Facts, Rule};

/// Tallies by key, and whether a sum overflowed on the way.
#[derive(Debug, Default)]
pub struct Counts {
    pub tallies: Slots<(Counted, UnitIx, Year), Tally>,
    /// Variables whose sum left 128 bits.
    pub overflowed: Vec<VariableIx>,
    scratch: Scratch,
}

impl Counts {
    fn outcomes(&mut self, counted: Counted, unit: UnitIx, year: Year) -> &mut Outcomes {
        let key = (counted, unit, year);
        match (self.tallies).of(key, || Tally::Outcomes(Outcomes::default())) {
            Tally::Outcomes(outcomes) => outcomes,
            Tally::Sum(_) => unreachable!("a key counts either units or a sum"),
        }
    }

    /// Counts one unit's checklist; a row without a single answer is no report.
    pub fn checklist(
        &mut self,
        sheet: &Sheet,
        checklist: ChecklistIx,
        to: (UnitIx, Year),
        codes: &[Code],
    ) {
        if codes.iter().all(|code| *code == Code::BLANK) {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let passes = sheet.passes(codes, &mut scratch);
        let band = sheet.band(&scratch, passes);
        self.scratch = scratch;
        let outcomes = self.outcomes(Counted::Passes(checklist), to.0, to.1);
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
        uses: &[Use],
        to: (UnitIx, Year),
        (value, state): (&Value, CellState),
    ) {
        for used in uses {
            match used {
                Use::Sum => {
                    let sum = values::as_sum(plan, variable, value, state);
                    self.sum(variable, to, &sum);
                }
                // A blank is no report: the unit is among those of whom nothing is known.
                Use::Holds { .. } if state == CellState::Blank => {}
                Use::Holds { counted, rule } => {
                    let answer = condition(&**rule, value);
                    add_answer(self.outcomes(*counted, to.0, to.1), answer);
                }
                Use::Item { .. } => {}
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
        let key = (Counted::Sum(variable), to.0, to.1);
        let fits = match self.tallies.of(key, || Tally::Sum(Sum::default())) {
            Tally::Sum(sum) => add(sum),
            Tally::Outcomes(_) => unreachable!("a key counts either units or a sum"),
        };
        if fits.is_none() && !self.overflowed.contains(&variable) {
            self.overflowed.push(variable);
        }
    }

    /// Counts one unit's answer to a condition that was worked out before.
    pub fn answer(&mut self, counted: Counted, to: (UnitIx, Year), answer: Option<Holds>) {
        add_answer(self.outcomes(counted, to.0, to.1), answer);
    }

    /// Takes a tally over: where it is the first of its key, as it stands.
    pub fn take(&mut self, key: (Counted, UnitIx, Year), tally: Tally) {
        if self.tallies.get(&key).is_none() {
            self.tallies.of(key, || tally);
        } else {
            self.add(key, &tally);
        }
    }

    /// Adds another tally of the same key.
    pub fn add(&mut self, (counted, unit, year): (Counted, UnitIx, Year), tally: &Tally) {
        match (tally, counted) {
            (Tally::Sum(sum), Counted::Sum(variable)) => self.sum(variable, (unit, year), sum),
            (Tally::Outcomes(outcomes), _) => self.outcomes(counted, unit, year).add(outcomes),
            (Tally::Sum(_), _) => unreachable!("only sums are counted as sums"),
        }
    }
}

/// Whether a unit's figure satisfies a condition; none where it does not apply.
pub fn condition(rule: &dyn Rule, value: &Value) -> Option<Holds> {
    value.interval().map(|value| rule.holds(Facts::of(value)))
}

fn add_answer(outcomes: &mut Outcomes, answer: Option<Holds>) {
    match answer {
        Some(Holds::Yes) => outcomes.holds += 1,
        Some(Holds::No) => outcomes.fails += 1,
        Some(Holds::Unknown) => outcomes.undecided += 1,
        None => outcomes.not_applicable += 1,
    }
}
