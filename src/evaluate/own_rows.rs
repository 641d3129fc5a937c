//! What a unit's own rows say of a variable, those of the units that became part of it among them.

use super::Input;
use super::context::{Context, When};
use super::resolve::figure;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Cell, CellState, Period, UnitIx};
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;

/// The rows that make up a unit's figure, and how many of them say anything.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    pub any: bool,
    pub all: bool,
}

/// Whether the rows that make up a unit's figure of a year say anything.
pub fn sent(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, year: Year) -> Reported {
    let period = Period::Year(year);
    let rows = rows(ctx, variable, unit, period);
    let says = |unit: &UnitIx| {
        let cell = ctx.figures.cell(variable, *unit, period);
        cell.is_some_and(|cell| cell.state.is_usable())
    };
    Reported {
        any: rows.iter().any(says),
        all: rows.iter().all(says),
    }
}

/// What the unit's own rows say of a period, all that it may be where they say nothing.
pub fn own_figure(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Value {
    own_cell(ctx, variable, unit, period)
        .unwrap_or_else(|| Value::Between(ctx.plan[variable].range.clone()))
}

/// What the unit's own rows say; a row that is not there, or says nothing, may be anything. None where there is no row.
pub fn own_cell(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Option<Value> {
    let figures = ctx.figures;
    let rows = rows(ctx, variable, unit, period);
    if let [one] = rows[..] {
        let cell = figures.cell(variable, one, period)?;
        return Some(cell_value(ctx, variable, one, period, cell));
    }
    if let Period::Span(first, last) = period {
        // What merged later sent its own span or its own years.
        let own = figures.cell(variable, unit, period)?;
        let mut all = cell_value(ctx, variable, unit, period, own);
        for former in rows.into_iter().filter(|&row| row != unit) {
            let part = figure(ctx, variable, former, When::Cumulative(first, last));
            all = match (all, part) {
                (Value::Between(a), Value::Between(b)) => Value::Between(a.plus(&b)),
                (all, Value::NotApplicable) => all,
                (Value::NotApplicable, part) => part,
            };
        }
        return Some(all);
    }
    let cells = rows.iter().map(|&row| figures.cell(variable, row, period));
    cells.flatten().next()?;
    all_rows(ctx, variable, &rows, period)
}

/// What a figure may be of which no row is there: its rows are asked for.
pub fn unreported(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
) -> Value {
    let rows = rows(ctx, variable, unit, period);
    all_rows(ctx, variable, &rows, period).unwrap_or_else(Value::unknown)
}

/// The rows of an area that was several units together: counts and amounts add up, a mean or an answer lies between theirs.
fn all_rows(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    rows: &[UnitIx],
    period: Period,
) -> Option<Value> {
    let adds_up = ctx.plan[variable].roll_up == RollUp::Sum;
    let mut all: Option<Value> = None;
    for &row in rows {
        let value = match ctx.figures.cell(variable, row, period) {
            Some(cell) => cell_value(ctx, variable, row, period, cell),
            None => {
                expect_cell(ctx, variable, row, period);
                Value::Between(missing(ctx, variable, row, period))
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

/// The units whose rows make up a unit's figure: itself, and those that later became part of it, unless its own row is
/// said to hold theirs.
fn rows(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, period: Period) -> Vec<UnitIx> {
    let (figures, units) = (ctx.figures, &ctx.figures.units);
    let formers = units.predecessors(unit).iter().copied();
    let existed_with_predecessors =
        |former: &UnitIx| period.years().any(|year| units.exists(*former, year));
    let mut rows: Vec<UnitIx> = formers.filter(existed_with_predecessors).collect();
    let own = figures.cell(variable, unit, period);
    if rows.is_empty() || own.is_some_and(|cell| figures.is_merged(cell)) {
        return vec![unit];
    }
    if own.is_some() || units.exists(unit, period.end()) {
        rows.insert(0, unit);
    }
    rows
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
    match &cell.value {
        _ if !cell.state.is_usable() => Value::Between(missing(ctx, variable, unit, period)),
        Value::Between(said) if said.known().is_none() => {
            Value::Between(bounded(ctx, variable, unit, period, said.clone()))
        }
        value => value.clone(),
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

/// All that a missing figure may be.
fn missing(ctx: &Context<'_>, variable: VariableIx, unit: UnitIx, period: Period) -> Interval {
    let definition = &ctx.plan[variable];
    let cell = ctx.figures.cell(variable, unit, period);
    let merged = cell.is_some_and(|cell| ctx.figures.is_merged(cell));
    let several = merged || matches!(period, Period::Span(..));
    let range = match definition.roll_up {
        RollUp::Sum if several => definition.range.any_sum(),
        _ => definition.range.clone(),
    };
    bounded(ctx, variable, unit, period, range)
}

/// What is known of a figure, cut by the whole of which it is a part and by its own parts. Where they contradict it they
/// cut nothing: one of them is wrong.
fn bounded(
    ctx: &Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    period: Period,
    mut known: Interval,
) -> Interval {
    let Period::Year(year) = period else {
        return known;
    };
    let definition = &ctx.plan[variable];
    let most = definition.part_of.map(|whole| {
        // A trace of its own: the whole only bounds, it is not what was asked for.
        let mut untraced = Context::new(ctx.plan, ctx.figures, false);
        figure(&mut untraced, whole, unit, When::Year(year))
    });
    if let Some(Value::Between(whole)) = most {
        let limit = Interval::new(Bound::Unbounded, whole.hi().clone());
        known = limit.and_then(|limit| known.meet(&limit)).unwrap_or(known);
    }
    if let Some(part) = largest_part(ctx, variable, unit, year) {
        known = known.meet(&Interval::from(part)).unwrap_or(known);
    }
    known
}

/// The largest of the figures that were stated for a variable's parts, or for parts of these.
fn largest_part(
    ctx: &Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<Number> {
    let period = Period::Year(year);
    let own = ctx.figures.cell(variable, unit, period);
    let formers = ctx.figures.units.predecessors(unit);
    let whole_is_merged = formers.is_empty() || own.is_some_and(|cell| ctx.figures.is_merged(cell));
    let parts = ctx.plan[variable].parts.iter();
    let least = parts.filter_map(|&part| {
        let cell = ctx.figures.cell(part, unit, period);
        let said = cell.filter(|cell| cell.state.is_usable());
        // One that holds the parts of units merged since says nothing of this unit's own row.
        let said = said.filter(|cell| !ctx.figures.is_merged(cell) || whole_is_merged);
        let said = said.and_then(|cell| cell.value.interval()?.lo().number().cloned());
        said.max(largest_part(ctx, part, unit, year))
    });
    least.max()
}
