//! The pages of the batch as a whole: overview, findings, outstanding figures, method and sources.

use super::page::{Shell, page};
use super::row::Mark;
use super::shell;
use super::words::Words;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::render::batch::BatchFile;
use crate::render::number_format::NOTHING;
use crate::render::{escape, phrases};
use crate::report::batch::{BatchReport, BatchUnit};
use crate::report::{Severity, Summary};
use serde::Serialize;
use std::io;

/// The paths of these pages.
pub const PATHS: [&str; 4] = ["index.html", "findings.html", "missing.html", "method.html"];

/// As many outstanding figures are listed on the page; the table for spreadsheets has all.
const MOST_MISSING: usize = 500;

/// As many places of a finding are listed.
const MOST_PLACES: usize = 5;

/// The pages.
pub fn pages(batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    let shell = |zh: &str, en: &str| shell::of(batch, Words::pair(zh, en), "", years(batch));
    let file =
        |path: &str, shell: &Shell, content: Overview| page(path, path.to_owned(), shell, content);
    let overview = || Overview::of(batch);
    Ok(vec![
        file(
            PATHS[0],
            &shell("考评结果总览", "Overview of results"),
            overview(),
        )?,
        file(PATHS[1], &shell("数据问题", "Findings"), overview())?,
        file(
            PATHS[2],
            &shell("缺报数据", "Outstanding figures"),
            overview(),
        )?,
        file(
            PATHS[3],
            &shell("方法与来源", "Method and sources"),
            overview(),
        )?,
    ])
}

fn years(batch: &BatchReport) -> Vec<(String, Words)> {
    let years = batch.years.iter();
    years
        .map(|&year| (super::year::path(year), shell::year_words(year)))
        .collect()
}

