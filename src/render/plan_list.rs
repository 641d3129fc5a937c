//! What a plan asks for: its targets, by chapter or by year, and what they assume.

use super::json::Document;
use super::{Ending, Style, list, sentences, shown};
use crate::diagnostic::{Findings, Place};
use crate::plan::{Assumption, Indicator, Level, Plan, Target, Timing, Year};
use crate::words::Lang;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "kaoping/plan/1";

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    Targets,
    ByYear,
    Assumptions,
}

/// For people.
pub fn text(out: &mut dyn Write, style: Style, plan: &Plan, what: Listing) -> io::Result<()> {
    let title = super::text::tame(plan.title.get(style.lang));
    writeln!(out, "{title} {}~{}", plan.first, plan.last)?;
    match what {
        Listing::Targets => targets(out, style, plan),
        Listing::ByYear => by_year(out, style, plan),
        Listing::Assumptions => assumptions(out, style, plan),
    }
}

fn targets(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    let mut numbers: Vec<u32> = plan.indicators.iter().map(|i| chapter(plan, i)).collect();
    numbers.dedup();
    for number in numbers {
        writeln!(out, "\n{}", sentences::chapter(plan, number, style.lang))?;
        let some = |i: &&Indicator| chapter(plan, i) == number;
        table(out, style, plan, plan.indicators.iter().filter(some))?;
    }
    Ok(())
}

fn by_year(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    for year in plan.years() {
        let some = |i: &&Indicator| due_in(&i.target, plan, year);
        if plan.indicators.iter().any(|i| some(&i)) {
            let due = style.lang.pick("到期", "due");
            writeln!(out, "\n{year} {due}")?;
            table(out, style, plan, plan.indicators.iter().filter(some))?;
        }
    }
    Ok(())
}

/// Whether a target falls due in a year; what is due each year is listed under the first.
fn due_in(target: &Target, plan: &Plan, year: Year) -> bool {
    match target.timing {
        Timing::By(due) | Timing::Cumulative(due) => due == year,
        Timing::EachYear => year == plan.first,
    }
}

fn table<'a>(
    out: &mut dyn Write,
    style: Style,
    plan: &Plan,
    indicators: impl Iterator<Item = &'a Indicator>,
) -> io::Result<()> {
    let lang = style.lang;
    let head = match lang {
        Lang::Zh => ["条款", "编号", "指标", "层级", "目标", "时限"],
        Lang::En => ["clause", "id", "indicator", "levels", "target", "when"],
    };
    let rows: Vec<Vec<String>> = indicators
        .map(|i| {
            let clause = &plan[i.clauses[0]];
            vec![
                format!("{}.{}", clause.chapter, clause.section),
                i.id.clone(),
                i.name.get(lang).to_owned(),
                levels(plan, i, |level| level.name.get(lang)).join(lang.pick("、", ", ")),
                shown::group(&i.target.rule.words(&i.unit, lang)),
                shown::timing(i.target.timing, lang),
            ]
        })
        .collect();
    list::write(out, style, &head, &rows)
}

/// A page to sign: what was decided where the plan leaves open, why, and where it is written down.
fn assumptions(out: &mut dyn Write, style: Style, plan: &Plan) -> io::Result<()> {
    let lang = style.lang;
    let intro = lang.pick(
        "以下为规划未明确、由评估者决定的事项。每条判定都以此为前提。",
        "What the plan leaves open and its user decided. Every verdict rests on it.",
    );
    writeln!(out, "\n{intro}\n")?;
    let whole = lang.pick("整个规划", "the plan as a whole");
    let mut number = 0;
    for assumption in &plan.assumed {
        number += 1;
        entry(out, style, number, whole, assumption, None)?;
    }
    for indicator in &plan.indicators {
        for assumption in &indicator.assumed {
            number += 1;
            let clause = &plan[indicator.clauses[0]];
            let name = indicator.name.get(lang);
            let of = format!("{}.{} {name}", clause.chapter, clause.section);
            let grounds = Some((clause.phrase.as_str(), &indicator.at));
            entry(out, style, number, &of, assumption, grounds)?;
        }
    }
    let sign = lang.pick(
        "评估人：________________    日期：____________",
        "Assessed by: ________________    Date: ____________",
    );
    writeln!(out, "\n{sign}")
}

fn entry(
    out: &mut dyn Write,
    style: Style,
    number: u32,
    of: &str,
    assumption: &Assumption,
    grounds: Option<(&str, &Place)>,
) -> io::Result<()> {
    let mut lines = vec![format!("{number}. {of}: {}", assumption.key)];
    lines.push(format!("   {}", assumption.reason.get(style.lang)));
    if let Some((phrase, at)) = grounds {
        lines.push(format!("   “{phrase}”"));
        lines.push(format!("   {}:{}", at.file, at.line));
    }
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        let text = super::escape::terminal(line.trim_start());
        for part in super::text::wrap(&text, style.width.saturating_sub(indent)) {
            writeln!(out, "{:indent$}{part}", "")?;
        }
    }
    Ok(())
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

#[derive(Serialize)]
struct Line<'a> {
    indicator: &'a str,
    name: &'a str,
    levels: Vec<&'a str>,
    chapter: u32,
    section: u32,
    clause: &'a str,
    phrase: &'a str,
    rule: &'static str,
    target: String,
    timing: &'static str,
    /// Null where it is due each year.
    by: Option<Year>,
    assumed: Vec<Assumed<'a>>,
}

#[derive(Serialize)]
struct Assumed<'a> {
    key: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    title: &'a str,
    first: Year,
    last: Year,
}

/// For machines: everything in one document, however it is asked for; null where the plan is invalid.
pub fn json(
    out: &mut dyn Write,
    lang: Lang,
    plan: Option<&Plan>,
    findings: &Findings,
    ending: &Ending,
) -> io::Result<()> {
    let head = plan.map(|plan| Head {
        id: &plan.id,
        title: plan.title.get(lang),
        first: plan.first,
        last: plan.last,
    });
    let own = plan.map_or(Vec::new(), |plan| assumed(&plan.assumed, lang));
    let lines: Vec<Line<'_>> = plan
        .into_iter()
        .flat_map(|plan| plan.indicators.iter().map(|i| line(plan, i, lang)))
        .collect();
    Document::begin(out, SCHEMA)?
        .member("plan", &head)?
        .member("assumed", &own)?
        .member("indicators", &lines)?
        .end(findings, ending, lang)
}

fn line<'a>(plan: &'a Plan, indicator: &'a Indicator, lang: Lang) -> Line<'a> {
    let clause = &plan[indicator.clauses[0]];
    let (timing, by) = match indicator.target.timing {
        Timing::By(year) => ("by", Some(year)),
        Timing::EachYear => ("each-year", None),
        Timing::Cumulative(year) => ("cumulative", Some(year)),
    };
    Line {
        indicator: &indicator.id,
        name: indicator.name.get(lang),
        levels: levels(plan, indicator, |level| &level.id),
        chapter: clause.chapter,
        section: clause.section,
        clause: &clause.id,
        phrase: &clause.phrase,
        rule: indicator.target.rule.key(),
        target: indicator.target.rule.words(&indicator.unit, lang),
        timing,
        by,
        assumed: assumed(&indicator.assumed, lang),
    }
}

fn assumed(list: &[Assumption], lang: Lang) -> Vec<Assumed<'_>> {
    list.iter()
        .map(|assumption| Assumed {
            key: &assumption.key,
            reason: assumption.reason.get(lang),
        })
        .collect()
}
