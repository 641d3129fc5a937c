//! `score`: judges the targets and writes scorecards.

mod again;

pub use again::Again;

use super::as_of::AsOfArgument;
use super::document;
use super::gate::{Gate, GateEnd, verdict};
use super::pipeline::{self, LoadedPlan, Query};
use super::scoring::{Prepared, Scoring, Stated};
use super::sources::{Sources, year};
use super::{Command, Destinations, Exit, Failure, Outcome, Registration, RunError, status};
use crate::bilingual;
use crate::evaluate::{Stage, Verdict};
use crate::finding::Findings;
use crate::i18n::Text;
use crate::lookup;
use crate::observation::{AsOf, Figures};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::render;
use crate::report::scorecard::{Order, ScorecardHead};
use crate::report::{Detail, scorecard_tail};
use crate::scorecard::Totals;
use crate::source::Folder;
use crate::text;
use camino::Utf8Path;
use clap::{Args, ValueEnum};
use std::io;

/// `score` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "score",
    about: bilingual!(
        "评分：判定各项目标",
        "judge the targets and print scorecards"
    ),
    examples: "kaoping score --year 2013
kaoping score --level district --format csv --output districts.csv
kaoping score --unit 朝阳区 --unit 海淀区 --year 2012,2013 --only behind,missed --sort gap
kaoping score --group 16 --fail-on missed,behind --min-coverage 90",
    formats: || render::formats_with(|format| format.scorecard.is_some()),
    arguments: Score::augment_args,
    parse: super::parse::<Score>,
    write_failure,
};

#[derive(Debug, Args)]
struct Score {
    #[command(flatten)]
    sources: Sources,
    #[arg(long = "year", value_name = bilingual!("年份", "YEAR"), value_parser = year, value_delimiter = ',')]
    #[arg(help = bilingual!("评估年份，可列多个；默认为最近有数据的年份", "year to evaluate, or several; the latest with data by default"))]
    years: Vec<Year>,
    #[arg(long = "unit", value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称，含历史名称，可重复", "code or name of a unit, present or former; may be repeated"))]
    units: Vec<String>,
    #[arg(long, value_name = bilingual!("层级", "LEVEL"))]
    #[arg(help = bilingual!("逐一评估某一层级的评估对象", "evaluate every unit of a level"))]
    level: Option<String>,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("只评估一章：章号或标题", "evaluate one chapter, by number or title"))]
    group: Option<String>,
    #[arg(long, value_name = bilingual!("阶段", "STAGE"), value_parser = stage)]
    #[arg(help = bilingual!("annual、mid-term（中期）或 final（期末）；默认依年份而定", "annual, mid-term or final; by default what the year is"))]
    stage: Option<Stage>,
    #[command(flatten)]
    as_of: AsOfArgument,
    #[command(flatten)]
    rows: Rows,
    #[command(flatten)]
    gate: Gate,
    #[arg(long, value_enum, default_value = "exact", value_name = bilingual!("样式", "STYLE"))]
    #[arg(help = bilingual!(
        "csv 的样式：exact 供程序读取，数值精确；office 供电子表格，中文表头，数值四舍五入",
        "style of csv: exact for programs; office for a spreadsheet, with headings in the language and rounded numbers"
    ))]
    style: CsvStyle,
    #[arg(long, help = bilingual!("部分数据有误时仍接受判定", "accept the verdicts although data was refused"))]
    allow_refused: bool,
    /// Whether the years are the latest with figures, none having been asked for: figures of later years are read too.
    #[arg(skip)]
    latest: bool,
}

