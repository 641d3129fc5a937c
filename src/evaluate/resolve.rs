//! A variable's value for a unit and a time: its own row, the sum of its members, or both brought together.

use super::Input;
use super::context::{Context, When};
use crate::figures::{Cell, CellState, Counted, Period, Side, Sum, Tally, UnitIx};
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
    if let Some(Value::Between(interval)) = &ready_made
        && interval.known().is_some()
    {
        return Value::Between(interval.clone());
    }
    let mut sum = Interval::point(Number::zero());
    for year in first..=last {
        match yearly(ctx, variable, unit, year) {
            Value::Between(interval) => sum = sum.plus(&interval),
            Value::NotApplicable => {}
        }
    }
    let all = match &ready_made {
        Some(Value::Between(interval)) => sum.meet(interval).unwrap_or_else(|| sum.hull(interval)),
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

fn yearly(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
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

/// The unit's own cell: its value, or the declared range where it is blank or refused. None where there is no cell.
fn own_cell(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Option<Value> {
    let figures = ctx.figures;
    let former: Vec<(UnitIx, &Cell)> = figures
        .units
        .predecessors(unit)
        .iter()
        .filter_map(|&u| Some((u, figures.cell(variable, u, period)?)))
        .collect();
    let own = figures.cell(variable, unit, period);
    if former.is_empty() {
        return own.map(|cell| cell_value(ctx, variable, unit, period, cell));
    }
    // The area was several units in that time: their rows add up.
    let mut sum = match own {
        Some(cell) => cell_value(ctx, variable, unit, period, cell),
        None => {
            expect_cell(ctx, variable, unit, period);
            Value::Between(ctx.plan[variable].range.clone())
        }
    };
    for (unit, cell) in former {
        let value = cell_value(ctx, variable, unit, period, cell);
        sum = match (sum, value) {
            (Value::Between(a), Value::Between(b)) => Value::Between(a.plus(&b)),
            (Value::NotApplicable, other) | (other, Value::NotApplicable) => other,
        };
    }
    Some(sum)
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

fn expect_cell(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, period: Period) {
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

/// What the members come to, and whether all of them are in it.
struct Members {
    interval: Interval,
    complete: bool,
    /// How many reported.
    reported: u64,
}

fn sum_of_members(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    aside: bool,
) -> Members {
    let level = ctx.plan[variable].level;
    if let Some(Tally::Sum(sum)) = ctx.figures.tally(Counted::Sum(variable), unit, year) {
        return tallied(ctx, variable, unit, year, &sum.clone(), aside);
    }
    let members = ctx.figures.units.members(unit, level, year);
    let rostered = ctx.figures.units.is_complete(level);
    let mut result = Members {
        interval: Interval::point(Number::zero()),
        complete: rostered,
        reported: 0,
    };
    // Where the unit's own row is there, members only check it: they are not asked for.
    let mut look = Context::new(ctx.plan, ctx.figures, false);
    for &member in &members {
        let before = look_reported(&look, variable, member, year);
        if let Value::Between(interval) = yearly(&mut look, variable, member, year) {
            result.interval = result.interval.plus(&interval);
        }
        result.reported += u64::from(before);
        result.complete &= before;
    }
    if !aside {
        let traced = look.finish(Value::NotApplicable);
        traced.inputs.into_iter().for_each(|input| ctx.input(input));
        traced
            .notes
            .into_iter()
            .for_each(|n| ctx.note(n.code, n.text));
        if members.is_empty() {
            expect_cell(ctx, variable, unit, Period::Year(year));
        }
    }
    if !rostered {
        result.interval = result.interval.plus(&unnamed_members(ctx, variable));
    }
    if !aside {
        sum_step(ctx, variable, unit, year, &result, members.len() as u64);
    }
    result
}

/// Whether the unit's own row, or one of a unit that became part of it, says anything.
fn sent(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> bool {
    let mut rows = ctx.figures.units.predecessors(unit).to_vec();
    rows.push(unit);
    rows.into_iter()
        .any(|unit| look_reported(ctx, variable, unit, year))
}

fn look_reported(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> bool {
    ctx.figures
        .cell(variable, unit, Period::Year(year))
        .is_some_and(|cell| cell.state.is_usable())
}

/// What units that no roster names may add: nothing, or as much as the range lets them.
fn unnamed_members(ctx: &Context<'_>, variable: VariableIx) -> Interval {
    let range = &ctx.plan[variable].range;
    let zero = Number::zero();
    let lo = match range.lo().number() {
        Some(lo) if !lo.is_negative() => Bound::Closed(zero.clone()),
        _ => Bound::Unbounded,
    };
    let hi = match range.hi().number() {
        Some(hi) if !hi.is_positive() => Bound::Closed(zero),
        _ => Bound::Unbounded,
    };
    Interval::new(lo, hi).unwrap_or_else(Interval::everything)
}

/// The sum that was counted while reading, and what those may add that did not report.
fn tallied(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    sum: &Sum,
    aside: bool,
) -> Members {
    let definition = &ctx.plan[variable];
    let seen = sum.reported + sum.blank + sum.not_applicable;
    let expected = ctx
        .figures
        .rosters
        .get(&(definition.level, unit, year))
        .copied();
    let end = |scaled: Option<i128>| match scaled {
        Some(scaled) => Bound::Closed(Number::scaled(scaled, definition.decimals)),
        None => Bound::Unbounded,
    };
    let known = Interval::new(end(sum.lo), end(sum.hi)).unwrap_or_else(Interval::everything);
    let unreported = expected.map(|expected| expected.saturating_sub(seen));
    let interval = match unreported {
        Some(count) => known.plus(&definition.range.times(&Number::from(count as i64))),
        None => known.plus(&unnamed_members(ctx, variable)),
    };
    if !aside {
        ctx.input(Input::Tally {
            counted: Counted::Sum(variable),
            level: definition.level,
            unit,
            year,
            expected,
            reported: sum.reported,
        });
    }
    let members = Members {
        interval,
        complete: unreported == Some(0) && sum.blank == 0,
        reported: sum.reported,
    };
    if !aside {
        sum_step(
            ctx,
            variable,
            unit,
            year,
            &members,
            expected.unwrap_or(seen),
        );
    }
    members
}

fn sum_step(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    members: &Members,
    expected: u64,
) {
    let name = &ctx.plan[variable].name;
    let (zh, en) = (
        ctx.unit_words(unit, Lang::Zh),
        ctx.unit_words(unit, Lang::En),
    );
    let (reported, sum) = (members.reported, &members.interval);
    ctx.step(|| {
        Text::new(
            format!(
                "{}，{zh}，{year} 年：{reported}/{expected} 个下级单位已报，合计 {sum}",
                name.zh
            ),
            format!(
                "{}, {en}, {year}: {reported} of {expected} members reported, sum {sum}",
                name.en
            ),
        )
    });
}

/// The unit's own row beside the sum of its members.
fn bring_together(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    own: Value,
    members: Members,
) -> Value {
    let Value::Between(own) = own else {
        return own;
    };
    if members.reported == 0 {
        return Value::Between(own);
    }
    let rule = ctx.figures.reconcile.get(&variable);
    let stands = rule.map_or(Side::Own, |rule| rule.stands);
    let slack = rule.map_or_else(Number::zero, |rule| rule.tolerance.clone());
    if within(&own, &members, &slack) {
        return match stands {
            Side::Members if members.complete => Value::Between(members.interval),
            _ => Value::Between(own),
        };
    }
    let words = (&own, &members.interval);
    ctx.note(
        "not-reconciled",
        text!(
            "{} {year} 年自报 {} 与下级合计 {} 不符，按区间计",
            "{} {year}: own figure {} and members' sum {} do not agree; the span is used",
            ctx.figures.units.code(unit),
            words.0,
            words.1
        ),
    );
    Value::Between(own.hull(&members.interval))
}

/// Whether both may be true at once, a share of the own figure let pass.
fn within(own: &Interval, members: &Members, slack: &Number) -> bool {
    let width = |bound: &Bound| bound.number().map(|n| &n.abs() * slack);
    let widened = match (width(own.lo()), width(own.hi())) {
        (Some(a), Some(b)) => own.plus(&Interval::closed(-&a, b)),
        _ => own.clone(),
    };
    widened.meet(&members.interval).is_some()
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
    let (zh, en) = (
        ctx.unit_words(unit, Lang::Zh),
        ctx.unit_words(unit, Lang::En),
    );
    let variable = &plan[variable];
    ctx.step(|| {
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
