//! `mean`: a unit's own mean, or its members' weighted by a variable, Σ wᵢmᵢ / Σ wᵢ.
//!
//! Interval: over weights `[aᵢ, bᵢ]` and means `[lᵢ, hᵢ]` the least mean takes every lᵢ, the greatest weight for the smaller of
//! them and the least for the others; the cut between the two is tried at each member. With a weight that has no end the
//! mean comes as near as may be to that member's own.

use super::declaration::{DeclaredMeasure, MeasureScope};
use super::quotient::{converted, factor_of_figures};
use super::{
    Against, CountRequest, Measure, MeasureContext, MeasureQuery, MeasureSpec, MeasuredValue,
    MemberRows,
};
use crate::index::{IndicatorIx, LevelIx, VariableIx};
use crate::number::{Bound, Interval, Number, Value};
use crate::plan::Plan;
use crate::plan::check::value_range::ValueRange;
use crate::text;
use crate::toml_reader::{Node, Table, schema};

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "mean",
    companions: &["weight"],
    takes_rule: false,
    schema: || vec![("mean", schema::string()), ("weight", schema::string())],
    read,
};

/// A mean, weighted above the level at which it is collected.
#[derive(Debug)]
pub struct Mean {
    /// The mean itself.
    pub variable: VariableIx,
    /// What it is weighted by.
    pub weight: VariableIx,
    /// What a mean is multiplied by to be in the indicator's unit.
    pub factor: Number,
}

fn read(table: &Table, node: &Node, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    let variable = scope.variable(node);
    let weight = table.need("weight").and_then(|node| scope.variable(&node));
    scope.refuse_levels_below(&[variable, weight]);
    let variable = variable?;
    let draft = &scope.symbols.drafts[variable.0 as usize];
    let why = Some(draft.range_at.clone());
    let factor = factor_of_figures(variable, scope);
    Some(DeclaredMeasure {
        measure: Box::new(Mean {
            variable,
            weight: weight?,
            factor: factor.clone(),
        }),
        range: draft
            .range
            .clone()
            .map(|range| ValueRange::of(range, why).times(&factor)),
        unit: draft.unit.clone(),
        decimals: Some(1),
        rests_on: None,
    })
}

impl Measure for Mean {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        vec![self.variable, self.weight]
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        vec![CountRequest::Mean {
            mean: self.variable,
            weight: self.weight,
        }]
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        vec![plan[self.variable].level, plan[self.weight].level]
    }

    fn cross_checkable(&self, _summed: bool) -> Vec<VariableIx> {
        vec![self.variable]
    }

    fn value_range(&self, plan: &Plan) -> Interval {
        plan[self.variable].range.times(&self.factor)
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let value = self.own_or_weighted(ctx, query);
        MeasuredValue::of_unit(converted(ctx, value, &self.factor))
    }
}

