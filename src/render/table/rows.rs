//! One result as a row.

use super::grid::Cell;
use crate::evaluate::{Input, Judgement, Verdict};
use crate::render::paint::{self, Paint};
use crate::render::shown::{self, NOTHING, Scale};
use crate::render::{View, bar};

/// The cells of a result.
#[derive(Debug)]
pub struct Row {
    pub verdict: Cell,
    pub name: Cell,
    /// Bar, value, target, gap, year before.
    pub figures: [Cell; 5],
    pub clause: Cell,
}

/// Whether there is a figure to show. What has none is listed after those that have.
pub fn has_row(result: &Judgement) -> bool {
    let any_reported = || {
        result.inputs.iter().any(|input| match input {
            Input::Cell { reported, .. } => *reported,
            Input::Aggregate { reported, .. } => *reported > 0,
            Input::Planned { .. } => false,
        })
    };
    match result.verdict {
        Verdict::NotApplicable | Verdict::Waived => false,
        Verdict::NoData | Verdict::NotDue | Verdict::Monitored => any_reported(),
        _ => true,
    }
}

pub fn row(view: &View<'_>, bar_width: usize, result: &Judgement) -> Row {
    let lang = view.style.lang;
    let indicator = &view.plan[result.indicator];
    let scale = Scale::of(
        view.plan,
        result,
        view.figures.units.level(result.unit),
        lang,
    );
    let colour = paint::of(result.verdict);
    let word = format!(
        "{} {}",
        paint::sign(result.verdict),
        result.verdict.name(lang)
    );
    let gap = scale.gap(result);
    Row {
        verdict: Cell::left(&word, colour),
        name: Cell::left(indicator.name.get(lang), Paint::Plain),
        figures: [
            Cell::left(&attained(bar_width, result), colour),
            Cell::right(&scale.value(&result.value), Paint::Plain),
            Cell::left(&shown::target(view.plan, result, lang), Paint::Plain),
            Cell::right(gap.as_deref().unwrap_or(NOTHING), colour),
            Cell::right(&year_before(&scale, result), Paint::Dim),
        ],
        clause: Cell::right(&clause(view, result), Paint::Dim),
    }
}

/// The names of the columns.
pub fn head(view: &View<'_>) -> Row {
    let word = |zh, en| view.style.lang.pick(zh, en);
    let before = (view.year - 1).to_string();
    Row {
        verdict: Cell::left(word("判定", "verdict"), Paint::Dim),
        name: Cell::left(word("指标", "indicator"), Paint::Dim),
        figures: [
            Cell::left(word("实现程度", "attainment"), Paint::Dim),
            Cell::right(word("数值", "value"), Paint::Dim),
            Cell::left(word("目标", "target"), Paint::Dim),
            Cell::right(word("差距", "gap"), Paint::Dim),
            Cell::right(&before, Paint::Dim),
        ],
        clause: Cell::right(word("条款", "clause"), Paint::Dim),
    }
}

/// Chapter and section: `16.2`.
pub fn clause(view: &View<'_>, result: &Judgement) -> String {
    let clause = &view.plan[view.plan[result.indicator].clauses[0]];
    format!("{}.{}", clause.chapter, clause.section)
}

fn attained(width: usize, result: &Judgement) -> String {
    match shown::attainment(result) {
        Some(n) => format!("{} {:>4}", bar::of(&n, width), format!("{n}%")),
        None => NOTHING.to_owned(),
    }
}

/// Its unit is the value's.
fn year_before(scale: &Scale<'_>, result: &Judgement) -> String {
    match &result.previous {
        Some((value, verdict)) => {
            format!("{} {}", scale.bare(value), paint::sign(*verdict))
        }
        None => NOTHING.to_owned(),
    }
}
