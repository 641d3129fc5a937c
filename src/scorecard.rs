//! The judgements of one unit in one year, with their counts. Pure.

use crate::evaluate::{Input, Judgement, Verdict};
use crate::number::Number;
use crate::observation::{Aggregate, Period, UnitIx};
use crate::plan::{Plan, VariableIx, Year};
use std::collections::BTreeMap;

/// One unit's judgements in one year, in the plan's order.
#[derive(Clone, Debug)]
pub struct Scorecard {
    pub unit: UnitIx,
    pub year: Year,
    pub results: Vec<Judgement>,
    pub summary: Summary,
    pub coverage: Coverage,
}

impl Scorecard {
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
    counts: [u64; 9],
    /// Of those without data, the ones that are due.
    pub due_without_data: u64,
}

impl Summary {
    pub fn count(&mut self, result: &Judgement) {
        self.counts[result.verdict as usize] += 1;
        if result.verdict == Verdict::NoData && result.due {
            self.due_without_data += 1;
        }
    }

    pub fn of(&self, verdict: Verdict) -> u64 {
        self.counts[verdict as usize]
    }

    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub fn add(&mut self, other: &Summary) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
        self.due_without_data += other.due_without_data;
    }

    /// Met, missed, and due without data: what the headline is divided by. Silence is not rewarded.
    pub fn denominator(&self) -> u64 {
        self.of(Verdict::Met) + self.of(Verdict::Missed) + self.due_without_data
    }

    /// Met per cent of [`Summary::denominator`]; none where nothing is due.
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
    pub expected: u64,
    pub reported: u64,
}

impl Coverage {
    /// Counts each cell and each tally once, however many judgements use it. Planned figures do not count.
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

    /// Per cent; none where nothing was asked for.
    pub fn share(&self) -> Option<Number> {
        Number::ratio(i128::from(self.reported) * 100, self.expected.into())
    }
}
