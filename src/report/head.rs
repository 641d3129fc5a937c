//! What a document about a plan and its figures states first.

use super::common::{Input, Language, Tool};
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a document about a plan and its figures states first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentHead {
    /// Its name and version: `kaoping/scorecard/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// The plan; null where it could not be read.
    pub plan: Option<PlanHead>,
    /// Whether the figures are made up.
    pub synthetic: bool,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// The language of the texts.
    #[serde(default)]
    pub language: Language,
    /// The title of the data set.
    #[serde(default)]
    pub data_title: String,
    /// The date up to which figures are used, as it was asked for; absent where all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Where plan and figures were read from, so that they can be read again; absent unless digests were computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Sources>,
}

/// Where plan and figures were read from. Paths are as the user gave them: relative to the folder that the program ran in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sources {
    /// The folder of the plan, or the name of a built-in one.
    pub plan: String,
    /// The folder or file of the figures, or the name of a built-in data set.
    pub data: String,
    /// The file of waivers, where it was given apart from the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waivers: Option<String>,
    /// The folder of what an engine counted, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<String>,
    /// The files of the plan.
    pub plan_files: Vec<HashedFile>,
    /// The files that declare how the figures are read, such as `data.toml`; those with figures and units are `inputs`.
    pub declarations: Vec<HashedFile>,
}

/// A file and its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HashedFile {
    /// As the user named it.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

/// The plan that a document is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanHead {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its files in hexadecimal; empty unless it was computed.
    pub sha256: String,
    /// The first year of its period.
    #[serde(default)]
    pub first: Year,
    /// The last year of its period.
    #[serde(default)]
    pub last: Year,
    /// Its chapters.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
}

/// A chapter of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chapter {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
}
