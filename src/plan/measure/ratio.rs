//! `ratio`: the sums are divided, at every level; never a mean of ratios.
//!
//! Interval: `[lo / d, hi / c]` over a denominator `[c, d]`, cut to 0–100 % where the part is declared a part of the whole.

use super::declaration::{DeclaredMeasure, MeasureScope, is_sign, percent};
use super::quotient::{Quotient, unit_sign_factor};
use super::{
    Against, CountRequest, Measure, MeasureContext, MeasureQuery, MeasureSpec, MeasuredValue,
    PublishedRatio, ToDate,
};
use crate::i18n::Text;
use crate::index::{IndicatorIx, LevelIx, VariableIx};
use crate::number::{Bound, Interval, Number, Value};
use crate::plan::check::value_range::ValueRange;
use crate::plan::{Kind, Plan, WithinYear};
use crate::text;
use crate::toml_reader::{Node, Table, schema};
use crate::unit_of_measure::{QuotientUnit, quotient_unit, unit_per};

pub const SPEC: MeasureSpec = MeasureSpec {
    key: "ratio",
    companions: &["to", "per", "published"],
    takes_rule: false,
    schema: || {
        vec![
            ("ratio", schema::string()),
            ("to", schema::string()),
            ("per", schema::positive()),
            ("published", schema::string()),
        ]
    },
    read,
};

/// Part over whole, times a factor.
#[derive(Debug)]
pub struct Ratio {
    /// What is divided.
    pub part: VariableIx,
    /// What it is divided by.
    pub whole: VariableIx,
    /// What the quotient is multiplied by to be in the indicator's unit: 100 for per cent.
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
    let per = table.get("per").map(|node| per(&node, scope));
    let (part, whole) = (part?, whole?);
    let per = match per {
        Some(per) => Some(per?),
        None => None,
    };
    let (unit, factor) = unit_and_factor(part, whole, per, node, scope);
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

/// How many units of the whole the ratio is stated for; a ratio in per cent is stated for 100.
fn per<'a>(node: &Node<'a>, scope: &MeasureScope<'_, 'a>) -> Option<(Number, Node<'a>)> {
    let number = node.number_that(
        Number::is_positive,
        text!("应写大于 0 的数", "write a number above 0"),
    )?;
    let unit = scope.unit.as_ref().map(|(unit, _)| unit);
    if unit.is_some_and(|unit| is_sign(unit, "%") || is_sign(unit, "‰")) {
        node.bad(
            text!(
                "以 % 或 ‰ 计的比率不能再写 `per`",
                "a ratio in % or ‰ can't have `per`"
            ),
            text!(
                "删去 `per`，或改用其他 `unit`",
                "remove `per`, or declare another `unit`"
            ),
        );
        return None;
    }
    Some((number, *node))
}

/// The unit of a ratio, and what the quotient is multiplied by to be in it.
fn unit_and_factor(
    part: VariableIx,
    whole: VariableIx,
    per: Option<(Number, Node)>,
    node: &Node,
    scope: &MeasureScope,
) -> (Text, Number) {
    let unit_of = |at: VariableIx| {
        let unit = scope.symbols.drafts[at.0 as usize].unit.clone();
        unit.unwrap_or_default()
    };
    let (above, below) = (unit_of(part), unit_of(whole));
    let (number, per_node) = per.unzip();
    let (unit, place) = match (&scope.unit, &number) {
        (Some((unit, node)), _) => (unit.clone(), *node),
        (None, Some(number)) => return (unit_per(&above, &below, number), number.clone()),
        (None, None) => (percent(), *node),
    };
    let found = quotient_unit(&above, &below, &unit, number.as_ref());
    let factor = match &found {
        QuotientUnit::InFull(factor) => factor.clone(),
        QuotientUnit::Follows(factor) => factor * &number.unwrap_or_else(Number::one),
        _ => number.unwrap_or_else(|| unit_sign_factor(&unit)),
    };
    let quotient = Quotient {
        above: &above,
        below: &below,
        unit: &unit,
    };
    quotient.report(&found, &place, per_node.as_ref(), scope.symbols);
    (unit, factor)
}

