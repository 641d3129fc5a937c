//! `checklist`: one unit's items. The value is the percentage of points; whether it passes is a matter of its own
//! (floors, must-pass items).

use super::sheet;
use crate::evaluate::context::{Context, When};
use crate::evaluate::{Input, Measured};
use crate::figures::{Code, UnitIx};
use crate::number::Value;
use crate::plan::{Checklist, ChecklistIx};
use crate::text;

pub fn measure(mut ctx: Context<'_>, checklist: ChecklistIx, unit: UnitIx, when: When) -> Measured {
    let definition = &ctx.plan[checklist];
    let period = when.period();
    let mut codes = Vec::with_capacity(definition.items.len());
    for item in &definition.items {
        let cell = ctx.figures.cell(item.variable, unit, period);
        codes.push(cell.and_then(|cell| cell.code).unwrap_or(Code::BLANK));
        ctx.input(Input::Cell {
            variable: item.variable,
            unit,
            period,
            reported: cell.is_some_and(|cell| cell.state.is_usable()),
        });
    }
    let Some(sheet) = sheet(ctx.plan, checklist) else {
        return ctx.finish(Value::unknown());
    };
    let score = sheet.score(&codes);
    ctx.step(|| {
        text!(
            "达到 {} 项，未达到 {} 项，难定 {} 项，不适用 {} 项；得分率 {} %",
            "{} items met, {} unmet, {} open, {} not applicable; {} % of the points",
            score.met,
            score.unmet,
            score.open,
            score.not_applicable,
            score.total
        )
    });
    ctx.note(
        "items",
        text!(
            "{}/{} 项达到",
            "{} of {} items met",
            score.met,
            score.met + score.unmet + score.open
        ),
    );
    if let Some(band) = score.band.and_then(|at| definition.bands.get(at)) {
        ctx.note("band", band.name.clone());
    }
    conditions(&mut ctx, definition);
    let mut measured = ctx.finish(match score.passes {
        Some(_) => score.total,
        None => Value::NotApplicable,
    });
    measured.passes = score.passes;
    measured.band = score.band;
    measured
}

/// What is asked besides the sum: floors of objectives, items that must be met.
fn conditions(ctx: &mut Context<'_>, checklist: &Checklist) {
    let mut asked: Vec<(String, String)> = Vec::new();
    for objective in &checklist.objectives {
        if let Some(floor) = &objective.floor {
            let name = &objective.name;
            asked.push((
                format!("{} ≥ {floor} %", name.zh),
                format!("{} ≥ {floor} %", name.en),
            ));
        }
    }
    let must: Vec<&str> = checklist
        .items
        .iter()
        .filter(|item| item.must)
        .map(|item| item.id.as_str())
        .collect();
    if !must.is_empty() {
        let list = must.join(", ");
        asked.push((
            format!("第 {list} 项必须达到"),
            format!("items {list} must be met"),
        ));
    }
    if asked.is_empty() {
        return;
    }
    let (zh, en): (Vec<String>, Vec<String>) = asked.into_iter().unzip();
    let words = text!(zh: ("另须：{}", zh.join("；")), en: ("also asked: {}", en.join("; ")));
    ctx.note("also-asked", words);
}
