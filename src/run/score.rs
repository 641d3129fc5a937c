//! `score`: scorecards, and whether the gate lets them pass.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow::{self, Asked, Counted};
use super::messages;
use super::output::Output;
use super::terminal::Looks;
use super::{digest, select};
use crate::cli;
use crate::finding::Findings;
use crate::i18n::Text;
use crate::observation::UnitIx;
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::render::{DocumentFormat, ScorecardRenderer};
use crate::report::scorecard::{ScorecardHead, UnitSummary};
use crate::report::{Builder, Digests, ExitStatus, Selection, scorecard_tail};
use crate::scorecard::{Scorecard, Totals, scorecards};
use crate::source::Folder;
use crate::text;
use std::io::{self, Write};

/// Scores, and says how it went.
pub fn run(args: &cli::Score, format: &DocumentFormat, looks: Looks) -> Exit {
    let style = match args.output {
        Some(_) => crate::render::Style {
            color: false,
            ..looks.out
        },
        None => looks.out,
    };
    let looks = Looks {
        out: style,
        ..looks
    };
    let opened =
        apart_from_input(args).and_then(|()| Output::open(args.output.as_deref(), style.color));
    let mut output = match opened {
        Ok(output) => output,
        Err(failure) => return messages::failure(&failure, looks.err),
    };
    let exit = match prepare(args, format) {
        Ok(prepared) => score(args, format, looks, &prepared, &mut output),
        Err(failure) => fail(format, looks, &failure, &mut output),
    };
    match exit.and_then(|exit| output.finish().map(|()| exit)) {
        Ok(exit) => exit,
        Err(failure) => messages::failure(&failure, looks.err),
    }
}

/// What is read is not written over: the output may not go into the folder of the plan or of the data.
fn apart_from_input(args: &cli::Score) -> Result<(), Failure> {
    let Some(output) = &args.output else {
        return Ok(());
    };
    let folder = match output.parent() {
        Some(parent) if !parent.as_str().is_empty() => parent,
        _ => camino::Utf8Path::new("."),
    };
    let inputs = [&args.sources.plan, &args.sources.data];
    let mut inputs = inputs.into_iter().flatten();
    let same = |input: &camino::Utf8PathBuf| match (input.canonicalize(), folder.canonicalize()) {
        (Ok(input), Ok(folder)) => input == folder,
        _ => false,
    };
    match inputs.any(same) {
        true => Err(Failure::usage(text!(
            "不能写入正在读取的文件夹 `{folder}`",
            "`{folder}` is being read: write the output elsewhere"
        ))),
        false => Ok(()),
    }
}

/// So many units are judged before their cards are written.
const AT_ONCE: usize = 256;

/// Everything that is known before the first unit is judged.
struct Prepared {
    plan: Plan,
    counted: Counted,
    findings: Findings,
    digests: Digests,
    level: Option<LevelIx>,
    indicators: Vec<IndicatorIx>,
    year: Year,
}

fn prepare(args: &cli::Score, format: &DocumentFormat) -> Result<Prepared, Failure> {
    let planned = flow::plan(&flow::plan_folder(args.sources.plan.as_ref()))?;
    let (plan, mut findings) = (planned.plan, planned.findings);
    let data = flow::data_folder(&args.sources);
    match count(args, &plan, &data) {
        Ok((level, indicators, mut counted)) => {
            findings.merge(std::mem::take(&mut counted.findings));
            let digests = match format.digests {
                true => digest::of(&plan, &counted.figures, &data)?,
                false => Digests::default(),
            };
            let year = flow::year(&plan, &counted.figures, args.year);
            Ok(Prepared {
                plan,
                counted,
                findings,
                digests,
                level,
                indicators,
                year,
            })
        }
        Err(failure) => Err(failure.after(findings)),
    }
}

type Selected = (Option<LevelIx>, Vec<IndicatorIx>, Counted);

/// What matches nothing is said only once the data has been read: data that is refused is the graver.
fn count(args: &cli::Score, plan: &Plan, data: &Folder) -> Result<Selected, Failure> {
    let level = match &args.level {
        Some(asked) => Some(select::level(plan, asked)?),
        None => None,
    };
    let year = select::year(plan, args.year);
    let indicators = select::indicators(plan, args.group.as_deref());
    let asked = Asked {
        unit: args.unit.as_deref(),
        level,
        year: year.as_ref().map_or(None, |year| *year),
        traced: None,
    };
    let counted = flow::figures(plan, data, asked)?;
    match year.and(indicators) {
        Ok(indicators) => Ok((level, indicators, counted)),
        Err(nothing) => Err(nothing.unless_refused(counted.findings, args.allow_refused)),
    }
}

