//! The judgements of one unit in one year, with their counts. Pure.

use crate::evaluate::{Input, Judgement, Verdict, judge};
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
    /// A judgement for each indicator.
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
    let card = |&unit: &UnitIx| {
        let level = figures.units.level(unit);
        let judged = indicators.iter().copied();
        let judged = judged.filter(|&ix| plan[ix].levels.contains(&level));
        let results = judged.map(|ix| judge(plan, figures, ix, unit, year, false));
        Scorecard::new(unit, year, results.collect())
    };
    match units {
        [unit] => vec![card(unit)],
        units => units.par_iter().map(card).collect(),
    }
}

impl Scorecard {
    /// A card of some results, counted.
    pub fn new(unit: UnitIx, year: Year, results: Vec<Judgement>) -> Self {
        let mut summary = Summary::default();
        results.iter().for_each(|result| summary.count(result));
        Scorecard {
            unit,
            year,
            coverage: Coverage::of(results.iter()),
            summary,
            results,
        }
    }

    /// The results by chapter, in the plan's order.
    pub fn groups<'a>(&'a self, plan: &Plan) -> Vec<(u32, Vec<&'a Judgement>)> {
        let mut groups: Vec<(u32, Vec<&Judgement>)> = Vec::new();
        for result in &self.results {
            let clause = plan[result.indicator].clauses[0];
            let chapter = plan[clause].chapter;
            match groups.last_mut() {
                Some((last, list)) if *last == chapter => list.push(result),
                _ => groups.push((chapter, vec![result])),
            }
        }
        groups
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
    /// Counts one more result.
    pub fn count(&mut self, result: &Judgement) {
        self.counts[result.verdict as usize] += 1;
        if result.verdict == Verdict::NoData && result.due {
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
        Number::ratio(
            i128::from(self.of(Verdict::Met)) * 100,
            i128::from(self.denominator()),
        )
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
    /// Counts each cell and each aggregate once, however many judgements use it. Planned figures do not count.
    pub fn of<'a>(results: impl Iterator<Item = &'a Judgement>) -> Self {
        let mut cells: BTreeMap<(VariableIx, UnitIx, Period), bool> = BTreeMap::new();
        let mut tallies: BTreeMap<(Aggregate, UnitIx, Year), (u64, u64)> = BTreeMap::new();
        for input in results.flat_map(|result| &result.inputs) {
            match *input {
                Input::Cell {
                    variable,
                    unit,
                    period,
                    reported,
                } => {
                    cells.insert((variable, unit, period), reported);
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
        let mut coverage = Coverage {
            expected: cells.len() as u64,
            reported: cells.values().filter(|reported| **reported).count() as u64,
        };
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
