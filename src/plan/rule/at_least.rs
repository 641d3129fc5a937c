//! `at-least`: 达到20%以上; with `tolerance` for 达到…左右, where more is as good.

use super::*;

#[derive(Debug)]
struct AtLeast {
    value: Number,
    tolerance: Number,
}

pub const SPEC: RuleSpec = RuleSpec {
    key: "at-least",
    companions: &["tolerance"],
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
    fn holds_from(&self) -> Number {
        &self.value - &self.tolerance
    }
}

impl Rule for AtLeast {
    fn key(&self) -> &'static str {
        "at-least"
    }

    fn holds(&self, facts: RuleInput<'_>) -> Ternary {
        facts.value.at_least(&self.holds_from())
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
            format!("{words} (−{})", self.tolerance)
        }
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(AtLeast {
            value: number.clone(),
            tolerance: self.tolerance.clone(),
        }))
    }
}