/// Judges and writes; gives back how it ended, once that is said.
fn score(
    args: &cli::Score,
    format: &DocumentFormat,
    looks: Looks,
    prepared: &Prepared,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let run = Run {
        prepared,
        builder: Builder {
            plan: &prepared.plan,
            figures: &prepared.counted.figures,
            digests: &prepared.digests,
            lang: looks.out.lang,
        },
    };
    let mut renderer = (format.scorecard)(looks.out);
    let mut totals = Totals::default();
    let cards = run.cards(&mut *renderer, output, &mut totals);
    let (exit, status) = end(args, &prepared.findings, &totals);
    let tail = scorecard_tail(&totals, &prepared.findings, &status, looks.out.lang);
    let written = cards.and_then(|()| renderer.end(output, &tail));
    let written = written.and_then(|()| output.flush());
    output.settle(written)?;
    messages::errors(&prepared.findings, looks.err);
    if exit != Exit::Done {
        messages::say(&status.message, looks.err);
    }
    Ok(exit)
}

/// What is judged, and how documents are built of it.
struct Run<'a> {
    prepared: &'a Prepared,
    builder: Builder<'a>,
}

impl Run<'_> {
    fn cards(
        &self,
        renderer: &mut dyn ScorecardRenderer,
        out: &mut dyn Write,
        totals: &mut Totals,
    ) -> io::Result<()> {
        let prepared = self.prepared;
        let members = prepared
            .counted
            .members
            .filter(|_| prepared.level.is_none());
        let selection = Selection {
            year: prepared.year,
            unit: prepared.counted.unit,
            level: prepared.level,
            members,
        };
        renderer.begin(out, &self.builder.head(selection))?;
        for units in self.judged().chunks(AT_ONCE) {
            let mut cards = self.cards_of(units);
            cards.retain(|card| !card.results.is_empty());
            cards.iter().for_each(|card| totals.add(card));
            let mut documents = self.builder.cards(&cards).into_iter();
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
        let (units, unit) = (&prepared.counted.figures.units, prepared.counted.unit);
        match prepared.level {
            Some(level) if units.level(unit) != level => units.members(unit, level, prepared.year),
            _ => vec![unit],
        }
    }

    fn members(&self, level: LevelIx) -> Vec<UnitSummary> {
        let units = &self.prepared.counted.figures.units;
        let members = units.members(self.prepared.counted.unit, level, self.prepared.year);
        (members.chunks(AT_ONCE))
            .flat_map(|units| self.cards_of(units))
            .map(|card| self.builder.unit_summary(&card))
            .collect()
    }

    /// The cards of some units, in their order.
    fn cards_of(&self, units: &[UnitIx]) -> Vec<Scorecard> {
        let prepared = self.prepared;
        let (plan, figures) = (&prepared.plan, &prepared.counted.figures);
        scorecards(plan, figures, &prepared.indicators, units, prepared.year)
    }
}

/// How it ends, the gravest first.
fn end(args: &cli::Score, findings: &Findings, totals: &Totals) -> (Exit, ExitStatus) {
    let (mut exit, mut message) = (Exit::Done, text!("完成", "done"));
    let mut worse = |other: Exit, said: Text| {
        if exit.graver(other) != exit {
            (exit, message) = (other, said);
        }
    };
    if let Some(reason) = args.gate.refuses(totals) {
        let Text { zh, en } = reason;
        worse(Exit::GateFailed, text!("未通过：{zh}", "gate failed: {en}"));
    }
    if totals.is_empty() {
        worse(Exit::NothingEvaluated, nothing(args));
    }
    if findings.any_error() && !args.allow_refused {
        let refused = text!(
            "部分数据有误，判定不可采信（--allow-refused 可接受）",
            "data was refused: the verdicts can't be trusted (--allow-refused accepts them)"
        );
        worse(Exit::DataRefused, refused);
    }
    (exit, ending(exit, message))
}

/// Why nothing was evaluated.
fn nothing(args: &cli::Score) -> Text {
    match &args.group {
        Some(chapter) => text!(
            "没有可评估的内容：`{chapter}` 这一章没有为此对象或层级设目标",
            "nothing was evaluated: chapter `{chapter}` sets no target for this unit or level"
        ),
        None => text!("没有可评估的内容", "nothing was evaluated"),
    }
}

/// Where nothing could be evaluated: the document says so, and so do the messages.
fn fail(
    format: &DocumentFormat,
    looks: Looks,
    failure: &Failure,
    output: &mut Output,
) -> Result<Exit, Failure> {
    if format.on_failure {
        let lang = looks.out.lang;
        let status = failure.ending();
        let mut renderer = (format.scorecard)(looks.out);
        let tail = scorecard_tail(&Totals::default(), &failure.findings, &status, lang);
        let written = renderer
            .begin(output, &ScorecardHead::failed(lang))
            .and_then(|()| renderer.end(output, &tail))
            .and_then(|()| output.flush());
        output.settle(written)?;
    }
    Ok(messages::failure(failure, looks.err))
}
