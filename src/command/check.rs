//! `check`: whether plan and data are valid, and which figures are outstanding.

use super::pipeline::{self, Query};
use super::sources::{Sources, year};
use super::{Command, Context, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::evaluate::missing_figures;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::lookup;
use crate::plan::{Plan, Year};
use crate::render;
use crate::report::check::{Checked, FileBalance, MissingFigure};
use crate::report::{ExitStatus, check_document};
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::{self, Write};

/// `check` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "check",
    about: bilingual!(
        "检查规划与数据，不作判定",
        "validate plan and data without scoring"
    ),
    examples: "kaoping check --plan my-plan/
kaoping check --data figures/ --missing --year 2013",
    formats: || render::formats_with(|format| format.check.is_some()),
    arguments: Check::augment_args,
    parse: super::parse::<Check>,
    write_failure,
};

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, help = bilingual!("警告也算作错误", "count warnings as errors"))]
    strict: bool,
    #[arg(long, help = bilingual!("列出未报送的数据", "list outstanding figures"))]
    missing: bool,
    #[arg(long, requires = "missing", value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("只列一年", "list one year only"))]
    year: Option<Year>,
    #[arg(long, requires = "missing", value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("只列一个评估对象及其下级", "list one unit and those below it only"))]
    unit: Option<String>,
}

impl Command for Check {
    fn run(&self, context: &Context, out: &mut dyn Write) -> Result<Outcome, RunError> {
        let lang = context.style.lang;
        let result = self.check(lang)?;
        let warned = self.strict && result.findings.any_warning();
        let (exit, message) = match Exit::of_reading(result.findings.any_error()) {
            (Exit::Done, _) if warned => (
                Exit::DataRefused,
                text!("有警告（`--strict`）", "there are warnings (`--strict`)"),
            ),
            end => end,
        };
        let status = status(exit, message.clone());
        write(
            context,
            result.checked,
            result.missing,
            &result.findings,
            &status,
            out,
        )?;
        Ok(Outcome {
            exit,
            message,
            findings: result.findings,
            list_warnings: true,
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// What was checked and found.
#[derive(Default)]
struct CheckResult {
    checked: Checked,
    missing: Option<Vec<MissingFigure>>,
    findings: Findings,
}

impl Check {
    fn check(&self, lang: Lang) -> Result<CheckResult, Failure> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let mut result = CheckResult::default();
        result.checked.indicators = plan.indicators.len();
        let plan_only = self.sources.plan.path().is_some() && self.sources.data.path().is_none();
        if self.missing || !plan_only {
            match self.check_data(&plan, lang, &mut result) {
                Ok(found) => findings.merge(found),
                Err(failure) => return Err(failure.after(findings)),
            }
        }
        result.findings = findings;
        Ok(result)
    }

    fn check_data(
        &self,
        plan: &Plan,
        lang: Lang,
        result: &mut CheckResult,
    ) -> Result<Findings, Failure> {
        let query = Query {
            unit: self.unit.as_deref(),
            year: lookup::year(plan, self.year)?,
            ..Query::default()
        };
        let folder = pipeline::data_folder(&self.sources)?;
        let data = pipeline::load_data(plan, &folder, query)?;
        let figures = &data.figures;
        let files = &figures.data.files;
        result.checked.units = figures.units.len();
        result.checked.files = files.len();
        result.checked.rows = files.iter().map(|file| file.rows).sum();
        result.checked.balance = files.iter().map(FileBalance::of).collect();
        if self.missing {
            let years: Vec<Year> = match self.year {
                Some(year) => vec![year],
                None => plan.years().collect(),
            };
            let mut units = vec![data.unit];
            if let Some(level) = data.members {
                let year = self.year.unwrap_or(plan.last);
                units.extend(figures.units.members(data.unit, level, year));
            }
            let missing = missing_figures(plan, figures, &units, &years);
            let missing = missing.iter();
            let missing = missing.map(|figure| MissingFigure::of(figure, &figures.units, lang));
            result.missing = Some(missing.collect());
        }
        Ok(data.findings)
    }
}

/// Writes the document in the format of the context; nothing if the format has none.
fn write(
    context: &Context,
    checked: Checked,
    missing: Option<Vec<MissingFigure>>,
    findings: &Findings,
    status: &ExitStatus,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = check_document(checked, missing, findings, status, context.style.lang);
    match render::format(context.format).and_then(|format| format.check) {
        Some(render) => render(out, context.style, &document),
        None => Ok(()),
    }
}

fn write_failure(context: &Context, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let has_document = |format: &render::DocumentFormat| format.on_failure;
    if !render::format(context.format).is_some_and(has_document) {
        return Ok(());
    }
    let (found, status) = (&failure.findings, failure.status());
    write(context, Checked::default(), None, found, &status, out)
}
