//! `between = [lower, upper]`: within both bounds, which are included.

use super::*;

#[derive(Debug)]
struct Between {
    lo: Number,
    hi: Number,
}

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "between",
    companions: &[],
    opposite: None,
    is_milestone: false,
    build,
};

fn build(args: &Args) -> Result<Arc<dyn Rule>, ArgError> {
    match args.get("between") {
        Some(Arg::Pair(lo, hi)) if lo <= hi => Ok(Arc::new(Between {
            lo: lo.clone(),
            hi: hi.clone(),
        })),
        other => Err(ArgError::new(
            "between",
            "须为两个数 [下限, 上限]",
            "takes two numbers, [lower, upper]",
        )
        .unless(matches!(other, Some(Arg::Pair(..))))),
    }
}

/// Whether the value lies within `[lo, hi]`.
pub fn within(value: &Interval, lo: &Number, hi: &Number) -> Ternary {
    value.at_least(lo).and(value.at_most(hi))
}

impl Rule for Between {
    fn key(&self) -> &'static str {
        "between"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        within(input.value, &self.lo, &self.hi)
    }

    fn goal(&self) -> Goal {
        Goal::Band {
            lo: self.lo.clone(),
            hi: self.hi.clone(),
        }
    }

    fn words(&self, unit: &Text, lang: Lang) -> String {
        let to = lang.pick("—", " – ");
        with_unit(&format!("{}{to}{}", self.lo, self.hi), unit, lang)
    }
}
