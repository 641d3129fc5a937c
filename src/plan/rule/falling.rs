//! `falling = "each-year"` or `"period"`: less than before (存量渐减); nothing can fall below nothing, so it holds at 0.

use super::*;

#[derive(Debug)]
struct Falling(ReferencePeriod);

pub const SPEC: RuleSpec = RuleSpec {
    key: "falling",
    companions: &[],
    build: |args| Ok(Arc::new(Falling(ReferencePeriod::of(args, "falling")?))),
};

impl Rule for Falling {
    fn key(&self) -> &'static str {
        "falling"
    }

    fn holds(&self, facts: RuleInput<'_>) -> Ternary {
        let zero = Number::zero();
        let at_zero = facts.value.at_most(&zero);
        match facts.before {
            Some(before) => before.above(facts.value).or(at_zero),
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
