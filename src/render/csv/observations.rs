//! Observations: a row each.

use super::{rows, text};
use crate::render::Observations;
use crate::report::observations::Observation;
use std::io::{self, Write};

/// The titles of the columns.
pub const OBSERVATION_COLUMNS: [&str; 18] = [
    "unit_code",
    "unit",
    "level",
    "period",
    "variable",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "kind",
    "state",
    "written",
    "source",
    "file",
    "sheet",
    "line",
    "column",
    "synthetic",
];

/// Writes observations.
pub fn write(out: &mut dyn Write, observations: Observations<'_>) -> io::Result<()> {
    let cells = observations.map(|seen| row(&seen));
    rows(out, Some(&OBSERVATION_COLUMNS), cells)
}

/// The cells of an observation.
pub fn row(seen: &Observation) -> [String; OBSERVATION_COLUMNS.len()] {
    let bounds = seen.bounds.as_ref();
    [
        seen.unit_code.clone(),
        seen.unit.clone(),
        seen.level.clone(),
        seen.period.clone(),
        seen.variable.clone(),
        text(seen.value.as_ref()),
        text(bounds.and_then(|bounds| bounds.lower.as_ref())),
        text(bounds.and_then(|bounds| bounds.upper.as_ref())),
        seen.unit_of_measure.clone(),
        seen.kind.to_owned(),
        seen.state.to_owned(),
        seen.written.clone(),
        seen.source.clone().unwrap_or_default(),
        seen.place.file.clone(),
        seen.place.sheet.clone().unwrap_or_default(),
        seen.place.line.to_string(),
        seen.place.column.to_string(),
        seen.synthetic.to_string(),
    ]
}
