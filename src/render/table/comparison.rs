//! Two units or two years side by side, an indicator a line.

use super::grid::{self, ColumnText, paragraph};
use super::heading;
use crate::render::Style;
use crate::render::comparison::{common, differences, names, value};
use crate::render::number_format::NOTHING;
use crate::render::style::{self, DIM, PLAIN, STRONG};
use crate::report::comparison::{ComparisonDocument, ComparisonRow, Side};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// The terminal's width from which on the difference of attainment has a column.
const FULL: usize = 90;

/// The least width of a name; a longer one goes on below.
const NAME_LEAST: usize = 16;

/// Writes a comparison.
pub fn write(out: &mut dyn Write, style: Style, document: &ComparisonDocument) -> io::Result<()> {
    let Some(sides) = &document.sides else {
        return Ok(());
    };
    let lang = style.lang;
    heading::document(out, style, &document.head)?;
    writeln!(out)?;
    let [a, b] = sides;
    paragraph(out, style, 0, &common(a, b, lang), STRONG)?;
    let mut rows = vec![head(style, a, b)];
    rows.extend(document.rows.iter().map(|compared| line(style, compared)));
    let mut widths = grid::widest(&rows);
    grid::narrow_names(&mut widths, style.row_width(), NAME_LEAST);
    grid::write(out, style, 0, &rows, &widths)
}

fn head(style: Style, a: &Side, b: &Side) -> Vec<ColumnText> {
    let lang = style.lang;
    let mut head = vec![ColumnText::left(lang.pick("指标", "indicator"), DIM)];
    head.extend(names(a, b).map(|name| ColumnText::right(&format!("{name}  "), DIM)));
    head.push(ColumnText::right(lang.pick("差异", "difference"), DIM));
    if style.row_width() >= FULL {
        head.push(ColumnText::right(lang.pick("实现程度", "attained"), DIM));
    }
    head
}

fn line(style: Style, compared: &ComparisonRow) -> Vec<ColumnText> {
    let side = |result: &Option<IndicatorResult>| match result {
        Some(result) => ColumnText::right(&value(result, style.lang), style::of(result.verdict)),
        None => ColumnText::right(NOTHING, DIM),
    };
    let mut texts = vec![ColumnText::left(&compared.name, PLAIN)];
    texts.push(side(&compared.a));
    texts.push(side(&compared.b));
    let [difference, attained] = differences(compared, style.lang);
    texts.push(ColumnText::right(&difference, PLAIN));
    if style.row_width() >= FULL {
        texts.push(ColumnText::right(&attained, PLAIN));
    }
    texts
}
