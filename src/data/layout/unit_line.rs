//! A unit of measurement that stands above the table: `单位：万人`.

use super::titles::{Title, Titles};
use crate::data::column_role::ColumnRole;
use crate::i18n::normalize;
use crate::table::{GridRow, ReadError};

/// The unit that the lines above a table, or comments, give, and the line; `None` where they give none.
pub fn find<'r>(
    titles: &Titles<'_>,
    mut above: impl Iterator<Item = &'r GridRow>,
) -> Option<(u64, String)> {
    above.find_map(|row| {
        let texts = row.cells.iter().map(|cell| normalize(&cell.text));
        let unit = texts.into_iter().find_map(|text| unit_of(titles, &text))?;
        Some((row.line, unit))
    })
}

/// The unit that a normalized line gives: behind 单位, or in brackets where it is a unit of some variable.
fn unit_of(titles: &Titles<'_>, text: &str) -> Option<String> {
    let words = ["计量单位", "单位", "unit of measure", "units", "unit"];
    let behind = words.iter().find_map(|word| {
        let (_, rest) = text.split_once(word)?;
        rest.trim_start().strip_prefix([':', '：'])
    });
    if let Some(unit) = behind {
        let unit = unit.trim().trim_matches(['(', ')', '（', '）', '[', ']']);
        return Some(unit.trim().to_owned()).filter(|unit| !unit.is_empty());
    }
    let inside = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    let (_, unit) = inside?;
    titles.name_index.is_unit(unit).then(|| unit.to_owned())
}

/// Gives each column of figures that has no unit of its own the unit that stands above the table; in a long table, each
/// name of a variable.
pub fn apply(
    titles: &Titles<'_>,
    unit: &str,
    header: &mut GridRow,
    rows: &mut [Result<GridRow, ReadError>],
) {
    let meanings: Vec<Title> = header
        .cells
        .iter()
        .map(|cell| titles.of(&cell.text))
        .collect();
    let with_unit = |text: &str| format!("{}（{unit}）", text.trim());
    for (cell, meaning) in header.cells.iter_mut().zip(&meanings) {
        let figures = *meaning == Title::Known
            && titles
                .name_index
                .is_figure(&cell.text, titles.entry.checklist);
        if figures && !cell.text.contains(['(', '（']) {
            cell.text = with_unit(&cell.text).into();
        }
    }
    let variable = meanings
        .iter()
        .position(|title| *title == Title::Role(ColumnRole::Variable));
    let Some(variable) = variable else {
        return;
    };
    for row in rows.iter_mut().flatten() {
        if let Some(cell) = row.cells.get_mut(variable)
            && !cell.text.contains(['(', '（'])
            && titles
                .name_index
                .is_figure(&cell.text, titles.entry.checklist)
        {
            cell.text = with_unit(&cell.text).into();
        }
    }
}
