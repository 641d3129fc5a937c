//! `kaoping/check/1`: whether plan and data are sound, and which figures are outstanding.

use super::common::{Exit, Finding, Language, Tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/check/1";

/// Whether plan and data are sound, and which figures are outstanding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/check/1")]
pub struct CheckDocument {
    /// `kaoping/check/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// What was read.
    pub checked: Checked,
    /// The outstanding figures; null unless they were asked for.
    pub missing: Option<Vec<MissingFigure>>,
    /// The language of the texts.
    #[serde(default)]
    pub language: Language,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Indicators of the plan.
    pub indicators: usize,
    /// Units of the data set.
    pub units: usize,
    /// Files of the data set.
    pub files: usize,
    /// Rows of its files.
    pub rows: u64,
}

/// A figure that a unit has not reported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct MissingFigure {
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// The variable's id.
    pub variable: String,
    /// The variable's name.
    pub variable_name: String,
    /// A year, or `first-last`.
    pub period: String,
    /// How many cells or units; 1 for a single cell.
    pub missing: u64,
}
