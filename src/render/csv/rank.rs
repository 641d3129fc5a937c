//! The places of units: a row a unit.

use super::{rows, text};
use crate::render::Style;
use crate::report::rank::{RankDocument, RankRow};
use std::io::{self, Write};

const COLUMNS: [&str; 16] = [
    "unit_code",
    "unit",
    "level",
    "year",
    "by",
    "place",
    "place_from",
    "place_to",
    "not_told_apart",
    "previous_place",
    "change",
    "score",
    "lower",
    "upper",
    "score_estimated",
    "synthetic",
];

/// Writes a ranking.
pub fn write(out: &mut dyn Write, _: Style, document: &RankDocument) -> io::Result<()> {
    let scope = document.scope.as_ref();
    let (year, by) = scope.map_or_else(Default::default, |scope| {
        (scope.year.to_string(), scope.by.clone())
    });
    let cells = |row: &RankRow| {
        let bounds = row.score_bounds.as_ref();
        let whole = |n: Option<String>| n.unwrap_or_default();
        [
            row.unit.code.clone(),
            row.unit.name.clone(),
            row.unit.level.clone(),
            year.clone(),
            by.clone(),
            whole(row.place.map(|n| n.to_string())),
            whole(row.place_from.map(|n| n.to_string())),
            whole(row.place_to.map(|n| n.to_string())),
            row.not_told_apart.to_string(),
            whole(row.previous_place.map(|n| n.to_string())),
            whole(row.change.map(|n| n.to_string())),
            text(row.score.as_ref()),
            text(bounds.and_then(|bounds| bounds.lower.as_ref())),
            text(bounds.and_then(|bounds| bounds.upper.as_ref())),
            row.score_estimated.to_string(),
            row.synthetic.to_string(),
        ]
    };
    rows(out, Some(&COLUMNS), document.rows.iter().map(cells))
}
