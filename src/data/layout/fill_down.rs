//! Blank cells that mean the cell above, as `fill-down` declares.

use super::part::Part;
use super::titles::{Title, Titles};
use crate::data::column_role::ColumnRole;
use crate::data::manifest::Placed;
use crate::finding::{Finding, codes};
use crate::i18n::normalize;
use crate::table::GridCell;
use crate::text;

/// Fills the blank cells of the declared columns in all tables of a file.
pub fn fill_down(parts: &mut [Part], titles: &Titles<'_>) -> Result<(), Box<Finding>> {
    let declared = &titles.entry.layout.fill_down;
    let mut used = vec![false; declared.len()];
    for part in parts {
        let columns = declared.iter().zip(&mut used).filter_map(|(title, used)| {
            let at = part.position(&title.value);
            *used |= at.is_some();
            at
        });
        let columns = columns.collect();
        fill(part, columns, titles);
    }
    let mut unused = declared.iter().zip(&used).filter(|(_, used)| !**used);
    match unused.next() {
        Some((title, _)) => Err(no_such_column(title)),
        None => Ok(()),
    }
}

/// Fills the cells of columns. Where a row names another unit than the one above, by code or by name, the unit above is not
/// that of the row: a row of totals takes over no code.
fn fill(part: &mut Part, columns: Vec<usize>, titles: &Titles<'_>) {
    let identifies = |cell: &GridCell| {
        let title = titles.of(&cell.text);
        title == Title::Role(ColumnRole::Code) || title == Title::Role(ColumnRole::Name)
    };
    let identity: Vec<bool> = part.header.cells.iter().map(identifies).collect();
    let mut above = vec![GridCell::default(); part.header.cells.len()];
    for row in part.rows.iter_mut().flatten() {
        let is_blank = |cell: &GridCell| cell.text.trim().is_empty();
        if row.cells.iter().all(is_blank) {
            continue;
        }
        let cells = row.cells.iter().zip(&above).zip(&identity);
        let mut named = cells.filter(|((cell, _), identity)| **identity && !is_blank(cell));
        if named.any(|((cell, above), _)| normalize(&cell.text) != normalize(&above.text)) {
            let kept = above
                .iter_mut()
                .zip(&identity)
                .filter(|(_, identity)| **identity);
            kept.for_each(|(cell, _)| *cell = GridCell::default());
        }
        for (at, (cell, above)) in row.cells.iter_mut().zip(&mut above).enumerate() {
            match is_blank(cell) {
                false => *above = cell.clone(),
                true if columns.contains(&at) => *cell = above.clone(),
                true => {}
            }
        }
    }
}

fn no_such_column(title: &Placed<String>) -> Box<Finding> {
    let wanted = normalize(&title.value);
    let message = text!(
        "`fill-down` 中的 `{wanted}` 不是文件的列",
        "`fill-down` lists `{wanted}`, which is not a column of the file"
    );
    let help = text!("请核对列名", "check the title");
    Box::new(title.finding(codes::BAD_MANIFEST, message, help))
}
