//! Which verdicts differ from those of the year before.

use super::row::Mark;
use super::shell;
use super::words::{Both, Words};
use crate::report::batch::{BatchReport, YearReport};
use crate::report::scorecard::{IndicatorResult, ScorecardDocument};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many changes of a unit are listed.
const LISTED: usize = 20;

/// What changed of one unit.
#[derive(Serialize)]
pub struct Changes {
    link: String,
    name: Words,
    better: usize,
    worse: usize,
    /// The ones that are worse, or the first of those that are better where none is.
    list: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    id: String,
    name: Words,
    before: Mark,
    after: Mark,
    worse: bool,
}

/// The units of which any verdict changed in severity.
pub fn changes(report: &YearReport, batch: &BatchReport) -> Vec<Changes> {
    let code = |card: &Both<ScorecardDocument>| {
        let first = card.any().results.first();
        first.map(|first| first.unit.code.clone())
    };
    let previous = report.previous.iter().map(shell::both);
    let previous = previous.filter_map(|card| Some((code(&card)?, card)));
    let previous: BTreeMap<String, Both<ScorecardDocument>> = previous.collect();
    let cards = report.cards.iter().map(shell::both);
    cards
        .filter_map(|card| {
            let unit = card.maybe(|card| Some(&card.results.first()?.unit))?;
            let before = previous.get(&unit.any().code)?;
            let mut list = differing(*before, card);
            list.sort_by_key(|change| (!change.worse, change.after.order));
            let worse = list.iter().filter(|change| change.worse).count();
            let better = list.len() - worse;
            list.truncate(worse.clamp(1, LISTED));
            (!list.is_empty()).then(|| Changes {
                link: shell::link(batch, &unit.any().code),
                name: Words::of(|lang| &unit.pick(lang).name),
                better,
                worse,
                list,
            })
        })
        .collect()
}

fn differing(before: Both<ScorecardDocument>, now: Both<ScorecardDocument>) -> Vec<Change> {
    let earlier = &before.any().results;
    let change = |result: Both<IndicatorResult>| {
        let any = result.any();
        let earlier = earlier.iter().find(|one| one.indicator == any.indicator)?;
        let (before, after) = (Mark::of(earlier.verdict), Mark::of(any.verdict));
        (before.order != after.order).then(|| Change {
            id: any.indicator.clone(),
            name: Words::of(|lang| &result.pick(lang).name),
            worse: after.order < before.order,
            before,
            after,
        })
    };
    let results = now.map(|card| card.results.as_slice()).pairs();
    results.filter_map(change).collect()
}
