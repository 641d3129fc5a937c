//! What a plan asks for: its targets, by chapter or by year, and what they assume.

mod assumptions;
mod json;

pub use json::json;

use super::{Style, list, sentences, shown, text};
use crate::i18n::Lang;
use crate::plan::{Indicator, Level, Plan, Timing};
use std::io::{self, Write};

/// From this width on a target is a row of a table; below it, two lines.
const TABLE_WIDTH: usize = 120;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    Targets,
    ByYear,
    Assumptions,
}

/// For people.
pub fn text(out: &mut dyn Write, style: Style, plan: &Plan, what: Listing) -> io::Result<()> {
    let title = text::tame(plan.title.get(style.lang));
    writeln!(out, "{title} {}~{}", plan.first, plan.last)?;
    match what {
        Listing::Targets => targets(out, style, plan),
        Listing::ByYear => by_year(out, style, plan),
        Listing::Assumptions => assumptions::write(out, style, plan),
    }
}

fn targets(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    let mut numbers: Vec<u32> = plan.indicators.iter().map(|i| chapter(plan, i)).collect();
    numbers.dedup();
    for number in numbers {
        writeln!(out, "\n{}", sentences::chapter(plan, number, style.lang))?;
        let some = |i: &&Indicator| chapter(plan, i) == number;
        some_targets(out, style, plan, plan.indicators.iter().filter(some))?;
    }
    Ok(())
}

/// What is due in every year first, then year by year.
fn by_year(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    let lang = style.lang;
    let each = lang.pick("每年到期", "due each year").to_owned();
    due(out, style, plan, &each, |timing| timing == Timing::EachYear)?;
    plan.years().try_for_each(|year| {
        let head = format!("{year} {}", lang.pick("年到期", "due"));
        due(
            out,
            style,
            plan,
            &head,
            |timing| matches!(timing, Timing::By(by) | Timing::Cumulative(by) if by == year),
        )
    })
}

/// The targets that fall due so, under a head; nothing where there are none.
fn due(
    out: &mut dyn Write,
    style: Style,
    plan: &Plan,
    head: &str,
    so: impl Fn(Timing) -> bool,
) -> io::Result<()> {
    let mut some = (plan.indicators.iter())
        .filter(|i| so(i.target.timing))
        .peekable();
    if some.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n{head}")?;
    some_targets(out, style, plan, some)
}

/// Clause, id, name, levels, target, date.
fn cells(plan: &Plan, indicator: &Indicator, lang: Lang) -> [String; 6] {
    let clause = &plan[indicator.clauses[0]];
    let levels = levels(plan, indicator, |level| level.name.get(lang));
    [
        format!("{}.{}", clause.chapter, clause.section),
        indicator.id.clone(),
        indicator.name.get(lang).to_owned(),
        levels.join(lang.pick("、", ", ")),
        shown::group(&indicator.target.rule.words(&indicator.unit, lang)),
        shown::timing(indicator.target.timing, lang),
    ]
}

fn some_targets<'a>(
    out: &mut dyn Write,
    style: Style,
    plan: &Plan,
    indicators: impl Iterator<Item = &'a Indicator>,
) -> io::Result<()> {
    let lang = style.lang;
    let rows = indicators.map(|i| cells(plan, i, lang));
    if style.width < TABLE_WIDTH {
        for [clause, id, name, levels, target, when] in rows {
            writeln!(out, "{clause:<5} {}", text::tame(&name))?;
            let line = text::tame(&format!("{target}, {when} | {levels} | {id}"));
            for part in text::wrap(&line, style.width.saturating_sub(6)) {
                writeln!(out, "      {part}")?;
            }
        }
        return Ok(());
    }
    let head = match lang {
        Lang::Zh => ["条款", "编号", "指标", "层级", "目标", "时限"],
        Lang::En => ["clause", "id", "indicator", "levels", "target", "when"],
    };
    let rows: Vec<Vec<String>> = rows.map(|cells| cells.to_vec()).collect();
    list::write(out, style, &head, &rows)
}

fn chapter(plan: &Plan, indicator: &Indicator) -> u32 {
    plan[indicator.clauses[0]].chapter
}

fn levels<'a>(
    plan: &'a Plan,
    indicator: &Indicator,
    of: impl Fn(&'a Level) -> &'a str,
) -> Vec<&'a str> {
    indicator.levels.iter().map(|&ix| of(&plan[ix])).collect()
}
