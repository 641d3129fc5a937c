//! `check`: whether plan and data are valid, and which figures are outstanding.

use super::pipeline::{self, Query};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::evaluate::missing_figures;
use crate::finding::{Findings, Kept, PLACES_KEPT};
use crate::i18n::Text;
use crate::lookup;
use crate::plan::{Plan, Year};
use crate::render;
use crate::report::check::{Checked, FileBalance, MissingFigure};
use crate::report::check_document;
use crate::report::gate::GateMark;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io;

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

/// The arguments of the command.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, help = bilingual!("警告也算作错误", "count warnings as errors"))]
    strict: bool,
    #[arg(long, help = bilingual!("列出未报送的数据", "list outstanding figures"))]
    missing: bool,
    #[arg(long, requires = "missing", help = bilingual!("有未报送的数据即不通过", "fail if figures are outstanding"))]
    fail: bool,
    #[arg(long, requires = "missing", value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("只列某一年判定所需、截至该年应报的数据；默认截至最近有数据的年份", "list what the verdicts of one year ask for and is due by then; by default all years up to the latest with data"))]
    year: Option<Year>,
    #[arg(long, requires = "missing", value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("只列一个评估对象及其下级", "list one unit and those below it only"))]
    unit: Option<String>,
    #[arg(long, requires = "missing", value_name = bilingual!("顺序", "ORDER"), value_enum, default_value = "unit")]
    #[arg(help = bilingual!("排序：`unit` 按代码；`decisive` 先列补报后单独可确定最多判定的评估对象", "order: `unit` by code; `decisive` first the units whose missing figures alone would decide most verdicts"))]
    by: Order,
    #[arg(long, help = bilingual!("保留每一处，而不只是每种原因的前100处", "keep every place, not only the first 100 of each cause"))]
    all_places: bool,
    #[arg(long, value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!("将未采用的行连同位置与原因写入 CSV 文件，供退回", "write the rows that can't be used to a CSV file, with place and reason, to be sent back"))]
    refused: Option<Utf8PathBuf>,
}

/// In which order outstanding figures are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// By the code of the unit.
    Unit,
    /// First those of the unit that would decide most verdicts.
    Decisive,
}

impl Command for Check {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let lang = to.lang();
        let result = self.check(to)?;
        let (exit, message) = self.end(&result);
        let status = status(exit, message.clone());
        let (checked, missing) = (result.checked, result.missing);
        let document = check_document(checked, missing, &result.findings, &status, lang);
        to.write(|format| format.check, &document)?;
        let mut files = Vec::new();
        if let Some(path) = &self.refused {
            let mut rows = Vec::new();
            render::refused_rows::write(&mut rows, result.findings.refused_rows(), lang)?;
            files.push((path.clone(), rows));
        }
        Ok(Outcome {
            list_warnings: true,
            files,
            ..Outcome::new((exit, message), result.findings)
        })
    }

    fn outputs(&self) -> Vec<&Utf8Path> {
        self.refused.as_deref().into_iter().collect()
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
    /// The check of a plan and a data set, without more.
    pub fn of(sources: Sources) -> Self {
        Check {
            sources,
            strict: false,
            missing: false,
            fail: false,
            year: None,
            unit: None,
            by: Order::Unit,
            all_places: false,
            refused: None,
        }
    }

    /// The exit code and the reason.
    fn end(&self, result: &CheckResult) -> (Exit, Text) {
        let warned = self.strict && result.findings.any_warning();
        let missing = result.missing.iter().flatten();
        let missing: u64 = missing.map(|figure| figure.missing).sum();
        match Exit::of_reading(result.findings.any_error()) {
            (Exit::Done, _) if warned => (
                Exit::DataRefused,
                text!("有警告（`--strict`）", "there are warnings (`--strict`)"),
            ),
            (Exit::Done, _) if self.fail && missing > 0 => (
                Exit::GateFailed,
                text!(
                    "未通过门槛（缺报 {missing} 个数据）",
                    "gate failed: {missing} outstanding"
                ),
            ),
            end => end,
        }
    }

    fn check(&self, to: &Destinations<'_>) -> Result<CheckResult, Failure> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let mut result = CheckResult::default();
        result.checked.indicators = plan.indicators.len();
        let plan_only = self.sources.plan.path().is_some() && self.sources.data.path().is_none();
        if self.missing || !plan_only {
            match self.check_data(&plan, to, &mut result) {
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
        to: &Destinations<'_>,
        result: &mut CheckResult,
    ) -> Result<Findings, Failure> {
        let query = Query {
            unit: self.unit.as_deref(),
            year: lookup::year(plan, self.year)?,
            verbose: to.verbose(),
            progress: Some(to.progress()),
            kept: Kept {
                places: match self.all_places {
                    true => usize::MAX,
                    false => PLACES_KEPT,
                },
                refused_rows: self.refused.is_some(),
            },
            ..Query::default()
        };
        let folder = self.sources.data_folder()?;
        let data = pipeline::load_data(plan, &folder, query, Findings::default())?;
        let figures = &data.figures;
        let files = &figures.data.files;
        result.checked.units = figures.units.len();
        let names: BTreeSet<&str> = files.iter().map(|file| &*file.name).collect();
        result.checked.files = names.len();
        result.checked.rows = files.iter().map(|file| file.rows).sum();
        result.checked.balance = files.iter().map(FileBalance::of).collect();
        if self.missing {
            let years: Vec<Year> = match self.year {
                Some(year) => vec![year],
                None => (plan.first..=pipeline::year(plan, figures, None)).collect(),
            };
            let mut units = vec![data.unit];
            if let Some(level) = data.members {
                let year = self.year.unwrap_or(plan.last);
                units.extend(figures.units.members(data.unit, level, year));
            }
            let mut missing = missing_figures(plan, figures, &units, &years);
            if self.by == Order::Decisive {
                missing.sort_by_decisive();
            }
            let list = missing.figures.iter().map(|figure| {
                let decisive = missing.decisive(figure.unit);
                MissingFigure {
                    gate: self.fail.then_some(GateMark::Fail),
                    ..MissingFigure::of(figure, decisive, (plan, figures), to.lang())
                }
            });
            result.missing = Some(list.collect());
        }
        Ok(data.findings)
    }
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    let (checked, found) = (Checked::default(), &failure.findings);
    let document = check_document(checked, None, found, &failure.status(), to.lang());
    to.write(|format| format.check, &document)
}
