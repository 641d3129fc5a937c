//! The places of units, a unit a line.

use super::grid::{ColumnText, GAP, paragraph, row};
use crate::render::rank::{cells, legend, title, titles};
use crate::render::style::{DIM, PLAIN, STRONG, WARNING};
use crate::render::{Style, phrases};
use crate::report::rank::RankDocument;
use std::io::{self, Write};

/// Writes a ranking.
pub fn write(out: &mut dyn Write, style: Style, document: &RankDocument) -> io::Result<()> {
    let (Some(plan), Some(scope)) = (&document.plan, &document.scope) else {
        return Ok(());
    };
    let lang = style.lang;
    let heading = phrases::period(&plan.title, plan.first, plan.last, lang);
    paragraph(out, style, 0, &heading, STRONG)?;
    if !document.data_title.is_empty() {
        let line = format!("{}{}", lang.pick("数据：", "data: "), document.data_title);
        paragraph(out, style, 0, &line, PLAIN)?;
    }
    if document.synthetic {
        paragraph(out, style, 0, phrases::synthetic(lang), WARNING)?;
    }
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
    let widths: Vec<usize> = (0..grid[0].len())
        .map(|at| {
            grid.iter()
                .map(|texts| texts[at].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for texts in &grid {
        let texts: Vec<(usize, &ColumnText)> = widths.iter().copied().zip(texts).collect();
        row(out, GAP, &texts, style.color)?;
    }
    match legend(&document.rows, lang) {
        Some(legend) => {
            writeln!(out)?;
            paragraph(out, style, 0, legend, DIM)
        }
        None => Ok(()),
    }
}