impl Mean {
    fn own_or_weighted(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> Value {
        let MeasureQuery { unit, when, .. } = query;
        let variable = self.variable;
        let figures = ctx.figures();
        let collected_here = ctx.plan()[variable].level == figures.units.level(unit);
        if collected_here && ctx.members(&self.variables(), unit, when).rows.len() < 2 {
            let value = ctx.figure(variable, unit, when);
            ctx.value_step(variable, unit, when, &value);
            return value;
        }
        if collected_here || !ctx.is_reported(variable, unit, when) {
            return self.of_members(ctx, query);
        }
        let value = ctx.figure(variable, unit, when);
        ctx.value_step(variable, unit, when, &value);
        // Members only check the unit's own mean: they are not asked for.
        let members = self.of_members(&mut *ctx.untraced(), query);
        let Value::Between(own) = value else {
            return value;
        };
        let cell = (variable, unit, when.period());
        let nothing = members == Value::NotApplicable;
        if nothing && !ctx.members(&self.variables(), unit, when).is_empty() {
            ctx.note(
                "mean-unused",
                text!(
                    "下级的权数合计为 0，自报均值未采用",
                    "its own mean is not used: the weights of its members add up to 0"
                ),
            );
            return Value::NotApplicable;
        }
        let together = ctx.reconcile(
            Against::Members,
            cell,
            own.clone(),
            members.interval().cloned(),
        );
        if together != own || figures.members_stand(variable) {
            // What changes the value is part of its trace.
            self.of_members(ctx, query);
        }
        // Where there are no members to take the mean of, one of the two is wrong.
        Value::within(together, nothing)
    }

    fn of_members(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        MeasureQuery { unit, when, .. }: MeasureQuery,
    ) -> Value {
        let plan = ctx.plan();
        let members = ctx.members(&self.variables(), unit, when);
        let mut pairs = Vec::new();
        for row in &members.rows {
            let mean = ctx.row_figure(self.variable, *row, when);
            let size = ctx.row_figure(self.weight, *row, when);
            pairs.extend(pair(size, mean));
        }
        let counted = members.counted.iter();
        pairs.extend(counted.map(|counted| (counted.weight.clone(), counted.mean.clone())));
        if members.most_unseen != Some(0) {
            pairs.extend(self.unseen(plan, &members));
        }
        if pairs.is_empty() {
            return Value::NotApplicable;
        }
        if members.is_empty() {
            ctx.expect_cell(self.variable, unit, when.period());
        }
        let value = weighted(&pairs);
        ctx.step(&|| {
            let line: Vec<String> = pairs.iter().map(|(w, m)| format!("{w} × {m}")).collect();
            let (line, sizes) = (line.join(" + "), pairs.iter().map(|(size, _)| size));
            let all = sizes.fold(Interval::point(Number::zero()), |all, size| all.plus(size));
            text!(
                "Σ(权数 × 均值) ÷ Σ权数：({line}) ÷ {all} = {value}",
                "Σ(weight × mean) ÷ Σ weight: ({line}) ÷ {all} = {value}"
            )
        });
        value
    }

    /// The weight and the mean of all members together that sent nothing.
    fn unseen(&self, plan: &Plan, members: &MemberRows) -> Option<(Interval, Interval)> {
        let (mean, weight) = (&plan[self.variable], &plan[self.weight]);
        let size = &weight.range;
        let times = |n: u64| size.times(&Number::from(n as i64));
        let mut size = match members.most_unseen {
            Some(most) => times(members.least_unseen).hull(&times(most)),
            None => times(members.least_unseen).plus(&size.any_sum()),
        };
        if mean.may_not_apply || weight.may_not_apply {
            size = size.hull(&Interval::point(Number::zero()));
        }
        Some((size, mean.range.clone()))
    }
}

/// A member's weight and mean; `None` if it has none. What may not apply may weigh nothing.
fn pair(size: Value, mean: Value) -> Option<(Interval, Interval)> {
    let may_not_apply = size.may_not_apply() || mean.may_not_apply();
    let (size, mean) = (size.interval()?, mean.interval()?.clone());
    Some(match may_not_apply {
        true => (size.hull(&Interval::point(Number::zero())), mean),
        false => (size.clone(), mean),
    })
}

/// The weighted mean of members `(weight, mean)`; weights are not negative.
fn weighted(members: &[(Interval, Interval)]) -> Value {
    let zero = Number::zero();
    let weighing =
        |(weight, _): &&(Interval, Interval)| !weight.known().is_some_and(Number::is_zero);
    let means = members.iter().filter(weighing).map(|(_, mean)| mean);
    let Some(hull) = means.cloned().reduce(|a, b| a.hull(&b)) else {
        return Value::NotApplicable;
    };
    let surely_some = members
        .iter()
        .any(|(weight, _)| weight.lo().number().is_some_and(|lo| *lo > zero));
    if !surely_some {
        return Value::IfApplicable(hull);
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

/// The least weighted mean that is possible; `None` if there is no end to it.
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
    // The more weight a member without limit has, the nearer the mean is to its own; others cannot pull it further.
    let limitless = ends.iter().position(|(_, _, most)| most.is_none());
    let mut best: Option<Number> = limitless.map(|at| ends[at].0.clone());
    // Before the cut each member weighs as much as it may, behind it as little.
    let (mut sum, mut total) = (Number::zero(), Number::zero());
    for (mean, few, _) in &ends {
        sum = &sum + &(few * mean);
        total = &total + few;
    }
    let mut members = ends.iter().take(limitless.unwrap_or(ends.len()));
    loop {
        if let Some(mean) = sum.divided_by(&total) {
            best = Some(best.map_or(mean.clone(), |best| best.min(mean)));
        }
        let Some((mean, few, many)) = members.next() else {
            return best;
        };
        if let Some(more) = many.as_ref().map(|many| many - few) {
            sum = &sum + &(&more * mean);
            total = &total + &more;
        }
    }
}
