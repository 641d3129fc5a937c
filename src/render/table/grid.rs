//! Columns: cells wrapped to their width, aligned, painted.

use crate::render::paint::Paint;
use crate::render::text::{pad, pad_left, tame, width, wrap};
use std::io::{self, Write};

/// Spaces between columns.
pub const GAP: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A text in a column.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    paint: Paint,
    align: Align,
}

impl Cell {
    pub fn left(text: &str, paint: Paint) -> Self {
        Cell {
            text: tame(text),
            paint,
            align: Align::Left,
        }
    }

    pub fn right(text: &str, paint: Paint) -> Self {
        Cell {
            align: Align::Right,
            ..Cell::left(text, paint)
        }
    }

    pub fn width(&self) -> usize {
        width(&self.text)
    }

    fn lines(&self, to: usize) -> Vec<String> {
        wrap(&self.text, to)
    }

    fn fill(&self, line: &str, to: usize, color: bool) -> String {
        let padded = match self.align {
            Align::Left => pad(line, to),
            Align::Right => pad_left(line, to),
        };
        self.paint.on(&padded, color)
    }
}

/// Writes cells side by side after an indent, over as many lines as the tallest takes.
pub fn row(
    out: &mut dyn Write,
    indent: usize,
    cells: &[(usize, &Cell)],
    color: bool,
) -> io::Result<()> {
    let wrapped: Vec<Vec<String>> = cells.iter().map(|(to, cell)| cell.lines(*to)).collect();
    let tallest = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..tallest {
        let last = wrapped
            .iter()
            .rposition(|lines| lines.get(at).is_some_and(|line| !line.is_empty()));
        let Some(last) = last else { continue };
        write!(out, "{:indent$}", "")?;
        for (column, (to, cell)) in cells.iter().enumerate().take(last + 1) {
            let line = wrapped[column].get(at).map_or("", String::as_str);
            let ends = column == last && cell.align == Align::Left;
            let to = if ends { 0 } else { *to };
            let gap = if column == last { 0 } else { GAP };
            write!(out, "{}{:gap$}", cell.fill(line, to, color), "")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
