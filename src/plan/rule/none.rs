//! `none = true`: the plan sets no threshold; the value is shown and not judged.

use super::*;

#[derive(Debug)]
struct Monitored;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "none",
    companions: &[],
    opposite: None,
    is_milestone: false,
    build: |args| {
        require_true(args, "none")?;
        Ok(Arc::new(Monitored))
    },
};

impl Rule for Monitored {
    fn key(&self) -> &'static str {
        "none"
    }

    /// Not called, since a monitored indicator is not judged.
    fn holds(&self, _input: RuleInput<'_>) -> Ternary {
        Ternary::Unknown
    }

    fn goal(&self) -> Goal {
        Goal::Nothing
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        lang.pick("未设目标", "no target").to_owned()
    }
}
