//! Rows that could not be used, as a file to be sent back: each as it came, with its place and the reason.

use super::escape;
use crate::finding::{Place, RefusedRow};
use crate::i18n::Lang;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes the rows as CSV: for each file a table with the titles of the file, behind the place, the codes, the reasons and
/// what to do; a blank line between the tables.
pub fn write(out: &mut dyn Write, rows: &[RefusedRow], lang: Lang) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let mut before: Option<(&str, &Arc<[String]>)> = None;
    for row in rows {
        let table = (&*row.place.file, &row.titles);
        if before != Some(table) {
            if before.is_some() {
                writer.write_record([""])?;
            }
            writer.write_record(head(&row.titles, lang))?;
            before = Some(table);
        }
        writer.write_record(record(row, lang))?;
    }
    writer.flush()
}

fn head(titles: &[String], lang: Lang) -> Vec<String> {
    let own = match lang {
        Lang::Zh => ["文件", "行", "问题", "原因", "建议"],
        Lang::En => ["file", "line", "finding", "reason", "help"],
    };
    let own = own.into_iter().map(str::to_owned);
    own.chain(
        titles
            .iter()
            .map(|title| escape::spreadsheet(title).into_owned()),
    )
    .collect()
}

fn record(row: &RefusedRow, lang: Lang) -> Vec<String> {
    let all = |of: &dyn Fn(&crate::finding::Reason) -> String| {
        let mut texts: Vec<String> = row.reasons.iter().map(of).collect();
        texts.retain(|text| !text.is_empty());
        texts.dedup();
        texts.join(lang.pick("；", "; "))
    };
    let mut cells = vec![
        escape::spreadsheet(&row.place.file).into_owned(),
        line(&row.place),
        all(&|reason| reason.code.id.to_owned()),
        escape::spreadsheet(&all(&|reason| reason.message.get(lang).to_owned())).into_owned(),
        all(&|reason| {
            let help = reason.help.as_ref();
            help.map_or(String::new(), |help| help.get(lang).to_owned())
        }),
    ];
    cells.extend(
        row.cells
            .iter()
            .map(|cell| escape::spreadsheet(cell).into_owned()),
    );
    cells
}

/// The line of a text file, or the sheet and row of a workbook.
fn line(place: &Place) -> String {
    match place.in_workbook() {
        Some(cell) => format!("{}!{}", cell.sheet, cell.row),
        None => place.line().to_string(),
    }
}
