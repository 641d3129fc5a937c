//! `ratio`: the sums are divided, at every level; never a mean of ratios.
//!
//! Interval: `[lo / d, hi / c]` over a denominator `[c, d]`, cut to 0–100 % where the part is declared a part of the whole.

use crate::evaluate::context::{Context, When};
use crate::evaluate::difference::{Against, Difference};
use crate::evaluate::own_rows::{own_figure, sent};
use crate::evaluate::reconcile::reconcile_pair;
use crate::evaluate::resolve::{figure, value_step};
use crate::i18n::Text;
use crate::number::{Interval, Number, Value};
use crate::observation::UnitIx;
use crate::plan::VariableIx;
use crate::text;

/// Part over whole, times a factor (100 for per cent).
pub struct Ratio<'a> {
    pub part: VariableIx,
    pub whole: VariableIx,
    pub factor: &'a Number,
    /// The ready-made ratio; it serves at its own level only and is never rolled up.
    pub published: Option<VariableIx>,
}

pub fn measure(ctx: &mut Context<'_>, of: &Ratio<'_>, unit: UnitIx, when: When) -> Value {
    let part = figure(ctx, of.part, unit, when);
    let whole = figure(ctx, of.whole, unit, when);
    value_step(ctx, of.part, unit, when, &part);
    value_step(ctx, of.whole, unit, when, &whole);
    let value = divide(ctx, of, &part, &whole);
    match of.published {
        Some(published) => ready_made(ctx, published, unit, when, value),
        None => value,
    }
}

fn divide(ctx: &mut Context<'_>, of: &Ratio<'_>, part: &Value, whole: &Value) -> Value {
    let (Value::Between(part), Value::Between(whole)) = (part, whole) else {
        return Value::NotApplicable;
    };
    if whole.known().is_some_and(Number::is_zero) {
        return Value::NotApplicable;
    }
    let value = match part.over(whole) {
        Some(quotient) => {
            // A part above its whole says that one of the two is wrong, not which.
            let value = quotient.times(of.factor);
            value
                .meet(&limits(ctx, of))
                .unwrap_or_else(Interval::everything)
        }
        // It may turn out that there is nothing to divide by: not even that it is not negative can be said.
        None => Interval::everything(),
    };
    ctx.step(|| Text::same(format!("{} ÷ {} × {} = {}", part, whole, of.factor, value)));
    Value::Between(value)
}

/// What the ratio can be at all: between nothing and the whole where it is a part, not negative where neither is.
fn limits(ctx: &Context<'_>, of: &Ratio<'_>) -> Interval {
    let never_negative = |variable: VariableIx| {
        let range = &ctx.plan[variable].range;
        range.lo().number().is_some_and(|lo| !lo.is_negative())
    };
    if !(never_negative(of.part) && never_negative(of.whole)) {
        Interval::everything()
    } else if ctx.plan[of.part].part_of == Some(of.whole) {
        Interval::closed(Number::zero(), of.factor.clone())
    } else {
        Interval::from(Number::zero())
    }
}

/// The ready-made ratio beside the one of its parts: it serves where they leave the ratio open, else it only checks them.
fn ready_made(
    ctx: &mut Context<'_>,
    published: VariableIx,
    unit: UnitIx,
    when: When,
    computed: Value,
) -> Value {
    let said = match when {
        When::Year(year) => sent(ctx, published, unit, year).any,
        When::Cumulative(..) => (ctx.figures.cell(published, unit, when.period()))
            .is_some_and(|cell| cell.state.is_usable()),
    };
    if !said {
        return computed;
    }
    let serves = computed.known().is_none();
    let mut untraced = Context::new(ctx.plan, ctx.figures, false);
    let looking = if serves { &mut *ctx } else { &mut untraced };
    let found = own_figure(looking, published, unit, when.period());
    if serves {
        value_step(ctx, published, unit, when, &found);
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
            let pair = Difference {
                against: Against::Parts,
                cell: (published, unit, when.period()),
                own,
                other,
            };
            Value::Between(reconcile_pair(ctx, pair))
        }
        (found, _) if serves => found,
        (_, computed) => computed,
    }
}