impl Command for Score {
    fn run(&self, to: &mut Destinations<'_>) -> Result<Outcome, RunError> {
        let office = self.office(to)?;
        let unplaced = to.scorecards(office).detail() < Detail::Evidence;
        let prepared = self.prepare(to, unplaced)?;
        let lang = to.lang();
        let mut written = to.scorecards(office);
        let sources = self.sources.names();
        let (totals, marks) = Scoring::new(&prepared, &sources, lang).cards(&mut written)?;
        let held = prepared.gate.document().is_some();
        let gate = prepared.gate.end(&totals, &marks);
        let (exit, message) = self.exit(&prepared.data.findings, &totals, &gate, held);
        let status = status(exit, message.clone());
        let mut tail = scorecard_tail(&totals, &prepared.data.findings, &status, lang);
        tail.gate_end = held.then(|| gate.document(lang));
        written.end(&tail)?;
        Ok(Outcome {
            warning: gate.warning(),
            says_success: held,
            ..Outcome::new((exit, message), prepared.data.findings)
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// For whom csv is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum CsvStyle {
    /// For programs.
    #[default]
    Exact,
    /// For a spreadsheet program.
    Office,
}

/// Which results are shown, and in which order. Counts and gate are of all.
#[derive(Clone, Debug, Args)]
struct Rows {
    #[arg(long, value_name = bilingual!("判定", "VERDICTS"), value_delimiter = ',', value_parser = verdict)]
    #[arg(help = bilingual!("只列出所列判定的结果，如 behind,missed", "show the results of these verdicts only, such as behind,missed"))]
    only: Vec<Verdict>,
    #[arg(long, value_name = bilingual!("顺序", "ORDER"), value_parser = order, default_value = "plan")]
    #[arg(help = bilingual!("plan：按规划顺序；gap：实现程度最低的在前", "plan: in the plan's order; gap: the least attained first"))]
    sort: Order,
}

/// A stage as it is written on the command line.
fn stage(word: &str) -> Result<Stage, String> {
    let found = Stage::ALL.into_iter().find(|stage| stage.id() == word);
    found.ok_or_else(|| Stage::ALL.map(Stage::id).join(", "))
}

/// An order as it is written on the command line.
fn order(word: &str) -> Result<Order, String> {
    match word {
        "plan" => Ok(Order::Plan),
        "gap" => Ok(Order::Gap),
        _ => Err("plan, gap".to_owned()),
    }
}

/// What is asked, in the terms of the plan.
struct ScoreQuery {
    folder: Folder,
    indicators: Vec<IndicatorIx>,
    level: Option<LevelIx>,
    as_of: Option<AsOf>,
}

impl Score {
    /// Whether scorecards are written for a spreadsheet program; a failure if no format asked for has a form for it.
    fn office(&self, to: &Destinations<'_>) -> Result<bool, Failure> {
        let office = self.style == CsvStyle::Office;
        match office && !to.has_office_form() {
            true => Err(Failure::usage(text!(
                "`--style office` 只用于 csv 格式",
                "`--style office` is for the format csv"
            ))),
            false => Ok(office),
        }
    }

    fn asked(&self, plan: &Plan) -> Result<ScoreQuery, Failure> {
        for &year in &self.years {
            lookup::year(plan, Some(year))?;
        }
        let level = self.level.as_deref();
        Ok(ScoreQuery {
            folder: self.sources.data_folder()?,
            indicators: lookup::indicators(plan, self.group.as_deref())?,
            level: level.map(|asked| lookup::level(plan, asked)).transpose()?,
            as_of: self.as_of.date(plan, &self.years)?,
        })
    }

    /// Everything before the first unit is judged; with `unplaced`, it is not kept where the answers stand.
    fn prepare(&self, to: &Destinations<'_>, unplaced: bool) -> Result<Prepared, Failure> {
        let gate = self.gate.open()?;
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (LoadedPlan { plan, findings }, asked) = loaded.asked(|plan| self.asked(plan))?;
        let others: Vec<&str> = self.units.iter().skip(1).map(String::as_str).collect();
        let query = Query {
            unit: self.units.first().map(String::as_str),
            others: &others,
            level: asked.level,
            year: (self.years.iter().copied().max().filter(|_| !self.latest))
                .or(AsOfArgument::year(asked.as_of.as_ref(), &plan)),
            as_of: asked.as_of.as_ref(),
            progress: Some(to.progress()),
            unplaced,
            ..Query::default()
        };
        let data = pipeline::load_data(&plan, &asked.folder, query, findings)?;
        let digests = document::digests(to, &plan, &data.figures, &asked.folder)?;
        Ok(Prepared {
            years: self.years(&plan, &data.figures),
            units: match self.units.is_empty() {
                true => Vec::new(),
                false => data.asked_units(),
            },
            level: asked.level,
            only: self.rows.only.clone(),
            order: self.rows.sort,
            stage: self.stage,
            gate,
            plan,
            data,
            digests,
            progress: to.progress().clone(),
            indicators: asked.indicators,
            stated: Stated {
                group: self.group.clone(),
                latest: self.latest || self.years.is_empty(),
                allow_refused: self.allow_refused,
            },
        })
    }

    /// The years evaluated, ascending.
    fn years(&self, plan: &Plan, figures: &Figures) -> Vec<Year> {
        let mut years = match self.years.is_empty() {
            true => {
                let as_of = AsOfArgument::year(figures.as_of.as_ref(), plan);
                vec![pipeline::year(plan, figures, as_of)]
            }
            false => self.years.clone(),
        };
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The exit code and the reason: the most severe that applies.
    fn exit(
        &self,
        findings: &Findings,
        totals: &Totals,
        gate: &GateEnd,
        held: bool,
    ) -> (Exit, Text) {
        let done = match held {
            true => text!("通过门槛", "gate passed"),
            false => text!("完成", "done"),
        };
        let (mut exit, mut message) = (Exit::Done, done);
        let mut also = |other: Exit, reason: Text| {
            if exit.worse(other) != exit {
                (exit, message) = (other, reason);
            }
        };
        if let Some(reason) = gate.reason() {
            also(Exit::GateFailed, reason);
        }
        if totals.is_empty() {
            also(Exit::NothingEvaluated, self.nothing());
        }
        if findings.any_error() && !self.allow_refused {
            let refused = text!(
                "部分数据有误，判定不可采信（--allow-refused 可接受）",
                "data was refused: the verdicts can't be trusted (--allow-refused accepts them)"
            );
            also(Exit::DataRefused, refused);
        }
        (exit, message)
    }

    /// Why nothing was evaluated.
    fn nothing(&self) -> Text {
        match &self.group {
            Some(chapter) => text!(
                "没有可评估的内容：`{chapter}` 这一章没有为此对象或层级设目标",
                "nothing was evaluated: chapter `{chapter}` sets no target for this unit or level"
            ),
            None => text!("没有可评估的内容", "nothing was evaluated"),
        }
    }
}

/// The document in the place of scorecards.
fn write_failure(failure: &Failure, to: &mut Destinations<'_>) -> io::Result<()> {
    let lang = to.lang();
    let (none, found) = (Totals::default(), &failure.findings);
    let tail = scorecard_tail(&none, found, &failure.status(), lang);
    let mut written = to.scorecards(false);
    written.begin(&ScorecardHead::failed(lang))?;
    written.end(&tail)
}
