//! Scorecards that an earlier run wrote.

use super::{Exit, Failure};
use crate::report::scorecard::ScorecardDocument;
use crate::source::Folder;
use crate::text;
use camino::Utf8Path;

/// Reads a scorecard that was written as JSON. A failure if it can't be read or is none.
pub fn read(path: &Utf8Path) -> Result<ScorecardDocument, Failure> {
    let refused = |reason: &dyn std::fmt::Display| {
        let message = text!(
            "`{path}` 不是 JSON 格式的评分结果：{reason}",
            "`{path}` is no scorecard in JSON: {reason}"
        );
        Failure::new(Exit::DataRefused, message)
    };
    let folder = Folder::at(path.parent().unwrap_or(Utf8Path::new("")));
    let text = folder.read_text(path.file_name().unwrap_or_default());
    let text = text.map_err(|error| refused(&error.reason))?.text;
    serde_json::from_str(&text).map_err(|error| refused(&error))
}
