//! `score`: judges the targets and writes scorecards.

use super::gate::Gate;
use super::pipeline::{self, LoadedData, Query};
use super::sources::{Sources, year};
use super::{Command, Context, Exit, Failure, Outcome, Registration, RunError, digest, status};
use crate::bilingual;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::lookup;
use crate::observation::UnitIx;
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::render::{self, DocumentFormat, ScorecardRenderer};
use crate::report::scorecard::{ScorecardHead, UnitSummary};
use crate::report::{Builder, Digests, Selection, scorecard_tail};
use crate::scorecard::{Scorecard, Totals, scorecards};
use crate::text;
use camino::Utf8Path;
use clap::Args;
use std::io::{self, Write};

/// `score` as it is registered.
pub const COMMAND: Registration = Registration {
    name: "score",
    about: bilingual!(
        "评分：判定各项目标",
        "judge the targets and print scorecards"
    ),
    examples: "kaoping score --year 2013
kaoping score --level district --format csv --output districts.csv
kaoping score --group 16 --fail-on missed,behind --min-coverage 90",
    formats: || render::formats_with(|_| true),
    arguments: Score::augment_args,
    parse: super::parse::<Score>,
    write_failure,
};

#[derive(Debug, Args)]
struct Score {
    #[command(flatten)]
    sources: Sources,
    #[arg(long, value_name = bilingual!("年份", "YEAR"), value_parser = year)]
    #[arg(help = bilingual!("评估年份；默认为最近有数据的年份", "year to evaluate; the latest with data by default"))]
    year: Option<Year>,
    #[arg(long, value_name = bilingual!("评估对象", "UNIT"))]
    #[arg(help = bilingual!("评估对象的代码或名称，含历史名称", "code or name of a unit, present or former"))]
    unit: Option<String>,
    #[arg(long, value_name = bilingual!("层级", "LEVEL"))]
    #[arg(help = bilingual!("逐一评估某一层级的评估对象", "evaluate every unit of a level"))]
    level: Option<String>,
    #[arg(long, value_name = bilingual!("章", "CHAPTER"))]
    #[arg(help = bilingual!("只评估一章：章号或标题", "evaluate one chapter, by number or title"))]
    group: Option<String>,
    #[command(flatten)]
    gate: Gate,
    #[arg(long, help = bilingual!("部分数据有误时仍接受判定", "accept the verdicts although data was refused"))]
    allow_refused: bool,
}

impl Command for Score {
    fn run(&self, context: &Context, out: &mut dyn Write) -> Result<Outcome, RunError> {
        let format = super::format(context)?;
        let prepared = self.prepare(format)?;
        let lang = context.style.lang;
        let scoring = Scoring {
            prepared: &prepared,
            builder: Builder {
                plan: &prepared.plan,
                figures: &prepared.data.figures,
                digests: &prepared.digests,
                lang,
            },
        };
        let mut renderer = (format.scorecard)(context.style);
        let mut totals = Totals::default();
        scoring.cards(&mut *renderer, out, &mut totals)?;
        let (exit, message) = self.exit(&prepared.findings, &totals);
        let status = status(exit, message.clone());
        let tail = scorecard_tail(&totals, &prepared.findings, &status, lang);
        renderer.end(out, &tail)?;
        Ok(Outcome {
            exit,
            message,
            findings: prepared.findings,
            list_warnings: false,
            files: Vec::new(),
        })
    }

    fn inputs(&self) -> Vec<&Utf8Path> {
        self.sources.on_disk()
    }
}

/// Units judged before their cards are written.
const AT_ONCE: usize = 256;

/// Everything that is known before the first unit is judged.
struct Prepared {
    plan: Plan,
    data: LoadedData,
    findings: Findings,
    digests: Digests,
    /// The level listed; `None` for the card of one unit.
    level: Option<LevelIx>,
    /// The unit asked for, else all that belong to no other.
    roots: Vec<UnitIx>,
    indicators: Vec<IndicatorIx>,
    year: Year,
}

