//! `csv`: a row a result, for spreadsheets. Begins with a byte-order mark, or Excel would not show Chinese.

use super::escape::spreadsheet;
use super::{DocumentFormat, Listing, ScorecardRenderer, Style};
use crate::report::Detail;
use crate::report::check::CheckDocument;
use crate::report::form::Form;
use crate::report::number::Decimal;
use crate::report::observations::Observation;
use crate::report::plan_listing::{PlanDocument, PlannedIndicator};
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail};
use crate::report::trend::{TrendDocument, TrendSeries, TrendYear};
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    id: "csv",
    extensions: &["csv"],
    digests: false,
    on_failure: false,
    scorecard: |_| Box::new(Csv { synthetic: false }),
    check: Some(check),
    explanation: None,
    plan: Some(plan),
    trend: Some(trend),
    form: Some(form),
    observations: Some(observations),
};

const COLUMNS: [&str; 23] = [
    "unit_code",
    "unit",
    "level",
    "year",
    "indicator",
    "name",
    "verdict",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "target",
    "due",
    "gap",
    "attainment",
    "pace",
    "previous_value",
    "previous_verdict",
    "chapter",
    "section",
    "clause",
    "phrase",
    "synthetic",
];

struct Csv {
    synthetic: bool,
}

impl ScorecardRenderer for Csv {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.synthetic = head.synthetic;
        rows(out, Some(&COLUMNS), std::iter::empty::<[String; 0]>())
    }

    fn detail(&self) -> Detail {
        Detail::Results
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let results = card.results.iter();
        rows(out, None, results.map(|result| row(result, self.synthetic)))
    }

    fn end(&mut self, _: &mut dyn Write, _: &ScorecardTail) -> io::Result<()> {
        Ok(())
    }
}

const OBSERVATION_COLUMNS: [&str; 18] = [
    "unit_code",
    "unit",
    "level",
    "period",
    "variable",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "kind",
    "state",
    "written",
    "source",
    "file",
    "sheet",
    "line",
    "column",
    "synthetic",
];

fn observations(out: &mut dyn Write, observations: &[Observation]) -> io::Result<()> {
    let row = |seen: &Observation| {
        let bounds = seen.bounds.as_ref();
        [
            seen.unit_code.clone(),
            seen.unit.clone(),
            seen.level.clone(),
            seen.period.clone(),
            seen.variable.clone(),
            text(seen.value.as_ref()),
            text(bounds.and_then(|bounds| bounds.lower.as_ref())),
            text(bounds.and_then(|bounds| bounds.upper.as_ref())),
            seen.unit_of_measure.clone(),
            seen.kind.to_owned(),
            seen.state.to_owned(),
            seen.written.clone(),
            seen.source.clone().unwrap_or_default(),
            seen.place.file.clone(),
            seen.place.sheet.clone().unwrap_or_default(),
            seen.place.line.to_string(),
            seen.place.column.to_string(),
            seen.synthetic.to_string(),
        ]
    };
    rows(
        out,
        Some(&OBSERVATION_COLUMNS),
        observations.iter().map(row),
    )
}

/// Writes rows; under a head after a byte-order mark where one is given.
fn rows<R: AsRef<[String]>>(
    out: &mut dyn Write,
    head: Option<&[&str]>,
    rows: impl Iterator<Item = R>,
) -> io::Result<()> {
    if head.is_some() {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 10)
        .from_writer(out);
    if let Some(head) = head {
        writer.write_record(head)?;
    }
    for row in rows {
        let cells = row.as_ref().iter().map(|cell| spreadsheet(cell));
        writer.write_record(cells.map(|cell| cell.as_bytes().to_vec()))?;
    }
    writer.flush()
}

fn text(number: Option<&Decimal>) -> String {
    number.map_or("", Decimal::as_str).to_owned()
}

fn row(result: &IndicatorResult, synthetic: bool) -> [String; COLUMNS.len()] {
    let bounds = result.bounds.as_ref();
    let previous = result.previous.as_ref();
    let pace = result.pace.as_ref().and_then(|pace| pace.band.clone());
    [
        result.unit.code.clone(),
        result.unit.name.clone(),
        result.unit.level.clone(),
        result.year.to_string(),
        result.indicator.clone(),
        result.name.clone(),
        result.verdict.id().to_owned(),
        text(result.value.as_ref()),
        text(bounds.and_then(|bounds| bounds.lower.as_ref())),
        text(bounds.and_then(|bounds| bounds.upper.as_ref())),
        result.unit_of_measure.clone(),
        result.target.words.clone(),
        result.target.by.to_string(),
        text(result.gap.as_ref()),
        text(result.attainment.as_ref()),
        pace.unwrap_or_default(),
        text(previous.and_then(|previous| previous.value.as_ref())),
        previous
            .map_or("", |previous| previous.verdict.id())
            .to_owned(),
        result.clause.chapter.to_string(),
        result.clause.section.to_string(),
        result.clause.id.clone(),
        result.clause.phrase.clone(),
        synthetic.to_string(),
    ]
}

