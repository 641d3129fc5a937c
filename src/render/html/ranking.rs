//! The places of units with the intervals that missing data allows, and the map that shows the same scores.

use super::chart;
use super::map::{self, Area, Map};
use super::shell;
use super::words::{Both, Words};
use crate::i18n::Lang;
use crate::number::Number;
use crate::render::rank;
use crate::report::batch::{BatchReport, YearReport};
use crate::report::number::{number, value};
use crate::report::rank::{RankDocument, RankRow, RankScope};
use serde::Serialize;

/// A ranking.
#[derive(Serialize)]
pub struct Ranking {
    title: Words,
    titles: Vec<Words>,
    rows: Vec<Place>,
    legend: Vec<Words>,
    map: Option<Map>,
    /// What the colours of the map stand for: class and bounds.
    classes: Vec<(usize, String)>,
}

#[derive(Serialize)]
struct Place {
    link: String,
    name: Words,
    place: Words,
    score: Words,
    possible: Words,
    change: Words,
    /// The first possible place, for sorting.
    from: Option<u64>,
    drawn: Option<String>,
}

/// The rankings of a year; the first has a map, where the data set brings outlines.
pub fn rankings(report: &YearReport, batch: &BatchReport) -> Vec<Ranking> {
    let mut rankings: Vec<Ranking> = report
        .ranks
        .iter()
        .filter_map(|rank| ranking(shell::both(rank), batch))
        .collect();
    if let (Some(first), Some(rank)) = (rankings.first_mut(), report.ranks.first()) {
        (first.map, first.classes) = mapped(shell::both(rank), batch);
    }
    rankings
}

fn ranking(rank: Both<RankDocument>, batch: &BatchReport) -> Option<Ranking> {
    let scope = rank.maybe(|rank| rank.scope.as_ref())?;
    let count = rank.any().rows.len() as u64;
    let titles = |lang: Lang| rank::titles(scope.pick(lang), lang).to_vec();
    let rows = rank.map(|rank| rank.rows.as_slice()).pairs();
    Some(Ranking {
        title: Words::of(|lang| scope.pick(lang).name.clone()),
        titles: Words::lines(titles),
        rows: rows.map(|row| place(row, scope, count, batch)).collect(),
        legend: Words::lines(|lang| {
            let lines = rank::legend(rank.pick(lang), lang);
            lines.iter().map(|line| (*line).to_owned()).collect()
        }),
        map: None,
        classes: Vec::new(),
    })
}

fn place(row: Both<RankRow>, scope: Both<RankScope>, count: u64, batch: &BatchReport) -> Place {
    let cells = Words::lines(|lang| rank::cells(row.pick(lang), scope.pick(lang), lang).to_vec());
    let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
    let any = row.any();
    Place {
        link: shell::link(batch, &any.unit.code),
        name: Words::of(|lang| &row.pick(lang).unit.name),
        place: cell(0),
        score: cell(2),
        possible: cell(3),
        change: cell(4),
        from: any.place_from,
        drawn: match (any.place_from, any.place_to) {
            (Some(from), Some(to)) => Some(chart::places(from, to, any.place, count)),
            _ => None,
        },
    }
}

/// The least score that is possible; `None` where so little is known that a colour would say nothing.
fn least(row: &RankRow) -> Option<Number> {
    let known = number(row.score.as_ref(), row.score_exact.as_ref());
    known.filter(|_| !row.score_estimated).or_else(|| {
        let value = value(row.score_bounds.as_ref());
        let interval = value.interval()?;
        let (low, high) = (interval.lo().number()?, interval.hi().number()?);
        (high - low <= Number::from(WIDEST)).then(|| low.clone())
    })
}

/// A score that may lie in a wider interval is not coloured.
const WIDEST: i64 = 20;

fn mapped(rank: Both<RankDocument>, batch: &BatchReport) -> (Option<Map>, Vec<(usize, String)>) {
    let scope = rank.maybe(|rank| rank.scope.as_ref());
    let (Some(boundaries), Some(scope)) = (&batch.boundaries, scope) else {
        return (None, Vec::new());
    };
    let whole = |row: &RankRow| i64::try_from(least(row)?.floor(0).to_scaled(0)?).ok();
    let scores = || rank.any().rows.iter().filter_map(whole);
    let bounds = match (scores().min(), scores().max()) {
        (Some(least), Some(most)) => map::classes(least, most),
        _ => Vec::new(),
    };
    let class = |row: &RankRow| {
        let score = whole(row)?;
        bounds.iter().rposition(|bound| *bound <= score)
    };
    let classes = bounds.len().saturating_sub(1);
    let rows = rank.map(|rank| rank.rows.as_slice()).pairs();
    let areas: Vec<Area> = rows
        .map(|row| {
            let cells =
                Words::lines(|lang| rank::cells(row.pick(lang), scope.pick(lang), lang).to_vec());
            Area {
                code: row.any().unit.code.clone(),
                link: shell::link(batch, &row.any().unit.code),
                name: Words::of(|lang| &row.pick(lang).unit.name),
                value: cells.get(2).cloned().unwrap_or_default(),
                class: class(row.any())
                    .map_or(0, |at| shade(at.min(classes.saturating_sub(1)), classes)),
            }
        })
        .collect();
    let legend = bounds.windows(2).enumerate();
    let legend = legend
        .map(|(at, ends)| (shade(at, classes), format!("{}–{}", ends[0], ends[1])))
        .collect();
    (map::map(boundaries, &areas), legend)
}

/// The shade of a class, 1 to 5: spread over all shades, however many classes there are.
fn shade(at: usize, classes: usize) -> usize {
    match classes {
        0 | 1 => 3,
        _ => 1 + at * 4 / (classes - 1),
    }
}
