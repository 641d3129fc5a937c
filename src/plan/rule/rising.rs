//! `rising = "each-year"` or `"period"`: more than the year before, or than the baseline (逐步加大).

use super::*;

impl ReferencePeriod {
    /// The span that a rule's key declares.
    pub fn of(args: &Args, key: &str) -> Result<ReferencePeriod, ArgError> {
        match args.get(key) {
            Some(Arg::Word(word)) if word == "each-year" => Ok(ReferencePeriod::EachYear),
            Some(Arg::Word(word)) if word == "period" => Ok(ReferencePeriod::Period),
            other => Err(ArgError::new(
                key,
                "要求 \"each-year\"（比上年）或 \"period\"（比基期）",
                "takes \"each-year\" (against the year before) or \"period\" (against the baseline)",
            )
            .unless(matches!(other, Some(Arg::Word(_))))),
        }
    }

    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            ReferencePeriod::EachYear => lang.pick("逐年", "each year"),
            ReferencePeriod::Period => lang.pick("规划期内", "over the period"),
        }
    }
}

#[derive(Debug)]
struct Rising(ReferencePeriod);

pub const SPEC: RuleSpec = RuleSpec {
    key: "rising",
    companions: &[],
    build: |args| Ok(Arc::new(Rising(ReferencePeriod::of(args, "rising")?))),
};

impl Rule for Rising {
    fn key(&self) -> &'static str {
        "rising"
    }

    fn holds(&self, facts: RuleInput<'_>) -> Ternary {
        match facts.before {
            Some(before) => facts.value.above(before),
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
