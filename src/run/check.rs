//! `check`: whether plan and data are sound, and who still owes what.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow::{self, Asked};
use super::output::Output;
use super::terminal::Looks;
use super::{messages, no_such_format, select};
use crate::cli;
use crate::evaluate::missing_figures;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::plan::{Plan, Year};
use crate::render::DocumentFormat;
use crate::report::check::{Checked, MissingFigure};
use crate::report::check_document;
use crate::text;

/// Checks, and says how it went.
pub fn run(args: &cli::Check, format: &DocumentFormat, looks: Looks) -> Exit {
    let (report, failure) = match report(args, looks.out.lang) {
        Ok(report) => (report, None),
        Err(failure) => {
            let exit = failure.exit;
            let report = Report {
                exit,
                ..Report::default()
            };
            (report, Some(failure))
        }
    };
    let written = Output::open(None, looks.out.color).and_then(|mut output| {
        write(&report, failure.as_ref(), format, looks, &mut output)?;
        output.finish()
    });
    match (written, failure) {
        (Err(unwritten), _) => messages::failure(&unwritten, looks.err),
        (Ok(()), Some(failure)) => messages::failure(&failure, looks.err),
        (Ok(()), None) => {
            messages::findings(&report.findings, looks.err);
            report.exit
        }
    }
}

/// What the check came to.
struct Report {
    checked: Checked,
    owed: Option<Vec<MissingFigure>>,
    findings: Findings,
    exit: Exit,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            checked: Checked::default(),
            owed: None,
            findings: Findings::default(),
            exit: Exit::Done,
        }
    }
}

fn report(args: &cli::Check, lang: Lang) -> Result<Report, Failure> {
    let planned = flow::plan(&flow::plan_folder(args.sources.plan.as_ref()))?;
    let (plan, mut findings) = (planned.plan, planned.findings);
    let mut report = Report::default();
    report.checked.indicators = plan.indicators.len();
    if args.sources.plan.is_none() || args.sources.data.is_some() || args.missing {
        match data(args, &plan, lang, &mut report) {
            Ok(found) => findings.merge(found),
            Err(failure) => return Err(failure.after(findings)),
        }
    }
    if findings.any_error() {
        report.exit = Exit::DataRefused;
    }
    report.findings = findings;
    Ok(report)
}

fn data(
    args: &cli::Check,
    plan: &Plan,
    lang: Lang,
    report: &mut Report,
) -> Result<Findings, Failure> {
    let year = select::year(plan, args.year);
    let asked = Asked {
        unit: args.unit.as_deref(),
        year: year.as_ref().map_or(None, |year| *year),
        ..Asked::default()
    };
    let counted = flow::figures(plan, &flow::data_folder(&args.sources), asked)?;
    if let Err(nothing) = year {
        return Err(nothing.unless_refused(counted.findings, false));
    }
    let figures = &counted.figures;
    let files = &figures.data.files;
    report.checked.units = figures.units.len();
    report.checked.files = files.len();
    report.checked.rows = files.iter().map(|file| file.rows).sum();
    if args.missing {
        let years: Vec<Year> = match args.year {
            Some(year) => vec![year],
            None => plan.years().collect(),
        };
        let mut units = vec![counted.unit];
        if let Some(level) = counted.members {
            let year = args.year.unwrap_or(plan.last);
            units.extend(figures.units.members(counted.unit, level, year));
        }
        let missing = missing_figures(plan, figures, &units, &years);
        let missing = missing.iter();
        let missing = missing.map(|figure| MissingFigure::of(figure, &figures.units, lang));
        report.owed = Some(missing.collect());
    }
    Ok(counted.findings)
}

fn write(
    report: &Report,
    failure: Option<&Failure>,
    format: &DocumentFormat,
    looks: Looks,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some(render) = format.check else {
        return Err(no_such_format(format.id, |format| format.check.is_some()));
    };
    if failure.is_some() && !format.on_failure {
        return Ok(());
    }
    let said = match report.exit {
        Exit::DataRefused => text!("部分数据有误", "data was refused"),
        _ => text!("完成", "done"),
    };
    let done = ending(report.exit, said);
    let status = failure.map_or(done, Failure::ending);
    let found = failure.map_or(&report.findings, |failure| &failure.findings);
    let lang = looks.out.lang;
    let document = check_document(report.checked, report.owed.clone(), found, &status, lang);
    let written = render(output, looks.out, &document);
    output.settle(written)
}
