//! The rows of a Parquet file as the lines of a CSV.

use super::Refusal;
use super::cells::{Cells, write_text};
use super::file::{ColumnValues, File};
use super::leaf::Leaf;
use parquet::errors::{ParquetError, Result};
use std::io::{self, Read};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How many cells are held as text at a time.
const CELLS_AT_ONCE: usize = 1 << 17;
/// How many rows at least and at most.
const ROWS_AT_ONCE: Range<usize> = 64..8192;

/// The text of some row groups, of which a few thousand rows are in memory.
pub struct Lines {
    file: Arc<File>,
    /// The row groups that are still to be opened.
    groups: Range<usize>,
    /// The columns of the row group at hand, as in [`File::all_columns`].
    columns: Vec<Values>,
    /// How many of its rows have not been read.
    rows: usize,
    text: Vec<u8>,
    /// How many bytes of the text have been handed on.
    used: usize,
}

/// The values of a column in the rows at hand.
enum Values {
    Leaf(Box<Leaf>, Cells),
    Same(Vec<u8>),
}

impl Lines {
    /// The rows of some row groups, with the names of the columns first where wanted.
    pub fn new(file: Arc<File>, groups: Range<usize>, with_names: bool) -> Lines {
        let mut text = Vec::new();
        if with_names {
            let names = file.all_columns().iter();
            write_row(
                names.map(|column| column.name.as_bytes()),
                write_text,
                &mut text,
            );
        }
        Lines {
            file,
            groups,
            columns: Vec::new(),
            rows: 0,
            text,
            used: 0,
        }
    }

    /// Reads more rows; `false` at the end.
    fn fill(&mut self) -> Result<bool> {
        while self.rows == 0 {
            let Some(group) = self.groups.next() else {
                return Ok(false);
            };
            self.rows = self.file.rows(group);
            let columns = self.file.all_columns().iter();
            let columns = columns.map(|column| {
                Ok(match &column.values {
                    ColumnValues::Leaf(leaf) => {
                        let leaf = self.file.leaf(group, *leaf, column.meaning)?;
                        Values::Leaf(Box::new(leaf), Cells::default())
                    }
                    ColumnValues::Path(value) => {
                        let mut text = Vec::new();
                        write_text(value.as_bytes(), &mut text);
                        Values::Same(text)
                    }
                    ColumnValues::Nested => Values::Same(Refusal::Nested.mark().into()),
                })
            });
            self.columns = columns.collect::<Result<_>>()?;
        }
        let at_once = CELLS_AT_ONCE / self.columns.len().max(1);
        let rows = at_once
            .clamp(ROWS_AT_ONCE.start, ROWS_AT_ONCE.end)
            .min(self.rows);
        for values in &mut self.columns {
            if let Values::Leaf(leaf, cells) = values {
                leaf.read(rows, cells)?;
            }
        }
        self.rows -= rows;
        self.text.clear();
        self.used = 0;
        for row in 0..rows {
            let cells = self.columns.iter().map(|values| match values {
                Values::Leaf(_, cells) => cells.get(row),
                Values::Same(text) => text,
            });
            write_row(
                cells,
                |cell, text| text.extend_from_slice(cell),
                &mut self.text,
            );
        }
        Ok(true)
    }
}

/// Writes a line. One that would be empty holds quotes, so that it is a row.
fn write_row<'a>(
    cells: impl Iterator<Item = &'a [u8]>,
    write: impl Fn(&[u8], &mut Vec<u8>),
    text: &mut Vec<u8>,
) {
    let start = text.len();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(b',');
        }
        write(cell, text);
    }
    if text.len() == start {
        text.extend_from_slice(b"\"\"");
    }
    text.push(b'\n');
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.used == self.text.len() {
            // The library may panic on a file that was made to be malformed.
            let filled = catch_unwind(AssertUnwindSafe(|| self.fill()));
            let filled = filled.unwrap_or_else(|_| Err(ParquetError::General("malformed".into())));
            match filled {
                Ok(true) => {}
                Ok(false) => return Ok(0),
                Err(error) => {
                    (self.rows, self.groups) = (0, 0..0);
                    return Err(io::Error::other(format!("damaged Parquet file: {error}")));
                }
            }
        }
        let rest = &self.text[self.used..];
        let length = rest.len().min(out.len());
        out[..length].copy_from_slice(&rest[..length]);
        self.used += length;
        Ok(length)
    }
}
