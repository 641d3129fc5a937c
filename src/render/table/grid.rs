//! Columns: texts wrapped to their width, aligned, coloured. Unlike a table library it writes a row before it knows the
//! next, breaks Chinese as [`wrap`] does, and lets headings stand between rows that share their columns.

use crate::render::Style as Output;
use crate::render::style::styled;
use crate::render::text::{fixed_width_signs, pad, pad_left, width, wrap};
use anstyle::Style;
use std::io::{self, Write};

/// Spaces between columns.
pub const GAP: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// A text in a column.
#[derive(Clone, Debug)]
pub struct ColumnText {
    text: String,
    style: Style,
    align: Align,
}

impl ColumnText {
    /// A text that begins where its column does.
    pub fn left(text: &str, style: Style) -> Self {
        ColumnText {
            text: fixed_width_signs(text),
            style,
            align: Align::Left,
        }
    }

    /// A text that ends where its column does.
    pub fn right(text: &str, style: Style) -> Self {
        ColumnText {
            align: Align::Right,
            ..ColumnText::left(text, style)
        }
    }

    /// Columns of the terminal that it takes on one line.
    pub fn width(&self) -> usize {
        width(&self.text)
    }

    fn fill(&self, line: &str, to: usize, color: bool) -> String {
        let padded = match self.align {
            Align::Left => pad(line, to),
            Align::Right => pad_left(line, to),
        };
        styled(&padded, self.style, color)
    }
}

/// Writes texts side by side with so many spaces between them, each with the width of its column, over as many lines as
/// the tallest takes.
pub fn row(
    out: &mut dyn Write,
    gap: usize,
    texts: &[(usize, &ColumnText)],
    color: bool,
) -> io::Result<()> {
    let wrapped: Vec<Vec<String>> = (texts.iter())
        .map(|(to, text)| wrap(&text.text, *to))
        .collect();
    let tallest = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..tallest {
        let last = wrapped
            .iter()
            .rposition(|lines| lines.get(at).is_some_and(|line| !line.is_empty()));
        let Some(last) = last else { continue };
        for (column, (to, text)) in texts.iter().enumerate().take(last + 1) {
            let line = wrapped[column].get(at).map_or("", String::as_str);
            let ends = column == last && text.align == Align::Left;
            let to = if ends { 0 } else { *to };
            let gap = if column == last { 0 } else { gap };
            write!(out, "{}{:gap$}", text.fill(line, to, color), "")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A text wrapped to the terminal's width, each line after an indent.
pub fn paragraph(
    out: &mut dyn Write,
    output: Output,
    indent: usize,
    text: &str,
    style: Style,
) -> io::Result<()> {
    let to = output.width.saturating_sub(indent);
    for line in wrap(&fixed_width_signs(text), to) {
        writeln!(out, "{:indent$}{}", "", styled(&line, style, output.color))?;
    }
    Ok(())
}

/// Writes rows under a head, every column as wide as its widest text; where that is too wide for the terminal, the
/// widest columns are narrowed until all stand side by side.
pub fn table(
    out: &mut dyn Write,
    output: Output,
    head: &[&str],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let texts = |cells: &[&str], style| -> Vec<ColumnText> {
        let cells = cells.iter();
        cells.map(|cell| ColumnText::left(cell, style)).collect()
    };
    let mut lines = vec![texts(head, crate::render::style::DIM)];
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        texts(&cells, crate::render::style::PLAIN)
    }));
    let mut widths = widest(&lines);
    narrow(&mut widths, output.row_width());
    write(out, output, 0, &lines, &widths)
}

/// The width of the widest text of each column of rows that have as many columns each.
pub fn widest(rows: &[Vec<ColumnText>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |at: usize| rows.iter().map(|row| row[at].width()).max();
    (0..columns).map(|at| widest(at).unwrap_or(0)).collect()
}

/// Narrows the first column, of names, until a row fits in `to`, but not below `least`.
pub fn narrow_names(widths: &mut [usize], to: usize, least: usize) {
    let Some((names, others)) = widths.split_first_mut() else {
        return;
    };
    let rest: usize = others.iter().map(|width| width + GAP).sum();
    *names = (*names).min(to.saturating_sub(rest)).max(least);
}

/// Writes rows after an indent, each column with its width.
pub fn write(
    out: &mut dyn Write,
    output: Output,
    indent: usize,
    rows: &[Vec<ColumnText>],
    widths: &[usize],
) -> io::Result<()> {
    rows.iter().try_for_each(|texts| {
        let texts: Vec<(usize, &ColumnText)> = widths.iter().copied().zip(texts).collect();
        write!(out, "{:indent$}", "")?;
        row(out, GAP, &texts, output.color)
    })
}

/// The least that a column is narrowed to.
const NARROWEST: usize = 6;

fn narrow(widths: &mut [usize], to: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > to {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}
