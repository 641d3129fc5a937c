//! `rising = "each-year"` or `"period"`: more than the year before, or than the baseline (逐步加大).

use super::*;

impl ReferencePeriod {
    /// Every one with its keyword.
    pub const WORDS: [(&'static str, ReferencePeriod); 2] = [
        ("each-year", ReferencePeriod::EachYear),
        ("period", ReferencePeriod::Period),
    ];

    /// The reference period that the value of `key` declares.
    pub fn of(args: &Args, key: &str) -> Result<ReferencePeriod, ArgError> {
        let written = args.get(key);
        let known = ReferencePeriod::WORDS
            .into_iter()
            .find(|(word, _)| matches!(written, Some(Arg::Word(written)) if written == word));
        known.map(|(_, period)| period).ok_or_else(|| {
            ArgError::new(
                key,
                "须为 \"each-year\"（与上年比）或 \"period\"（与基期比）",
                "takes \"each-year\" (compared with the year before) or \"period\" (compared with the baseline)",
            )
            .unless(matches!(written, Some(Arg::Word(_))))
        })
    }

    /// The reference period in words, as part of a rule: “each year”.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            ReferencePeriod::EachYear => lang.pick("逐年", "each year"),
            ReferencePeriod::Period => lang.pick("规划期内", "over the period"),
        }
    }
}

#[derive(Debug)]
struct Rising(ReferencePeriod);

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "rising",
    companions: &[],
    opposite: Some("falling"),
    is_milestone: false,
    build: |args| Ok(Arc::new(Rising(ReferencePeriod::of(args, "rising")?))),
};

impl Rule for Rising {
    fn key(&self) -> &'static str {
        "rising"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        match input.before {
            Some(before) => input.value.above(before),
            None => Ternary::Unknown,
        }
    }

    fn reference_period(&self) -> Option<ReferencePeriod> {
        Some(self.0)
    }

    fn goal(&self) -> Goal {
        Goal::Change(Direction::More)
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("{}增长", self.0.words(lang)),
            Lang::En => format!("rising {}", self.0.words(lang)),
        }
    }
}
