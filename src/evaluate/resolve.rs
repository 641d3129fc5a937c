//! A variable's value for a unit and a time: its own row, the sum of its members, or both brought together.

use super::Input;
use super::context::{Context, When, unit_words};
use super::difference::{Against, Difference};
use super::members::{sent, sum_of_members};
use super::reconcile::{bring_together, either};
use crate::figures::{Cell, CellState, Period, UnitIx};
use crate::number::{Bound, Interval, Number, Value};
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;
use crate::words::{Lang, Text};

/// The value, missing parts standing for all that they may be.
pub fn figure(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, when: When) -> Value {
    match when {
        When::Year(year) => yearly(ctx, variable, unit, year),
        When::Since(first, last) => since(ctx, variable, unit, first, last),
    }
}

/// The sum over the years; a figure reported for just this span serves too, and where both are known they must agree.
fn since(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    first: Year,
    last: Year,
) -> Value {
    let period = When::Since(first, last).period();
    let ready_made = match period {
        Period::Span(..) => own_cell(ctx, variable, unit, period),
        Period::Year(_) => None,
    };
    // Where the whole span is known its years only check it: they are not asked for.
    let known = ready_made.as_ref().is_some_and(|v| v.known().is_some());
    let mut aside = Context::new(ctx.plan, ctx.figures, false);
    let mut sum = Interval::point(Number::zero());
    let units = &ctx.figures.units;
    for year in (first..=last).filter(|&year| units.stood(unit, year)) {
        let part = match known {
            true => yearly(&mut aside, variable, unit, year),
            false => yearly(ctx, variable, unit, year),
        };
        match part {
            Value::Between(interval) => sum = sum.plus(&interval),
            Value::NotApplicable => {}
        }
    }
    let all = match ready_made {
        Some(Value::Between(own)) => {
            let pair = Difference {
                against: Against::Years,
                cell: (variable, unit, period),
                own,
                other: sum,
            };
            either(ctx, pair)
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

pub fn yearly(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
    let definition = &ctx.plan[variable];
    let level = ctx.figures.units.level(unit);
    let own = own_cell(ctx, variable, unit, Period::Year(year));
    if definition.level == level || definition.roll_up == RollUp::Never {
        return match own {
            Some(value) => value,
            None => {
                expect_cell(ctx, variable, unit, Period::Year(year));
                Value::Between(missing(ctx, variable, unit, year))
            }
        };
    }
    if definition.level < level {
        return Value::Between(definition.range.clone());
    }
    let own_known = own.is_some() && sent(ctx, variable, unit, year);
    let members = sum_of_members(ctx, variable, unit, year, own_known);
    match own {
        Some(value) if own_known => bring_together(ctx, variable, unit, year, value, members),
        _ => Value::Between(members.interval),
    }
}

/// What the unit's own row says of a period, all that it may be where it says nothing.
pub fn own_figure(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Value {
    own_cell(ctx, variable, unit, period)
        .unwrap_or_else(|| Value::Between(ctx.plan[variable].range.clone()))
}

/// The unit's own cell: its value, or the declared range where it is blank or refused. None where there is no cell.
fn own_cell(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Option<Value> {
    let figures = ctx.figures;
    let formers = former_units(ctx, unit, period);
    let own = figures.cell(variable, unit, period);
    let any = formers
        .iter()
        .any(|&u| figures.cell(variable, u, period).is_some());
    if !any {
        return own.map(|cell| cell_value(ctx, variable, unit, period, cell));
    }
    // The area was several units in that time. Counts and amounts add up; a mean or an answer lies between theirs.
    let adds_up = ctx.plan[variable].roll_up == RollUp::Sum;
    let mut all: Option<Value> = None;
    let itself = (own.is_some() || figures.units.exists(unit, period.end())).then_some(unit);
    for unit in itself.into_iter().chain(formers) {
        let value = match figures.cell(variable, unit, period) {
            Some(cell) => cell_value(ctx, variable, unit, period, cell),
            None => {
                expect_cell(ctx, variable, unit, period);
                Value::Between(ctx.plan[variable].range.clone())
            }
        };
        all = Some(match (all, value) {
            (None, value) => value,
            (Some(Value::Between(a)), Value::Between(b)) if adds_up => Value::Between(a.plus(&b)),
            (Some(Value::Between(a)), Value::Between(b)) => Value::Between(a.hull(&b)),
            (Some(Value::NotApplicable), other) | (Some(other), Value::NotApplicable) => other,
        });
    }
    all
}

/// The units that later became part of this one and existed in the period.
fn former_units(ctx: &Context<'_>, unit: UnitIx, period: Period) -> Vec<UnitIx> {
    let units = &ctx.figures.units;
    let formers = units.predecessors(unit).iter().copied();
    formers
        .filter(|&former| units.exists(former, period.end()))
        .collect()
}

fn cell_value(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
    cell: &Cell,
) -> Value {
    ctx.input(Input::Cell {
        variable,
        unit,
        period,
        reported: cell.state.is_usable(),
    });
    if cell.state == CellState::Conflict {
        ctx.note(
            "conflict",
            text!(
                "{period} 年的数值互相矛盾，按区间计",
                "values for {period} contradict each other; the span between them is used"
            ),
        );
    }
    match (&cell.value, period) {
        (_, Period::Year(year)) if !cell.state.is_usable() => {
            Value::Between(missing(ctx, variable, unit, year))
        }
        (value, _) => value.clone(),
    }
}

pub fn expect_cell(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, period: Period) {
    ctx.input(Input::Cell {
        variable,
        unit,
        period,
        reported: false,
    });
}

/// All that a missing figure may be: the declared range, cut by the whole of which it is a part.
fn missing(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> Interval {
    let definition = &ctx.plan[variable];
    let range = definition.range.clone();
    let Some(whole) = definition.part_of else {
        return range;
    };
    // A trace of its own: the whole only bounds, it is not what was asked for.
    let mut aside = Context::new(ctx.plan, ctx.figures, false);
    let Value::Between(whole) = figure(&mut aside, whole, unit, When::Year(year)) else {
        return range;
    };
    Interval::new(Bound::Unbounded, whole.hi().clone())
        .and_then(|bound| range.meet(&bound))
        .unwrap_or(range)
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
        let (zh, en) = (
            unit_words(figures, unit, Lang::Zh),
            unit_words(figures, unit, Lang::En),
        );
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
