//! Parquet files. Each is read as the CSV that would be written of it: the names of its columns in the first line, a row in
//! each line below, numbers in exact decimals, nulls as blanks. So whatever reads a CSV reads a Parquet file, and places are
//! those of that CSV: row n is line n + 1.
//!
//! ```text
//!  row group ──> leaf::Leaf     values of one column, some thousand rows at a time
//!                   |
//!                cells::Cells   their text
//!                   |
//!                lines::Lines   rows of text, separated by commas ──> csv::Reader
//! ```

#[cfg(not(feature = "parquet"))]
mod absent;
#[cfg(feature = "parquet")]
mod bytes;
#[cfg(feature = "parquet")]
mod cells;
#[cfg(feature = "parquet")]
mod column_type;
#[cfg(feature = "parquet")]
mod date;
#[cfg(feature = "parquet")]
mod file;
#[cfg(feature = "parquet")]
mod leaf;
#[cfg(feature = "parquet")]
mod lines;
#[cfg(feature = "parquet")]
mod partition;

#[cfg(not(feature = "parquet"))]
pub use absent::File;
#[cfg(feature = "parquet")]
pub use file::File;

use super::Range;
use super::csv::{self, Dialect};
use crate::i18n::Text;
use crate::source::{Folder, SourceError};
use crate::text;
use camino::Utf8Path;

/// How the rows are written as text.
pub const DIALECT: Dialect = Dialect {
    separator: b',',
    quote: Some(Dialect::QUOTE),
    encoding: None,
};

/// How many decimals a floating-point number may be rounded to at most: a double has no more digits.
pub const MOST_DECIMALS: u8 = 15;

/// Whether a name is that of a Parquet file.
pub fn is_named(name: &str) -> bool {
    let extension = Utf8Path::new(name).extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("parquet")
}

/// Why a file is not read.
#[derive(Clone, Debug)]
pub enum ParquetError {
    /// The file can't be read.
    Unreadable(SourceError),
    /// The program was built without it.
    NotBuilt,
    /// It has no bytes.
    Empty,
    /// It does not begin as a Parquet file does.
    OtherKind,
    /// It is encrypted.
    Encrypted,
    /// It is damaged or cut off, or compressed in a way that is not read; what the reader of the format said.
    Damaged(String),
}

impl ParquetError {
    /// What is wrong, for a message.
    pub fn reason(&self) -> Text {
        match self {
            ParquetError::Unreadable(error) => Text::same(&error.reason),
            ParquetError::NotBuilt => text!(
                "本程序编译时未包含 Parquet",
                "this build of the program does not read Parquet"
            ),
            ParquetError::Empty => text!("文件没有内容", "it is empty"),
            ParquetError::OtherKind => text!("不是 Parquet 文件", "it is not a Parquet file"),
            ParquetError::Encrypted => text!("文件已加密", "it is encrypted"),
            ParquetError::Damaged(what) => text!(
                "文件已损坏或不完整（{what}）",
                "it is damaged or incomplete ({what})"
            ),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Text {
        match self {
            ParquetError::Unreadable(_) => {
                text!("请核对文件名与权限", "check its name and permissions")
            }
            ParquetError::NotBuilt => text!(
                "请使用发布版，或编译时保留 `parquet`；也可导出为 CSV",
                "use a release, or build with the feature `parquet`; or export it as CSV"
            ),
            ParquetError::Encrypted => text!(
                "请导出为未加密的 Parquet 或 CSV",
                "export it as Parquet without encryption, or as CSV"
            ),
            ParquetError::Empty | ParquetError::OtherKind | ParquetError::Damaged(_) => text!(
                "请重新导出；若不需要，请在 data.toml 中写 `skip = true`",
                "export it again; declare `skip = true` in data.toml if it is not needed"
            ),
        }
    }
}

/// Why the cells of a column are not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They are floating-point numbers, and nothing says to how many decimals they are to be rounded.
    Floating,
    /// They are points of time in UTC: on which day they were depends on the place.
    Utc,
    /// They are lists, maps or structures.
    Nested,
    /// They are of another type that holds neither numbers nor text.
    Other,
}

impl Refusal {
    /// What the cells begin with, so that nobody takes them for figures, wherever they are read.
    pub fn mark(self) -> &'static str {
        match self {
            Refusal::Floating => "DOUBLE ",
            Refusal::Utc => "UTC ",
            Refusal::Nested => "NESTED",
            Refusal::Other => "UNREAD ",
        }
    }
}

/// Opens a range of a file: the row groups that begin within it.
pub fn open(
    folder: &Folder,
    name: &str,
    file: &std::sync::Arc<File>,
    range: Range,
) -> Result<csv::Reader, SourceError> {
    let lines = File::lines(file, range);
    let path = folder.shown_path(name);
    Ok(csv::Reader::of_text(path, lines, DIALECT, range))
}
