//! The differences between two scorecards: how many and by which causes, then each, the worst first.

use super::grid::{ColumnText, paragraph, widest, write as write_rows};
use crate::render::difference::{causes, direction, lines, side, title, values, verdicts};
use crate::render::style::{self, PLAIN, STRONG, WARNING};
use crate::render::{Style, phrases};
use crate::report::difference::{DiffDocument, DiffRow};
use std::io::{self, Write};

/// Writes the differences.
pub fn write(out: &mut dyn Write, style: Style, document: &DiffDocument) -> io::Result<()> {
    let lang = style.lang;
    let (Some(old), Some(new)) = (&document.old, &document.new) else {
        return Ok(());
    };
    paragraph(out, style, 0, &side(old, false, lang), STRONG)?;
    paragraph(out, style, 0, &side(new, true, lang), STRONG)?;
    if document.is_synthetic() {
        paragraph(out, style, 0, phrases::synthetic(lang), WARNING)?;
    }
    paragraph(out, style, 0, &document.exit.message, STRONG)?;
    for note in &document.notes {
        paragraph(out, style, 0, note, WARNING)?;
    }
    let rows: Vec<Vec<ColumnText>> = (causes(document, lang).iter())
        .map(|cells| {
            cells
                .iter()
                .map(|cell| ColumnText::left(cell, PLAIN))
                .collect()
        })
        .collect();
    write_rows(out, style, 2, &rows, &widest(&rows))?;
    let mut groups = document.rows.chunk_by(|a, b| a.direction == b.direction);
    groups.try_for_each(|group| {
        writeln!(out)?;
        paragraph(out, style, 0, direction(group[0].direction, lang), STRONG)?;
        group.iter().try_for_each(|row| write_row(out, style, row))
    })
}

fn write_row(out: &mut dyn Write, style: Style, row: &DiffRow) -> io::Result<()> {
    let lang = style.lang;
    let verdict = row.new.as_ref().or(row.old.as_ref());
    let of_verdict = verdict.map_or(PLAIN, |result| style::of(result.verdict));
    paragraph(out, style, 0, &title(row), PLAIN)?;
    let line = format!("{}  {}", verdicts(row, lang), values(row, lang));
    paragraph(out, style, 2, &line, of_verdict)?;
    let lines = lines(row, lang);
    lines
        .iter()
        .try_for_each(|line| paragraph(out, style, 4, line, PLAIN))
}
