//! `kaoping/batch/1`: the files of a batch, and what they were made of. It is the last file of a batch to be written.

use super::common::{Exit, Finding, Language, Tool};
use super::number::is_false;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/batch/1";

/// The files of a batch, and what they were made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/batch/1")]
pub struct BatchDocument {
    /// `kaoping/batch/1`.
    pub schema: String,
    /// The program that wrote the batch.
    pub tool: Tool,
    /// Whether all files were written. While a batch is being written, and after an interruption, this is false: what has no
    /// `sha256` may be missing, and what has one may be of this batch or of the one before.
    pub complete: bool,
    /// The digest of everything that the files depend on: program, plan, figures, waivers and options. A batch of the same key
    /// has the same files.
    pub key: String,
    /// The title of the plan.
    pub plan: String,
    /// SHA-256 of the plan's files.
    pub plan_sha256: String,
    /// The title of the data set.
    pub data_title: String,
    /// Whether the figures are made up.
    pub synthetic: bool,
    /// The language of files that have one language.
    pub language: Language,
    /// The years, ascending.
    pub years: Vec<Year>,
    /// The codes of the units.
    pub units: Vec<String>,
    /// The ids of the formats.
    pub formats: Vec<String>,
    /// The date up to which figures are used; absent where all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whether nothing was written: a run that only says what it would write.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dry_run: bool,
    /// How many files are new, changed, unchanged, removed and kept; absent in the file itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// The files, by path.
    pub files: Vec<BatchEntry>,
    /// Files of an earlier batch that are not among `files`: to be removed, removed, or kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outdated: Vec<BatchEntry>,
    /// What was found wrong; absent in the file itself: `check.json`, `findings.csv` and the pages list it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// A file of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BatchEntry {
    /// Within the folder of the batch, `/` between its parts.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal; null where it is not known to be written.
    pub sha256: Option<String>,
    /// How many bytes it has; null where it is not known to be written.
    pub size: Option<u64>,
    /// What became of it in this run; absent in the file itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// What became of a file.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It was not there.
    New,
    /// It had other bytes.
    Changed,
    /// It had the same bytes and was not written.
    Unchanged,
    /// It was of an earlier batch and is gone.
    Removed,
    /// It is of an earlier batch and does not have the bytes that the manifest states, because that run was interrupted or
    /// someone changed it: it stays.
    Kept,
}

/// How many files became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// Files that were not there.
    pub new: u64,
    /// Files that had other bytes.
    pub changed: u64,
    /// Files that had the same bytes.
    pub unchanged: u64,
    /// Files of an earlier batch that are gone.
    pub removed: u64,
    /// Files of an earlier batch that do not have the bytes that the manifest states and stay.
    pub kept: u64,
}

impl Changes {
    /// Counts the files of a batch and those of an earlier one.
    pub fn of(document: &BatchDocument) -> Self {
        let mut counts = Changes::default();
        let all = document.files.iter().chain(&document.outdated);
        for change in all.filter_map(|file| file.change) {
            *match change {
                Change::New => &mut counts.new,
                Change::Changed => &mut counts.changed,
                Change::Unchanged => &mut counts.unchanged,
                Change::Removed => &mut counts.removed,
                Change::Kept => &mut counts.kept,
            } += 1;
        }
        counts
    }

    /// Whether no file is another.
    pub fn nothing(&self) -> bool {
        self.new + self.changed + self.removed == 0
    }
}
