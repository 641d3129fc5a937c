//! `kaoping/rank/1`: the places of units.

use super::common::{Exit, Finding, Unit};
use super::head::DocumentHead;
use super::number::{Bounds, Decimal, Fraction, is_false};
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/rank/1";

/// The places of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/rank/1")]
pub struct RankDocument {
    /// Plan and figures.
    #[serde(flatten)]
    pub head: DocumentHead,
    /// What was ranked; null where nothing could be.
    pub scope: Option<RankScope>,
    /// By place, then by code; units without a place last.
    pub rows: Vec<RankRow>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// What was ranked, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankScope {
    /// The year.
    pub year: Year,
    /// The id of the level of the units.
    pub level: String,
    /// The name of the level.
    pub level_name: String,
    /// The id of the indicator, `attainment` or `met`.
    pub by: String,
    /// Its name.
    pub name: String,
    /// The unit that scores are in; empty for scores of a scale.
    pub unit_of_measure: String,
    /// Whether the least score has the first place.
    pub least_first: bool,
    /// By how many per cent the weights of the index were varied; null where they were not.
    pub weights_varied: Option<u32>,
    /// The decimals to which scores were rounded first; null where they were not.
    pub decimals: Option<u32>,
    /// How many decimals are shown.
    pub shown_decimals: u32,
}

/// A unit and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankRow {
    /// The unit.
    pub unit: Unit,
    /// By its score; units with equal scores share it. Without a known score the only place that is possible; null where there are
    /// several.
    pub place: Option<u64>,
    /// The first place that missing data, and varied weights where they were asked for, allow; null where there is nothing to
    /// rank.
    pub place_from: Option<u64>,
    /// The last place that they allow.
    pub place_to: Option<u64>,
    /// Whether more than one place is possible: the unit can't be told apart from others.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_told_apart: bool,
    /// The place in the year before; null without one.
    pub previous_place: Option<u64>,
    /// Places gained since the year before, lost if negative; null without both.
    pub change: Option<i64>,
    /// The score, or the estimate of it; null where there is neither.
    pub score: Option<Decimal>,
    /// The score as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_exact: Option<Fraction>,
    /// What the score can be; null where there is nothing to rank.
    pub score_bounds: Option<Bounds>,
    /// Whether `score` is an estimate from what was reported.
    #[serde(default, skip_serializing_if = "is_false")]
    pub score_estimated: bool,
    /// Whether the figures are made up.
    pub synthetic: bool,
}
