//! `explain`: one judgement with everything it rests on, or what a kind of finding means.

use super::as_of::AsOfArgument;
use super::destination::Writer;
use super::document::{self, Finished};
use super::pipeline::{self, LoadedPlan, Query};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::evaluate::judge;
use crate::finding::{Code, Findings, page};
use crate::i18n::Text;
use crate::lookup::{self, Explained};
use crate::observation::AsOf;
use crate::plan::{IndicatorIx, Level, Plan, Year};
use crate::render;
use crate::report::UnitSelection;
use crate::report::explanation::{Explanation, Standing};
use crate::report::finding_page::FindingPage;
use crate::source::Folder;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io;

/// `explain` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "explain",
    about: bilingual!(
        "说明一项判定的依据，或一种问题的含义",
        "show what a verdict rests on, or what a finding means"
    ),
    examples: "kaoping explain volunteering-rate --unit 朝阳区 --year 2013
kaoping explain name-differs",
    formats: || render::formats_with(|format| format.explanation.is_some()),
    arguments: Explain::augment_args,
    parse: super::parse::<Explain>,
    write_failure,
};

#[derive(Debug, Args)]
struct Explain {
    #[arg(value_name = bilingual!("指标", "INDICATOR"))]
    #[arg(help = bilingual!("指标编号或名称，或问题代码", "id or name of the indicator, or the code of a finding"))]
    what: String,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称；默认为最高一级", "code or name of the unit; the top unit by default"))]
    unit: Option<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("评估年份；默认为最近有数据的年份", "year to evaluate; the latest with data by default"))]
    year: Option<Year>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[arg(long, value_name = bilingual!("状态", "STANDING"), value_parser = standing)]
    #[arg(help = bilingual!("占比和清单只列出这一状态的评估对象：fail、pass、unknown、silent", "of a share or checklist, list the units of one standing only: fail, pass, unknown, silent"))]
    units: Option<Standing>,
    #[arg(long, help = bilingual!("列出全部评估对象，而不只是前100个", "list all units, not only the first 100"))]
    all: bool,
}

/// A standing as it is written on the command line.
fn standing(word: &str) -> Result<Standing, String> {
    match word {
        "pass" => Ok(Standing::Pass),
        "fail" => Ok(Standing::Fail),
        "unknown" => Ok(Standing::Unknown),
        "silent" => Ok(Standing::Silent),
        _ => Err("fail, pass, unknown, silent".to_owned()),
    }
}

impl Command for Explain {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = match (
            pipeline::load_plan(&self.sources.plan),
            page::named(&self.what),
        ) {
            (Ok(loaded), _) => loaded,
            (Err(_), Some(code)) => return Ok(explain_finding(code, to)?),
            (Err(failure), None) => return Err(failure.into()),
        };
        let (LoadedPlan { plan, findings }, subject) = loaded.asked(|plan| self.subject(plan))?;
        let (indicator, folder, as_of) = match subject {
            Subject::Indicator(indicator, folder, as_of) => (indicator, folder, as_of),
            Subject::Finding(code) => return Ok(explain_finding(code, to)?),
        };
        let asked = self.year.or(AsOfArgument::year(as_of.as_ref(), &plan));
        let query = Query {
            unit: self.unit.as_deref(),
            year: asked,
            as_of: as_of.as_ref(),
            traced: Some(indicator),
            progress: Some(to.progress()),
            ..Query::default()
        };
        let data = pipeline::load_data(&plan, &folder, query, findings)?;
        let figures = &data.figures;
        let level = figures.units.level(data.unit);
        if !plan[indicator].levels.contains(&level) {
            let other = other_level(&plan, indicator);
            return Err(other.after_data(data.findings).into());
        }
        let year = pipeline::year(&plan, figures, asked);
        let judged = judge(&plan, figures, indicator, data.unit, year, true);
        let selection = UnitSelection {
            standing: self.units,
            all: self.all,
        };
        let finished = Finished {
            plan: &plan,
            figures,
            sources: &self.sources,
            folder: &folder,
            end: end(&data.findings),
            findings: data.findings,
        };
        let writer: Writer<Explanation> = |format| format.explanation;
        finished.write(to, writer, |builder, findings, status| {
            builder.explanation(&judged, Some(selection), findings, status)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// What is to be explained.
enum Subject {
    /// An indicator of the plan, the folder of the data, and the date up to which it is used.
    Indicator(IndicatorIx, Folder, Option<AsOf>),
    /// A kind of finding.
    Finding(&'static Code),
}

impl Explain {
    fn subject(&self, plan: &Plan) -> Result<Subject, Failure> {
        let indicator = match lookup::explained(plan, &self.what)? {
            Explained::Indicator(indicator) => indicator,
            Explained::Finding(code) => return Ok(Subject::Finding(code)),
        };
        let years: Vec<Year> = lookup::year(plan, self.year)?.into_iter().collect();
        let as_of = self.as_of.date(plan, &years)?;
        let folder = self.sources.data_folder()?;
        Ok(Subject::Indicator(indicator, folder, as_of))
    }
}

/// Writes what a kind of finding means.
fn explain_finding(code: &Code, to: &mut Destinations<'_>) -> io::Result<Outcome> {
    let end = (Exit::Done, text!("完成", "done"));
    let status = status(end.0, end.1.clone());
    let page = FindingPage::of(code, &status, to.lang());
    to.write(|format| format.finding_page, &page)?;
    Ok(Outcome::new(end, Findings::default()))
}

/// The exit code and the reason, once the judgement is made.
fn end(findings: &Findings) -> (Exit, Text) {
    if findings.any_error() {
        let refused = text!(
            "部分数据有误，判定不可采信",
            "data was refused: the verdict can't be trusted"
        );
        (Exit::DataRefused, refused)
    } else {
        (Exit::Done, text!("完成", "done"))
    }
}

fn other_level(plan: &Plan, indicator: IndicatorIx) -> Failure {
    let id = &plan[indicator].id;
    let levels = &plan[indicator].levels;
    let names = |of: fn(&Level) -> &str, separator: &str| {
        let names: Vec<&str> = levels.iter().map(|&level| of(&plan[level])).collect();
        names.join(separator)
    };
    let (zh, en) = (names(|l| &l.name.zh, "、"), names(|l| &l.name.en, ", "));
    Failure::nothing(text!(
        "`{id}` 不评估这一层级，只评估：{zh}",
        "`{id}` is not evaluated at this unit's level, only at: {en}"
    ))
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(
        failure,
        to,
        |format| format.explanation,
        Explanation::failed,
    )
}
