//! Indicators by unit: each cell the verdict's sign and the attainment, over the verdict's colour, linked to the evidence.

use super::row::{self, Count, Mark};
use super::shell;
use super::words::{Both, Words};
use crate::render::number_format;
use crate::report::batch::BatchReport;
use crate::report::scorecard::{IndicatorResult, ScorecardDocument};
use serde::Serialize;
use std::collections::BTreeMap;

/// With more units the table is left to the workbook.
const MOST_UNITS: usize = 40;

/// Indicators by unit.
#[derive(Serialize)]
pub struct Heat {
    units: Vec<(String, Words)>,
    chapters: Vec<(Words, Vec<Line>)>,
    legend: Vec<Count>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: Words,
    cells: Vec<Option<Cell>>,
}

#[derive(Serialize)]
struct Cell {
    link: usize,
    class: &'static str,
    text: String,
}

/// The table of the units of the level that has the most of them; `None` of less than two, or of too many.
pub fn heat(cards: &[Both<ScorecardDocument>], batch: &BatchReport) -> Option<Heat> {
    let level =
        |card: &Both<ScorecardDocument>| Some(card.any().results.first()?.unit.level.clone());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for level in cards.iter().filter_map(level) {
        *counts.entry(level).or_default() += 1;
    }
    let (most, _) = counts.iter().max_by_key(|(_, count)| **count)?;
    let cards: Vec<Both<ScorecardDocument>> = (cards.iter().copied())
        .filter(|card| level(card).as_ref() == Some(most))
        .collect();
    if !(2..=MOST_UNITS).contains(&cards.len()) {
        return None;
    }
    let unit = |card: &Both<ScorecardDocument>| {
        let unit = card.map(|card| &card.results[0].unit);
        let name = Words::of(|lang| &unit.pick(lang).name);
        (shell::link(batch, &unit.any().code), name)
    };
    let results: Vec<BTreeMap<&str, &IndicatorResult>> = cards
        .iter()
        .map(|card| {
            let results = card.any().results.iter();
            results
                .map(|result| (result.indicator.as_str(), result))
                .collect()
        })
        .collect();
    let mut chapters: Vec<(u32, Words, Vec<Line>)> = Vec::new();
    for result in every_indicator(&cards) {
        let number = result.any().clause.chapter;
        let line = line(result, &results);
        match chapters.iter_mut().find(|(known, ..)| *known == number) {
            Some((.., lines)) => lines.push(line),
            None => {
                let head = cards[0].map(|card| &card.head.document);
                chapters.push((number, shell::chapter(head, number), vec![line]));
            }
        }
    }
    Some(Heat {
        units: cards.iter().map(unit).collect(),
        chapters: (chapters.into_iter())
            .map(|(_, title, lines)| (title, lines))
            .collect(),
        legend: row::counts(&cards[0].any().tail.summary),
    })
}

/// The first result of each indicator, in the order of the first card that has it.
fn every_indicator<'a>(cards: &[Both<'a, ScorecardDocument>]) -> Vec<Both<'a, IndicatorResult>> {
    let mut known: Vec<Both<IndicatorResult>> = Vec::new();
    for card in cards {
        for result in card.map(|card| card.results.as_slice()).pairs() {
            let id = &result.any().indicator;
            if !known.iter().any(|one| one.any().indicator == *id) {
                known.push(result);
            }
        }
    }
    known
}

fn line(first: Both<IndicatorResult>, cards: &[BTreeMap<&str, &IndicatorResult>]) -> Line {
    let id = first.any().indicator.clone();
    let cell = |(at, card): (usize, &BTreeMap<&str, &IndicatorResult>)| {
        let result = card.get(id.as_str())?;
        let mark = Mark::of(result.verdict);
        let attained = number_format::whole_attainment(result);
        let attained = attained.map_or(String::new(), |n| n.fixed(0));
        Some(Cell {
            link: at,
            class: mark.id,
            text: format!("{}{attained}", mark.sign),
        })
    };
    Line {
        cells: cards.iter().enumerate().map(cell).collect(),
        name: Words::of(|lang| &first.pick(lang).name),
        id,
    }
}
