//! `kaoping/compare/1`: two units, or two years, side by side.

use super::common::{Exit, Finding, Unit};
use super::head::DocumentHead;
use super::number::{Decimal, Fraction};
use super::scorecard::IndicatorResult;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/compare/1";

/// Two units, or two years, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/compare/1")]
pub struct ComparisonDocument {
    /// Plan and figures.
    #[serde(flatten)]
    pub head: DocumentHead,
    /// The two sides; null where nothing could be compared.
    pub sides: Option<[Side; 2]>,
    /// The largest difference of attainment first.
    pub rows: Vec<ComparisonRow>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: Year,
}

/// One indicator on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparisonRow {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The result of the first side, without evidence; null where it is not judged there.
    pub a: Option<IndicatorResult>,
    /// The result of the second side, without evidence; null where it is not judged there.
    pub b: Option<IndicatorResult>,
    /// Second value minus first; null unless both are known.
    pub difference: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference_exact: Option<Fraction>,
    /// Second attainment minus first in percentage points, more than 100 counted as 100; null unless both are defined.
    pub attainment_difference: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainment_difference_exact: Option<Fraction>,
}
