//! The page of all units in one year: map, ranking, indicators by unit, results of communities, what changed.

use super::changes::{self, Changes};
use super::distribution::{self, Spread};
use super::headline::{self, Share};
use super::heat::{self, Heat};
use super::page::page;
use super::ranking::{self, Ranking};
use super::row::{self, Count};
use super::shell;
use super::words::{Both, Words};
use crate::render::batch::BatchFile;
use crate::render::phrases;
use crate::report::batch::{BatchReport, YearReport};
use crate::report::scorecard::ScorecardDocument;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct YearPage {
    year_words: Words,
    /// The top unit, or the first that was asked for.
    top: Words,
    top_link: String,
    reported: Words,
    /// What is said first where most targets lack data; empty else.
    coverage: Vec<Words>,
    shares: Vec<Share>,
    counts: Vec<Count>,
    rankings: Vec<Ranking>,
    heat: Option<Heat>,
    spreads: Vec<Spread>,
    changes: Vec<Changes>,
    last_year: Words,
    downloads: Vec<(String, &'static str)>,
    rounding: Words,
}

/// The path of the page of a year.
pub fn path(year: crate::plan::Year) -> String {
    format!("{year}/index.html")
}

/// The page of a year.
pub fn pages(report: &YearReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let year = report.year;
    let cards: Vec<Both<ScorecardDocument>> = report.cards.iter().map(shell::both).collect();
    let Some(first) = cards.first().filter(|card| !card.any().results.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut links = Vec::new();
    let others = batch.years.iter().filter(|&&other| other != year);
    links.extend(others.map(|&other| (format!("../{}", path(other)), shell::year_words(other))));
    let title = shell::year_words(year);
    let shell = shell::of(batch, title, "../", links);
    let summary = &first.any().tail.summary;
    let head = &first.any().head.document;
    let unit = first.map(|card| &card.results[0].unit);
    let content = YearPage {
        year_words: shell::year_words(year),
        top: Words::of(|lang| &unit.pick(lang).name),
        top_link: shell::link(batch, &unit.any().code),
        reported: Words::of(|lang| phrases::reported(first.any().tail.coverage, lang)),
        coverage: headline::coverage(summary, first.any().tail.coverage),
        shares: headline::shares(summary, head.plan.as_ref(), year),
        counts: row::counts(summary),
        rankings: ranking::rankings(report, batch),
        heat: heat::heat(&cards, batch),
        spreads: distribution::spreads(report),
        changes: changes::changes(report, batch),
        last_year: shell::year_words(year - 1),
        downloads: downloads(year, batch),
        rounding: Words::of(phrases::rounding),
    };
    Ok(vec![page("year.html", path(year), &shell, content)?])
}

/// The other files of the year, where they are written.
fn downloads(year: crate::plan::Year, batch: &BatchReport) -> Vec<(String, &'static str)> {
    let kinds = [("xlsx", "XLSX"), ("csv", "CSV")];
    let there = kinds.iter().filter(|(id, _)| batch.has(id));
    there
        .map(|&(id, name)| (format!("../{year}.{id}"), name))
        .collect()
}