impl Score {
    fn prepare(&self, format: &DocumentFormat) -> Result<Prepared, Failure> {
        let loaded = pipeline::load_plan(&self.sources.plan)?;
        let (plan, mut findings) = (loaded.plan, loaded.findings);
        let folder = pipeline::data_folder(&self.sources)?;
        let indicators = lookup::indicators(&plan, self.group.as_deref())?;
        let level = match &self.level {
            Some(asked) => Some(lookup::level(&plan, asked)?),
            None => None,
        };
        let query = Query {
            unit: self.unit.as_deref(),
            level,
            year: lookup::year(&plan, self.year)?,
            ..Query::default()
        };
        let mut data = match pipeline::load_data(&plan, &folder, query) {
            Ok(data) => data,
            Err(failure) => return Err(failure.after(findings)),
        };
        findings.merge(std::mem::take(&mut data.findings));
        let digests = match format.digests {
            true => digest::of(&plan, &data.figures, &folder)?,
            false => Digests::default(),
        };
        let year = pipeline::year(&plan, &data.figures, self.year);
        let units = &data.figures.units;
        let roots = match self.unit {
            Some(_) => vec![data.unit],
            None => units.roots(year),
        };
        // Several units at the top are listed like those of any level.
        let top = units.level(data.unit);
        let several = (roots.iter().filter(|&&root| units.level(root) == top)).count() > 1;
        let level = level.or(several.then_some(top));
        Ok(Prepared {
            plan,
            data,
            findings,
            digests,
            level,
            roots,
            indicators,
            year,
        })
    }

    /// The exit code and the reason: the most severe that applies.
    fn exit(&self, findings: &Findings, totals: &Totals) -> (Exit, Text) {
        let (mut exit, mut message) = (Exit::Done, text!("完成", "done"));
        let mut also = |other: Exit, reason: Text| {
            if exit.worse(other) != exit {
                (exit, message) = (other, reason);
            }
        };
        if let Some(reason) = self.gate.refuses(totals) {
            let Text { zh, en } = reason;
            also(
                Exit::GateFailed,
                text!("未通过门槛（{zh}）", "gate failed: {en}"),
            );
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

/// What is judged, and how documents are built of it.
struct Scoring<'a> {
    prepared: &'a Prepared,
    builder: Builder<'a>,
}

impl Scoring<'_> {
    /// Judges the units and writes their cards as they come; adds them to `totals`.
    fn cards(
        &self,
        renderer: &mut dyn ScorecardRenderer,
        out: &mut dyn Write,
        totals: &mut Totals,
    ) -> io::Result<()> {
        let prepared = self.prepared;
        let members = prepared.data.members.filter(|_| prepared.level.is_none());
        let selection = Selection {
            year: prepared.year,
            unit: prepared.data.unit,
            level: prepared.level,
            members,
        };
        renderer.begin(out, &self.builder.head(selection))?;
        for units in self.judged().chunks(AT_ONCE) {
            let mut cards = self.cards_of(units);
            cards.retain(|card| !card.results.is_empty());
            cards.iter().for_each(|card| totals.add(card));
            let mut documents = self.builder.cards(&cards, renderer.detail()).into_iter();
            documents.try_for_each(|card| renderer.card(out, &card))?;
        }
        let Some(level) = members else {
            return Ok(());
        };
        let members = self.members(level);
        totals.members = members.iter().map(|member| member.summary.total()).sum();
        renderer.members(out, &members)
    }

    /// The units that get scorecards, in the order of their codes.
    fn judged(&self) -> Vec<UnitIx> {
        let prepared = self.prepared;
        let (units, unit) = (&prepared.data.figures.units, prepared.data.unit);
        let Some(level) = prepared.level else {
            return vec![unit];
        };
        let below = |&root: &UnitIx| match units.level(root) == level {
            true => vec![root],
            false => units.members(root, level, prepared.year),
        };
        let mut judged: Vec<UnitIx> = prepared.roots.iter().flat_map(below).collect();
        judged.sort_by_key(|&unit| units.code(unit));
        judged
    }

    fn members(&self, level: LevelIx) -> Vec<UnitSummary> {
        let prepared = self.prepared;
        let units = &prepared.data.figures.units;
        let members = units.members(prepared.data.unit, level, prepared.year);
        (members.chunks(AT_ONCE))
            .flat_map(|units| self.cards_of(units))
            .map(|card| self.builder.unit_summary(&card))
            .collect()
    }

    /// The cards of some units, in their order.
    fn cards_of(&self, units: &[UnitIx]) -> Vec<Scorecard> {
        let prepared = self.prepared;
        let (plan, figures) = (&prepared.plan, &prepared.data.figures);
        scorecards(plan, figures, &prepared.indicators, units, prepared.year)
    }
}

/// The document in the place of scorecards.
fn write_failure(context: &Context, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let format = render::format(context.format).filter(|format| format.on_failure);
    let Some(format) = format else {
        return Ok(());
    };
    let lang = context.style.lang;
    let mut renderer = (format.scorecard)(context.style);
    let tail = scorecard_tail(
        &Totals::default(),
        &failure.findings,
        &failure.status(),
        lang,
    );
    renderer.begin(out, &ScorecardHead::failed(lang))?;
    renderer.end(out, &tail)
}
