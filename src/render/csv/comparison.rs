//! Two units or two years side by side: a row an indicator.

use super::{rows, text};
use crate::render::Style;
use crate::report::comparison::{ComparisonDocument, Side};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes a comparison.
pub fn write(out: &mut dyn Write, _: Style, document: &ComparisonDocument) -> io::Result<()> {
    let head = [
        "indicator",
        "name",
        "unit_a",
        "year_a",
        "verdict_a",
        "value_a",
        "unit_b",
        "year_b",
        "verdict_b",
        "value_b",
        "unit_of_measure",
        "difference",
        "attainment_difference",
        "synthetic",
    ];
    let Some([a, b]) = &document.sides else {
        return rows(out, Some(&head), std::iter::empty::<[String; 0]>());
    };
    let side = |side: &Side, result: &Option<IndicatorResult>| {
        let verdict = result.as_ref().map(|result| result.verdict.id());
        let value = result.as_ref().and_then(|result| result.value.as_ref());
        [
            side.unit.code.clone(),
            side.year.to_string(),
            verdict.unwrap_or_default().to_owned(),
            text(value),
        ]
    };
    let cells = document.rows.iter().map(|row| {
        let result = row.a.as_ref().or(row.b.as_ref());
        let mut cells = vec![row.indicator.clone(), row.name.clone()];
        cells.extend(side(a, &row.a));
        cells.extend(side(b, &row.b));
        cells.push(result.map_or_else(String::new, |result| result.unit_of_measure.clone()));
        cells.push(text(row.difference.as_ref()));
        cells.push(text(row.attainment_difference.as_ref()));
        cells.push(document.head.synthetic.to_string());
        cells
    });
    rows(out, Some(&head), cells)
}
