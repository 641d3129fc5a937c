//! `mean`: a unit's own mean, or its members' weighted by a variable, Σ wᵢmᵢ / Σ wᵢ.
//!
//! Interval: over weights `[aᵢ, bᵢ]` and means `[lᵢ, hᵢ]` the least mean takes every lᵢ, the greatest weight for the smaller of
//! them and the least for the others; the cut between the two is tried at each member. With a weight that has no end the
//! mean comes as near as may be to that member's own.

use crate::evaluate::Input;
use crate::evaluate::context::{Context, When};
use crate::evaluate::difference::{Against, Difference};
use crate::evaluate::reconcile::reconcile_pair;
use crate::evaluate::resolve::{figure, value_step};
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::UnitIx;
use crate::plan::VariableIx;
use crate::text;

pub fn measure(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    weight: VariableIx,
    unit: UnitIx,
    when: When,
) -> Value {
    let collected_here = ctx.plan[variable].level == ctx.figures.units.level(unit);
    let own = ctx
        .figures
        .cell(variable, unit, when.period())
        .is_some_and(|cell| cell.state.is_usable());
    if !collected_here && !own {
        return of_members(ctx, variable, weight, unit, when);
    }
    let value = figure(ctx, variable, unit, when);
    value_step(ctx, variable, unit, when, &value);
    if collected_here {
        return value;
    }
    // Members only check the unit's own mean: they are not asked for.
    let mut untraced = Context::new(ctx.plan, ctx.figures, false);
    let members = of_members(&mut untraced, variable, weight, unit, when);
    match (value, members) {
        (Value::Between(own), Value::Between(other)) => {
            let pair = Difference {
                against: Against::Members,
                cell: (variable, unit, when.period()),
                own,
                other,
            };
            Value::Between(reconcile_pair(ctx, pair))
        }
        (own, _) => own,
    }
}

fn of_members(
    ctx: &mut Context<'_>,
    variable: VariableIx,
    weight: VariableIx,
    unit: UnitIx,
    when: When,
) -> Value {
    let level = ctx.plan[variable].level;
    let period = when.period();
    let members = ctx.figures.units.members(unit, level, when.end());
    let rostered = ctx.figures.units.is_complete(level);
    let mut pairs = Vec::new();
    for member in members {
        let mean = figure(ctx, variable, member, when);
        let size = figure(ctx, weight, member, when);
        let (Value::Between(mean), Value::Between(size)) = (mean, size) else {
            continue;
        };
        pairs.push((size, mean));
    }
    if pairs.is_empty() || !rostered {
        ctx.input(Input::Cell {
            variable,
            unit,
            period,
            reported: false,
        });
        return Value::Between(ctx.plan[variable].range.clone());
    }
    let value = weighted(&pairs);
    ctx.step(|| {
        let line: Vec<String> = pairs
            .iter()
            .map(|(w, m)| format!("{} × {}", w, m))
            .collect();
        text!(
            "Σ(权数 × 均值) ÷ Σ权数：({}) ÷ Σ = {}",
            "Σ(weight × mean) ÷ Σ weight: ({}) ÷ Σ = {}",
            line.join(" + "),
            value
        )
    });
    value
}

/// The weighted mean of members `(weight, mean)`; weights are not negative.
pub fn weighted(members: &[(Interval, Interval)]) -> Value {
    let zero = Number::zero();
    if members
        .iter()
        .all(|(weight, _)| weight.known().is_some_and(Number::is_zero))
    {
        return Value::NotApplicable;
    }
    let surely_some = members
        .iter()
        .any(|(weight, _)| weight.lo().number().is_some_and(|lo| *lo > zero));
    if !surely_some {
        return Value::unknown();
    }
    let lo = least(members);
    let mirrored: Vec<(Interval, Interval)> = members
        .iter()
        .map(|(weight, mean)| (weight.clone(), mean.negated()))
        .collect();
    let hi = least(&mirrored).map(|n| -&n);
    let end = |end: Option<Number>| end.map_or(Bound::Unbounded, Bound::Closed);
    Value::Between(Interval::new(end(lo), end(hi)).unwrap_or_else(Interval::everything))
}

/// The least weighted mean that is possible; none where there is no end to it.
fn least(members: &[(Interval, Interval)]) -> Option<Number> {
    let counted: Vec<_> = members
        .iter()
        .filter(|(weight, _)| !weight.known().is_some_and(Number::is_zero))
        .collect();
    let mut ends = counted
        .iter()
        .map(|(weight, mean)| {
            let least = weight.lo().number().filter(|n| !n.is_negative());
            let least = least.cloned().unwrap_or_else(Number::zero);
            Some((
                mean.lo().number()?.clone(),
                least,
                weight.hi().number().cloned(),
            ))
        })
        .collect::<Option<Vec<_>>>()?;
    ends.sort();
    // The more weight a member without limit has, the nearer the mean is to its own_rows; others cannot pull it further.
    let limitless = ends.iter().position(|(_, _, most)| most.is_none());
    let mut best: Option<Number> = limitless.map(|at| ends[at].0.clone());
    for cut in 0..=limitless.unwrap_or(ends.len()) {
        let (mut sum, mut total) = (Number::zero(), Number::zero());
        for (at, (mean, few, many)) in ends.iter().enumerate() {
            let weight = match many {
                Some(many) if at < cut => many,
                _ => few,
            };
            sum = &sum + &(weight * mean);
            total = &total + weight;
        }
        if let Some(mean) = sum.divided_by(&total) {
            best = Some(best.map_or(mean.clone(), |best| best.min(mean)));
        }
    }
    best
}
