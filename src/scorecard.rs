//! The judgements of one unit in one year, with their counts. Pure.

use crate::evaluate::{Counted, Input, Judgement, Verdict, count_by_itself, judge};
use crate::number::Number;
use crate::observation::{Aggregate, Figures, Period, UnitIx};
use crate::plan::{IndicatorIx, Plan, VariableIx, Year};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One unit's judgements in one year, in the plan's order.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// The unit.
    pub unit: UnitIx,
    /// The year judged.
    pub year: Year,
    /// A judgement for each indicator; none on a card that is only counted.
    pub results: Vec<Judgement>,
    /// How many results have each verdict.
    pub summary: Summary,
    /// How much of what the results ask for was reported.
    pub coverage: Coverage,
}

/// The scorecards of some units in a year, in the order of the units, judged on all processors. Of `indicators`, given in
/// the plan's order, those that are judged at a unit's level are on its card.
pub fn scorecards(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    units: &[UnitIx],
    year: Year,
) -> Vec<Scorecard> {
    let card = |unit| {
        let judged = at_level_of(plan, figures, indicators, unit);
        let results = judged.map(|ix| judge(plan, figures, ix, unit, year, false));
        Scorecard::new(unit, year, results.collect())
    };
    cards_of(units, card)
}

/// The same without results: cards that are only counted.
pub fn counted_scorecards(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    units: &[UnitIx],
    year: Year,
) -> Vec<Scorecard> {
    let card = |unit| {
        let judged = at_level_of(plan, figures, indicators, unit);
        let counted = judged.map(|ix| count_by_itself(plan, figures, ix, unit, year));
        let counted: Vec<Counted> = counted.collect();
        Scorecard {
            unit,
            year,
            results: Vec::new(),
            summary: Summary::of_verdicts(counted.iter().map(|one| (one.verdict, one.due))),
            coverage: Coverage::of(counted.iter().flat_map(|one| &one.inputs)),
        }
    };
    cards_of(units, card)
}

/// Those of some indicators that are judged at a unit's level.
fn at_level_of(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    unit: UnitIx,
) -> impl Iterator<Item = IndicatorIx> {
    let level = figures.units.level(unit);
    let judged = indicators.iter().copied();
    judged.filter(move |&ix| plan[ix].levels.contains(&level))
}

fn cards_of(units: &[UnitIx], card: impl Fn(UnitIx) -> Scorecard + Sync) -> Vec<Scorecard> {
    match units {
        &[unit] => vec![card(unit)],
        units => units.par_iter().map(|&unit| card(unit)).collect(),
    }
}

impl Scorecard {
    /// A card of some results, counted.
    pub fn new(unit: UnitIx, year: Year, results: Vec<Judgement>) -> Self {
        Scorecard {
            unit,
            year,
            summary: Summary::of_verdicts(results.iter().map(|one| (one.verdict, one.due))),
            coverage: Coverage::of(results.iter().flat_map(|one| &one.inputs)),
            results,
        }
    }
}

/// Counts of every verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// By verdict, in the order of [`Verdict::ALL`].
    counts: [u64; 9],
    /// Of those without data, the ones that are due.
    pub due_without_data: u64,
}

impl Summary {
    /// The counts of some verdicts, each with whether its target is due.
    pub fn of_verdicts(verdicts: impl Iterator<Item = (Verdict, bool)>) -> Self {
        let mut summary = Summary::default();
        verdicts.for_each(|(verdict, due)| summary.count(verdict, due));
        summary
    }

    /// Counts a verdict.
    pub fn count(&mut self, verdict: Verdict, due: bool) {
        self.counts[verdict as usize] += 1;
        if verdict == Verdict::NoData && due {
            self.due_without_data += 1;
        }
    }

