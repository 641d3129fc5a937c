//! The page of one unit in one year.

use super::evidence::{self, PageContext, Paths};
use super::headline::{self, Share};
use super::page::{Shell, page};
use super::room::Room;
use super::row::{self, Count, Row};
use super::shell;
use super::standard::{self, List};
use super::words::{Both, Words};
use crate::i18n::Lang;
use crate::plan::Year;
use crate::render::batch::BatchFile;
use crate::render::{phrases, stage_lines, waiver_lines};
use crate::report::batch::{BatchReport, UnitReport};
use crate::report::head::DocumentHead;
use crate::report::scorecard::{IndicatorResult, ScorecardDocument};
use crate::report::trend::TrendSeries;
use serde::Serialize;
use std::io;

/// The bytes of a page beyond which less of the evidence is put into it.
const MOST_BYTES: usize = 300_000;

/// A reason that is given for so many results is listed once.
const OFTEN: usize = 3;

/// As many of the worst results are listed first.
const WORST: usize = 8;

#[derive(Serialize)]
struct UnitPage {
    unit: Words,
    code: String,
    level: Words,
    year_words: Words,
    reported: Words,
    /// What is said first where most targets lack data; empty else.
    coverage: Vec<Words>,
    shares: Vec<Share>,
    counts: Vec<Count>,
    worst: Vec<Row>,
    /// Waived targets, and how targets stand at a stage: a heading and its lines.
    blocks: Vec<(Words, Vec<Words>)>,
    prefixes: Vec<String>,
    chapters: Vec<Chapter>,
    lists: Vec<List>,
    assumptions: Vec<Words>,
    /// Whether the page has no room for all of the evidence.
    left_out: bool,
    /// What follows the indicator in the command that explains a result.
    command: String,
    rounding: Words,
}

#[derive(Serialize)]
struct Chapter {
    title: Words,
    rows: Vec<Row>,
}

/// The page of a unit.
pub fn pages(report: &UnitReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let card = shell::both(&report.card);
    if card.any().results.is_empty() {
        return Ok(Vec::new());
    }
    let shell = shell_of(report, batch);
    let path = report.unit.path(report.year, "html");
    let mut pages = Room::STEPS.iter().enumerate().map(|(at, &room)| {
        page(
            "unit.html",
            path.clone(),
            &shell,
            view(report, batch, room, at > 0),
        )
    });
    let mut last = pages.next().transpose()?;
    while let Some(file) = &last
        && file.bytes.len() > MOST_BYTES
        && let Some(smaller) = pages.next()
    {
        last = Some(smaller?);
    }
    Ok(last.into_iter().collect())
}

fn shell_of(report: &UnitReport, batch: &BatchReport) -> Shell {
    let (unit, year) = (&report.unit, report.year);
    let name = shell::both(&unit.unit).map(|unit| unit.name.as_str());
    let title = Words::of(|lang| format!("{} {}", name.pick(lang), phrases::year(year, lang)));
    let mut links = vec![("index.html".to_owned(), shell::year_words(year))];
    let others = batch.years.iter().filter(|&&other| other != year);
    let others = others.filter(|&&other| batch.summary(&unit.unit.zh.code, other).is_some());
    links.extend(others.map(|&other| {
        let path = format!("../{}", unit.path(other, "html"));
        (
            path,
            Words::of(|lang| format!("{} {}", name.pick(lang), phrases::year(other, lang))),
        )
    }));
    shell::of(batch, title, "../", links)
}

fn view(report: &UnitReport, batch: &BatchReport, room: Room, left_out: bool) -> UnitPage {
    let card = shell::both(&report.card);
    let any = card.any();
    let head = &any.head.document;
    let (year, unit) = (any.results[0].year, card.map(|card| &card.results[0].unit));
    let assumptions = assumptions(card, batch);
    let page = PageContext {
        paths: paths(head),
        listed: assumptions
            .iter()
            .map(|(reason, _)| reason.clone())
            .collect(),
    };
    let results = card.map(|card| card.results.as_slice());
    let last = head.plan.as_ref().map_or(Year::MAX, |plan| plan.last);
    let rows: Vec<Row> = results
        .pairs()
        .map(|result| {
            let series = series_of(report, result.any());
            let explanation = explanation_of(report, result.any());
            let evidence = explanation.and_then(|explanation| {
                evidence::of(explanation, series, &page, room.of(result.any().verdict))
            });
            Row::of(result, series.map(Both::any), last, evidence)
        })
        .collect();
    let summary = &any.tail.summary;
    UnitPage {
        unit: Words::of(|lang| &unit.pick(lang).name),
        code: unit.any().code.clone(),
        level: Words::of(|lang| report.unit.level.pick(lang)),
        year_words: shell::year_words(year),
        reported: Words::of(|lang| phrases::reported(any.tail.coverage, lang)),
        coverage: headline::coverage(summary, any.tail.coverage),
        shares: headline::shares(summary, head.plan.as_ref(), year),
        counts: row::counts(summary),
        worst: worst(&any.results, &rows),
        blocks: blocks(card),
        chapters: chapters(card, rows),
        lists: standard::lists(report),
        assumptions: assumptions.into_iter().map(|(_, words)| words).collect(),
        left_out,
        command: command(head, &unit.any().code, year),
        rounding: Words::of(phrases::rounding),
        prefixes: page.paths.prefixes,
    }
}

