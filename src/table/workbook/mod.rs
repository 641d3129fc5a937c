//! Workbooks: `.xlsx`, `.xlsm`, `.xls` and `.ods`. Each sheet is a table; its cells become the text that the spreadsheet
//! shows, as far as that changes their meaning: 0.9 shown as `90%` is `90%`.

mod archive;
mod contents;
mod decimal;
mod number_format;
mod ods;
mod reader;
mod sheet;
mod xls;
mod xls_formats;
mod xlsx;

pub use reader::{Reader, shortened};
pub use sheet::{Area, Sheet};

use crate::i18n::Text;
use crate::source::{Folder, SourceError};
use crate::text;
use camino::Utf8Path;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many bytes a workbook may have, and how many its parts may have together once they are unpacked.
const LARGEST_FILE: u64 = 256 << 20;
const LARGEST_UNPACKED: u64 = 2 << 30;
/// How many cells of a sheet may hold anything, and how many bytes their text may have together.
const MOST_CELLS: usize = 32 << 20;
const LARGEST_TEXT: usize = 512 << 20;
/// How many cells a sheet may have from its first row and column to its last, the empty ones between included.
const LARGEST_AREA: u64 = 200 << 20;

/// The kinds of workbook that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Office Open XML: `.xlsx`, `.xlsm`.
    Xlsx,
    /// The binary format of Excel 97 to 2003: `.xls`.
    Xls,
    /// OpenDocument: `.ods`.
    Ods,
}

impl Kind {
    /// The kind that a file's extension names; `None` where it names none that is read.
    pub fn of(name: &str) -> Option<Kind> {
        let extension = Utf8Path::new(name).extension()?.to_ascii_lowercase();
        match extension.as_str() {
            "xlsx" | "xlsm" => Some(Kind::Xlsx),
            "xls" => Some(Kind::Xls),
            "ods" => Some(Kind::Ods),
            _ => None,
        }
    }
}

/// Why a workbook is not read.
#[derive(Debug)]
pub enum WorkbookError {
    /// The file can't be read.
    Unreadable(SourceError),
    /// It is protected by a password.
    Password,
    /// It is not a workbook of the kind that its name says.
    OtherKind,
    /// It is damaged; what the reader of the format said.
    Damaged(String),
    /// It is larger than any table of figures: unpacked, in its text, or in the area that its cells are spread over.
    TooLarge,
}

impl WorkbookError {
    /// What is wrong, for a message.
    pub fn reason(&self) -> Text {
        match self {
            WorkbookError::Unreadable(error) => Text::same(&error.reason),
            WorkbookError::Password => {
                text!(
                    "工作簿有密码保护",
                    "the workbook is protected by a password"
                )
            }
            WorkbookError::OtherKind => text!(
                "内容与扩展名不符，不是这种工作簿",
                "it is not the kind of workbook that its extension names"
            ),
            WorkbookError::Damaged(what) => {
                text!("工作簿已损坏（{what}）", "the workbook is damaged ({what})")
            }
            WorkbookError::TooLarge => {
                text!("工作簿过大", "the workbook is too large")
            }
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Text {
        match self {
            WorkbookError::Unreadable(_) => {
                text!("请核对文件名与权限", "check its name and permissions")
            }
            WorkbookError::Password => text!(
                "请打开后另存为没有密码的文件",
                "open it and save it without a password"
            ),
            WorkbookError::OtherKind | WorkbookError::Damaged(_) => text!(
                "请用电子表格软件打开并另存为 .xlsx",
                "open it in a spreadsheet program and save it as .xlsx"
            ),
            WorkbookError::TooLarge => text!(
                "请删去表格以外的单元格与格式，或另存为 CSV",
                "delete cells and formats outside the table, or save it as CSV"
            ),
        }
    }
}

/// The sheets of a workbook, in their order. Sheets of charts and macros are left out.
pub fn sheets(folder: &Folder, name: &str, kind: Kind) -> Result<Vec<Sheet>, WorkbookError> {
    let input = folder.open(name).map_err(WorkbookError::Unreadable)?;
    let mut bytes = Vec::new();
    let read = input.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| WorkbookError::Unreadable(folder.error(name, &error)))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(WorkbookError::TooLarge);
    }
    // The libraries may panic on a file that was made to be malformed.
    catch_unwind(AssertUnwindSafe(|| sheets_of(&bytes, kind)))
        .unwrap_or_else(|_| Err(WorkbookError::Damaged("?".to_owned())))
}

/// See [`sheets`].
fn sheets_of(bytes: &[u8], kind: Kind) -> Result<Vec<Sheet>, WorkbookError> {
    let compound = bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let packed = bytes.starts_with(b"PK\x03\x04");
    match kind {
        Kind::Xls if compound => xls::sheets(bytes),
        Kind::Xlsx | Kind::Ods if packed => {
            let contents = archive::check_size(bytes)?;
            match kind {
                Kind::Ods => ods::sheets(bytes),
                _ => xlsx::sheets(bytes, contents),
            }
        }
        // An encrypted workbook of Office is a compound file.
        Kind::Xlsx if compound => Err(WorkbookError::Password),
        _ => Err(WorkbookError::OtherKind),
    }
}

/// A workbook that is damaged, in the words of a library.
fn damaged(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Damaged(error.to_string())
}

/// A truth value as a spreadsheet shows it.
fn boolean(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}
