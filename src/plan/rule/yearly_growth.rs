//! `yearly-growth`: a compound rise of so many per cent a year from the baseline on (年均增长7%), v ≥ b(1 + g/100)^(y − y₀);
//! `tolerance`, in percentage points a year, lowers the rise from which it holds.

use super::growth::GrowthSpec;
use super::*;

/// The greatest rise a year: a hundredfold. More is a slip of the pen, and its powers take long to compute.
const MOST: i64 = 10_000;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "yearly-growth",
    companions: &["tolerance"],
    opposite: None,
    is_milestone: false,
    build: |args| GROWTH.build(args),
};

const GROWTH: &GrowthSpec = &GrowthSpec {
    key: "yearly-growth",
    direction: Direction::More,
    most: Some(MOST),
    yearly: true,
    words: |per_cent, lang| match lang {
        Lang::Zh => format!("年均增长{per_cent}"),
        Lang::En => format!("growing {per_cent} a year"),
    },
};