/// What the pages of the whole show, each a part of it.
#[derive(Serialize)]
struct Overview {
    years: Vec<(String, Words)>,
    units: Vec<UnitLine>,
    /// The files of plan and data with their digests.
    plan_files: Vec<HashedFile>,
    data_files: Vec<HashedFile>,
    plan_digest: String,
    balance: Vec<Balance>,
    findings: Vec<FindingView>,
    /// Errors, warnings, notes.
    severities: Vec<(&'static str, Words, usize)>,
    outstanding_head: Vec<Words>,
    outstanding: Vec<Vec<Words>>,
    outstanding_count: usize,
    outstanding_left: usize,
    waivers: Vec<WaiverView>,
    assumptions: Vec<(Words, Words)>,
    verdicts: Vec<(Mark, Words)>,
    refused: Option<Words>,
    boundaries: Vec<(String, String)>,
    downloads: Vec<(&'static str, &'static str)>,
    rounding: Words,
    indicators: usize,
    rows: u64,
}

#[derive(Serialize)]
struct UnitLine {
    name: Words,
    code: String,
    level: Words,
    cells: Vec<Option<YearCell>>,
}

#[derive(Serialize)]
struct YearCell {
    link: String,
    met: Words,
    on_schedule: Words,
    lacking: bool,
}

#[derive(Serialize)]
struct HashedFile {
    path: String,
    sha256: String,
}

#[derive(Serialize)]
struct Balance {
    file: String,
    read: u64,
    used: u64,
    set_aside: u64,
    refused: u64,
    refused_cells: u64,
}

#[derive(Serialize)]
struct FindingView {
    severity: &'static str,
    severity_name: Words,
    code: String,
    message: Words,
    help: Option<Words>,
    places: Vec<String>,
    count: u64,
}

#[derive(Serialize)]
struct WaiverView {
    name: Words,
    unit: Words,
    words: Words,
    place: String,
}

impl Overview {
    fn of(batch: &BatchReport) -> Overview {
        let check = shell::both(&batch.check);
        let head = shell::both(&batch.head).any();
        let missing = check.any().missing.as_deref().unwrap_or_default();
        let sources = head.sources.as_ref();
        let hashed = |path: &str, sha256: &str| HashedFile {
            path: escape::terminal(path).into_owned(),
            sha256: sha256.to_owned(),
        };
        let plan_files = sources.map_or(&[][..], |sources| &sources.plan_files);
        let declarations = sources.map_or(&[][..], |sources| &sources.declarations);
        let inputs = head.inputs.iter();
        let inputs = inputs.map(|input| hashed(&input.path, input.sha256.as_deref().unwrap_or("")));
        let declared = declarations
            .iter()
            .map(|file| hashed(&file.path, &file.sha256));
        Overview {
            years: years(batch),
            units: batch
                .units
                .iter()
                .map(|unit| unit_line(unit, batch))
                .collect(),
            plan_files: plan_files
                .iter()
                .map(|file| hashed(&file.path, &file.sha256))
                .collect(),
            data_files: declared.chain(boundary_file(batch)).chain(inputs).collect(),
            plan_digest: head
                .plan
                .as_ref()
                .map_or(String::new(), |plan| plan.sha256.clone()),
            balance: balance(batch),
            findings: findings(batch),
            severities: severities(batch),
            outstanding_head: Words::lines(|lang| {
                let (titles, _) = phrases::outstanding(&[], lang);
                titles.iter().map(|title| (*title).to_owned()).collect()
            }),
            outstanding: outstanding(batch),
            outstanding_count: missing.len(),
            outstanding_left: missing.len().saturating_sub(MOST_MISSING),
            waivers: waivers(batch),
            assumptions: assumptions(batch),
            verdicts: (Verdict::ALL.iter())
                .map(|&verdict| (Mark::of(verdict), meaning(verdict)))
                .collect(),
            refused: (check.any().exit.code != 0)
                .then(|| Words::of(|lang| &check.pick(lang).exit.message)),
            boundaries: boundaries(batch),
            downloads: downloads(batch),
            rounding: Words::of(phrases::rounding),
            indicators: check.any().checked.indicators,
            rows: check.any().checked.rows,
        }
    }
}

fn unit_line(unit: &BatchUnit, batch: &BatchReport) -> UnitLine {
    let documents = shell::both(&unit.unit);
    let cell = |&year: &crate::plan::Year| {
        let summary: &Summary = &batch.summary(&unit.unit.zh.code, year)?.summary;
        let share = |share: Option<String>| share.unwrap_or_else(|| NOTHING.to_owned());
        Some(YearCell {
            link: unit.path(year, "html"),
            met: Words::of(|lang| share(phrases::met_bounds(summary, lang))),
            on_schedule: Words::of(|lang| share(phrases::on_schedule_bounds(summary, lang))),
            lacking: summary.mostly_lacks_data(),
        })
    };
    UnitLine {
        name: Words::of(|lang| &documents.pick(lang).name),
        code: escape::terminal(&documents.any().code).into_owned(),
        level: Words::of(|lang| unit.level.pick(lang)),
        cells: batch.years.iter().map(cell).collect(),
    }
}

fn boundary_file(batch: &BatchReport) -> Option<HashedFile> {
    let boundaries = batch.boundaries.as_ref()?;
    Some(HashedFile {
        path: escape::terminal(&boundaries.path).into_owned(),
        sha256: super::page::sha256(&boundaries.text),
    })
}

/// What the file of boundaries says about itself: the texts of its member `about`.
fn boundaries(batch: &BatchReport) -> Vec<(String, String)> {
    let Some(boundaries) = &batch.boundaries else {
        return Vec::new();
    };
    let json: serde_json::Value = serde_json::from_str(&boundaries.text).unwrap_or_default();
    let about = json["about"].as_object();
    let texts = about.into_iter().flatten().filter_map(|(key, value)| {
        let safe = |text: &str| escape::terminal(text).into_owned();
        Some((safe(key), safe(value.as_str()?)))
    });
    texts.collect()
}

fn balance(batch: &BatchReport) -> Vec<Balance> {
    let files = batch.check.zh.checked.balance.iter();
    files
        .map(|file| Balance {
            file: match &file.sheet {
                Some(sheet) => escape::terminal(&format!("{}!{sheet}", file.file)).into_owned(),
                None => escape::terminal(&file.file).into_owned(),
            },
            read: file.read,
            used: file.used,
            set_aside: file.set_aside,
            refused: file.refused,
            refused_cells: file.refused_cells,
        })
        .collect()
}

fn findings(batch: &BatchReport) -> Vec<FindingView> {
    let pairs = shell::both(&batch.check)
        .map(|check| check.findings.as_slice())
        .pairs();
    pairs
        .map(|finding| {
            let any = finding.any();
            let places = any.places.iter().take(MOST_PLACES);
            let help = finding.maybe(|finding| finding.help.as_ref());
            FindingView {
                severity: any.severity.id(),
                severity_name: Words::of(|lang| phrases::severity(any.severity, lang)),
                code: any.code.clone(),
                message: Words::of(|lang| &finding.pick(lang).message),
                help: help.map(|help| Words::of(|lang| help.pick(lang))),
                places: places
                    .map(|place| escape::terminal(&place.to_string()).into_owned())
                    .collect(),
                count: any.count,
            }
        })
        .collect()
}

fn severities(batch: &BatchReport) -> Vec<(&'static str, Words, usize)> {
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let findings = &batch.check.zh.findings;
    all.iter()
        .map(|&severity| {
            let count = findings
                .iter()
                .filter(|one| one.severity == severity)
                .count();
            (
                severity.id(),
                Words::of(|lang| phrases::severity(severity, lang)),
                count,
            )
        })
        .collect()
}

/// The outstanding figures as cells, in both languages.
fn outstanding(batch: &BatchReport) -> Vec<Vec<Words>> {
    let rows = |lang: Lang| {
        let missing = shell::both(&batch.check)
            .pick(lang)
            .missing
            .as_deref()
            .unwrap_or_default();
        phrases::outstanding(&missing[..missing.len().min(MOST_MISSING)], lang).1
    };
    let (zh, en) = (rows(Lang::Zh), rows(Lang::En));
    let pairs = zh.iter().zip(&en);
    pairs
        .map(|(zh, en)| {
            let cells = zh.iter().zip(en);
            cells
                .map(|(zh, en)| Words::of(|lang| lang.pick(zh, en)))
                .collect()
        })
        .collect()
}

fn waivers(batch: &BatchReport) -> Vec<WaiverView> {
    let all = batch.waivers.iter();
    all.map(|waiver| {
        let unit = batch.unit(&waiver.unit);
        WaiverView {
            name: Words::of(|lang| waiver.name.pick(lang)),
            unit: unit.map_or_else(
                || Words::same(&waiver.unit),
                |unit| Words::of(|lang| &unit.unit.pick(lang).name),
            ),
            words: Words::of(|lang| &waiver.waiver.pick(lang).words),
            place: escape::terminal(&waiver.waiver.zh.place.to_string()).into_owned(),
        }
    })
    .collect()
}

/// Each reason, and what was decided for it.
fn assumptions(batch: &BatchReport) -> Vec<(Words, Words)> {
    let plan = shell::both(&batch.plan);
    let (zh, en) = (
        phrases::decisions(plan.pick(Lang::Zh), Lang::Zh),
        phrases::decisions(plan.pick(Lang::En), Lang::En),
    );
    let pairs = zh.iter().zip(&en);
    pairs
        .map(|(zh, en)| {
            let list = |lang: Lang| match lang {
                Lang::Zh => zh.1.join("、"),
                Lang::En => en.1.join(", "),
            };
            (Words::of(|lang| lang.pick(zh.0, en.0)), Words::of(list))
        })
        .collect()
}

fn downloads(batch: &BatchReport) -> Vec<(&'static str, &'static str)> {
    let files = [
        ("json", "check.json"),
        ("json", "plan.json"),
        ("csv", "missing.csv"),
    ];
    let there = files.into_iter().filter(|(format, _)| batch.has(format));
    there.collect()
}

/// When a verdict is given.
fn meaning(verdict: Verdict) -> Words {
    let (zh, en) = match verdict {
        Verdict::Met => (
            "目标成立（到期前成立的，注明提前）",
            "the target holds (before its date: noted as early)",
        ),
        Verdict::OnTrack => ("未到期，达到或超过序时进度", "not due; at or ahead of pace"),
        Verdict::Behind => ("未到期，低于序时进度", "not due; behind pace"),
        Verdict::Missed => ("已到期，目标不成立", "due, and the target does not hold"),
        Verdict::NotDue => (
            "未到期，且没有可比的进度",
            "not due, and there is no pace to hold it against",
        ),
        Verdict::Monitored => (
            "规划未设目标值，只列数值",
            "the plan sets no threshold, and none is assumed",
        ),
        Verdict::NoData => (
            "缺失的数据可能改变判定",
            "what is missing could change the verdict",
        ),
        Verdict::NotApplicable => ("没有可评估的内容", "there is nothing to assess"),
        Verdict::Waived => (
            "因有期限、有理由的豁免而不评估，不计为达标",
            "set aside by a dated, reasoned waiver with a term; never counted as met",
        ),
    };
    Words::pair(zh, en)
}
