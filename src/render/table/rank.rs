//! The places of units, a unit a line.

use super::grid::{self, ColumnText, paragraph};
use super::heading;
use crate::render::Style;
use crate::render::rank::{cells, legend, title, titles};
use crate::render::style::{DIM, PLAIN, STRONG};
use crate::report::rank::RankDocument;
use std::io::{self, Write};

/// Writes a ranking.
pub fn write(out: &mut dyn Write, style: Style, document: &RankDocument) -> io::Result<()> {
    let Some(scope) = &document.scope else {
        return Ok(());
    };
    let lang = style.lang;
    heading::document(out, style, &document.head)?;
    writeln!(out)?;
    paragraph(out, style, 0, &title(scope, lang), STRONG)?;
    let line = |cells: [String; 5], style| {
        let texts = cells.iter().enumerate().map(|(at, text)| match at {
            1 => ColumnText::left(text, style),
            _ => ColumnText::right(text, style),
        });
        texts.collect::<Vec<_>>()
    };
    let mut grid = vec![line(titles(scope, lang), DIM)];
    let rows = document.rows.iter();
    grid.extend(rows.map(|row| line(cells(row, scope, lang), PLAIN)));
    grid::write(out, style, 0, &grid, &grid::widest(&grid))?;
    let legend = legend(document, lang);
    if !legend.is_empty() {
        writeln!(out)?;
    }
    let mut lines = legend.into_iter();
    lines.try_for_each(|line| paragraph(out, style, 0, line, DIM))
}
