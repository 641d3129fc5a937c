//! How many of the units below fulfil what shares and checklists ask for.

use super::chart;
use super::shell;
use super::words::Words;
use crate::report::batch::{Distribution, YearReport};
use serde::Serialize;

/// A share or checklist over the units below the first unit of the batch.
#[derive(Serialize)]
pub struct Spread {
    name: Words,
    level: Words,
    expected: Option<u64>,
    holds: u64,
    fails: u64,
    open: u64,
    not_applicable: u64,
    bar: String,
    /// The bands of a checklist and how many are certain to stand in each.
    bands: Vec<(Words, u64)>,
}

/// One for each share and checklist, of the first unit that has counts.
pub fn spreads(report: &YearReport) -> Vec<Spread> {
    report.distributions.iter().filter_map(spread).collect()
}

fn spread(distribution: &Distribution) -> Option<Spread> {
    let row = distribution.rows.first()?;
    let outcomes = row.outcomes;
    let silent = row.expected.unwrap_or(0).saturating_sub(row.reported);
    let open = outcomes.undecided + silent;
    let (holds, fails) = (outcomes.holds, outcomes.fails);
    if holds + fails + open == 0 {
        return None;
    }
    let bands = distribution.bands.iter().zip(&row.bands);
    Some(Spread {
        name: Words::of(|lang| shell::both(&distribution.name).pick(lang)),
        level: Words::of(|lang| shell::both(&distribution.level).pick(lang)),
        expected: row.expected,
        holds,
        fails,
        open,
        not_applicable: outcomes.not_applicable,
        bar: chart::stack(&[("b1", holds), ("b3", fails), ("b4", open)]),
        bands: bands
            .map(|(name, count)| (Words::of(|lang| shell::both(name).pick(lang)), *count))
            .collect(),
    })
}
