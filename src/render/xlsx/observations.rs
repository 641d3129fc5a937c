//! Observations: a row each, on one sheet.

use super::{new_workbook, save, width};
use crate::render::Observations;
use crate::render::csv::observations::{OBSERVATION_COLUMNS, row};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{self, Write};

/// The columns that hold numbers; in all others a number, such as a code, is a text.
const NUMBERS: [&str; 5] = ["value", "lower", "upper", "line", "column"];
/// How many digits of a number a spreadsheet keeps.
const DIGITS: usize = 15;
/// The width of a column at most, in digits.
const WIDEST: usize = 40;

/// Writes observations.
pub fn write(out: &mut dyn Write, observations: Observations<'_>) -> io::Result<()> {
    save(out, workbook(observations))
}

fn workbook(observations: Observations<'_>) -> Result<Workbook, XlsxError> {
    let mut workbook = new_workbook("observations")?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("observations")?;
    let bold = Format::new().set_bold();
    let mut widths = OBSERVATION_COLUMNS.map(width);
    for (at, title) in (0..).zip(OBSERVATION_COLUMNS) {
        sheet.write_string_with_format(0, at, title, &bold)?;
    }
    for (at, observation) in (1..).zip(observations) {
        for (column, cell) in row(&observation).iter().enumerate() {
            widths[column] = widths[column].max(width(cell));
            match number(OBSERVATION_COLUMNS[column], cell) {
                Some(number) => sheet.write_number(at, column as u16, number)?,
                None => sheet.write_string(at, column as u16, cell)?,
            };
        }
    }
    for (at, widest) in (0..).zip(widths) {
        sheet.set_column_width(at, (widest + 2).min(WIDEST) as u32)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(workbook)
}

/// A cell as a number; `None` in columns of text, and for numbers with more digits than a spreadsheet keeps.
fn number(column: &str, cell: &str) -> Option<f64> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let kept = NUMBERS.contains(&column) && digits <= DIGITS;
    kept.then(|| cell.parse().ok()).flatten()
}
