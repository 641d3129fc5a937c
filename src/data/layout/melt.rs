//! Tables with a column for each year or unit and a row for each variable: each cell becomes a row of a long table.

use super::titles::{Title, Titles, period_of};
use crate::data::column_role::ColumnRole;
use crate::i18n::{Text, normalize};
use crate::table::{GridCell, GridRow, ReadError};
use crate::text;

/// What the columns of figures stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Across {
    Years,
    Units,
}

/// Whether a header is that of a table with a column for each year or unit.
pub fn applies(titles: &Titles<'_>, header: &GridRow) -> bool {
    across(titles, header).is_some()
}

/// What the columns stand for, and the position of the column that names the variables; `None` for other tables.
fn across(titles: &Titles<'_>, header: &GridRow) -> Option<(Across, usize)> {
    let transposed = titles.entry.layout.transposed;
    let meanings: Vec<Title> = header
        .cells
        .iter()
        .map(|cell| titles.of(&cell.text))
        .collect();
    let has = |role: ColumnRole| meanings.contains(&Title::Role(role));
    let variable = match transposed {
        true => 0,
        false => meanings
            .iter()
            .position(|title| *title == Title::Role(ColumnRole::Variable))?,
    };
    if has(ColumnRole::Value) && !transposed {
        return None;
    }
    let figures = || {
        let all = meanings.iter().enumerate();
        all.filter(|&(at, title)| at != variable && matches!(title, Title::Period | Title::Unknown))
    };
    let years = figures()
        .filter(|(_, title)| **title == Title::Period)
        .count();
    let others = figures().count() - years;
    let has_unit = has(ColumnRole::Code) || has(ColumnRole::Name);
    match (years, others) {
        (0, 0) => None,
        (0, _) if !has_unit || transposed => Some((Across::Units, variable)),
        (_, 0) if !has(ColumnRole::Period) => Some((Across::Years, variable)),
        _ => None,
    }
}

/// Makes a row of each figure; what was done, in words. Nothing is done to tables of other layouts.
pub fn melt(
    titles: &Titles<'_>,
    header: &mut GridRow,
    rows: &mut Vec<Result<GridRow, ReadError>>,
) -> Option<Text> {
    let (across, variable) = across(titles, header)?;
    let is_figure = |at: usize| {
        let title = titles.of(&header.cells[at].text);
        at != variable && matches!(title, Title::Period | Title::Unknown)
    };
    let (figures, kept): (Vec<usize>, Vec<usize>) =
        (0..header.cells.len()).partition(|&at| is_figure(at));
    let old = header.clone();
    let role = match across {
        Across::Years => ColumnRole::Period,
        Across::Units => ColumnRole::Name,
    };
    let title = |at: usize, word: &str| GridCell {
        text: word.into(),
        ..old.cells[at].clone()
    };
    let keep = |row: &GridRow| -> Vec<GridCell> {
        let cell = |&at: &usize| row.cells.get(at).cloned().unwrap_or_default();
        kept.iter().map(cell).collect()
    };
    header.cells = keep(&old);
    if titles.entry.layout.transposed {
        header.cells[0] = title(variable, ColumnRole::Variable.word());
    }
    header.cells.push(title(figures[0], role.word()));
    header
        .cells
        .push(title(figures[0], ColumnRole::Value.word()));
    let mut long = Vec::new();
    for row in std::mem::take(rows) {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                long.push(Err(error));
                continue;
            }
        };
        // A row of another width is kept as it is, so that it is refused as such.
        if row.cells.len() < figures.last().map_or(0, |last| last + 1) {
            long.push(Ok(row));
            continue;
        }
        let kept = keep(&row);
        if row.cells.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        for &at in &figures {
            let mut key = old.cells[at].clone();
            if let Some(period) = period_of(&normalize(&key.text)) {
                key.text = period.to_string().into();
            }
            let mut cells = kept.clone();
            cells.extend([key, row.cells[at].clone()]);
            long.push(Ok(GridRow {
                line: row.line,
                cells,
            }));
        }
    }
    *rows = long;
    let count = figures.len();
    Some(match across {
        Across::Years => text!(
            "每年一列，共 {count} 列",
            "a column for each of {count} years"
        ),
        Across::Units => text!(
            "每个评估对象一列，共 {count} 列",
            "a column for each of {count} units"
        ),
    })
}
