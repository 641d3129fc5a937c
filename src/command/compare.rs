//! `compare`: two units or two years side by side.

use super::document::{self, Finished};
use super::pipeline::{self, LoadedPlan, Query};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::evaluate::{Judgement, compare, judge_unit};
use crate::lookup;
use crate::observation::{Figures, UnitIx};
use crate::plan::{IndicatorIx, Plan, Year};
use crate::progress::Progress;
use crate::render;
use crate::report::comparison::ComparisonDocument;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io;

/// `compare` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "compare",
    about: bilingual!(
        "对照两个评估对象或两个年份",
        "show two units or two years side by side"
    ),
    examples: "kaoping compare 朝阳区 海淀区 --year 2013
kaoping compare 2011 2013 --unit 朝阳区",
    formats: || render::formats_with(|format| format.comparison.is_some()),
    arguments: CompareArgs::augment_args,
    parse: super::parse::<CompareArgs>,
    write_failure,
};

#[derive(Debug, Args)]
struct CompareArgs {
    #[arg(value_name = "A")]
    #[arg(help = bilingual!("评估对象的代码或名称，或规划期内的年份", "code or name of a unit, or a year of the plan"))]
    a: String,
    #[arg(value_name = "B", help = bilingual!("与之对照的另一个", "the other one"))]
    b: String,
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("对照两个年份时的评估对象；默认为最高一级", "of two years, the unit; the top unit by default"))]
    unit: Option<String>,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("对照两个评估对象时的年份；默认为最近有数据的年份", "of two units, the year; the latest with data by default"))]
    year: Option<Year>,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("只对照一章：章号或标题", "compare one chapter, by number or title"))]
    group: Option<String>,
}

/// What is compared.
enum Sides<'a> {
    Years([Year; 2]),
    Units([&'a str; 2]),
}

impl CompareArgs {
    /// Two years of the plan, else two units. `--unit` belongs to years and `--year` to units.
    fn asked(&self, plan: &Plan) -> Result<Sides<'_>, Failure> {
        let of_plan = |text: &str| year(text).ok().filter(|year| plan.years().contains(year));
        let asked = match (of_plan(&self.a), of_plan(&self.b)) {
            (Some(a), Some(b)) => Sides::Years([a, b]),
            _ => Sides::Units([&self.a, &self.b]),
        };
        match asked {
            Sides::Years(_) if self.year.is_some() => Err(Failure::usage(text!(
                "对照两个年份时不能用 --year",
                "--year goes with two units, not with two years"
            ))),
            Sides::Units(_) if self.unit.is_some() => Err(Failure::usage(text!(
                "对照两个评估对象时不能用 --unit",
                "--unit goes with two years, not with two units"
            ))),
            asked => Ok(asked),
        }
    }

    /// The failure of units that are not found: where one of the two is a year of the plan, the other was meant to be one.
    fn meant_years(&self, plan: &Plan, failure: Failure) -> Failure {
        let years = [&self.a, &self.b].map(|text| year(text).ok());
        let any = years
            .iter()
            .flatten()
            .any(|year| plan.years().contains(year));
        let outside = match years {
            [Some(a), Some(b)] if any => [a, b]
                .into_iter()
                .map(|year| lookup::year(plan, Some(year))),
            _ => return failure,
        };
        match outside.into_iter().find_map(Result::err) {
            Some(error) => Failure::from(error).after(failure.findings),
            None => failure,
        }
    }

    fn query<'a>(&'a self, asked: &'a Sides<'a>, progress: &'a Progress) -> Query<'a> {
        let query = Query {
            progress: Some(progress),
            ..Query::default()
        };
        match asked {
            Sides::Years([a, b]) => Query {
                unit: self.unit.as_deref(),
                year: Some(*a.max(b)),
                ..query
            },
            Sides::Units([a, b]) => Query {
                unit: Some(a),
                others: std::slice::from_ref(b),
                year: self.year,
                ..query
            },
        }
    }
}

impl Command for CompareArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, findings }, (folder, indicators, asked)) =
            loaded.asked(|plan| {
                let folder = self.sources.data_folder()?;
                let indicators = lookup::indicators(plan, self.group.as_deref())?;
                let asked = self.asked(plan)?;
                lookup::year(plan, self.year)?;
                Ok((folder, indicators, asked))
            })?;
        let query = self.query(&asked, to.progress());
        let data = pipeline::load_data(&plan, &folder, query, findings)
            .map_err(|failure| self.meant_years(&plan, failure))?;
        let figures = &data.figures;
        let sides = match asked {
            Sides::Years(years) => years.map(|year| (data.unit, year)),
            Sides::Units(_) => {
                let year = pipeline::year(&plan, figures, self.year);
                let other = data.others.first().copied().unwrap_or(data.unit);
                [(data.unit, year), (other, year)]
            }
        };
        let [a, b] = sides.map(|side| judged(&plan, figures, &indicators, side));
        let compared = compare(a, b);
        let nothing = compared.is_empty();
        let nothing = nothing.then(|| text!("没有可评估的内容", "nothing was evaluated"));
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
            |format| format.comparison,
            |builder, findings, status| builder.comparison(sides, &compared, findings, status),
        )
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// The judgements of one side.
fn judged(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    (unit, year): (UnitIx, Year),
) -> Vec<Judgement> {
    let mut judged = judge_unit(plan, figures, unit, year);
    judged.retain(|judged| indicators.contains(&judged.indicator));
    judged
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(
        failure,
        to,
        |format| format.comparison,
        ComparisonDocument::failed,
    )
}
