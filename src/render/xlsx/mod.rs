//! `xlsx`: workbooks, for tables that go to a spreadsheet and come back. The same document gives the same bytes.

mod form;
mod guide;
mod observations;
mod validation;

use super::DocumentFormat;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["xlsx"],
    binary: true,
    form: Some(form::write),
    observations: Some(observations::write),
    ..DocumentFormat::without_forms("xlsx")
};

/// A workbook without sheets. Its date of creation is fixed.
pub(super) fn new_workbook(title: &str) -> Result<Workbook, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(title);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties.set_creation_datetime(&date));
    Ok(workbook)
}

/// Writes a workbook once it is complete.
fn save(out: &mut dyn Write, workbook: Result<Workbook, XlsxError>) -> io::Result<()> {
    let bytes = workbook.and_then(|mut workbook| workbook.save_to_buffer());
    out.write_all(&bytes.map_err(io::Error::other)?)
}

/// How many columns of a terminal, or digits of a cell, the widest line of a text takes; a Chinese character takes two.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The beginning of a text, at most so many units of UTF-16, which is how spreadsheets count.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= longest
    };
    text.chars().take_while(fits).collect()
}

/// A name for a sheet: at most 31 characters, none that a spreadsheet refuses, and no `#` at its beginning, which would mark
/// a sheet that is not read.
fn sheet_name(text: &str) -> String {
    let allowed = |c: char| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = text
        .trim_start_matches(['#', ' '])
        .chars()
        .map(allowed)
        .collect();
    shortened(&name, 31)
}
