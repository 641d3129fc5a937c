//! `at-least`: the threshold or more (达到20%以上); `tolerance` lowers the value from which it holds (达到20%左右).

use super::*;

#[derive(Debug)]
struct AtLeast {
    value: Number,
    tolerance: Number,
}

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "at-least",
    companions: &["tolerance"],
    opposite: Some("at-most"),
    is_milestone: false,
    build,
};

/// `at-least` without tolerance.
pub fn plain(value: Number) -> Arc<dyn Rule> {
    Arc::new(AtLeast {
        value,
        tolerance: Number::zero(),
    })
}

fn build(args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
    Ok(Arc::new(AtLeast {
        value: main_number(args, "at-least")?,
        tolerance: side_number(args, "tolerance")?.unwrap_or_else(Number::zero),
    }))
}

impl AtLeast {
    /// The least value for which the rule holds.
    fn holds_from(&self) -> Number {
        &self.value - &self.tolerance
    }
}

impl Rule for AtLeast {
    fn key(&self) -> &'static str {
        "at-least"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        input.value.at_least(&self.holds_from())
    }

    fn goal(&self) -> Goal {
        Goal::Threshold {
            direction: Direction::More,
            value: self.value.clone(),
            holds_from: self.holds_from(),
        }
    }

    fn words(&self, unit: &Text, lang: Lang) -> String {
        let words = sign_and_number("≥", &self.value, unit, lang);
        if self.tolerance.is_zero() {
            words
        } else {
            match lang {
                Lang::Zh => format!("{words}（−{}）", self.tolerance),
                Lang::En => format!("{words} (−{})", self.tolerance),
            }
        }
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(AtLeast {
            value: number.clone(),
            tolerance: self.tolerance.clone(),
        }))
    }
}