/// The assumptions that the page lists: those of the plan as a whole, then those of several indicators.
fn assumptions(card: Both<ScorecardDocument>, batch: &BatchReport) -> Vec<(String, Words)> {
    let plan = shell::both(&batch.plan).map(|plan| plan.assumed.as_slice());
    let mut listed: Vec<(String, Words)> = plan
        .pairs()
        .map(|one| {
            let words = Words::of(|lang| &one.pick(lang).reason);
            (one.any().reason.clone(), words)
        })
        .collect();
    let results = card.map(|card| card.results.as_slice());
    let assumed: Vec<_> = results
        .pairs()
        .flat_map(|result| result.map(|one| one.assumed.as_slice()).pairs())
        .collect();
    for one in &assumed {
        let reason = &one.any().assumption.reason;
        let same = assumed
            .iter()
            .filter(|other| other.any().assumption.reason == *reason);
        let is_new = !listed.iter().any(|(known, _)| known == reason);
        if is_new && same.count() >= OFTEN {
            let words = Words::of(|lang| &one.pick(lang).assumption.reason);
            listed.push((reason.clone(), words));
        }
    }
    listed
}

fn explanation_of<'a>(
    report: &'a UnitReport,
    result: &IndicatorResult,
) -> Option<Both<'a, crate::report::explanation::Explanation>> {
    let all = shell::both(&report.explanations).map(Vec::as_slice);
    all.pairs().find(|one| {
        let explained = one.any().result.as_ref();
        explained.is_some_and(|explained| explained.id == result.id)
    })
}

fn series_of<'a>(
    report: &'a UnitReport,
    result: &IndicatorResult,
) -> Option<Both<'a, TrendSeries>> {
    let trend = report.trend.as_deref()?;
    let all = shell::both(trend).map(|trend| trend.series.as_slice());
    all.pairs().find(|one| {
        let series = one.any();
        series.indicator == result.indicator && series.unit == result.unit
    })
}

/// The rows of the worst results, without their evidence.
fn worst(results: &[IndicatorResult], rows: &[Row]) -> Vec<Row> {
    let ids = crate::report::scorecard::worst(results, WORST);
    ids.iter()
        .filter_map(|result| rows.iter().find(|row| row.id == result.indicator))
        .map(|row| Row {
            evidence: None,
            spark: None,
            ..row.clone()
        })
        .collect()
}

/// What is waived, and how many targets stand how at a stage of the plan.
fn blocks(card: Both<ScorecardDocument>) -> Vec<(Words, Vec<Words>)> {
    let of = |lang: Lang| {
        let results = &card.pick(lang).results;
        let waived = waiver_lines::block(results, lang);
        let stages = stage_lines::counts(results, lang);
        waived.into_iter().chain(stages).collect::<Vec<_>>()
    };
    let (zh, en) = (of(Lang::Zh), of(Lang::En));
    let pairs = Both::new(zh.as_slice(), en.as_slice()).pairs();
    pairs
        .map(|block| {
            let heading = Words::of(|lang| &block.pick(lang).0);
            (heading, Words::lines(|lang| block.pick(lang).1.clone()))
        })
        .collect()
}

fn chapters(card: Both<ScorecardDocument>, rows: Vec<Row>) -> Vec<Chapter> {
    let mut chapters: Vec<(u32, Chapter)> = Vec::new();
    for (result, row) in card.any().results.iter().zip(rows) {
        let number = result.clause.chapter;
        match chapters.iter_mut().find(|(known, _)| *known == number) {
            Some((_, chapter)) => chapter.rows.push(row),
            None => chapters.push((
                number,
                Chapter {
                    title: shell::chapter(card.map(|card| &card.head.document), number),
                    rows: vec![row],
                },
            )),
        }
    }
    chapters.into_iter().map(|(_, chapter)| chapter).collect()
}

/// What paths begin with: the folders of plan and data, where they are known.
fn paths(head: &DocumentHead) -> Paths {
    let sources = head.sources.as_ref();
    let prefixes = sources.map_or_else(Vec::new, |sources| {
        let mut prefixes = vec![format!("{}/", sources.data), format!("{}/", sources.plan)];
        prefixes.dedup();
        prefixes
    });
    Paths { prefixes }
}

/// The options of the command that explains a result of the page, quoted for a POSIX shell.
fn command(head: &DocumentHead, unit: &str, year: Year) -> String {
    let year = year.to_string();
    let mut words = Vec::new();
    if let Some(sources) = &head.sources {
        words.extend(["--plan", &sources.plan, "--data", &sources.data]);
        let waivers = sources.waivers.as_deref();
        words.extend(waivers.iter().flat_map(|waivers| ["--waivers", waivers]));
        let tally = sources.tally.as_deref();
        words.extend(tally.iter().flat_map(|tally| ["--tally", tally]));
    }
    words.extend(["--unit", unit, "--year", &year]);
    let joined = shlex::try_join(words).unwrap_or_default();
    crate::render::escape::terminal(&format!(" {joined}")).into_owned()
}
