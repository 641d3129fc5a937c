//! The tables of one file, for a look at how they are read.

use super::discovery::unreadable_workbook;
use super::header::{Input, NameIndex, row_shape};
use super::layout::FormatReader;
use super::manifest::{FileEntry, LayoutEntry};
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::Text;
use crate::plan::Plan;
use crate::source::{Folder, SourceError};
use crate::table::workbook::{self, Kind};
use crate::table::{self, AnyTable, Control, Format, Range, ReadError, ReadEvent, Table};
use crate::text;
use encoding_rs::Encoding;
use std::sync::Arc;

/// Which table of a file, and how it is to be read; what is `None` is found out.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableQuery<'a> {
    /// The name of a sheet.
    pub sheet: Option<&'a str>,
    /// The label of an encoding.
    pub encoding: Option<&'a str>,
    /// A sign of ASCII, or `\t`.
    pub delimiter: Option<&'a str>,
    /// A sign of ASCII, or `none`.
    pub quote: Option<&'a str>,
    /// The line of the header, from 1.
    pub header_line: Option<u64>,
}

/// A table that was found in a file.
pub struct FoundTable {
    name: String,
    format: Format,
}

impl FoundTable {
    /// Opens it; the first record is the header.
    pub fn open(&self, folder: &Folder) -> Result<AnyTable, SourceError> {
        table::open(folder, &self.name, &self.format, Range::WHOLE)
    }
}

/// The tables of a single file, and how they were found. Fails if the query names nothing that is there.
pub fn tables(
    folder: &Folder,
    plan: &Plan,
    query: TableQuery<'_>,
) -> Result<(Vec<FoundTable>, Findings), Text> {
    let mut findings = Findings::default();
    let entry = FileEntry {
        layout: layout(query)?,
        ..FileEntry::default()
    };
    let name_index = NameIndex::new(plan);
    let reader = FormatReader {
        folder,
        name_index: &name_index,
    };
    let mut found = Vec::new();
    for name in folder.names().unwrap_or_default() {
        for input in inputs(folder, name, &entry, query.sheet, &mut findings)? {
            for format in reader.formats(&input, &mut findings).tables {
                let table = FoundTable {
                    name: input.name.clone(),
                    format,
                };
                findings.add(table.described(folder));
                found.push(table);
            }
        }
    }
    Ok((found, findings))
}

/// The sheets of a workbook, or the file itself.
fn inputs(
    folder: &Folder,
    name: String,
    entry: &FileEntry,
    wanted: Option<&str>,
    findings: &mut Findings,
) -> Result<Vec<Input>, Text> {
    let input = |sheet| Input {
        name: name.clone(),
        sheet,
        entry: entry.clone(),
    };
    let Some(kind) = Kind::of(&name) else {
        return Ok(vec![input(None)]);
    };
    let sheets = match workbook::sheets(folder, &name, kind) {
        Ok(sheets) => sheets,
        Err(error) => {
            findings.add(unreadable_workbook(folder, &name, &error));
            return Ok(Vec::new());
        }
    };
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.to_string()).collect();
    let is_wanted = |sheet: &workbook::Sheet| match wanted {
        Some(wanted) => *sheet.name == *wanted,
        None => !sheet.is_empty() && !sheet.is_comment(),
    };
    let chosen = sheets.into_iter().filter(is_wanted);
    let chosen: Vec<Input> = chosen.map(|sheet| input(Some(Arc::new(sheet)))).collect();
    match wanted {
        Some(wanted) if chosen.is_empty() => {
            let names = names.join(", ");
            Err(text!(
                "没有工作表 `{wanted}`；可选：{names}",
                "there is no sheet `{wanted}`; there are: {names}"
            ))
        }
        _ => Ok(chosen),
    }
}

fn layout(query: TableQuery<'_>) -> Result<LayoutEntry, Text> {
    let encoding = match query.encoding {
        None => None,
        Some(label) => Some(
            Encoding::for_label(label.as_bytes())
                .ok_or_else(|| text!("未知的编码 `{label}`", "unknown encoding `{label}`"))?,
        ),
    };
    let delimiter = match query.delimiter {
        None => None,
        Some("\\t") => Some(b'\t'),
        Some(written) => Some(LayoutEntry::delimiter_of(written).ok_or_else(|| {
            let written = written.escape_debug();
            text!(
                "`{written}` 不能作分隔符",
                "`{written}` can't separate fields"
            )
        })?),
    };
    let quote = match query.quote {
        None => None,
        Some(written) => Some(LayoutEntry::quote_of(written).ok_or_else(|| {
            let written = written.escape_debug();
            text!("`{written}` 不能作引号", "`{written}` can't be a quote")
        })?),
    };
    Ok(LayoutEntry {
        encoding,
        delimiter,
        quote,
        header_line: query.header_line,
        ..LayoutEntry::default()
    })
}

impl FoundTable {
    /// How the table is written and how large it is, as a note at its header.
    fn described(&self, folder: &Folder) -> Finding {
        let path = folder.shown_path(&self.name);
        let (mut place, mut rows, mut columns, mut encoding) =
            (Place::file(path.clone()), 0u64, 0, "");
        if let Ok(mut table) = self.open(folder) {
            table.read(|event| {
                if let ReadEvent::Record(record) = event {
                    if rows == 0 {
                        place = record.whole(&path);
                        columns = record.len();
                    }
                    rows += 1;
                }
                Control::Next
            });
            encoding = table.encoding();
            rows = rows.saturating_sub(1);
        }
        let written = match (self.format.separator(), self.format.sheet_name()) {
            _ if matches!(self.format, Format::Parquet(_)) => text!("Parquet 文件", "Parquet"),
            (Some(separator), _) => {
                let sign = char::from(separator).escape_debug();
                text!(
                    "{encoding}，以 `{sign}` 分隔",
                    "{encoding}, fields separated by `{sign}`"
                )
            }
            (None, Some(name)) => text!("工作表 `{name}`", "sheet `{name}`"),
            (None, None) => text!("表格", "a table"),
        };
        let Text { zh, en } = written;
        let line = place.line();
        let message = text!(
            "{zh}；表头在第 {line} 行，{rows} 行 {columns} 列",
            "{en}; the header is in line {line}, {rows} rows of {columns} columns"
        );
        Finding::new(codes::LAYOUT, message).at(place)
    }
}

/// The finding about what can't be read as a record.
pub fn read_error(error: ReadError) -> Finding {
    row_shape::read_error(error)
}
