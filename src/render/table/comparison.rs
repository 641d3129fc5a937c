//! Two units or two years side by side, an indicator a line.

use super::grid::{ColumnText, GAP, paragraph, row};
use crate::render::comparison::{common, differences, names, value};
use crate::render::number_format::NOTHING;
use crate::render::style::{self, DIM, PLAIN, STRONG, WARNING};
use crate::render::{Style, phrases};
use crate::report::comparison::{ComparisonDocument, ComparisonRow, Side};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// The terminal's width from which on the difference of attainment has a column.
const FULL: usize = 90;

/// The least width of a name; a longer one goes on below.
const NAME_LEAST: usize = 16;

/// Writes a comparison.
pub fn write(out: &mut dyn Write, style: Style, document: &ComparisonDocument) -> io::Result<()> {
    let (Some(plan), Some(sides)) = (&document.plan, &document.sides) else {
        return Ok(());
    };
    let lang = style.lang;
    let title = phrases::period(&plan.title, plan.first, plan.last, lang);
    paragraph(out, style, 0, &title, STRONG)?;
    if !document.data_title.is_empty() {
        let line = format!("{}{}", lang.pick("数据：", "data: "), document.data_title);
        paragraph(out, style, 0, &line, PLAIN)?;
    }
    if document.synthetic {
        paragraph(out, style, 0, phrases::synthetic(lang), WARNING)?;
    }
    writeln!(out)?;
    let [a, b] = sides;
    paragraph(out, style, 0, &common(a, b, lang), STRONG)?;
    let mut grid = vec![head(style, a, b)];
    grid.extend(document.rows.iter().map(|compared| line(style, compared)));
    let mut widths: Vec<usize> = (0..grid[0].len())
        .map(|at| {
            grid.iter()
                .map(|texts| texts[at].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let rest: usize = widths[1..].iter().sum::<usize>() + GAP * (widths.len() - 1);
    widths[0] = (widths[0].min(style.width.saturating_sub(rest))).max(NAME_LEAST);
    for texts in &grid {
        let texts: Vec<(usize, &ColumnText)> = widths.iter().copied().zip(texts).collect();
        row(out, GAP, &texts, style.color)?;
    }
    Ok(())
}

fn head(style: Style, a: &Side, b: &Side) -> Vec<ColumnText> {
    let lang = style.lang;
    let mut head = vec![ColumnText::left(lang.pick("指标", "indicator"), DIM)];
    head.extend(names(a, b).map(|name| ColumnText::right(&format!("{name}  "), DIM)));
    head.push(ColumnText::right(lang.pick("差异", "difference"), DIM));
    if style.width >= FULL {
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
    if style.width >= FULL {
        texts.push(ColumnText::right(&attained, PLAIN));
    }
    texts
}
