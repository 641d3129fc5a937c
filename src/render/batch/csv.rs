//! CSV: the results of each unit and year, those of all units in a year, what was found, and the outstanding figures.

use super::{BatchFile, BatchFormat, card_file, file, style};
use crate::render::csv;
use crate::report::batch::{BatchReport, UnitReport, YearReport};
use crate::report::check::CheckDocument;
use std::io;

pub(super) const FORMAT: BatchFormat = BatchFormat {
    id: "csv",
    paths,
    explanations: false,
    trends: false,
    unit: Some(unit),
    year: Some(year),
    whole: Some(whole),
};

fn paths(batch: &BatchReport) -> Vec<String> {
    let mut paths = batch.unit_paths("csv");
    paths.extend(batch.years.iter().map(|year| format!("{year}.csv")));
    paths.extend(["findings.csv", "missing.csv"].map(str::to_owned));
    paths
}

fn unit(report: &UnitReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    card_file(&csv::FORMAT, report, batch)
}

/// All units in one table.
fn year(report: &YearReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let Some(new) = csv::FORMAT.scorecard else {
        return Ok(Vec::new());
    };
    let mut renderer = new(style(batch.lang));
    let cards: Vec<_> = (report.cards.iter())
        .map(|card| card.pick(batch.lang))
        .collect();
    let written = file(format!("{}.csv", report.year), |out| {
        if let Some(first) = cards.first() {
            renderer.begin(out, &first.head)?;
        }
        for card in cards.iter().flat_map(|document| document.cards()) {
            renderer.card(out, &card)?;
        }
        match cards.first() {
            Some(first) => renderer.end(out, &first.tail),
            None => Ok(()),
        }
    });
    Ok(vec![written?])
}

fn whole(batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let Some(write) = csv::FORMAT.check else {
        return Ok(Vec::new());
    };
    let check = batch.check.pick(batch.lang);
    let findings = CheckDocument {
        missing: None,
        ..check.clone()
    };
    let style = style(batch.lang);
    Ok(vec![
        file("findings.csv".to_owned(), |out| {
            write(out, style, &findings)
        })?,
        file("missing.csv".to_owned(), |out| write(out, style, check))?,
    ])
}
