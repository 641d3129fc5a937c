//! Keys that a plan may leave out: tolerances, floors, interim values, thresholds of single units, limits.

use super::site::{Change, Operator, Site};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "removed",
    changes,
};

/// The keys that are removed.
const OPTIONAL: [&str; 13] = [
    "tolerance",
    "basically",
    "path",
    "by-unit",
    "each-year",
    "cumulative",
    "floor",
    "limit",
    "carry",
    "published",
    "pass",
    "score",
    "above",
];

fn changes(site: &Site) -> Vec<Change> {
    if site.key.is_none() || !OPTIONAL.contains(&site.name()) {
        return Vec::new();
    }
    let name = site.name();
    let words = text!("删去 `{name}`", "`{name}` removed");
    vec![site.change(site.with_comma(), String::new(), words)]
}
