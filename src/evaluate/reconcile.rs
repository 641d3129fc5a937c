//! A unit's own row beside the sum of its members: they have to agree, within the tolerance that the data set declares.

use super::context::Context;
use super::members::Members;
use crate::figures::{Side, UnitIx};
use crate::number::{Number, Value};
use crate::plan::{VariableIx, Year};
use crate::text;

/// The unit's own row beside the sum of its members.
pub fn bring_together(
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
    if own.widened(&slack).meet(&members.interval).is_some() {
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
