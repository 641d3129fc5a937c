//! `rank`: the places of units.

use super::document::{self, Finished};
use super::pipeline::{self, LoadedPlan, Query};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError};
use crate::bilingual;
use crate::evaluate::{Contender, Varied, by_attainment, by_indicator, rank};
use crate::i18n::Text;
use crate::lookup;
use crate::number::{Interval, Value};
use crate::observation::{Figures, UnitIx};
use crate::plan::measure::ScoredValue;
use crate::plan::rule::Direction;
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::render;
use crate::report::Ranking;
use crate::report::rank::RankDocument;
use crate::scorecard::{Scorecard, counted_scorecards};
use crate::source::Folder;
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io;

/// `rank` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "rank",
    about: bilingual!(
        "评估对象排名",
        "rank units by an indicator, by mean attainment or by targets met"
    ),
    examples: "kaoping rank --by volunteering-rate --year 2013
kaoping rank --by met --level district --group 16",
    formats: || render::formats_with(|format| format.rank.is_some()),
    arguments: RankArgs::augment_args,
    parse: super::parse::<RankArgs>,
    write_failure,
};

/// By how many per cent weights are varied.
const VARIED: u32 = 25;

#[derive(Debug, Args)]
struct RankArgs {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("依据", "WHAT"))]
    #[arg(help = bilingual!("排名依据：指标的编号或名称，attainment（平均实现程度）或 met（达标率）", "what to rank by: id or name of an indicator, `attainment` (mean attainment) or `met` (share of targets met)"))]
    by: String,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("评估年份；默认为最近有数据的年份", "year to evaluate; the latest with data by default"))]
    year: Option<Year>,
    #[arg(long, value_name = bilingual!("层级", "LEVEL"))]
    #[arg(help = bilingual!("排名的层级；默认为最高一级之下首个评估的层级", "level of the units; by default the first below the top that is judged"))]
    level: Option<String>,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("attainment 和 met 只计一章：章号或标题", "of `attainment` and `met`, one chapter, by number or title"))]
    group: Option<String>,
    #[arg(long, help = bilingual!("各权数分别增减25%时指数可能的位次", "list the places that are possible if each weight of an index is varied by ±25 %"))]
    weights_varied: bool,
}

/// What units are ranked by.
#[derive(Clone, Copy)]
pub enum By {
    /// The value or the score of an indicator.
    Indicator(IndicatorIx),
    /// The mean attainment.
    Attainment,
    /// The share of targets met.
    Met,
}

impl By {
    /// What a word names that is no indicator; `None` if it names nothing.
    pub fn of(word: &str) -> Option<By> {
        match word {
            "attainment" => Some(By::Attainment),
            "met" => Some(By::Met),
            _ => None,
        }
    }
}

/// What is asked, in the terms of the plan.
struct RankQuery {
    folder: Folder,
    by: By,
    indicators: Vec<IndicatorIx>,
    level: LevelIx,
}

impl RankArgs {
    fn asked(&self, plan: &Plan) -> Result<RankQuery, Failure> {
        lookup::year(plan, self.year)?;
        let by = self.by(plan)?;
        let indicators = match by {
            By::Indicator(ix) => vec![ix],
            _ => lookup::indicators(plan, self.group.as_deref())?,
        };
        Ok(RankQuery {
            folder: self.sources.data_folder()?,
            by,
            level: self.level(plan, &indicators)?,
            indicators,
        })
    }

    fn by(&self, plan: &Plan) -> Result<By, Failure> {
        let by = match By::of(&self.by) {
            Some(by) => by,
            None => By::Indicator(lookup::indicator(plan, &self.by)?),
        };
        match by {
            By::Indicator(_) if self.group.is_some() => Err(Failure::usage(text!(
                "按指标排名时不能用 --group",
                "--group goes with `attainment` and `met`, not with an indicator"
            ))),
            By::Indicator(ix) if plan[ix].measure.mean_of_members().is_some() => Ok(by),
            _ if self.weights_varied => Err(Failure::usage(text!(
                "只有指数有权数可变动",
                "only an index has weights to vary"
            ))),
            _ => Ok(by),
        }
    }

    /// The level asked for, else the highest below the top at which it is judged, else the top.
    fn level(&self, plan: &Plan, indicators: &[IndicatorIx]) -> Result<LevelIx, Failure> {
        if let Some(asked) = &self.level {
            return Ok(lookup::level(plan, asked)?);
        }
        let judged = |level: &LevelIx| indicators.iter().any(|&ix| plan[ix].levels.contains(level));
        let below = plan.levels().skip(1).find(judged);
        Ok(below.unwrap_or(LevelIx(0)))
    }
}

impl Command for RankArgs {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, findings }, asked) = loaded.asked(|plan| self.asked(plan))?;
        let (by, level) = (asked.by, asked.level);
        let query = Query {
            level: Some(level),
            year: self.year,
            progress: Some(to.progress()),
            ..Query::default()
        };
        let data = pipeline::load_data(&plan, &asked.folder, query, findings)?;
        let figures = &data.figures;
        let task = Task {
            plan: &plan,
            figures,
            by,
            indicators: &asked.indicators,
            level,
            varied: self.weights_varied,
            known: &[],
        };
        let ranking = task.ranking(&self.by, pipeline::year(&plan, figures, self.year))?;
        let nothing = ranking.rows.is_empty();
        let nothing = nothing.then(|| text!("没有可排名的评估对象", "there are no units to rank"));
        let finished = Finished {
            plan: &plan,
            figures,
            sources: &self.sources,
            folder: &asked.folder,
            end: Exit::of_judging(data.findings.any_error(), nothing),
            findings: data.findings,
        };
        finished.write(
            to,
            |format| format.rank,
            |builder, findings, status| builder.ranking(&ranking, findings, status),
        )
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// What is ranked.
pub struct Task<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The figures, with the cells of all units of the level.
    pub figures: &'a Figures,
    /// What by.
    pub by: By,
    /// The indicators that `attainment` and `met` rest on.
    pub indicators: &'a [IndicatorIx],
    /// The level of the units.
    pub level: LevelIx,
    /// Whether the weights of an index are varied.
    pub varied: bool,
    /// Cards of all these indicators that are known already, and need not be judged again.
    pub known: &'a [&'a [Scorecard]],
}

