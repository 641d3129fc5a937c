//! Registers: how many units there are where no roster names them.

use super::context::Context;
use super::resolve::yearly;
use crate::figures::{Counted, Tally, UnitIx};
use crate::number::{Number, Value};
use crate::plan::{LevelIx, VariableIx, Year};

/// A unit of the register's level below `unit` of which more reported than its register can hold. Then the totals above
/// it prove nothing: too many here may stand for others that are silent.
pub fn exceeded(
    ctx: &Context<'_>,
    counted: Counted,
    register: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<UnitIx> {
    let level = ctx.plan[register].level;
    let members = ctx.figures.units.members(unit, level, year);
    let mut aside = Context::new(ctx.plan, ctx.figures, false);
    members.into_iter().find(|&member| {
        let tally = ctx.figures.tally(counted, member, year);
        let seen = tally.map_or(0, Tally::seen);
        if seen == 0 {
            return false;
        }
        match yearly(&mut aside, register, member, year) {
            Value::Between(held) => {
                let most = held.hi().number();
                most.is_some_and(|most| *most < Number::from(seen as i64))
            }
            Value::NotApplicable => true,
        }
    })
}

/// How many units a register holds; none where it does not say, or where more reported than it can hold.
pub fn registered(
    ctx: &Context<'_>,
    counted: Counted,
    register: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<u64> {
    let mut aside = Context::new(ctx.plan, ctx.figures, false);
    let count = yearly(&mut aside, register, unit, year);
    let count = u64::try_from(count.known()?.to_scaled(0)?).ok()?;
    let trusted = exceeded(ctx, counted, register, unit, year).is_none();
    trusted.then_some(count)
}

/// How many units a register holds besides those whose names are known; none where it does not say, or where more are
/// named than it can hold, here or below.
pub fn unnamed(ctx: &Context<'_>, level: LevelIx, unit: UnitIx, year: Year) -> Option<u64> {
    let register = ctx.plan[level].register?;
    let units = &ctx.figures.units;
    let mut aside = Context::new(ctx.plan, ctx.figures, false);
    let mut held = |unit: UnitIx| yearly(&mut aside, register, unit, year);
    let named = |unit: UnitIx| units.members(unit, level, year).len() as i64;
    let below = units.members(unit, ctx.plan[register].level, year);
    let exceeded = below.into_iter().any(|member| match held(member) {
        Value::Between(held) => {
            let most = held.hi().number();
            most.is_some_and(|most| *most < Number::from(named(member)))
        }
        Value::NotApplicable => named(member) > 0,
    });
    let count = held(unit).known()?.to_scaled(0)?;
    let rest = count - i128::from(named(unit));
    u64::try_from(rest).ok().filter(|_| !exceeded)
}