impl Measure for Ratio {
    fn key(&self) -> &'static str {
        SPEC.key
    }

    fn variables(&self) -> Vec<VariableIx> {
        vec![self.part, self.whole]
    }

    /// A part that adds up over the year grows against a whole that does not; two that do both grow alike.
    fn to_date(&self, plan: &Plan) -> Option<ToDate> {
        let sums = |variable: VariableIx| plan[variable].within_year == Some(WithinYear::Sum);
        match (sums(self.part), sums(self.whole)) {
            (true, true) => Some(ToDate::Stands),
            (true, false) => ToDate::of_standing(&[self.whole], plan).map(|_| ToDate::Accumulates),
            (false, true) => None,
            (false, false) => ToDate::of_standing(&self.variables(), plan),
        }
    }

    fn published(&self) -> Option<VariableIx> {
        self.published
    }

    fn published_ratio(&self) -> Option<PublishedRatio> {
        Some(PublishedRatio {
            part: self.part,
            whole: self.whole,
            factor: self.factor.clone(),
            published: self.published?,
        })
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

    fn value_range(&self, plan: &Plan) -> Interval {
        self.limits(plan)
    }

    fn value(&self, ctx: &mut dyn MeasureContext<'_>, query: MeasureQuery) -> MeasuredValue {
        let MeasureQuery { unit, when, .. } = query;
        let part = ctx.figure(self.part, unit, when);
        let whole = ctx.figure(self.whole, unit, when);
        ctx.value_step(self.part, unit, when, &part);
        ctx.value_step(self.whole, unit, when, &whole);
        let value = self.divide(ctx, &part, &whole);
        let value = match self.published {
            Some(published) => ready_made(ctx, published, query, value),
            None => value,
        };
        MeasuredValue {
            step: self.step(ctx.plan(), &whole),
            ..MeasuredValue::over_units(value)
        }
    }
}

impl Ratio {
    /// What one more of a counted part adds to the ratio; `None` if that is not known.
    fn step(&self, plan: &Plan, whole: &Value) -> Option<Number> {
        let part = &plan[self.part];
        let one = Number::power_of_ten(-(part.decimals as i32));
        let counted = part.kind == Kind::Count;
        let whole = whole
            .known()
            .filter(|whole| counted && whole.is_positive())?;
        Some(&(&one * &self.factor) / whole)
    }

    fn divide(&self, ctx: &mut dyn MeasureContext<'_>, part: &Value, whole: &Value) -> Value {
        let may_not_apply = part.may_not_apply() || whole.may_not_apply();
        let (Some(part), Some(whole)) = (part.interval(), whole.interval()) else {
            return Value::NotApplicable;
        };
        if whole.known().is_some_and(Number::is_zero) {
            return Value::NotApplicable;
        }
        // Divided by nothing it does not apply; where it does, it is divided by more than nothing.
        let may_be_zero = whole.contains(&Number::zero());
        let divisor = match may_be_zero {
            true => self.above_zero(ctx.plan(), whole),
            false => Some(whole.clone()),
        };
        let quotient = divisor.and_then(|divisor| part.over(&divisor));
        let value = match quotient {
            // A part above its whole says that one of the two is wrong, not which.
            Some(quotient) => (quotient.times(&self.factor))
                .meet(&self.limits(ctx.plan()))
                .unwrap_or_else(Interval::everything),
            None => Interval::everything(),
        };
        let factor = &self.factor;
        ctx.step(&|| Text::same(format!("{part} ÷ {whole} × {factor} = {value}")));
        Value::within(value, may_not_apply || may_be_zero)
    }

    /// What a whole can be besides zero; `None` if it can be negative.
    fn above_zero(&self, plan: &Plan, whole: &Interval) -> Option<Interval> {
        if whole.lo().number().is_none_or(Number::is_negative) {
            return None;
        }
        let variable = &plan[self.whole];
        let least = match variable.kind {
            Kind::Count => Bound::Closed(Number::power_of_ten(-(variable.decimals as i32))),
            _ => Bound::Open(Number::zero()),
        };
        whole.meet(&Interval::new(least, Bound::Unbounded)?)
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
    if computed == Value::NotApplicable {
        // Parts that are known to leave nothing to divide say so whatever was published.
        ctx.note(
            "published-unused",
            text!(
                "分母为 0，公布的比率未采用",
                "the published ratio is not used: its whole is 0"
            ),
        );
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
    match (found, computed.interval()) {
        (Value::Between(own), Some(other)) => {
            let cell = (published, unit, when.period());
            let agreed = ctx.reconcile(Against::Parts, cell, own, Some(other.clone()));
            if !serves && (agreed != *other || ctx.figures().members_stand(published)) {
                // What changes the value is part of its trace.
                ctx.own_figure(published, unit, when);
            }
            Value::Between(agreed)
        }
        _ => computed,
    }
}
