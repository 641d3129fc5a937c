//! `explain`: one judgement with all that it rests on.

use super::exit::Exit;
use super::failure::{Failure, ending};
use super::flow::{self, Asked};
use super::output::Output;
use super::terminal::Looks;
use super::{digest, messages, no_such_format, select};
use crate::cli;
use crate::evaluate::judge;
use crate::finding::Findings;
use crate::plan::{IndicatorIx, Plan};
use crate::render::DocumentFormat;
use crate::report::explanation::Explanation;
use crate::report::{Builder, Digests};
use crate::text;

/// Explains, and says how it went.
pub fn run(args: &cli::Explain, format: &DocumentFormat, looks: Looks) -> Exit {
    let explained = Output::open(None, looks.out.color).and_then(|mut output| {
        let exit = match attempt(args, format, looks, &mut output) {
            Err(failure) if failure.exit != Exit::Unwritable => {
                if let (Some(render), true) = (format.explanation, format.on_failure) {
                    let (lang, found) = (looks.out.lang, &failure.findings);
                    let document = Explanation::failed(found, &failure.ending(), lang);
                    let written = render(&mut output, looks.out, &document);
                    output.settle(written)?;
                }
                messages::failure(&failure, looks.err)
            }
            other => other?,
        };
        output.finish().map(|()| exit)
    });
    explained.unwrap_or_else(|failure| messages::failure(&failure, looks.err))
}

fn attempt(
    args: &cli::Explain,
    format: &DocumentFormat,
    looks: Looks,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let Some(render) = format.explanation else {
        let has = |format: &DocumentFormat| format.explanation.is_some();
        return Err(no_such_format(format.id, has));
    };
    let planned = flow::plan(&flow::plan_folder(args.sources.plan.as_ref()))?;
    let (plan, mut findings) = (planned.plan, planned.findings);
    let data = flow::data_folder(&args.sources);
    let indicator = select::indicator(&plan, &args.indicator)?;
    let year = select::year(&plan, args.year);
    let asked = Asked {
        unit: args.unit.as_deref(),
        year: year.as_ref().map_or(None, |year| *year),
        traced: Some(indicator),
        level: None,
    };
    let counted = flow::figures(&plan, &data, asked)?;
    let figures = &counted.figures;
    findings.merge(counted.findings);
    if let Err(nothing) = year {
        return Err(nothing.unless_refused(findings, false));
    }
    if !plan[indicator]
        .levels
        .contains(&figures.units.level(counted.unit))
    {
        return Err(other_level(&plan, indicator).unless_refused(findings, false));
    }
    let digests = match format.digests {
        true => digest::of(&plan, figures, &data)?,
        false => Digests::default(),
    };
    let year = flow::year(&plan, figures, args.year);
    let judged = judge(&plan, figures, indicator, counted.unit, year, true);
    let (exit, message) = how_it_ends(&findings);
    let builder = Builder {
        plan: &plan,
        figures,
        digests: &digests,
        lang: looks.out.lang,
    };
    let document = builder.explanation(&judged, &findings, &ending(exit, message));
    let written = render(output, looks.out, &document);
    output.settle(written)?;
    messages::errors(&findings, looks.err);
    Ok(exit)
}

fn how_it_ends(findings: &Findings) -> (Exit, crate::i18n::Text) {
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
    let names = |of: fn(&crate::plan::Level) -> &str| {
        let names: Vec<&str> = levels.iter().map(|&level| of(&plan[level])).collect();
        names.join(", ")
    };
    let (zh, en) = (names(|l| &l.name.zh), names(|l| &l.name.en));
    Failure::nothing(text!(
        "`{id}` 不评估这一层级，只评估：{zh}",
        "`{id}` is not judged at this unit's level, only at: {en}"
    ))
}