    /// How many results have a verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.counts[verdict as usize]
    }

    /// How many results there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many results have a target that applies, waived ones among them.
    pub fn targets(&self) -> u64 {
        self.total() - self.of(Verdict::Monitored) - self.of(Verdict::NotApplicable)
    }

    /// Adds the counts of other results.
    pub fn add(&mut self, other: &Summary) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        self.due_without_data += other.due_without_data;
    }

    /// Met, missed, and due without data: what the headline is divided by, so that a target without data counts
    /// like one that is missed.
    pub fn denominator(&self) -> u64 {
        self.of(Verdict::Met) + self.of(Verdict::Missed) + self.due_without_data
    }

    /// The headline: those met, in per cent of [`Summary::denominator`]; `None` if nothing is due.
    pub fn headline(&self) -> Option<Number> {
        per_cent(self.of(Verdict::Met), self.denominator())
    }

    /// The headline if every target without data turned out met, those not yet due early; `None` if none lacks data or
    /// nothing is due. The headline itself is the other bound.
    pub fn headline_upper(&self) -> Option<Number> {
        let (lacking, early) = (self.of(Verdict::NoData), self.not_due_without_data());
        let upper = per_cent(self.of(Verdict::Met) + lacking, self.denominator() + early);
        upper.filter(|_| lacking > 0 && self.denominator() > 0)
    }

    /// On track, behind, and not yet due without data: what [`Summary::on_schedule`] is divided by.
    pub fn on_schedule_denominator(&self) -> u64 {
        self.of(Verdict::OnTrack) + self.of(Verdict::Behind) + self.not_due_without_data()
    }

    /// On track, in per cent of [`Summary::on_schedule_denominator`]; `None` if that is zero.
    pub fn on_schedule(&self) -> Option<Number> {
        per_cent(self.of(Verdict::OnTrack), self.on_schedule_denominator())
    }

    /// The same if every target not yet due and without data turned out on track; `None` if none lacks data.
    /// [`Summary::on_schedule`] is the other bound.
    pub fn on_schedule_upper(&self) -> Option<Number> {
        let lacking = self.not_due_without_data();
        let upper = self.of(Verdict::OnTrack) + lacking;
        per_cent(upper, self.on_schedule_denominator()).filter(|_| lacking > 0)
    }

    /// Waived, in per cent of all results that have a target that applies; `None` if none is waived.
    pub fn waived_share(&self) -> Option<Number> {
        let waived = self.of(Verdict::Waived);
        per_cent(waived, self.targets()).filter(|_| waived > 0)
    }

    fn not_due_without_data(&self) -> u64 {
        self.of(Verdict::NoData) - self.due_without_data
    }
}

/// In per cent; `None` if the whole is zero.
fn per_cent(part: u64, whole: u64) -> Option<Number> {
    Number::ratio(i128::from(part) * 100, whole.into())
}

/// What all the scorecards come to, the units listed below not among them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    /// How many scorecards.
    pub units: u64,
    /// The counts of their verdicts.
    pub summary: Summary,
    /// How much was reported.
    pub coverage: Coverage,
    /// How many judgements the units listed below have.
    pub members: u64,
}

impl Totals {
    /// Adds a scorecard.
    pub fn add(&mut self, card: &Scorecard) {
        self.units += 1;
        self.summary.add(&card.summary);
        self.coverage.expected += card.coverage.expected;
        self.coverage.reported += card.coverage.reported;
    }

    /// Whether nothing was judged.
    pub fn is_empty(&self) -> bool {
        self.summary.total() + self.members == 0
    }
}

/// How much of what was asked for was reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Figures that are asked for.
    pub expected: u64,
    /// Those of them that were reported.
    pub reported: u64,
}

