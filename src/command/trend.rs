//! `trend`: indicators over the years, and where they lead.

use super::as_of::AsOfArgument;
use super::document::{self, Finished};
use super::pipeline::{self, LoadedPlan, Query};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::evaluate::{ProjectionMethod, Trend, trend};
use crate::finding::Findings;
use crate::lookup;
use crate::plan::{IndicatorIx, Plan, Year};
use crate::render;
use crate::report::trend::TrendDocument;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use rayon::prelude::*;
use std::io;

/// `trend` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "trend",
    about: bilingual!(
        "列出各年数值、变化和趋势推算",
        "show indicators over the years, and where they lead"
    ),
    examples: "kaoping trend volunteering-rate --unit 朝阳区
kaoping trend --year 2013 --group 16 --format csv",
    formats: || render::formats_with(|format| format.trend.is_some()),
    arguments: TrendArgs::augment_args,
    parse: super::parse::<TrendArgs>,
    write_failure,
};

#[derive(Debug, Args)]
struct TrendArgs {
    #[arg(value_name = bilingual!("指标", "INDICATOR"))]
    #[arg(help = bilingual!("指标编号或名称，可列多个；默认为全部指标", "ids or names of indicators; all by default"))]
    indicators: Vec<String>,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称；默认为最高一级", "code or name of the unit; the top unit by default"))]
    unit: Option<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("截至哪一年；默认为最近有数据的年份", "the last year looked at; the latest with data by default"))]
    year: Option<Year>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("只列一章：章号或标题", "one chapter only, by number or title"))]
    group: Option<String>,
    #[arg(long, value_name = bilingual!("方法", "METHOD"), value_parser = method, default_value = "least-squares")]
    #[arg(help = bilingual!("推算方法：least-squares（最小二乘）、last-two（最近两年）、growth（年均增长率）", "how the figures are continued: least-squares, last-two, growth (a constant rate)"))]
    projection: ProjectionMethod,
}

/// A method as it is written on the command line.
fn method(word: &str) -> Result<ProjectionMethod, String> {
    match word {
        "least-squares" => Ok(ProjectionMethod::LeastSquares),
        "last-two" => Ok(ProjectionMethod::LastTwo),
        "growth" => Ok(ProjectionMethod::Growth),
        _ => Err("least-squares, last-two, growth".to_owned()),
    }
}

impl TrendArgs {
    /// The indicators asked for, in the plan's order; those of the chapter if none is named.
    fn indicators(&self, plan: &Plan) -> Result<Vec<IndicatorIx>, Failure> {
        let within = lookup::indicators(plan, self.group.as_deref())?;
        if self.indicators.is_empty() {
            return Ok(within);
        }
        let named = self.indicators.iter();
        let mut named: Vec<IndicatorIx> = named
            .map(|name| lookup::indicator(plan, name))
            .collect::<Result<_, _>>()?;
        named.sort();
        named.dedup();
        Ok(named)
    }
}

impl Command for TrendArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, findings }, (folder, indicators, as_of)) =
            loaded.asked(|plan| {
                let years: Vec<Year> = lookup::year(plan, self.year)?.into_iter().collect();
                Ok((
                    self.sources.data_folder()?,
                    self.indicators(plan)?,
                    self.as_of.date(plan, &years)?,
                ))
            })?;
        let query = Query {
            unit: self.unit.as_deref(),
            year: self.year.or(AsOfArgument::year(as_of.as_ref(), &plan)),
            as_of: as_of.as_ref(),
            progress: Some(to.progress()),
            ..Query::default()
        };
        let data = pipeline::load_data(&plan, &folder, query, findings)?;
        let (figures, unit) = (&data.figures, data.unit);
        let upto = pipeline::year(&plan, figures, query.year);
        let level = figures.units.level(unit);
        let mut trends: Vec<Trend> = (indicators.par_iter())
            .filter(|&&indicator| plan[indicator].levels.contains(&level))
            .map(|&indicator| trend(&plan, figures, indicator, unit, upto, self.projection))
            .collect();
        if as_of.is_some() {
            let now = Query {
                as_of: None,
                ..query
            };
            let now = pipeline::load_data(&plan, &folder, now, Findings::default())?;
            for trend in &mut trends {
                trend.note_restatements(&plan, &now.figures, now.unit);
            }
        }
        let nothing = trends.is_empty().then(|| {
            text!(
                "没有可列出的内容：所选指标不评估这一层级",
                "nothing to show: the indicators are not judged at this unit's level"
            )
        });
        let finished = Finished {
            plan: &plan,
            figures,
            sources: &self.sources,
            folder: &folder,
            end: Exit::of_judging(data.findings.any_error(), nothing),
            findings: data.findings,
        };
        finished.write(
            to,
            |format| format.trend,
            |builder, findings, status| builder.trends(&trends, findings, status),
        )
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(failure, to, |format| format.trend, TrendDocument::failed)
}
