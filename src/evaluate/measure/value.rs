//! `value`: a variable's own value. A milestone that was reached stays so until reported otherwise.

use crate::evaluate::Input;
use crate::evaluate::context::{Context, When};
use crate::evaluate::resolve::{figure, value_step};
use crate::number::Value;
use crate::observation::{Period, UnitIx};
use crate::plan::{Indicator, Timing, VariableIx};
use crate::text;

pub fn measure(
    ctx: &mut Context<'_>,
    indicator: &Indicator,
    variable: VariableIx,
    unit: UnitIx,
    when: When,
) -> Value {
    let persists = indicator.target.rule.key() == "done"
        && indicator.target.timing != Timing::EachYear
        && matches!(when, When::Year(_));
    let value = if persists {
        milestone(ctx, variable, unit, when)
    } else {
        figure(ctx, variable, unit, when)
    };
    value_step(ctx, variable, unit, when, &value);
    value
}

/// The latest report up to the year asked for; a year without one changes nothing.
fn milestone(ctx: &mut Context<'_>, variable: VariableIx, unit: UnitIx, when: When) -> Value {
    let asked = when.end();
    let latest = (ctx.plan.baseline..=asked).rev().find(|&year| {
        ctx.figures
            .cell(variable, unit, Period::Year(year))
            .is_some_and(|cell| cell.state.is_usable())
    });
    let refused = (latest.map_or(ctx.plan.baseline, |year| year + 1)..=asked)
        .rev()
        .any(|year| {
            ctx.figures
                .cell(variable, unit, Period::Year(year))
                .is_some_and(|cell| cell.state == crate::observation::CellState::Refused)
        });
    let Some(latest) = latest else {
        return figure(ctx, variable, unit, when);
    };
    let value = figure(ctx, variable, unit, When::Year(latest));
    if refused {
        // A later report could not be read: it may have said otherwise.
        return figure(ctx, variable, unit, when);
    }
    let reached = value
        .interval()
        .is_some_and(|v| v.at_least(&crate::number::Number::one()) == crate::number::Ternary::Yes);
    if latest < asked && reached {
        ctx.note(
            "since",
            text!("{latest} 年已建成", "in place since the report of {latest}"),
        );
        return value;
    }
    if latest < asked {
        // What had not been reached then may have been since.
        ctx.input(Input::Cell {
            variable,
            unit,
            period: Period::Year(asked),
            reported: false,
        });
        return Value::Between(ctx.plan[variable].range.clone());
    }
    value
}
