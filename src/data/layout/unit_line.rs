//! A unit of measurement that stands above the table: `单位：万人`.

use super::titles::{Title, Titles};
use crate::data::cell::unit_remark::units_of_table;
use crate::data::column_role::ColumnRole;
use crate::i18n::normalize;
use crate::table::{GridRow, ReadError};

/// The units that the lines above a table, or comments, give, and the line; `None` where they give none. A line with
/// units of measurement alone gives them too.
pub fn find<'r>(
    titles: &Titles<'_>,
    mut above: impl Iterator<Item = &'r GridRow>,
) -> Option<(u64, Vec<String>)> {
    above.find_map(|row| {
        let mut units = row.cells.iter().map(|cell| units_of(titles, &cell.text));
        let units = units.find(|units| !units.is_empty())?;
        Some((row.line, units))
    })
}

/// The units that a line gives: behind 单位, unless that means an organisation, or in brackets where it is a unit of some
/// variable.
fn units_of(titles: &Titles<'_>, text: &str) -> Vec<String> {
    let behind = units_of_table(text);
    if !behind.is_empty() {
        return behind;
    }
    let text = normalize(text);
    let inside = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    let unit = inside.map_or(&*text, |(_, unit)| unit);
    match titles.name_index.is_unit(unit) {
        true => vec![unit.to_owned()],
        false => Vec::new(),
    }
}

/// Gives each column of figures that has no unit of its own the unit that stands above the table; in a long table, each
/// name of a variable. Of several units it is the only one that fits; where none or several fit, all of them, which is
/// then refused.
pub fn apply(
    titles: &Titles<'_>,
    units: &[String],
    header: &mut GridRow,
    rows: &mut [Result<GridRow, ReadError>],
) {
    let meanings: Vec<Title> = header
        .cells
        .iter()
        .map(|cell| titles.of(&cell.text))
        .collect();
    let with_unit = |text: &str| {
        let fits = |unit: &&String| titles.name_index.fits(text, unit, titles.entry.checklist);
        let mut fitting = units.iter().filter(fits);
        let unit = match (fitting.next(), fitting.next()) {
            (Some(unit), None) => unit.clone(),
            _ => units.join("、"),
        };
        format!("{}（{unit}）", text.trim())
    };
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
