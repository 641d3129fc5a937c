//! JSON: the scorecard of each unit and year, as `score` writes it; the rankings of each year; the plan and what was found.

use super::{BatchFile, BatchFormat, card_file, file};
use crate::render::json;
use crate::report::batch::{BatchReport, RANKED_BY, UnitReport, YearReport};
use crate::report::rank::RankDocument;
use std::io;

pub(super) const FORMAT: BatchFormat = BatchFormat {
    id: "json",
    paths,
    explanations: false,
    trends: false,
    unit: Some(unit),
    year: Some(year),
    whole: Some(whole),
};

fn paths(batch: &BatchReport) -> Vec<String> {
    let mut paths = batch.unit_paths("json");
    if batch.ranked {
        let years = batch.years.iter();
        paths.extend(years.flat_map(|year| RANKED_BY.map(|by| format!("{year}-rank-{by}.json"))));
    }
    paths.extend(["check.json", "plan.json"].map(str::to_owned));
    paths
}

fn unit(report: &UnitReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    card_file(&json::FORMAT, report, batch)
}

fn year(report: &YearReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let ranks = report.ranks.iter().map(|rank| rank.pick(batch.lang));
    let by = |rank: &RankDocument| rank.scope.as_ref().map(|scope| scope.by.clone());
    let named = ranks.filter_map(|rank| Some((by(rank)?, rank)));
    let written = named.map(|(by, rank)| {
        let path = format!("{}-rank-{by}.json", report.year);
        file(path, |out| json::whole(out, rank))
    });
    written.collect()
}

fn whole(batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let (check, plan) = (batch.check.pick(batch.lang), batch.plan.pick(batch.lang));
    Ok(vec![
        file("check.json".to_owned(), |out| json::whole(out, check))?,
        file("plan.json".to_owned(), |out| json::whole(out, plan))?,
    ])
}
