//! The sum of a variable over a unit's members, from their cells or from what was counted while reading.

use super::Input;
use super::context::{Context, unit_words};
use super::own_rows::{expect_cell, sent};
use super::registers::{registered, unnamed};
use super::resolve::yearly;
use crate::i18n::Text;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Figures, Period, Sum, UnitIx};
use crate::plan::{Plan, VariableIx, Year};

/// What the members come to, and whether all of them are in it.
pub struct Members {
    pub interval: Interval,
    pub complete: bool,
    /// How many reported.
    pub reported: u64,
}

/// What a unit's members can come to together; none where nobody reported.
pub fn members_sum(
    plan: &Plan,
    figures: &Figures,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<Interval> {
    let mut ctx = Context::new(plan, figures, false);
    let members = members_total(&mut ctx, variable, unit, year, true);
    (members.reported > 0).then_some(members.interval)
}

pub fn members_total(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    untraced: bool,
) -> Members {
    let level = ctx.plan[variable].level;
    if let Some(AggregateValue::Sum(sum)) = ctx.figures.tally(Aggregate::Sum(variable), unit, year)
    {
        return tallied(ctx, variable, unit, year, &sum.clone(), untraced);
    }
    let members = ctx.figures.units.members(unit, level, year);
    let rostered = ctx.figures.units.is_complete(level);
    let mut result = Members {
        interval: Interval::point(Number::zero()),
        complete: true,
        reported: 0,
    };
    // Where the unit's own row is there, members only check it: they are not asked for.
    let mut look = Context::new(ctx.plan, ctx.figures, false);
    for &member in &members {
        let rows = sent(&look, variable, member, year);
        if let Value::Between(interval) = yearly(&mut look, variable, member, year) {
            result.interval = result.interval.plus(&interval);
        }
        result.reported += u64::from(rows.any);
        result.complete &= rows.all;
    }
    if !untraced {
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
        let range = &ctx.plan[variable].range;
        let (others, all) = match unnamed(ctx, level, unit, year) {
            Some(count) => (range.times(&Number::from(count as i64)), count == 0),
            None => (range.any_sum(), false),
        };
        result.interval = result.interval.plus(&others);
        result.complete &= all;
    }
    if !untraced {
        sum_step(ctx, variable, unit, year, &result, members.len() as u64);
    }
    result
}

/// The sum that was counted while reading, and what those may add that did not report.
fn tallied(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
    sum: &Sum,
    untraced: bool,
) -> Members {
    let definition = &ctx.plan[variable];
    let seen = sum.seen();
    let expected = ctx
        .figures
        .rosters
        .get(&(definition.level, unit, year))
        .copied()
        .or_else(|| {
            let register = ctx.plan[definition.level].register?;
            let counted = Aggregate::Sum(variable);
            registered(ctx, counted, register, unit, year).filter(|&all| all >= seen)
        });
    let end = |scaled: Option<i128>| match scaled {
        Some(scaled) => Bound::Closed(Number::scaled(scaled, definition.decimals)),
        None => Bound::Unbounded,
    };
    let known = Interval::new(end(sum.lo), end(sum.hi)).unwrap_or_else(Interval::everything);
    let unreported = expected.map(|expected| expected.saturating_sub(seen));
    let interval = match unreported {
        Some(count) => known.plus(&definition.range.times(&Number::from(count as i64))),
        None => known.plus(&ctx.plan[variable].range.any_sum()),
    };
    if !untraced {
        ctx.input(Input::Aggregate {
            counted: Aggregate::Sum(variable),
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
    if !untraced {
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
    let figures = ctx.figures;
    let (reported, sum) = (members.reported, &members.interval);
    ctx.step(|| {
        let Text { zh, en } = unit_words(figures, unit);
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
