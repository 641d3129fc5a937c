//! Sheets of `.xls` workbooks.

use super::number_format::NumberFormat;
use super::xls_formats::{Formats, formats};
use super::{Area, LARGEST_AREA, Sheet, WorkbookError, damaged};
use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

/// All worksheets, in their order.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    let formats = formats(bytes)?;
    // Read before the cells are, which the library keeps in a table without gaps.
    if formats.iter().map(Formats::area).sum::<u64>() > LARGEST_AREA / 8 {
        return Err(WorkbookError::TooLarge);
    }
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(error)?;
    let known = workbook.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for (at, known) in known.iter().enumerate() {
        if known.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = known.visible != SheetVisible::Visible;
        let mut sheet = Sheet::new(&known.name, hidden);
        let merged = workbook
            .merge_cells_by_sheet_name(&known.name)
            .map_err(error)?;
        sheet.merged = merged
            .iter()
            .map(|area| Area::from_zero(area.start, area.end))
            .collect();
        let cells = workbook.worksheet_range(&known.name).map_err(error)?;
        sheets.push(fill(
            sheet,
            &cells,
            formats.get(at).unwrap_or(&Formats::default()),
        )?);
    }
    Ok(sheets)
}

fn fill(mut sheet: Sheet, cells: &Range<Data>, formats: &Formats) -> Result<Sheet, WorkbookError> {
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, value) in cells.used_cells() {
        let (row, column) = (top + row as u32, left + column as u32);
        sheet.has_numbers |= matches!(value, Data::Int(_) | Data::Float(_));
        let text = text(value, formats.of(row, column));
        sheet.push(row, column, &text)?;
    }
    sheet.finish()
}

/// The text of a cell as its format shows it.
fn text(value: &Data, format: &NumberFormat) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => format.integer(*number),
        Data::Float(number) => format.number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => super::boolean(*value).to_owned(),
        Data::DateTime(date) => format.date(date),
        Data::Error(error) => error.to_string(),
    }
}

fn error(error: XlsError) -> WorkbookError {
    match error {
        XlsError::Password => WorkbookError::Password,
        error => damaged(error),
    }
}
