//! The differences between two scorecards: a row for each result, with what each cause does by itself.

use super::{rows, text};
use crate::attribution::Cause;
use crate::render::Style;
use crate::report::difference::{DiffDocument, DiffRow};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes the results that differ.
pub fn write(out: &mut dyn Write, _: Style, document: &DiffDocument) -> io::Result<()> {
    let first = [
        "direction",
        "indicator",
        "name",
        "unit_code",
        "unit",
        "old_year",
        "old_verdict",
        "old_value",
        "new_year",
        "new_verdict",
        "new_value",
        "unit_of_measure",
        "change",
    ];
    let of_causes = Cause::ALL.map(|cause| {
        let id = cause.id();
        [format!("{id}_verdict"), format!("{id}_change")]
    });
    let last = ["interaction", "interaction_change", "synthetic"];
    let mut head: Vec<&str> = first.to_vec();
    head.extend(of_causes.iter().flatten().map(String::as_str));
    head.extend(last);
    let synthetic = document.is_synthetic();
    let cells = document.rows.iter().map(|row| cells(row, synthetic));
    rows(out, Some(&head), cells)
}

fn cells(row: &DiffRow, synthetic: bool) -> Vec<String> {
    let mut cells = vec![
        row.direction.id().to_owned(),
        row.indicator.clone(),
        row.name.clone(),
        row.unit.code.clone(),
        row.unit.name.clone(),
    ];
    cells.extend(side(row.old.as_ref()));
    cells.extend(side(row.new.as_ref()));
    let any = row.new.as_ref().or(row.old.as_ref());
    cells.push(any.map_or_else(String::new, |result| result.unit_of_measure.clone()));
    cells.push(text(row.change.as_ref()));
    for cause in Cause::ALL {
        let found = row.causes.iter().find(|one| one.cause == cause.id());
        let alone = found.and_then(|one| one.alone.as_ref());
        let verdict = alone.filter(|_| found.is_some_and(|one| one.acts));
        cells.push(verdict.map_or("", |stand| stand.verdict.id()).to_owned());
        cells.push(text(found.and_then(|one| one.change.as_ref())));
    }
    let interaction = row.interaction.as_ref();
    cells.push(interaction.map_or_else(String::new, |one| one.causes.join(" ")));
    cells.push(text(interaction.and_then(|one| one.change.as_ref())));
    cells.push(synthetic.to_string());
    cells
}

fn side(result: Option<&IndicatorResult>) -> [String; 3] {
    result.map_or_else(Default::default, |result| {
        [
            result.year.to_string(),
            result.verdict.id().to_owned(),
            text(result.value.as_ref()),
        ]
    })
}