/// The outstanding figures where they were asked for, else a row for each place of each finding.
fn check(out: &mut dyn Write, _: Style, document: &CheckDocument) -> io::Result<()> {
    if let Some(missing) = &document.missing {
        let head = ["unit_code", "unit", "variable", "name", "period", "missing"];
        let cells = missing.iter().map(|figure| {
            [
                figure.unit.clone(),
                figure.unit_name.clone(),
                figure.variable.clone(),
                figure.variable_name.clone(),
                figure.period.clone(),
                figure.missing.to_string(),
            ]
        });
        return rows(out, Some(&head), cells);
    }
    let head = ["code", "severity", "place", "message", "help", "count"];
    let cells = document.findings.iter().flat_map(|finding| {
        let places: Vec<String> = match &finding.places[..] {
            [] => vec![String::new()],
            places => places.iter().map(ToString::to_string).collect(),
        };
        places.into_iter().map(|place| {
            [
                finding.code.clone(),
                finding.severity.id().to_owned(),
                place,
                finding.message.clone(),
                finding.help.clone().unwrap_or_default(),
                finding.count.to_string(),
            ]
        })
    });
    rows(out, Some(&head), cells)
}

fn plan(out: &mut dyn Write, _: Style, document: &PlanDocument, _: Listing) -> io::Result<()> {
    let head = [
        "chapter",
        "section",
        "indicator",
        "name",
        "levels",
        "target",
        "timing",
        "by",
        "clause",
        "phrase",
    ];
    rows(out, Some(&head), document.indicators.iter().map(plan_row))
}

fn plan_row(indicator: &PlannedIndicator) -> [String; 10] {
    [
        indicator.chapter.to_string(),
        indicator.section.to_string(),
        indicator.indicator.clone(),
        indicator.name.clone(),
        indicator.levels.join(" "),
        indicator.target.clone(),
        indicator.timing.id().to_owned(),
        indicator
            .by
            .map(|year| year.to_string())
            .unwrap_or_default(),
        indicator.clause.clone(),
        indicator.phrase.clone(),
    ]
}

/// Writes a form: titles, and rows to be filled in.
fn form(out: &mut dyn Write, _: Style, form: &Form) -> io::Result<()> {
    let titles: Vec<&str> = form.titles.iter().map(String::as_str).collect();
    rows(out, Some(&titles), form.rows.iter())
}

const TREND_COLUMNS: [&str; 18] = [
    "unit_code",
    "unit",
    "indicator",
    "name",
    "year",
    "verdict",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "change",
    "due_value",
    "attainment",
    "target",
    "due",
    "required_step",
    "projection",
    "synthetic",
];

/// A row for each year of each series; what is said of a series as a whole stands in its last year.
fn trend(out: &mut dyn Write, _: Style, document: &TrendDocument) -> io::Result<()> {
    let of_series = |series: &TrendSeries| {
        let last = series.years.len().saturating_sub(1);
        let years = series.years.iter().enumerate();
        let rows = years.map(|(at, year)| {
            let whole = (at == last).then_some(series);
            trend_row(year, whole, document.synthetic)
        });
        rows.collect::<Vec<_>>()
    };
    let cells = document.series.iter().flat_map(of_series);
    rows(out, Some(&TREND_COLUMNS), cells)
}

fn trend_row(
    year: &TrendYear,
    whole: Option<&TrendSeries>,
    synthetic: bool,
) -> [String; TREND_COLUMNS.len()] {
    let result = &year.result;
    let bounds = result.bounds.as_ref();
    let pace = result.pace.as_ref();
    let projection = whole.and_then(|series| series.projection.as_ref());
    [
        result.unit.code.clone(),
        result.unit.name.clone(),
        result.indicator.clone(),
        result.name.clone(),
        result.year.to_string(),
        result.verdict.id().to_owned(),
        text(result.value.as_ref()),
        text(bounds.and_then(|bounds| bounds.lower.as_ref())),
        text(bounds.and_then(|bounds| bounds.upper.as_ref())),
        result.unit_of_measure.clone(),
        text(year.change.as_ref()),
        text(pace.and_then(|pace| pace.due_value.as_ref())),
        text(result.attainment.as_ref()),
        result.target.words.clone(),
        result.target.by.to_string(),
        text(whole.and_then(|series| series.required_step.as_ref())),
        text(projection.map(|projection| &projection.value)),
        synthetic.to_string(),
    ]
}
