//! The target of a result.

use super::number::{Decimal, Fraction};
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is to be reached, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// The key of the rule.
    pub rule: String,
    /// The number to reach; null where the rule has none or is a band.
    pub value: Option<Decimal>,
    /// The number to reach as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// The least of a band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Decimal>,
    /// The greatest of a band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Decimal>,
    /// `by`, `each-year`, `cumulative`.
    pub timing: Timing,
    /// The year in which it is due.
    pub by: Year,
    /// The rule in words.
    pub words: String,
    /// Which way is better, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Where the rule begins to hold, where a tolerance makes that another number than `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_from: Option<Decimal>,
    /// Of a change from the baseline, how much is asked for in per cent; `value` is what that comes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_cent: Option<Decimal>,
    /// The rule in words before it was revised; null where the first target is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// The key of the rule of an indicator that is shown and not judged.
const NO_THRESHOLD: &str = "none";

/// Whether the rule of a key sets anything to be reached, so that there is a date for it.
pub fn is_set(rule: &str) -> bool {
    rule != NO_THRESHOLD
}

/// When a target is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// By the end of a year.
    By,
    /// In every year.
    EachYear,
    /// As a sum over the years up to one.
    Cumulative,
}

impl Timing {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Timing::By => "by",
            Timing::EachYear => "each-year",
            Timing::Cumulative => "cumulative",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The higher, the better.
    More,
    /// The lower, the better.
    Less,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::rule::RULES;

    #[test]
    fn the_rule_without_a_threshold_is_one_of_the_rules() {
        assert!(RULES.iter().any(|rule| rule.key == NO_THRESHOLD));
    }
}
