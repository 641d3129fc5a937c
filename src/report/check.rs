//! `kaoping/check/1`: whether plan and data are sound, and which figures are outstanding.

use super::common::{Exit, Finding, Language, Place, Tool};
use super::gate::GateMark;
use crate::observation::InputFile;
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Indicators of the plan.
    pub indicators: usize,
    /// Units of the data set.
    pub units: usize,
    /// Files of the data set.
    pub files: usize,
    /// Rows of its files that were used.
    pub rows: u64,
    /// What became of the rows of each file.
    #[serde(default)]
    pub balance: Vec<FileBalance>,
}

/// What became of the rows of a file: those read are those used, set aside and refused together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileBalance {
    /// The file's path within the data folder.
    pub file: String,
    /// The sheet of a workbook; null for a file as a whole.
    pub sheet: Option<String>,
    /// Rows that were read, blank ones apart.
    pub read: u64,
    /// Rows of which at least the unit and the period are known.
    pub used: u64,
    /// Rows that are no unit's figures (totals, parts, remarks), and those that data.toml leaves out.
    pub set_aside: u64,
    /// Rows that can't be used; a finding says why.
    pub refused: u64,
    /// Single cells of used rows that can't be used; a finding says why.
    pub refused_cells: u64,
}

impl FileBalance {
    /// The balance of a file.
    #[doc(hidden)]
    pub fn of(file: &InputFile) -> FileBalance {
        FileBalance {
            file: file.name.clone(),
            sheet: file.sheet.as_deref().map(str::to_owned),
            read: file.rows + file.set_aside + file.refused_rows,
            used: file.rows,
            set_aside: file.set_aside,
            refused: file.refused_rows,
            refused_cells: file.refused.saturating_sub(file.refused_rows),
        }
    }
}

/// A figure that a unit has not reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Where it is expected: the blank cell, else where the plan declares what is asked for; null where neither is known.
    #[serde(default)]
    pub place: Option<Place>,
    /// What the gate says of it; null if nothing.
    #[serde(default)]
    pub gate: Option<GateMark>,
    /// How many verdicts without data lack nothing but figures of this unit.
    #[serde(default)]
    pub unit_decides: u64,
    /// How many verdicts without data lack a figure of this unit, perhaps beside those of others.
    #[serde(default)]
    pub unit_concerns: u64,
}
