//! Registers: how many units there are where no roster names them.

use super::context::Context;
use super::resolve::yearly;
use crate::number::{Number, Value};
use crate::observation::{Aggregate, AggregateValue, UnitIx};
use crate::plan::{LevelIx, VariableIx, Year};

/// A unit of the register's level below `unit` of which more reported than its register can hold. Then the totals above
/// it prove nothing: too many here may stand for others that are silent.
pub fn exceeded(
    ctx: &Context<'_>,
    counted: Aggregate,
    register: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<UnitIx> {
    let seen = |member| {
        let tally = ctx.figures.tally(counted, member, year);
        tally.map_or(0, AggregateValue::seen)
    };
    overfull(ctx, register, unit, year, seen)
}

/// A unit of the register's level below `unit` of which more are `known` than its register can hold.
fn overfull(
    ctx: &Context<'_>,
    register: VariableIx,
    unit: UnitIx,
    year: Year,
    known: impl Fn(UnitIx) -> u64,
) -> Option<UnitIx> {
    let level = ctx.plan[register].level;
    let members = ctx.figures.units.members(unit, level, year);
    let mut untraced = Context::new(ctx.plan, ctx.figures, false);
    members.into_iter().find(|&member| {
        let known = known(member);
        if known == 0 {
            return false;
        }
        match yearly(&mut untraced, register, member, year) {
            Value::Between(held) => {
                let most = held.hi().number();
                most.is_some_and(|most| *most < Number::from(known as i64))
            }
            Value::NotApplicable => true,
        }
    })
}

/// How many units a register holds; none where it does not say, or where more reported than it can hold.
pub fn registered(
    ctx: &Context<'_>,
    counted: Aggregate,
    register: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<u64> {
    let count = u64::try_from(held(ctx, register, unit, year)?).ok()?;
    let trusted = exceeded(ctx, counted, register, unit, year).is_none();
    trusted.then_some(count)
}

/// How many units a register holds besides those whose names are known; none where it does not say, or where more are
/// named than it can hold, here or below.
pub fn unnamed(ctx: &Context<'_>, level: LevelIx, unit: UnitIx, year: Year) -> Option<u64> {
    let register = ctx.plan[level].register?;
    let units = &ctx.figures.units;
    let named = |unit: UnitIx| units.members(unit, level, year).len() as u64;
    let rest = held(ctx, register, unit, year)? - i128::from(named(unit));
    let trusted = overfull(ctx, register, unit, year, named).is_none();
    u64::try_from(rest).ok().filter(|_| trusted)
}

/// What a register says, where it is known.
fn held(ctx: &Context<'_>, register: VariableIx, unit: UnitIx, year: Year) -> Option<i128> {
    let mut untraced = Context::new(ctx.plan, ctx.figures, false);
    let count = yearly(&mut untraced, register, unit, year);
    count.known()?.to_scaled(0)
}
