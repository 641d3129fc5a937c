//! The pace of a result.

use super::number::{Bounds, Decimal, Fraction};
use super::scorecard::Answer;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the value should be by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pace {
    /// `path`, `linear`, `compound`, `cagr`, `growth`; `within-year` of a year that is not over.
    pub method: String,
    /// What is expected this year; null for growth rates.
    pub due_value: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_exact: Option<Fraction>,
    /// Whether the value is there.
    pub holds: Answer,
    /// The step of the bands: `on-track`, `slightly-behind`, `clearly-behind`, `moving-away` where the plan declares none, and
    /// without a target `on-track`, `moderate`, `limited`, `moving-away`; null while undecided.
    pub band: Option<String>,
    /// The name of the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band_name: Option<String>,
    /// The bands that the plan declares for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<String>,
    /// The score of the bands, where they give one and it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Decimal>,
    /// The distance covered over the distance due, or the actual over the required growth; null where undefined, and unless it
    /// is known. What rests on a root is true to 12 decimals.
    #[serde(default)]
    pub ratio: Option<Decimal>,
    /// The ratio as a fraction, where it is one and its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio_exact: Option<Fraction>,
    /// Certain bounds of the ratio, where it rests on a root or on missing data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio_bounds: Option<Bounds>,
    /// The change a year since the baseline, in `rate_unit`; null unless it is known.
    #[serde(default)]
    pub actual_rate: Option<Decimal>,
    /// The change a year that leads from the baseline to the target; null without a target.
    #[serde(default)]
    pub required_rate: Option<Decimal>,
    /// What the rates are in: `% a year`, compound, or the unit of the value a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_unit: Option<String>,
    /// The year that it is drawn from; null without a baseline.
    #[serde(default)]
    pub base_year: Option<Year>,
    /// The year of the figure.
    #[serde(default)]
    pub figure_year: Year,
    /// What a natural limit multiplies the thresholds above 0 by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_factor: Option<Decimal>,
    /// For growth rates, the actual rate in per cent of the rate required, rounded to a tenth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_share: Option<Decimal>,
    /// The per cent of the rate required that are enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_enough: Option<Decimal>,
}