impl Coverage {
    /// Counts each cell and each aggregate once, however many judgements have it among their inputs. Planned figures do not
    /// count.
    pub fn of<'a>(inputs: impl Iterator<Item = &'a Input>) -> Self {
        let mut cells: Vec<((VariableIx, UnitIx, Period), bool)> = Vec::new();
        let mut tallies: BTreeMap<(Aggregate, UnitIx, Year), (u64, u64)> = BTreeMap::new();
        for input in inputs {
            match *input {
                Input::Cell {
                    variable,
                    unit,
                    period,
                    reported,
                } => {
                    cells.push(((variable, unit, period), reported));
                }
                Input::Aggregate {
                    counted,
                    unit,
                    year,
                    expected,
                    reported,
                    ..
                } => {
                    let expected = expected.unwrap_or(0).max(reported).max(1);
                    tallies.insert((counted, unit, year), (expected, reported));
                }
                Input::Planned { .. } => {}
            }
        }
        // They mostly come in order.
        cells.sort_by_key(|(cell, _)| *cell);
        let mut coverage = Coverage::default();
        for same in cells.chunk_by(|(one, _), (next, _)| one == next) {
            coverage.expected += 1;
            coverage.reported += u64::from(same.last().is_some_and(|(_, reported)| *reported));
        }
        for (expected, reported) in tallies.values() {
            coverage.expected += expected;
            coverage.reported += reported;
        }
        coverage
    }

    /// Reported figures in per cent of those asked for; `None` if nothing was asked for.
    pub fn share(&self) -> Option<Number> {
        Number::ratio(i128::from(self.reported) * 100, self.expected.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of some verdicts; those without data that are due and not due come last.
    fn summary(counted: &[Verdict], due: usize, not_due: usize) -> Summary {
        let mut summary = Summary::default();
        counted.iter().for_each(|&v| summary.count(v, false));
        (0..due).for_each(|_| summary.count(Verdict::NoData, true));
        (0..not_due).for_each(|_| summary.count(Verdict::NoData, false));
        summary
    }

    /// Every way in which targets without data can turn out.
    fn completions(known: &[Verdict], due: usize, not_due: usize) -> Vec<Summary> {
        let when_due = [Verdict::Met, Verdict::Missed, Verdict::NotApplicable];
        let before = [
            Verdict::Met,
            Verdict::OnTrack,
            Verdict::Behind,
            Verdict::NotDue,
            Verdict::NotApplicable,
        ];
        let mut lists = vec![known.to_vec()];
        for at in 0..due + not_due {
            let possible: &[Verdict] = if at < due { &when_due } else { &before };
            let longer = |list: Vec<Verdict>| {
                possible
                    .iter()
                    .map(move |&verdict| [&list[..], &[verdict]].concat())
            };
            lists = lists.into_iter().flat_map(longer).collect();
        }
        lists.iter().map(|list| summary(list, 0, 0)).collect()
    }

    #[test]
    fn the_bounds_of_the_headlines_hold_every_completion() {
        let known = [
            Verdict::Met,
            Verdict::Missed,
            Verdict::Missed,
            Verdict::OnTrack,
            Verdict::Behind,
            Verdict::Behind,
        ];
        for (due, not_due) in [(0, 0), (1, 0), (0, 1), (2, 2), (0, 3), (3, 1)] {
            let now = summary(&known, due, not_due);
            let (met, schedule) = (now.headline().unwrap(), now.on_schedule().unwrap());
            let met_upper = now.headline_upper().unwrap_or(met.clone());
            let schedule_upper = now.on_schedule_upper().unwrap_or(schedule.clone());
            let all = completions(&known, due, not_due);
            for then in &all {
                let headline = then.headline().unwrap();
                assert!(met <= headline && headline <= met_upper, "{now:?} {then:?}");
                let share = then.on_schedule().unwrap();
                assert!(
                    schedule <= share && share <= schedule_upper,
                    "{now:?} {then:?}"
                );
            }
            // They are not wider than they have to be.
            assert!(
                all.iter()
                    .any(|then| then.headline() == Some(met_upper.clone()))
            );
            assert!(
                all.iter()
                    .any(|then| then.on_schedule() == Some(schedule_upper.clone()))
            );
        }
    }
}
