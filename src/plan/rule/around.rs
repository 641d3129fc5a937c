//! `around` with `tolerance`: within the tolerance on both sides (保持在40岁左右).

use super::between::within;
use super::*;

#[derive(Debug)]
struct Around {
    value: Number,
    tolerance: Number,
}

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "around",
    companions: &["tolerance"],
    opposite: None,
    is_milestone: false,
    build,
};

fn build(args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
    let tolerance = side_number(args, "tolerance")?.ok_or_else(|| {
        ArgError::new(
            "tolerance",
            "是 `around` 必需的：“左右”允许偏差多少",
            "is required by `around`: the deviation that 左右 allows",
        )
    })?;
    Ok(Arc::new(Around {
        value: main_number(args, "around")?,
        tolerance,
    }))
}

impl Rule for Around {
    fn key(&self) -> &'static str {
        "around"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        within(
            input.value,
            &(&self.value - &self.tolerance),
            &(&self.value + &self.tolerance),
        )
    }

    fn goal(&self) -> Goal {
        Goal::Band {
            lo: &self.value - &self.tolerance,
            hi: &self.value + &self.tolerance,
        }
    }

    fn words(&self, unit: &Text, lang: Lang) -> String {
        let space = lang.pick("", " ");
        let band = format!("{}{space}±{space}{}", self.value, self.tolerance);
        with_unit(&band, unit, lang)
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(Around {
            value: number.clone(),
            tolerance: self.tolerance.clone(),
        }))
    }
}
