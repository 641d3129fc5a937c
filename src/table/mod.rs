//! Tables of any format, read record by record: fields as text, each with its place.
//!
//! A format is a folder of this module and a variant of [`Format`] and [`AnyTable`]; who reads tables knows [`Table`],
//! [`Record`] and [`ReadEvent`] only.

mod chunk;
pub mod csv;
mod grid;
mod in_order;
pub mod parquet;
mod record;
pub mod workbook;

pub use chunk::{Chunk, LineCounter, Range};
pub use csv::{LinesUsed, PlainLine, PlainLines};
pub use grid::{Grid, GridCell, GridRow, TooLarge};
pub use in_order::in_order;
pub use record::{Locate, Record};

use crate::finding::Place;
use crate::source::{Folder, SourceError};
use std::sync::Arc;

/// A table that is open.
pub trait Table {
    /// Hands on every record and everything that can't be read as one, until the end or until told to stop.
    fn read(&mut self, visit: impl FnMut(ReadEvent<'_>) -> Control) {
        self.read_for(&mut Events(visit));
    }

    /// The same for a visitor that may understand many lines at sight.
    fn read_for(&mut self, visitor: &mut impl Visitor);

    /// How many lines, or rows of a sheet, have been read.
    fn lines(&self) -> u64;

    /// The encoding in which the text read so far was written, in small letters: `utf-8`, `gb18030`.
    fn encoding(&self) -> &'static str;
}

/// Takes what comes in a table.
pub trait Visitor {
    /// Takes what comes next.
    fn event(&mut self, event: ReadEvent<'_>) -> Control;

    /// Whether [`Visitor::lines`] may use any lines.
    fn wants_lines(&mut self) -> bool {
        false
    }

    /// Uses as many of some lines as it understands at sight, from the first on; the next one comes as an event.
    fn lines(&mut self, _lines: PlainLines<'_>) -> LinesUsed {
        LinesUsed::default()
    }
}

/// A function that takes what comes in a table.
struct Events<F>(F);

impl<F: FnMut(ReadEvent<'_>) -> Control> Visitor for Events<F> {
    fn event(&mut self, event: ReadEvent<'_>) -> Control {
        (self.0)(event)
    }
}

/// What comes next in a table.
pub enum ReadEvent<'a> {
    /// A record.
    Record(&'a Record<'a>),
    /// A line that begins with `#`, split as a record without quotes would be. Reading goes on behind it unless it is stopped.
    Comment(&'a Record<'a>),
    /// Something that can't be read as a record.
    Error(ReadError),
}

impl<'a> ReadEvent<'a> {
    /// Gives the place and the cells of what comes next; of what is no record, the text of its line.
    pub fn came(&self, path: &Arc<str>) -> impl FnOnce() -> (Place, Vec<String>) + use<'a> {
        let (record, error) = match self {
            ReadEvent::Record(record) | ReadEvent::Comment(record) => (Some(*record), None),
            ReadEvent::Error(error) => (None, error.place().cloned()),
        };
        let path = path.clone();
        move || match (record, error) {
            (Some(record), _) => {
                let cells = (0..record.len()).map(|at| record.get(at).to_owned());
                (record.whole(&path), cells.collect())
            }
            (None, Some(place)) => {
                let text = place.in_text().map(|line| line.text.clone());
                (place, text.into_iter().collect())
            }
            (None, None) => (Place::file(path), Vec::new()),
        }
    }
}

impl ReadError {
    /// Where it is; `None` where the file can't be read on.
    pub fn place(&self) -> Option<&Place> {
        match self {
            ReadError::Unreadable(_) => None,
            ReadError::UnclosedQuote(place)
            | ReadError::LineTooLong(place)
            | ReadError::Encoding(place) => Some(place),
        }
    }
}

/// Why something can't be read as a record.
#[derive(Clone, Debug)]
pub enum ReadError {
    /// The file can't be read on; nothing follows.
    Unreadable(SourceError),
    /// A quote without its partner, and its place; reading goes on with the next line.
    UnclosedQuote(Place),
    /// A line of more than [`csv::LONGEST_LINE`] bytes, and its place; reading goes on with the next line.
    LineTooLong(Place),
    /// Bytes that are not text, and their place; reading goes on with the next record.
    Encoding(Place),
}

