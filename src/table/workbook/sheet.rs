//! The cells of a sheet, held in memory: as much as there is text, however far the cells are apart.

use super::{LARGEST_AREA, LARGEST_TEXT, MOST_CELLS, WorkbookError};
use std::sync::Arc;

/// A sheet of a workbook.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether any cell is a number.
    pub has_numbers: bool,
    /// Cells that were merged into one, by their first cells; all but the first cell of each are empty.
    pub merged: Vec<Area>,
    /// The text of the cells, one after the other.
    pub(super) text: String,
    /// The cells that are not empty, by row and column.
    pub(super) cells: Vec<Cell>,
    /// How many columns it has, the empty ones before the last cell included.
    pub(super) width: usize,
}

/// A rectangle of cells. Rows and columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first row and column.
    pub first: (u32, u32),
    /// The last row and column.
    pub last: (u32, u32),
}

impl Area {
    /// An area whose rows and columns are counted from 0.
    pub(super) fn from_zero(start: (u32, u32), end: (u32, u32)) -> Area {
        Area {
            first: (start.0 + 1, start.1 + 1),
            last: (end.0 + 1, end.1 + 1),
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// Where its text ends in the sheet's.
    pub end: u32,
}

impl Sheet {
    /// A sheet without cells.
    pub(super) fn new(name: &str, hidden: bool) -> Sheet {
        Sheet {
            name: name.into(),
            hidden,
            has_numbers: false,
            merged: Vec::new(),
            text: String::new(),
            cells: Vec::new(),
            width: 0,
        }
    }

    /// The text of a cell, by its index.
    pub(super) fn text_of(&self, cell: usize) -> &str {
        let start = cell
            .checked_sub(1)
            .map_or(0, |before| self.cells[before].end);
        &self.text[start as usize..self.cells[cell].end as usize]
    }

    /// The text of the cell in a row and a column, both from 1; empty where it holds nothing.
    pub(super) fn at(&self, (row, column): (u32, u32)) -> &str {
        let key = |cell: &Cell| (cell.row + 1, cell.column + 1);
        let found = self.cells.binary_search_by_key(&(row, column), key);
        found.map_or("", |cell| self.text_of(cell))
    }

    /// Whether it is a comment, like a line of a text file that begins with `#`.
    pub fn is_comment(&self) -> bool {
        self.name.starts_with('#')
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Adds a cell behind those before it; an empty text is left out. Rows and columns are counted from 0.
    pub(super) fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), WorkbookError> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some(last) = self.cells.last()
            && (last.row, last.column) >= (row, column)
        {
            let reason = format!("{}: cells out of order", self.name);
            return Err(WorkbookError::Damaged(reason));
        }
        self.text.push_str(text);
        self.width = self.width.max(column as usize + 1);
        self.cells.push(Cell {
            row,
            column,
            end: self.text.len() as u32,
        });
        match self.text.len() > LARGEST_TEXT || self.cells.len() > MOST_CELLS {
            true => Err(WorkbookError::TooLarge),
            false => Ok(()),
        }
    }

    /// The sheet when all cells are there; fails where they are spread over more than [`LARGEST_AREA`] cells.
    pub(super) fn finish(mut self) -> Result<Sheet, WorkbookError> {
        self.merged.sort_by_key(|area| area.first);
        let mut rows = 0;
        let mut last = None;
        for cell in &self.cells {
            rows += u64::from(last != Some(cell.row));
            last = Some(cell.row);
        }
        match rows * self.width as u64 > LARGEST_AREA {
            true => Err(WorkbookError::TooLarge),
            false => Ok(self),
        }
    }
}
