//! Sheets of `.xlsx` and `.xlsm` workbooks.

use super::contents::Contents;
use super::number_format::NumberFormat;
use super::{Area, Sheet, WorkbookError, damaged};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeSet;
use std::io::Cursor;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// All worksheets, in their order. What they can't hold is not looked for.
pub fn sheets(bytes: &[u8], contents: Contents) -> Result<Vec<Sheet>, WorkbookError> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(error)?;
    let known = workbook.sheets_metadata().to_vec();
    let worksheets = known
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|known| {
            let hidden = known.visible != SheetVisible::Visible;
            read(&mut workbook, Sheet::new(&known.name, hidden), contents)
        })
        .collect()
}

/// Fills a sheet from the one of its name.
fn read(
    workbook: &mut Workbook<'_>,
    mut sheet: Sheet,
    contents: Contents,
) -> Result<Sheet, WorkbookError> {
    let name = sheet.name.clone();
    let uncomputed = match contents.uncomputed {
        true => uncomputed_formulas(workbook, &name)?,
        false => BTreeSet::new(),
    };
    if contents.merged {
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(error)?;
        let areas = merged.iter();
        sheet.merged = areas
            .map(|area| Area::from_zero(area.start, area.end))
            .collect();
    }
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(error)?;
    let formats: Vec<NumberFormat> = (cells.styles().iter())
        .map(|style| style.number_format.as_ref())
        .map(|format| NumberFormat::parse(format.map_or("", |format| &format.format_code)))
        .collect();
    let general = NumberFormat::GENERAL;
    let mut text = String::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(error)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).unwrap_or(&general);
        text.clear();
        match cell.get_value() {
            DataRef::Empty if uncomputed.contains(&(row, column)) => text.push_str(UNCOMPUTED),
            value => {
                sheet.has_numbers |= matches!(value, DataRef::Int(_) | DataRef::Float(_));
                write(value, format, &mut text);
            }
        }
        sheet.push(row, column, &text)?;
    }
    sheet.finish()
}

/// What stands for a formula whose result the file does not hold.
const UNCOMPUTED: &str = "#N/A";

/// The cells whose formula has no result in the file: programs that write workbooks without computing them leave it out.
fn uncomputed_formulas(
    workbook: &mut Workbook<'_>,
    name: &str,
) -> Result<BTreeSet<(u32, u32)>, WorkbookError> {
    let mut found = BTreeSet::new();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(error)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(error)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            found.insert(cell.pos);
        }
    }
    Ok(found)
}

/// Writes the text of a cell as its format shows it.
fn write(value: &DataRef<'_>, format: &NumberFormat, text: &mut String) {
    match value {
        DataRef::Empty => {}
        DataRef::Int(number) => format.write_integer(*number, text),
        DataRef::Float(number) => format.write_number(*number, text),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            text.push_str(words);
        }
        DataRef::SharedString(words) => text.push_str(words),
        DataRef::Bool(value) => text.push_str(super::boolean(*value)),
        DataRef::DateTime(date) => text.push_str(&format.date(date)),
        DataRef::Error(error) => text.push_str(&error.to_string()),
    }
}

fn error(error: XlsxError) -> WorkbookError {
    match error {
        XlsxError::Password => WorkbookError::Password,
        error => damaged(error),
    }
}
