//! A change in per cent of the baseline's value, which the rules `falls-by`, `grows-by` and `yearly-growth` ask for.

use super::{
    ArgError, Args, Direction, Goal, ReferencePeriod, Rule, RuleInput, main_number, side_number,
};
use crate::i18n::{Lang, Text};
use crate::index::Year;
use crate::number::{Interval, Number, Ternary};
use std::sync::Arc;

/// A change in per cent of the baseline's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// Whether the value has to rise (`More`) or to fall.
    pub direction: Direction,
    /// How much in per cent. An interim value or that of a single unit may be negative: so much in the other direction.
    pub per_cent: Number,
    /// From how much in per cent the rule holds; less than `per_cent` by the tolerance.
    pub holds_from: Number,
    /// Whether it is a rise in each year, compound, and not one over the whole time.
    pub yearly: bool,
}

/// How a rule asks for a change from the baseline.
#[derive(Debug)]
pub(super) struct GrowthSpec {
    /// Its key.
    pub key: &'static str,
    /// Whether the value has to rise or to fall.
    pub direction: Direction,
    /// The greatest percentage that it accepts.
    pub most: Option<i64>,
    /// Whether it asks for a compound rise in each year, which is itself what is due in each.
    pub yearly: bool,
    /// The rule in words, given its percentage.
    pub words: fn(&str, Lang) -> String,
}

impl GrowthSpec {
    /// The rule with its arguments.
    pub fn build(&'static self, args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
        let growth = Growth::of(args, self)?;
        Ok(Arc::new(GrowthRule { spec: self, growth }))
    }
}

/// A change from the baseline as a rule.
#[derive(Debug)]
struct GrowthRule {
    spec: &'static GrowthSpec,
    growth: Growth,
}

impl Rule for GrowthRule {
    fn key(&self) -> &'static str {
        self.spec.key
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        input.before.map_or(Ternary::Unknown, |baseline| {
            self.growth.holds(input.value, baseline, input.years)
        })
    }

    fn reference_period(&self) -> Option<ReferencePeriod> {
        Some(ReferencePeriod::Period)
    }

    fn goal(&self) -> Goal {
        Goal::Growth(self.growth.clone())
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        (self.spec.words)(&self.growth.words(lang), lang)
    }

    fn takes_path(&self) -> bool {
        !self.spec.yearly
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        let most = self.spec.most.map(Number::from);
        let possible = most.is_none_or(|most| *number <= most);
        let growth = self.growth.with(number);
        possible.then(|| {
            Arc::new(GrowthRule {
                spec: self.spec,
                growth,
            }) as Arc<dyn Rule>
        })
    }
}

impl Growth {
    /// What the arguments of a rule ask for.
    fn of(args: &Args, spec: &GrowthSpec) -> Result<Growth, ArgError> {
        let GrowthSpec { key, most, .. } = *spec;
        let per_cent = main_number(args, key)?;
        let above = most.is_some_and(|most| per_cent > Number::from(most));
        if !per_cent.is_positive() || above {
            return Err(match most {
                Some(most) => ArgError::new(
                    key,
                    &format!("须为大于 0、不超过 {most} 的百分数"),
                    &format!("takes a percentage above 0 and up to {most}"),
                ),
                None => ArgError::new(key, "须为大于 0 的百分数", "takes a percentage above 0"),
            });
        }
        let tolerance = side_number(args, "tolerance")?.unwrap_or_else(Number::zero);
        if tolerance > per_cent {
            return Err(ArgError::new(
                "tolerance",
                "不能大于所要求的百分数",
                "can't be more than the percentage asked for",
            ));
        }
        Ok(Growth {
            direction: spec.direction,
            holds_from: &per_cent - &tolerance,
            per_cent,
            yearly: spec.yearly,
        })
    }

    /// The same with another percentage and the same tolerance.
    pub fn with(&self, per_cent: &Number) -> Growth {
        let tolerance = &self.per_cent - &self.holds_from;
        let least = Number::zero().min(per_cent.clone());
        Growth {
            holds_from: (per_cent - &tolerance).max(least),
            per_cent: per_cent.clone(),
            ..self.clone()
        }
    }

    /// What the baseline is multiplied by where the value has changed as asked for, `years` years after the baseline:
    /// 1 ± p/100, or (1 + g/100)^years.
    pub fn factor(&self, years: Year) -> Number {
        self.multiple(&self.per_cent, years)
    }

    /// The same where the rule begins to hold.
    pub fn holds_factor(&self, years: Year) -> Number {
        self.multiple(&self.holds_from, years)
    }

    fn multiple(&self, per_cent: &Number, years: Year) -> Number {
        let share = per_cent * &Number::power_of_ten(-2);
        let changed = match self.direction {
            Direction::More => &Number::one() + &share,
            Direction::Less => &Number::one() - &share,
        };
        match self.yearly {
            true => changed.power(years.max(0).unsigned_abs()),
            false => changed,
        }
    }

    /// The number to reach from a known baseline; `None` unless the baseline is positive.
    pub fn goal(&self, baseline: &Number, years: Year) -> Option<Goal> {
        baseline.is_positive().then(|| Goal::Threshold {
            direction: self.direction,
            value: baseline * &self.factor(years),
            holds_from: baseline * &self.holds_factor(years),
        })
    }

    /// Whether a value has changed as asked for. Unknown unless the baseline is positive: a percentage of zero or of a
    /// negative number says nothing.
    pub(super) fn holds(&self, value: &Interval, baseline: &Interval, years: Year) -> Ternary {
        if !is_positive(baseline) {
            return Ternary::Unknown;
        }
        let mark = baseline.times(&self.holds_factor(years));
        match self.direction {
            Direction::More => mark.above(value).not(),
            Direction::Less => value.above(&mark).not(),
        }
    }

    /// `16 %`, with the tolerance behind it.
    pub(super) fn words(&self, lang: Lang) -> String {
        let space = lang.pick("", " ");
        let per_cent = format!("{}{space}%", self.per_cent);
        let tolerance = &self.per_cent - &self.holds_from;
        if tolerance.is_zero() {
            return per_cent;
        }
        match lang {
            Lang::Zh => format!("{per_cent}（−{tolerance}个百分点）"),
            Lang::En => format!("{per_cent} (−{tolerance} points)"),
        }
    }
}

/// Whether every value of an interval is above 0.
pub fn is_positive(interval: &Interval) -> bool {
    interval.at_most(&Number::zero()) == Ternary::No
}

/// Why a change in per cent of a baseline is undefined, whatever else is missing; `None` if it is or may be defined.
pub fn undefined(baseline: &Interval) -> Option<Text> {
    let zero = Number::zero();
    if baseline.known().is_some_and(Number::is_zero) {
        return Some(Text::new(
            "基期值为 0，无法计算增长率",
            "the baseline is 0: there is no growth rate",
        ));
    }
    (baseline.at_most(&zero) == Ternary::Yes).then(|| {
        Text::new(
            "基期值不是正数，无法计算增长率",
            "the baseline is not positive: there is no growth rate",
        )
    })
}
