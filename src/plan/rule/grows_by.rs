//! `grows-by`: so many per cent more than the baseline (累计增长40%), v ≥ b(1 + p/100); `tolerance`, in percentage points,
//! lowers the rise from which it holds.

use super::growth::GrowthSpec;
use super::*;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "grows-by",
    companions: &["tolerance"],
    opposite: Some("falls-by"),
    is_milestone: false,
    build: |args| GROWTH.build(args),
};

const GROWTH: &GrowthSpec = &GrowthSpec {
    key: "grows-by",
    direction: Direction::More,
    most: None,
    yearly: false,
    words: |per_cent, lang| match lang {
        Lang::Zh => format!("比基期增长{per_cent}"),
        Lang::En => format!("{per_cent} above the baseline"),
    },
};
