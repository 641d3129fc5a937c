//! `kaoping/verify/1`: whether a scorecard still stands, once it is made again from the inputs that it names.

use super::common::{Exit, Finding, Language, Place, Tool, Unit};
use crate::evaluate::Verdict;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/verify/1";

/// Whether a scorecard still stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/verify/1")]
pub struct VerifyDocument {
    /// `kaoping/verify/1`.
    pub schema: String,
    /// The program that made the scorecard again.
    pub tool: Tool,
    /// The language of the texts.
    pub language: Language,
    /// The scorecard; null where it could not be read.
    pub scorecard: Option<ScorecardRead>,
    /// Whether it stands; null where it could not be made again.
    pub stands: Option<bool>,
    /// The inputs that it names, and those that were read and it does not name.
    pub inputs: Vec<InputCheck>,
    /// How many results it has.
    pub results: u64,
    /// How many results are affected: those listed under `differences`.
    pub affected: u64,
    /// How many results are the same and were read from another place of a changed file.
    pub moved: u64,
    /// The results that are not the same, in the order of the scorecard; then those that it does not have.
    pub differences: Vec<ResultDifference>,
    /// What is not the same besides the results: counts, findings, how the run ended.
    pub others: Vec<FieldDifference>,
    /// What limits the comparison.
    pub notes: Vec<String>,
    /// What was found wrong with inputs that could not be used.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

impl VerifyDocument {
    /// Whether the figures of the scorecard are made up.
    pub fn is_synthetic(&self) -> bool {
        self.scorecard.as_ref().is_some_and(|card| card.synthetic)
    }
}

/// The scorecard that is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScorecardRead {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// The program that wrote it.
    pub tool: Tool,
    /// The title of its plan; null where it has none.
    pub plan: Option<String>,
    /// The title of its data set.
    pub data_title: String,
    /// Whether its figures are made up.
    pub synthetic: bool,
}

/// What an input is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InputRole {
    /// A file of the plan.
    Plan,
    /// A file that declares how the figures are read.
    Declarations,
    /// A file of figures or units.
    Data,
}

impl InputRole {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            InputRole::Plan => "plan",
            InputRole::Declarations => "declarations",
            InputRole::Data => "data",
        }
    }
}

/// What became of an input since the scorecard was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InputStatus {
    /// Its bytes are those that were read.
    Unchanged,
    /// Its bytes are others.
    Changed,
    /// It can't be read.
    Missing,
    /// It is read now and was not read then.
    Added,
}

impl InputStatus {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            InputStatus::Unchanged => "unchanged",
            InputStatus::Changed => "changed",
            InputStatus::Missing => "missing",
            InputStatus::Added => "added",
        }
    }
}

/// An input and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputCheck {
    /// What it is for.
    pub role: InputRole,
    /// Its path in the scorecard; of one that was added, where it was read.
    pub path: String,
    /// What became of it.
    pub status: InputStatus,
    /// SHA-256 as the scorecard states it; null of one that was added.
    pub stated: Option<String>,
    /// SHA-256 of what is there now; null where nothing can be read.
    pub found: Option<String>,
}

/// A result that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResultDifference {
    /// `indicator/unit/year`.
    pub id: String,
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: Year,
    /// The verdict of the scorecard; null where it does not have the result.
    pub stated: Option<Verdict>,
    /// The verdict now; null where there is no such result.
    pub found: Option<Verdict>,
    /// Every field that is not the same; empty where one side does not have the result.
    pub fields: Vec<FieldDifference>,
    /// The changed inputs that it rests on; empty where no input explains it.
    pub inputs: Vec<String>,
    /// Where it is best looked up.
    pub place: Option<Place>,
}

/// A field that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldDifference {
    /// Its path within the result or the document, such as `evidence[0].value`.
    pub field: String,
    /// What the scorecard states; null where it states nothing.
    pub stated: Value,
    /// What is found now; null where there is nothing.
    pub found: Value,
}
