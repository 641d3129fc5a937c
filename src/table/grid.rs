//! A table held in memory, whose cells know where they were read: what becomes of a table when its rows are rearranged.

use super::{Control, Locate, ReadError, ReadEvent, Record, Table, Visitor};
use crate::finding::{CellPosition, LinePosition, Place};
use std::sync::Arc;

/// How many cells a table may have to be rearranged.
const MOST_CELLS: usize = 8 << 20;

/// A table in memory. Its first row is the header.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The sheet that it was read from; `None` for a text file.
    pub sheet: Option<Arc<str>>,
    /// What separated the fields of the text file; `None` for a sheet.
    pub separator: Option<u8>,
    /// Comments, which are handed on behind the header.
    pub comments: Vec<GridRow>,
    /// The rows, and what could not be read as one.
    pub rows: Vec<Result<GridRow, ReadError>>,
    /// The encoding that it was read from.
    pub encoding: &'static str,
}

/// A row of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridRow {
    /// The line, or the row of a sheet, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<GridCell>,
}

impl GridRow {
    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// What it says.
    pub text: Arc<str>,
    /// The line, or the row of a sheet, in which it was read, from 1.
    pub line: u64,
    /// The character of the line, or the column of the sheet, from 1.
    pub column: u32,
    /// Whether it was merged with others.
    pub merged: bool,
}

/// Why a table is not held in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Grid {
    /// Reads a table whole. A record whose quotes are in doubt becomes an error. `path` is the file's, for their places.
    pub fn read(
        table: &mut impl Table,
        path: &Arc<str>,
        sheet: Option<Arc<str>>,
    ) -> Result<Grid, TooLarge> {
        let (mut rows, mut comments) = (Vec::new(), Vec::new());
        let (mut cells, mut positions) = (0, Vec::new());
        table.read(|event| {
            let (record, is_comment) = match event {
                ReadEvent::Record(record) => (record, false),
                ReadEvent::Comment(record) => (record, true),
                ReadEvent::Error(error) => {
                    rows.push(Err(error));
                    return Control::Next;
                }
            };
            cells += record.len();
            if cells > MOST_CELLS {
                return Control::Stop;
            }
            if let Some(at) = doubtful(record, path).filter(|_| !is_comment) {
                rows.push(Err(ReadError::UnclosedQuote(record.place(path, at))));
                return Control::Next;
            }
            record.field_positions(&mut positions);
            let positions = positions.iter().enumerate();
            let cells = positions.map(|(at, &(line, column))| GridCell {
                text: text_of(record.get(at), rows.last(), at),
                line,
                column,
                merged: record.is_merged(at),
            });
            let row = GridRow {
                line: record.line(),
                cells: cells.collect(),
            };
            match is_comment {
                true => comments.push(row),
                false => rows.push(Ok(row)),
            }
            Control::Next
        });
        match cells > MOST_CELLS {
            true => Err(TooLarge),
            false => Ok(Grid {
                sheet,
                separator: None,
                comments,
                rows,
                encoding: table.encoding(),
            }),
        }
    }

    /// How many rows are not blank.
    pub fn filled(&self) -> u64 {
        let is_blank = |row: &Result<GridRow, ReadError>| row.as_ref().is_ok_and(GridRow::is_blank);
        self.rows.iter().filter(|row| !is_blank(row)).count() as u64
    }

    /// Whether any cell was merged with others.
    pub fn has_merged_cells(&self) -> bool {
        let mut rows = self.rows.iter().flatten();
        rows.any(|row| row.cells.iter().any(|cell| cell.merged))
    }
}

/// A text, which takes no memory where the cell above says the same.
fn text_of(text: &str, above: Option<&Result<GridRow, ReadError>>, at: usize) -> Arc<str> {
    let above = above.and_then(|row| row.as_ref().ok());
    match above.and_then(|row| row.cells.get(at)) {
        Some(cell) if *cell.text == *text => cell.text.clone(),
        _ => text.into(),
    }
}

/// The field at which a record can be read in two ways, if any.
fn doubtful(record: &Record<'_>, path: &Arc<str>) -> Option<usize> {
    let over_lines = || (0..record.len()).find(|&at| record.get(at).contains(['\n', '\r']));
    match record.stray_quote() {
        Some(at) => Some(at),
        None if record.inner_records(path, record.len()).is_empty() => None,
        None => over_lines(),
    }
}