impl Task<'_> {
    /// The places in a year; `id` is what documents call what is ranked by. A failure where it can't be ranked by.
    pub fn ranking(&self, id: &str, year: Year) -> Result<Ranking, Failure> {
        let (direction, contenders) = self.contenders(year)?;
        let decimals = match self.by {
            By::Indicator(ix) => self.plan[ix].rank_decimals,
            _ => None,
        };
        let mean = match self.by {
            By::Indicator(ix) => self.plan[ix].measure.mean_of_members(),
            _ => None,
        };
        let varied = mean.filter(|_| self.varied).map(|mean| Varied { mean });
        let places = rank(&contenders, direction, decimals, varied);
        let earlier = match year > self.plan.earliest_year() {
            true => self.contenders(year - 1)?.1,
            false => Vec::new(),
        };
        let before = rank(&earlier, direction, decimals, None);
        let previous = |unit: UnitIx| {
            let at = earlier.iter().position(|earlier| earlier.unit == unit)?;
            before[at].place
        };
        let (name, unit_of_measure, shown_decimals) = self.words();
        Ok(Ranking {
            year,
            level: self.level,
            by: match self.by {
                By::Indicator(ix) => self.plan[ix].id.clone(),
                _ => id.to_owned(),
            },
            name,
            unit_of_measure,
            direction,
            weights_varied: varied.map(|_| VARIED),
            decimals,
            shown_decimals,
            rows: contenders
                .into_iter()
                .zip(places)
                .map(|(contender, place)| {
                    let before = previous(contender.unit);
                    (contender, place, before)
                })
                .collect(),
        })
    }

    /// The units of the level that exist in a year, with their scores.
    fn contenders(&self, year: Year) -> Result<(Direction, Vec<Contender>), Failure> {
        let (plan, figures) = (self.plan, self.figures);
        let mut units: Vec<UnitIx> = figures.units.at_level(self.level).to_vec();
        units.retain(|&unit| figures.units.exists(unit, year));
        units.sort_by_key(|&unit| figures.units.code(unit));
        match self.by {
            By::Indicator(ix) if !plan[ix].levels.contains(&self.level) => {
                let (id, level) = (&plan[ix].id, &plan[self.level].id);
                Err(Failure::nothing(text!(
                    "`{id}` 不评估层级 `{level}`",
                    "`{id}` is not evaluated at the level `{level}`"
                )))
            }
            By::Indicator(ix) => {
                let ranked = by_indicator(plan, figures, ix, &units, year, self.varied);
                ranked.ok_or_else(|| without_direction(&plan[ix].id))
            }
            By::Attainment => Ok((
                Direction::More,
                by_attainment(plan, figures, self.indicators, self.level, &units, year),
            )),
            By::Met => {
                let known = self.known.iter().flat_map(|cards| *cards);
                let of_year: Vec<&Scorecard> = known.filter(|card| card.year == year).collect();
                let card = |&unit: &UnitIx| of_year.iter().find(|card| card.unit == unit);
                let others = units.iter().copied().filter(|unit| card(unit).is_none());
                let others: Vec<UnitIx> = others.collect();
                let judged = counted_scorecards(plan, figures, self.indicators, &others, year);
                let judged = |unit: &UnitIx| judged.iter().find(|card| card.unit == *unit);
                let all = (units.iter()).filter_map(|unit| card(unit).copied().or(judged(unit)));
                Ok((Direction::More, all.map(met).collect()))
            }
        }
    }

    /// The name of what is ranked by, its unit and the decimals that are shown.
    fn words(&self) -> (Text, Text, u32) {
        match self.by {
            By::Indicator(ix) => {
                let indicator = &self.plan[ix];
                match indicator.score.is_some() {
                    true => (indicator.name.clone(), Text::default(), 2),
                    false => (
                        indicator.name.clone(),
                        indicator.unit.clone(),
                        indicator.decimals,
                    ),
                }
            }
            By::Attainment => (text!("平均实现程度", "mean attainment"), Text::same("%"), 1),
            By::Met => (text!("达标率", "targets met"), Text::same("%"), 1),
        }
    }
}

/// A unit by the share of its targets that are met; not applicable if none is due.
fn met(card: &Scorecard) -> Contender {
    let summary = &card.summary;
    let bounds = match summary.headline() {
        None => Value::NotApplicable,
        Some(least) => {
            let most = summary.headline_upper().unwrap_or_else(|| least.clone());
            Value::Between(Interval::closed(least, most))
        }
    };
    Contender {
        unit: card.unit,
        score: ScoredValue {
            bounds,
            estimate: None,
        },
        members: Vec::new(),
    }
}

fn without_direction(id: &str) -> Failure {
    Failure::usage(text!(
        "`{id}` 没有优劣方向；请为它写明 `score`",
        "`{id}` has no direction in which it is better; declare a `score` of it"
    ))
}

fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    document::write_failure(failure, to, |format| format.rank, RankDocument::failed)
}
