//! A variable's value for a unit and a time: its own row, the sum of its members, or both brought together.

use super::context::{Context, When, unit_words};
use super::difference::{Against, Difference};
use super::members::members_total;
use super::own_rows::{own_cell, sent, unreported};
use super::reconcile::{reconcile_members, reconcile_pair};
use crate::i18n::Text;
use crate::number::{Interval, Number, Value};
use crate::observation::{Period, UnitIx};
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;
use std::collections::BTreeSet;

/// The value, missing parts standing for all that they may be.
pub fn figure(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, when: When) -> Value {
    match when {
        When::Year(year) => yearly(ctx, variable, unit, year),
        When::Cumulative(first, last) => since(ctx, variable, unit, first, last),
    }
}

/// The sum over the years; a figure reported for just this span serves too, the unit's own or its members', and where
/// several are known they must agree.
fn since(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    first: Year,
    last: Year,
) -> Value {
    let period = When::Cumulative(first, last).period();
    let ready_made = match period {
        Period::Span(..) => own_cell(ctx, variable, unit, period),
        Period::Year(_) => None,
    };
    let below = members_since(ctx, variable, unit, (first, last));
    // Where the whole span is known its years only check it: they are not asked for.
    let ready = ready_made
        .as_ref()
        .and_then(Value::interval)
        .or(below.as_ref());
    let known = ready.is_some_and(|span| span.known().is_some());
    let mut untraced = Context::new(ctx.plan, ctx.figures, false);
    let mut sum = Interval::point(Number::zero());
    let units = &ctx.figures.units;
    for year in (first..=last).filter(|&year| units.existed_with_predecessors(unit, year)) {
        let part = match known {
            true => yearly(&mut untraced, variable, unit, year),
            false => yearly(ctx, variable, unit, year),
        };
        match part {
            Value::Between(interval) => sum = sum.plus(&interval),
            Value::NotApplicable => {}
        }
    }
    let sum = match below {
        Some(below) => sum.meet(&below).unwrap_or_else(|| sum.hull(&below)),
        None => sum,
    };
    let all = match ready_made {
        Some(Value::Between(own)) => {
            let pair = Difference {
                against: Against::Years,
                cell: (variable, unit, period),
                own,
                other: sum,
            };
            reconcile_pair(ctx, pair)
        }
        _ => sum,
    };
    ctx.step(|| {
        text!(
            "{first}–{last} 合计 = {}",
            "{first}–{last} together = {}",
            all
        )
    });
    Value::Between(all)
}

/// What the members' figures for several years together come to, where any member sent such a one; each member's years
/// serve where it did not.
fn members_since(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    (first, last): (Year, Year),
) -> Option<Interval> {
    let (figures, definition) = (ctx.figures, &ctx.plan[variable]);
    let units = &figures.units;
    let below = definition.roll_up == RollUp::Sum && definition.level > units.level(unit);
    if !below || !figures.spans.contains(&variable) || !units.is_complete(definition.level) {
        return None;
    }
    let years = first..=last;
    let members: BTreeSet<UnitIx> = years
        .flat_map(|year| units.members(unit, definition.level, year))
        .collect();
    let period = When::Cumulative(first, last).period();
    let sent = |&member: &UnitIx| figures.cell(variable, member, period).is_some();
    if !members.iter().any(sent) {
        return None;
    }
    let mut sum = Interval::point(Number::zero());
    for member in members {
        if let Value::Between(part) = since(ctx, variable, member, first, last) {
            sum = sum.plus(&part);
        }
    }
    Some(sum)
}

pub fn yearly(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
    let definition = &ctx.plan[variable];
    let level = ctx.figures.units.level(unit);
    let own = own_cell(ctx, variable, unit, Period::Year(year));
    if definition.level == level || definition.roll_up == RollUp::Never {
        return own.unwrap_or_else(|| unreported(ctx, variable, unit, Period::Year(year)));
    }
    if definition.level < level {
        return Value::Between(definition.range.clone());
    }
    let own_known = own.is_some() && sent(ctx, variable, unit, year).any;
    let members = members_total(ctx, variable, unit, year, own_known);
    match own {
        Some(value) if own_known => reconcile_members(ctx, variable, unit, year, value, members),
        _ => Value::Between(members.interval),
    }
}

/// The line of arithmetic that names a variable and its value.
pub fn value_step(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    when: When,
    value: &Value,
) {
    let plan = ctx.plan;
    let period = when.period();
    let words = value;
    let figures = ctx.figures;
    let variable = &plan[variable];
    ctx.step(|| {
        let Text { zh, en } = unit_words(figures, unit);
        Text::new(
            format!(
                "{}，{zh}，{period} 年 = {words} {}",
                variable.name.zh, variable.unit.zh
            ),
            format!(
                "{}, {en}, {period} = {words} {}",
                variable.name.en, variable.unit.en
            ),
        )
    });
}