/// A grid, open for reading.
pub struct Reader {
    grid: Arc<Grid>,
    next: usize,
    /// How many comments have been handed on.
    comments: usize,
    line: u64,
    text: String,
    ends: Vec<usize>,
}

impl Reader {
    /// Reads a grid from its beginning.
    pub fn new(grid: Arc<Grid>) -> Reader {
        Reader {
            grid,
            next: 0,
            comments: 0,
            line: 0,
            text: String::new(),
            ends: Vec::new(),
        }
    }
}

impl Reader {
    /// Hands on a row as a record.
    fn hand_on(
        &mut self,
        row: &GridRow,
        is_comment: bool,
        visit: &mut impl FnMut(ReadEvent<'_>) -> Control,
    ) -> Control {
        self.line = self.line.max(row.line);
        self.text.clear();
        self.ends.clear();
        for cell in &row.cells {
            self.text.push_str(&cell.text);
            self.ends.push(self.text.len());
        }
        let origin = Origin {
            sheet: self.grid.sheet.as_ref(),
            row,
        };
        let record = Record {
            text: self.text.as_bytes(),
            ends: &self.ends,
            gap: 0,
            separator: b',',
            origin: &origin,
        };
        visit(match is_comment {
            true => ReadEvent::Comment(&record),
            false => ReadEvent::Record(&record),
        })
    }
}

impl Table for Reader {
    fn read_for(&mut self, visitor: &mut impl Visitor) {
        let mut visit = |event: ReadEvent<'_>| visitor.event(event);
        let grid = self.grid.clone();
        while let Some(row) = grid.rows.get(self.next) {
            self.next += 1;
            let control = match row {
                Ok(row) => self.hand_on(row, false, &mut visit),
                Err(error) => visit(ReadEvent::Error(error.clone())),
            };
            if control == Control::Stop {
                return;
            }
            while let Some(comment) = grid.comments.get(self.comments) {
                self.comments += 1;
                if self.hand_on(comment, true, &mut visit) == Control::Stop {
                    return;
                }
            }
        }
    }

    fn lines(&self) -> u64 {
        self.line
    }

    fn encoding(&self) -> &'static str {
        self.grid.encoding
    }
}

/// Where a row of a grid was read.
struct Origin<'a> {
    sheet: Option<&'a Arc<str>>,
    row: &'a GridRow,
}

impl Origin<'_> {
    fn position(&self, path: &Arc<str>, line: u64, column: u32, text: &str) -> Place {
        let text = super::workbook::shortened(text);
        match self.sheet {
            Some(sheet) => Place::in_sheet(
                path.clone(),
                CellPosition {
                    sheet: sheet.clone(),
                    row: line,
                    column,
                    text,
                },
            ),
            None => Place::in_line(
                path.clone(),
                LinePosition {
                    line,
                    column: column.max(1),
                    span: (0, text.len()),
                    text,
                },
            ),
        }
    }
}

impl Locate for Origin<'_> {
    fn line(&self) -> u64 {
        self.row.line
    }

    fn field_line(&self, field: usize) -> u64 {
        self.row
            .cells
            .get(field)
            .map_or(self.row.line, |cell| cell.line)
    }

    fn field_column(&self, field: usize) -> u32 {
        self.row.cells.get(field).map_or(1, |cell| cell.column)
    }

    fn place(&self, path: &Arc<str>, field: usize) -> Place {
        let text = self.row.cells.get(field).map_or("", |cell| &cell.text);
        self.position(path, self.field_line(field), self.field_column(field), text)
    }

    fn whole(&self, path: &Arc<str>) -> Place {
        let cells = self.row.cells.iter().take(400);
        let texts: Vec<&str> = cells.map(|cell| &*cell.text).collect();
        let column = u32::from(self.sheet.is_none());
        self.position(path, self.row.line, column, &texts.join(","))
    }

    fn is_merged(&self, field: usize) -> bool {
        self.row.cells.get(field).is_some_and(|cell| cell.merged)
    }
}
