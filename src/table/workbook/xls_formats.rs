//! The number formats of the cells of an `.xls` workbook, which the library that reads the cells does not tell.
//!
//! The workbook is a stream of records, each with a type and a length, as [MS-XLS] describes it: formats and styles come
//! first, then the cells of each sheet, which refer to the styles.

use super::number_format::NumberFormat;
use super::{LARGEST_FILE, WorkbookError, damaged};
use cfb::CompoundFile;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The formats of a sheet's cells.
#[derive(Debug, Default)]
pub struct Formats {
    /// By row and column, from 0; cells whose format changes nothing are left out.
    cells: BTreeMap<(u32, u32), NumberFormat>,
    /// The last row and column that have a cell, plus 1.
    rows: u32,
    columns: u32,
}

impl Formats {
    /// The format of a cell.
    pub fn of(&self, row: u32, column: u32) -> &NumberFormat {
        static GENERAL: NumberFormat = NumberFormat::GENERAL;
        self.cells.get(&(row, column)).unwrap_or(&GENERAL)
    }

    /// How many cells there are from the first row and column to the last, the empty ones between included.
    pub fn area(&self) -> u64 {
        u64::from(self.rows) * u64::from(self.columns)
    }
}

/// A record of the stream.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

impl Record<'_> {
    /// Two bytes of its data; 0 behind its end.
    fn number(&self, at: usize) -> u16 {
        let bytes = self.data.get(at..at + 2);
        bytes.map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }
}

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const STYLE: u16 = 0x00E0;
const TEXT: u16 = 0x00FD;
const OWN_TEXT: u16 = 0x0204;
const TRUTH_OR_ERROR: u16 = 0x0205;
const NUMBER: u16 = 0x0203;
const COMPRESSED_NUMBER: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
const BEGIN: u16 = 0x0809;
/// The version of Excel 97 to 2003; in older ones texts are not Unicode.
const VERSION_8: u16 = 0x0600;

/// The formats of the cells of each sheet, in the order of the sheets.
pub fn formats(bytes: &[u8]) -> Result<Vec<Formats>, WorkbookError> {
    let stream = stream(bytes)?;
    let mut codes: BTreeMap<u16, String> = BTreeMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut sheets: Vec<usize> = Vec::new();
    let mut unicode = true;
    for record in records(&stream) {
        match record.kind {
            BEGIN => unicode = record.number(0) == VERSION_8,
            FORMAT => {
                codes.insert(record.number(0), format_code(&record, unicode));
            }
            STYLE => styles.push(record.number(2)),
            SHEET => {
                let low = usize::from(record.number(0));
                sheets.push(low | usize::from(record.number(2)) << 16);
            }
            END => break,
            _ => {}
        }
    }
    let format = |style: &u16| {
        let code = codes.get(style).map(String::as_str);
        NumberFormat::parse(code.or(built_in(*style)).unwrap_or_default())
    };
    let styles: Vec<NumberFormat> = styles.iter().map(format).collect();
    let sheet = |at: usize| of_sheet(stream.get(at..).unwrap_or_default(), &styles);
    Ok(sheets.into_iter().map(sheet).collect())
}

/// The stream that holds the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let root = file.read_root_storage();
    let names: Vec<String> = root.map(|entry| entry.name().to_owned()).collect();
    let is = |name: &&String| ["workbook", "book"].contains(&name.to_lowercase().as_str());
    let name = names.iter().find(is).ok_or(WorkbookError::OtherKind)?;
    let mut stream = Vec::new();
    let input = file.open_stream(format!("/{name}")).map_err(damaged)?;
    input
        .take(LARGEST_FILE)
        .read_to_end(&mut stream)
        .map_err(damaged)?;
    Ok(stream)
}

/// The records from the beginning of some bytes to their end.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (head, data) = rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, behind) = data.split_at_checked(length)?;
        rest = behind;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        Some(Record { kind, data })
    })
}

/// The code of a format record. Texts of older versions are taken as ASCII, which is enough for per cent and dates.
fn format_code(record: &Record<'_>, unicode: bool) -> String {
    let text = |from: usize| record.data.get(from..).unwrap_or_default();
    if !unicode {
        return text(3).iter().map(|byte| char::from(*byte)).collect();
    }
    if record.data.get(4).is_some_and(|flags| flags & 1 == 0) {
        return text(5).iter().map(|byte| char::from(*byte)).collect();
    }
    let (pairs, _) = text(5).as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

/// The formats that every workbook has and that matter here: per cent, and dates.
fn built_in(format: u16) -> Option<&'static str> {
    Some(match format {
        9 => "0%",
        10 => "0.00%",
        14 | 22 => "yyyy-mm-dd",
        _ => return None,
    })
}

fn of_sheet(bytes: &[u8], styles: &[NumberFormat]) -> Formats {
    let mut formats = Formats::default();
    let mut add = |row: u16, column: u16, style: u16| {
        let (row, column) = (u32::from(row), u32::from(column));
        formats.rows = formats.rows.max(row + 1);
        formats.columns = formats.columns.max(column + 1);
        let format = styles.get(usize::from(style));
        if let Some(format) = format.filter(|format| **format != NumberFormat::GENERAL) {
            formats.cells.insert((row, column), format.clone());
        }
    };
    // Charts inside a sheet are streams of their own, with records that look like cells.
    let mut depth = 0;
    for record in records(bytes) {
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            NUMBER | COMPRESSED_NUMBER | FORMULA | TEXT | OWN_TEXT | TRUTH_OR_ERROR => {
                add(record.number(0), record.number(2), record.number(4));
            }
            MANY_NUMBERS => {
                let cells = record.data.len().saturating_sub(6) / 6;
                for at in 0..cells {
                    let column = record.number(2).saturating_add(at as u16);
                    add(record.number(0), column, record.number(4 + 6 * at));
                }
            }
            _ => {}
        }
    }
    formats
}
