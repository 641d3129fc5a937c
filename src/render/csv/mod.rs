//! `csv`: a row a result, for spreadsheets. Begins with a byte-order mark, or Excel would not show Chinese.

mod comparison;
mod difference;
pub mod observations;
mod office;
mod rank;
mod scorecard;
mod trend;
mod verification;

use super::escape::spreadsheet;
use super::{DocumentFormat, Listing, Style};
use crate::report::check::CheckDocument;
use crate::report::form::Form;
use crate::report::number::Decimal;
use crate::report::plan_listing::{PlanDocument, PlannedIndicator, ScheduledYear};
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["csv"],
    scorecard: Some(|_| Box::new(scorecard::Csv::default())),
    office: Some(|style| Box::new(office::OfficeCsv::new(style.lang))),
    check: Some(check),
    plan: Some(plan),
    comparison: Some(comparison::write),
    rank: Some(rank::write),
    trend: Some(trend::write),
    difference: Some(difference::write),
    verification: Some(verification::write),
    form: Some(form),
    observations: Some(observations::write),
    ..DocumentFormat::without_forms("csv")
};

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

/// The outstanding figures where they were asked for, else a row for each place of each finding.
fn check(out: &mut dyn Write, _: Style, document: &CheckDocument) -> io::Result<()> {
    if let Some(missing) = &document.missing {
        let head = [
            "unit_code",
            "unit",
            "variable",
            "name",
            "period",
            "missing",
            "unit_decides",
            "unit_concerns",
        ];
        let cells = missing.iter().map(|figure| {
            [
                figure.unit.clone(),
                figure.unit_name.clone(),
                figure.variable.clone(),
                figure.variable_name.clone(),
                figure.period.clone(),
                figure.missing.to_string(),
                figure.unit_decides.to_string(),
                figure.unit_concerns.to_string(),
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

/// A row for each target, for what each year asks of each, or for each assumption.
fn plan(
    out: &mut dyn Write,
    _: Style,
    document: &PlanDocument,
    listing: Listing,
) -> io::Result<()> {
    match listing {
        Listing::Targets => targets(out, document),
        Listing::ByYear => schedule(out, document),
        Listing::Assumptions => assumptions(out, document),
        Listing::History => history(out, document),
    }
}

/// A row for each revision of a target.
fn history(out: &mut dyn Write, document: &PlanDocument) -> io::Result<()> {
    let cells = document.indicators.iter().flat_map(|indicator| {
        let revisions = indicator.revisions.iter();
        revisions.map(|revision| {
            let by = revision.by.map_or(String::new(), |year| year.to_string());
            [
                indicator.indicator.clone(),
                indicator.name.clone(),
                indicator.target.clone(),
                revision.from.to_string(),
                revision.target.clone(),
                by,
                revision.why.clone(),
            ]
        })
    });
    let head = [
        "indicator",
        "name",
        "original",
        "from",
        "target",
        "by",
        "why",
    ];
    rows(out, Some(&head), cells)
}

/// A row for each assumption: of the plan or of which indicator, about which key, and why.
fn assumptions(out: &mut dyn Write, document: &PlanDocument) -> io::Result<()> {
    let plan = document.plan.as_ref().map_or("", |plan| &plan.id);
    let of_plan = document.assumed.iter().map(|assumed| (plan, assumed));
    let of_indicators = document.indicators.iter().flat_map(|indicator| {
        let assumed = indicator.assumed.iter();
        assumed.map(|assumed| (indicator.indicator.as_str(), assumed))
    });
    let cells = of_plan.chain(of_indicators);
    let cells = cells.map(|(of, assumed)| [of, &assumed.key, &assumed.reason].map(str::to_owned));
    rows(out, Some(&["of", "key", "reason"]), cells)
}

fn targets(out: &mut dyn Write, document: &PlanDocument) -> io::Result<()> {
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

fn schedule(out: &mut dyn Write, document: &PlanDocument) -> io::Result<()> {
    let head = [
        "year",
        "step",
        "chapter",
        "section",
        "indicator",
        "name",
        "levels",
        "target",
        "lead",
        "clause",
        "phrase",
    ];
    let indicators = document.indicators.iter();
    let mut due: Vec<(&ScheduledYear, &PlannedIndicator)> = indicators
        .flat_map(|indicator| indicator.schedule.iter().map(move |year| (year, indicator)))
        .collect();
    due.sort_by_key(|(scheduled, _)| scheduled.year);
    let cells = due.into_iter().map(|(scheduled, indicator)| {
        [
            scheduled.year.to_string(),
            scheduled.step.id().to_owned(),
            indicator.chapter.to_string(),
            indicator.section.to_string(),
            indicator.indicator.clone(),
            indicator.name.clone(),
            match &*scheduled.levels {
                [] => indicator.levels.join(" "),
                levels => levels.join(" "),
            },
            scheduled.target.clone(),
            indicator.lead.clone().unwrap_or_default(),
            indicator.clause.clone(),
            indicator.phrase.clone(),
        ]
    });
    rows(out, Some(&head), cells)
}

/// Writes a form: titles, and rows to be filled in.
fn form(out: &mut dyn Write, _: Style, form: &Form) -> io::Result<()> {
    let titles: Vec<&str> = form.columns.iter().map(|column| &*column.title).collect();
    rows(out, Some(&titles), form.rows.iter())
}