/// What to do after a [`ReadEvent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Go on with the next record.
    Next,
    /// Go on with the second line of this record: it spans several lines by mistake.
    NextLine,
    /// Read nothing more.
    Stop,
}

/// How a file holds a table.
#[derive(Clone, Debug)]
pub enum Format {
    /// Text, a record a line, fields separated by a byte.
    Delimited(csv::Dialect),
    /// A Parquet file, which is read as the text of its rows.
    Parquet(Arc<parquet::File>),
    /// A sheet of a workbook, which is in memory.
    Sheet(Arc<workbook::Sheet>),
    /// A table of another format, rearranged in memory.
    Grid(Arc<Grid>),
}

impl Format {
    /// Whether cells of the table were merged with others.
    pub fn has_merged_cells(&self) -> bool {
        match self {
            Format::Delimited(_) | Format::Parquet(_) => false,
            Format::Sheet(sheet) => !sheet.merged.is_empty(),
            Format::Grid(grid) => grid.has_merged_cells(),
        }
    }

    /// Whether the table is read from its file, which may be in ranges; else it is in memory.
    pub fn is_read_by_range(&self) -> bool {
        matches!(self, Format::Delimited(_) | Format::Parquet(_))
    }

    /// What separates the fields of the text; `None` for a sheet.
    pub fn separator(&self) -> Option<u8> {
        match self {
            Format::Delimited(dialect) => Some(dialect.separator),
            Format::Parquet(_) => Some(parquet::DIALECT.separator),
            Format::Sheet(_) => None,
            Format::Grid(grid) => grid.separator,
        }
    }

    /// The name of the sheet that the table is in; `None` for a text file.
    pub fn sheet_name(&self) -> Option<Arc<str>> {
        match self {
            Format::Delimited(_) | Format::Parquet(_) => None,
            Format::Sheet(sheet) => Some(sheet.name.clone()),
            Format::Grid(grid) => grid.sheet.clone(),
        }
    }
}

/// A table of one of the formats.
pub enum AnyTable {
    /// See [`Format::Delimited`] and [`Format::Parquet`].
    Delimited(Box<csv::Reader>),
    /// See [`Format::Sheet`].
    Sheet(workbook::Reader),
    /// See [`Format::Grid`].
    Grid(grid::Reader),
}

/// Opens a table, or the range of one.
pub fn open(
    folder: &Folder,
    name: &str,
    format: &Format,
    range: Range,
) -> Result<AnyTable, SourceError> {
    match format {
        Format::Delimited(dialect) => {
            let table = csv::Reader::open_range(folder, name, *dialect, range)?;
            Ok(AnyTable::Delimited(Box::new(table)))
        }
        Format::Parquet(file) => {
            let table = parquet::open(folder, name, file, range)?;
            Ok(AnyTable::Delimited(Box::new(table)))
        }
        Format::Sheet(sheet) => Ok(AnyTable::Sheet(workbook::Reader::new(sheet.clone()))),
        Format::Grid(grid) => Ok(AnyTable::Grid(grid::Reader::new(grid.clone()))),
    }
}

/// Splits a table into ranges of about `size` bytes that can be read at the same time; one where it can't be split.
pub fn split(folder: &Folder, name: &str, format: &Format, size: u64) -> Vec<Range> {
    match format {
        Format::Delimited(_) => csv::split(folder, name, size),
        Format::Parquet(file) => file.split(),
        Format::Sheet(_) | Format::Grid(_) => vec![Range::WHOLE],
    }
}

impl Table for AnyTable {
    fn read_for(&mut self, visitor: &mut impl Visitor) {
        match self {
            AnyTable::Delimited(table) => table.read_for(visitor),
            AnyTable::Sheet(table) => table.read_for(visitor),
            AnyTable::Grid(table) => table.read_for(visitor),
        }
    }

    fn lines(&self) -> u64 {
        match self {
            AnyTable::Delimited(table) => table.lines(),
            AnyTable::Sheet(table) => table.lines(),
            AnyTable::Grid(table) => table.lines(),
        }
    }

    fn encoding(&self) -> &'static str {
        match self {
            AnyTable::Delimited(table) => table.encoding(),
            AnyTable::Sheet(table) => table.encoding(),
            AnyTable::Grid(table) => table.encoding(),
        }
    }
}
