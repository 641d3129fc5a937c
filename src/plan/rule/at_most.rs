//! `at-most`: the threshold or less; `tolerance` raises the value up to which it holds.

use super::*;

#[derive(Debug)]
struct AtMost {
    value: Number,
    tolerance: Number,
}

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "at-most",
    companions: &["tolerance"],
    opposite: Some("at-least"),
    is_milestone: false,
    build,
};

fn build(args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
    Ok(Arc::new(AtMost {
        value: main_number(args, "at-most")?,
        tolerance: side_number(args, "tolerance")?.unwrap_or_else(Number::zero),
    }))
}

impl AtMost {
    /// The greatest value for which the rule holds.
    fn holds_from(&self) -> Number {
        &self.value + &self.tolerance
    }
}

impl Rule for AtMost {
    fn key(&self) -> &'static str {
        "at-most"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        input.value.at_most(&self.holds_from())
    }

    fn goal(&self) -> Goal {
        Goal::Threshold {
            direction: Direction::Less,
            value: self.value.clone(),
            holds_from: self.holds_from(),
        }
    }

    fn words(&self, unit: &Text, lang: Lang) -> String {
        let words = sign_and_number("≤", &self.value, unit, lang);
        if self.tolerance.is_zero() {
            words
        } else {
            match lang {
                Lang::Zh => format!("{words}（+{}）", self.tolerance),
                Lang::En => format!("{words} (+{})", self.tolerance),
            }
        }
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(AtMost {
            value: number.clone(),
            tolerance: self.tolerance.clone(),
        }))
    }
}
