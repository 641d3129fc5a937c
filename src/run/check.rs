//! `check`: whether plan and data are sound, and who still owes what.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow::{self, Asked};
use super::output::Output;
use super::terminal::Looks;
use super::{messages, select};
use crate::cli;
use crate::evaluate::{MissingFigure, missing_figures};
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::observation::Figures;
use crate::plan::{Plan, Year};
use crate::render::check::{self as render, Checked, Owed};
use crate::render::explain::Manner;
use crate::text;

/// Checks, and says how it went.
pub fn run(args: &cli::Check, manner: Manner, looks: Looks) -> Exit {
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
        write(&report, failure.as_ref(), manner, looks, &mut output)?;
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
    owed: Option<Vec<Owed>>,
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
        report.owed = Some(
            missing
                .into_iter()
                .map(|f| owed(figures, f, lang))
                .collect(),
        );
    }
    Ok(counted.findings)
}

/// A missing figure as it is shown.
fn owed(figures: &Figures, figure: MissingFigure, lang: Lang) -> Owed {
    let units = &figures.units;
    let code = units.code(figure.unit).to_owned();
    Owed {
        unit: (code, units.name(figure.unit, lang).to_owned()),
        variable: (figure.id, figure.name),
        period: figure.period.to_string(),
        missing: figure.missing,
    }
}

fn write(
    report: &Report,
    failure: Option<&Failure>,
    manner: Manner,
    looks: Looks,
    output: &mut Output,
) -> Result<(), Failure> {
    let owed = report.owed.as_deref();
    let written = match (manner, failure) {
        (Manner::Text, Some(_)) => Ok(()),
        (Manner::Text, None) => render::text(output, looks.out, &report.checked, owed),
        (Manner::Json, failure) => {
            let said = match report.exit {
                Exit::DataRefused => text!("部分数据有误", "data was refused"),
                _ => text!("完成", "done"),
            };
            let done = ending(report.exit, said);
            let ending = failure.map_or(done, Failure::ending);
            let found = failure.map_or(&report.findings, |failure| &failure.findings);
            render::json(
                output,
                looks.out.lang,
                &report.checked,
                owed,
                found,
                &ending,
            )
        }
    };
    output.settle(written)
}
