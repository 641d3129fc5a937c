//! What documents say of single results, for formats that know failures, places and messages only.

use crate::report::{Place, Severity};

/// What a document says of one result.
pub struct Notice<'a> {
    /// The id of its kind, such as `verify/result`.
    pub rule: &'static str,
    /// What its kind means.
    pub meaning: &'static str,
    /// The id of the result, the same in each run.
    pub id: String,
    /// Whether it fails the run, is warned of, or only said.
    pub severity: Severity,
    /// Which result it is about.
    pub title: String,
    /// What is said of it, in a line.
    pub message: String,
    /// More of it, a line each.
    pub lines: Vec<String>,
    /// Where it is best looked up.
    pub place: Option<&'a Place>,
}
