//! `rising = "each-year"` or `"period"`: more than the year before, or than the baseline (逐步加大).

use super::*;

impl Span {
    /// The span that a rule's key declares.
    pub fn of(args: &Args, key: &str) -> Result<Span, Unfit> {
        match args.get(key) {
            Some(Arg::Word(word)) if word == "each-year" => Ok(Span::EachYear),
            Some(Arg::Word(word)) if word == "period" => Ok(Span::Period),
            other => Err(Unfit::new(
                key,
                "要求 \"each-year\"（比上年）或 \"period\"（比基期）",
                "takes \"each-year\" (against the year before) or \"period\" (against the baseline)",
            )
            .unless(matches!(other, Some(Arg::Word(_))))),
        }
    }

    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Span::EachYear => lang.pick("逐年", "each year"),
            Span::Period => lang.pick("规划期内", "over the period"),
        }
    }
}

#[derive(Debug)]
struct Rising(Span);

pub const KIND: Kind = Kind {
    key: "rising",
    beside: &[],
    build: |args| Ok(Arc::new(Rising(Span::of(args, "rising")?))),
};

impl Rule for Rising {
    fn key(&self) -> &'static str {
        "rising"
    }

    fn holds(&self, facts: Facts<'_>) -> Holds {
        match facts.before {
            Some(before) => facts.value.above(before),
            None => Holds::Unknown,
        }
    }

    fn looks_back(&self) -> Option<Span> {
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
