//! `falls-by`: so many per cent less than the baseline (累计降低16%), v ≤ b(1 − p/100); `tolerance`, in percentage points,
//! lowers the fall from which it holds (降低16%左右).

use super::growth::GrowthSpec;
use super::*;

/// The greatest fall: to nothing.
const MOST: i64 = 100;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "falls-by",
    companions: &["tolerance"],
    opposite: Some("grows-by"),
    is_milestone: false,
    build: |args| GROWTH.build(args),
};

const GROWTH: &GrowthSpec = &GrowthSpec {
    key: "falls-by",
    direction: Direction::Less,
    most: Some(MOST),
    yearly: false,
    words: |per_cent, lang| match lang {
        Lang::Zh => format!("比基期降低{per_cent}"),
        Lang::En => format!("{per_cent} below the baseline"),
    },
};
