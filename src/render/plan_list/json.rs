//! The plan's targets and assumptions as a document.

use super::levels;
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::plan::{Assumption, Indicator, Plan, Timing, Year};
use crate::render::Ending;
use crate::render::json::Document;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA: &str = "kaoping/plan/1";

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
