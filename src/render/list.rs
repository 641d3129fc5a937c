//! Plain tables of words, for lists.

use super::Style;
use super::text::tame;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableStyle, Width, presets};
use std::io::{self, Write};

/// Writes rows under a head, cells wrapped to the width there is.
pub fn write(
    out: &mut dyn Write,
    style: Style,
    head: &[&str],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let mut table = Table::new();
    let plain: TableStyle = presets::NOTHING;
    table
        .load_style(plain)
        .force_no_tty()
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(style.width).unwrap_or(u16::MAX))
        .set_header(head.iter().map(|word| tame(word)));
    for row in rows {
        table.add_row(row.iter().map(|cell| tame(cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(6)));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
