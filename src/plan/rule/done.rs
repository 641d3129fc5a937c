//! `done = true`: a milestone is reached (成立, 建立). The value is 1 if it is, else 0.

use super::*;

#[derive(Debug)]
struct Done;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "done",
    companions: &[],
    opposite: None,
    is_milestone: true,
    build: |args| {
        require_true(args, "done")?;
        Ok(Arc::new(Done))
    },
};

impl Rule for Done {
    fn key(&self) -> &'static str {
        "done"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        input.value.at_least(&Number::one())
    }

    fn goal(&self) -> Goal {
        Goal::Milestone
    }

    fn persists(&self) -> bool {
        true
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        lang.pick("建成", "in place").to_owned()
    }
}
