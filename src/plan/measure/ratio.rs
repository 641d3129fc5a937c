//! `ratio`: the sums are divided, at every level; never a mean of ratios.
//!
//! Interval: `[lo / d, hi / c]` over a denominator `[c, d]`, cut to 0–100 % where the part is declared a part of the whole.

use super::declaration::{DeclaredMeasure, MeasureScope, is_sign, percent};
use super::{
    Against, CountRequest, Crossing, Measure, MeasureContext, MeasureQuery, MeasureSpec,
    MeasuredValue,
};
use crate::i18n::Text;
use crate::index::{IndicatorIx, LevelIx, VariableIx};
use crate::number::{Interval, Number, Value};
use crate::plan::Plan;
use crate::plan::check::value_range::ValueRange;
use crate::text;
use crate::toml_reader::{Node, Table};

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "ratio",
    companions: &["to", "published"],
    takes_rule: false,
    read,
};

/// Part over whole, times a factor.
#[derive(Debug)]
pub struct Ratio {
    /// What is divided.
    pub part: VariableIx,
    /// What it is divided by.
    pub whole: VariableIx,
    /// 100 for per cent.
    pub factor: Number,
    /// The ready-made ratio, where only that was published; it serves at its own level only and is never rolled up.
    pub published: Option<VariableIx>,
}

fn read(table: &Table, node: &Node, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    let part = scope.variable(node);
    let whole = table.need("to").and_then(|node| scope.variable(&node));
    scope.refuse_levels_below(&[part, whole]);
    let published = table
        .get("published")
        .and_then(|node| scope.variable(&node));
    let unit = scope
        .unit
        .as_ref()
        .map_or_else(percent, |(unit, _)| unit.clone());
    let factor = Number::from(if is_sign(&unit, "%") {
        100
    } else if is_sign(&unit, "‰") {
        1000
    } else {
        1
    });
    let (part, whole) = (part?, whole?);
    Some(DeclaredMeasure {
        range: Some(ValueRange::ratio(part, whole, &factor, scope.symbols)),
        measure: Box::new(Ratio {
            part,
            whole,
            factor,
            published,
        }),
        unit: Some(unit),
        decimals: Some(1),
        rests_on: None,
    })
}

impl Measure for Ratio {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        vec![self.part, self.whole]
    }

    fn published(&self) -> Option<VariableIx> {
        self.published
    }

    fn count_requests(&self, _indicator: IndicatorIx) -> Vec<CountRequest> {
        vec![CountRequest::Sum(self.part), CountRequest::Sum(self.whole)]
    }

    fn levels(&self, plan: &Plan) -> Vec<LevelIx> {
        vec![plan[self.part].level, plan[self.whole].level]
    }

    fn cross_checkable(&self, summed: bool) -> Vec<VariableIx> {
        let parts = summed.then_some([self.part, self.whole]);
        parts.into_iter().flatten().chain(self.published).collect()
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let MeasureQuery { unit, when, .. } = query;
        let part = ctx.figure(self.part, unit, when);
        let whole = ctx.figure(self.whole, unit, when);
        ctx.value_step(self.part, unit, when, &part);
        ctx.value_step(self.whole, unit, when, &whole);
        let value = self.divide(ctx, &part, &whole);
        MeasuredValue::over_units(match self.published {
            Some(published) => ready_made(ctx, published, query, value),
            None => value,
        })
    }

    fn change(
        &self,
        ctx: &mut dyn MeasureContext<'_>,
        query: MeasureQuery,
        crossing: Crossing<'_>,
    ) -> Option<Text> {
        let whole = ctx.untraced().figure(self.whole, query.unit, query.when);
        let whole = whole.known()?;
        let part_now = &(crossing.value? * whole) / &self.factor;
        let needed = &(crossing.line * whole) / &self.factor;
        let part = &ctx.plan()[self.part];
        let distance = crossing.distance(&part_now, &needed, part.decimals)?;
        Some(super::change::words(&distance, &part.unit, &part.name))
    }
}

impl Ratio {
    fn divide(&self, ctx: &mut dyn MeasureContext<'_>, part: &Value, whole: &Value) -> Value {
        let (Value::Between(part), Value::Between(whole)) = (part, whole) else {
            return Value::NotApplicable;
        };
        if whole.known().is_some_and(Number::is_zero) {
            return Value::NotApplicable;
        }
        let value = match part.over(whole) {
            Some(quotient) => {
                // A part above its whole says that one of the two is wrong, not which.
                let value = quotient.times(&self.factor);
                value
                    .meet(&self.limits(ctx.plan()))
                    .unwrap_or_else(Interval::everything)
            }
            // It may turn out that there is nothing to divide by: not even that it is not negative can be said.
            None => Interval::everything(),
        };
        ctx.step(&|| Text::same(format!("{part} ÷ {whole} × {} = {value}", self.factor)));
        Value::Between(value)
    }

    /// What the ratio can be at all: between nothing and the whole where it is a part, not negative where neither is.
    fn limits(&self, plan: &Plan) -> Interval {
        let never_negative = |variable: VariableIx| {
            let range = &plan[variable].range;
            range.lo().number().is_some_and(|lo| !lo.is_negative())
        };
        if !(never_negative(self.part) && never_negative(self.whole)) {
            Interval::everything()
        } else if plan[self.part].part_of == Some(self.whole) {
            Interval::closed(Number::zero(), self.factor.clone())
        } else {
            Interval::from(Number::zero())
        }
    }
}

/// The ready-made ratio beside the one of its parts: it serves where they leave the ratio open, else it only checks them.
fn ready_made(
    ctx: &mut dyn MeasureContext<'_>,
    published: VariableIx,
    MeasureQuery { unit, when, .. }: MeasureQuery,
    computed: Value,
) -> Value {
    if !ctx.is_reported(published, unit, when) {
        return computed;
    }
    let serves = computed.known().is_none();
    let found = match serves {
        true => ctx.own_figure(published, unit, when),
        false => ctx.untraced().own_figure(published, unit, when),
    };
    let Some(found) = found else {
        return computed;
    };
    if serves {
        ctx.value_step(published, unit, when, &found);
        ctx.note(
            "published",
            text!(
                "只公布了比率，未公布分子分母",
                "the ratio was published ready-made, without its parts"
            ),
        );
    }
    match (found, computed) {
        (Value::Between(own), Value::Between(other)) => {
            let cell = (published, unit, when.period());
            Value::Between(ctx.reconcile(Against::Parts, cell, own, other))
        }
        (found, _) if serves => found,
        (_, computed) => computed,
    }
}
