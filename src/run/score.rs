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
use crate::render::{Digests, Ending, Format, Member, Renderer, Totals, View};
use crate::scorecard::{Scorecard, scorecards};
use crate::source::Folder;
use crate::text;
use std::io::{self, Write};

/// Scores, and says how it went.
pub fn run(args: &cli::Score, format: &Format, looks: Looks) -> Exit {
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

fn prepare(args: &cli::Score, format: &Format) -> Result<Prepared, Failure> {
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
    format: &Format,
    looks: Looks,
    prepared: &Prepared,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let view = View {
        plan: &prepared.plan,
        figures: &prepared.counted.figures,
        year: prepared.year,
        unit: prepared.counted.unit,
        level: prepared.level,
        findings: &prepared.findings,
        digests: &prepared.digests,
        style: looks.out,
    };
    let mut renderer = (format.new)();
    let mut totals = Totals::default();
    let cards = cards(&mut *renderer, output, &view, prepared, &mut totals);
    let (exit, ending) = end(args, &prepared.findings, &totals);
    let written = cards.and_then(|()| renderer.end(output, &view, &totals, &ending));
    let written = written.and_then(|()| output.flush());
    output.settle(written)?;
    messages::errors(&prepared.findings, looks.err);
    if exit != Exit::Done {
        messages::say(&ending.message, looks.err);
    }
    Ok(exit)
}

fn cards(
    renderer: &mut dyn Renderer,
    out: &mut dyn Write,
    view: &View<'_>,
    prepared: &Prepared,
    totals: &mut Totals,
) -> io::Result<()> {
    renderer.begin(out, view)?;
    for units in judged(view).chunks(AT_ONCE) {
        for card in cards_of(view, &prepared.indicators, units) {
            if !card.results.is_empty() {
                totals.add(&card);
                renderer.card(out, view, &card)?;
            }
        }
    }
    match (view.level, prepared.counted.members) {
        (None, Some(level)) => {
            let members = members(view, &prepared.indicators, level);
            totals.members = members.iter().map(|member| member.summary.total()).sum();
            renderer.members(out, view, &members)
        }
        _ => Ok(()),
    }
}

/// The units that get scorecards, in the order of their codes.
fn judged(view: &View<'_>) -> Vec<UnitIx> {
    let units = &view.figures.units;
    match view.level {
        Some(level) if units.level(view.unit) != level => {
            units.members(view.unit, level, view.year)
        }
        _ => vec![view.unit],
    }
}

fn members(view: &View<'_>, indicators: &[IndicatorIx], level: LevelIx) -> Vec<Member> {
    let units = view.figures.units.members(view.unit, level, view.year);
    let cards = units
        .chunks(AT_ONCE)
        .flat_map(|units| cards_of(view, indicators, units));
    cards
        .map(|card| Member {
            unit: card.unit,
            summary: card.summary,
            coverage: card.coverage,
        })
        .collect()
}

/// The cards of some units, in their order.
fn cards_of(view: &View<'_>, indicators: &[IndicatorIx], units: &[UnitIx]) -> Vec<Scorecard> {
    scorecards(view.plan, view.figures, indicators, units, view.year)
}

/// How it ends, the gravest first.
fn end(args: &cli::Score, findings: &Findings, totals: &Totals) -> (Exit, Ending) {
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
    format: &Format,
    looks: Looks,
    failure: &Failure,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let mut renderer = (format.new)();
    let ending = failure.ending();
    let written = renderer.failure(output, looks.out.lang, &failure.findings, &ending);
    let written = written.and_then(|()| output.flush());
    output.settle(written)?;
    Ok(messages::failure(failure, looks.err))
}
