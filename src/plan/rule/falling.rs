//! `falling = "each-year"` or `"period"`: less than the year before, or than the baseline (存量渐减). What can't be
//! negative also holds at 0, below which it can't fall.

use super::*;

#[derive(Debug)]
struct Falling(ReferencePeriod);

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "falling",
    companions: &[],
    opposite: Some("rising"),
    is_milestone: false,
    build: |args| Ok(Arc::new(Falling(ReferencePeriod::of(args, "falling")?))),
};

impl Rule for Falling {
    fn key(&self) -> &'static str {
        "falling"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        let at_zero = match input.never_negative {
            true => input.value.at_most(&Number::zero()),
            false => Ternary::No,
        };
        match input.before {
            Some(before) => before.above(input.value).or(at_zero),
            None if at_zero == Ternary::Yes => Ternary::Yes,
            None => Ternary::Unknown,
        }
    }

    fn reference_period(&self) -> Option<ReferencePeriod> {
        Some(self.0)
    }

    fn goal(&self) -> Goal {
        Goal::Change(Direction::Less)
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("{}下降", self.0.words(lang)),
            Lang::En => format!("falling {}", self.0.words(lang)),
        }
    }
}
