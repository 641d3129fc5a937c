//! A Parquet file that is open: its columns and row groups, as its footer says.

use super::bytes::Source;
use super::column_type::{Meaning, type_name};
use super::leaf::Leaf;
use super::lines::Lines;
use super::partition::partitions;
use super::{ParquetError, Refusal};
use crate::source::Folder;
use crate::table::Range;
use parquet::column::reader::get_column_reader;
use parquet::errors::{ParquetError as LibraryError, Result as LibraryResult};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::SerializedPageReader;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Row groups are read together until they have so many cells: a thread of its own does not pay for less.
const FEWEST_CELLS: u64 = 1 << 20;
/// How many columns and row groups a file may have.
const MOST_COLUMNS: usize = 20_000;
const MOST_GROUPS: usize = 1 << 20;

/// An open file.
#[derive(Debug)]
pub struct File {
    source: Arc<Source>,
    metadata: ParquetMetaData,
    columns: Vec<Column>,
    /// Where the row groups of each range begin that can be read by itself: their indices, and the bytes of the file.
    starts: Vec<(usize, u64)>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    pub meaning: Meaning,
    type_name: String,
    pub values: ColumnValues,
}

/// Where a column's values are.
#[derive(Debug)]
pub(super) enum ColumnValues {
    /// In a column of the file, by its index among those that hold values.
    Leaf(usize),
    /// In the path: the same in all rows.
    Path(String),
    /// They are not read.
    Nested,
}

impl File {
    /// Reads the footer of a file. `rounded` says to how many decimals the floating-point numbers of a column are rounded.
    pub fn of(
        folder: &Folder,
        name: &str,
        rounded: impl Fn(&str) -> Option<u8>,
    ) -> Result<File, ParquetError> {
        let source = Arc::new(Source::open(folder, name)?);
        // The library may panic on a file that was made to be malformed.
        let read = || {
            let metadata = ParquetMetaDataReader::new().parse_and_finish(&*source)?;
            let starts = starts(&metadata)?;
            Ok((columns(&metadata, name, rounded)?, starts, metadata))
        };
        let read = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(malformed()));
        let (columns, starts, metadata) = read.map_err(of_library)?;
        Ok(File {
            source,
            metadata,
            columns,
            starts,
        })
    }

    /// Why the cells of a column are not used; `None` where they are.
    pub fn refusal(&self, column: usize) -> Option<Refusal> {
        self.columns.get(column)?.meaning.refusal()
    }

    /// Whether a column holds floating-point numbers.
    pub fn is_floating(&self, column: usize) -> bool {
        let column = self.columns.get(column);
        column.is_some_and(|column| matches!(column.meaning, Meaning::Floating(_)))
    }

    /// The type of a column.
    pub fn type_name(&self, column: usize) -> &str {
        (self.columns.get(column)).map_or("", |column| &column.type_name)
    }

    /// The names and types of all columns.
    pub fn columns(&self) -> Vec<(&str, &str)> {
        let columns = self.columns.iter();
        columns
            .map(|column| (&*column.name, &*column.type_name))
            .collect()
    }

    /// Ranges that can be read at the same time.
    pub fn split(&self) -> Vec<Range> {
        let first = |at: usize| match at {
            0 => 0,
            _ => self.starts[at].1,
        };
        let ranges = (0..self.starts.len().max(1)).map(|at| Range {
            start: first(at),
            end: self.starts.get(at + 1).map(|(_, start)| *start),
        });
        ranges.collect()
    }

    /// The rows of a range as text; the names of the columns before the first.
    pub fn lines(file: &Arc<File>, range: Range) -> Box<dyn Read + Send> {
        let group_at = |byte: u64| {
            let found = file.starts.iter().find(|(_, start)| *start >= byte);
            found.map_or(file.metadata.num_row_groups(), |(group, _)| *group)
        };
        let first = if range.is_first() {
            0
        } else {
            group_at(range.start)
        };
        let last = range.end.map_or(file.metadata.num_row_groups(), group_at);
        Box::new(Lines::new(file.clone(), first..last, range.is_first()))
    }

    /// All columns.
    pub(super) fn all_columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows a row group has.
    pub(super) fn rows(&self, group: usize) -> usize {
        let rows = self.metadata.row_group(group).num_rows();
        usize::try_from(rows).unwrap_or(0)
    }

    /// Opens a column of a row group.
    pub(super) fn leaf(&self, group: usize, leaf: usize, meaning: Meaning) -> LibraryResult<Leaf> {
        let rows = self.rows(group);
        let chunk = self.metadata.row_group(group).column(leaf);
        let pages = SerializedPageReader::new(self.source.clone(), chunk, rows, None)?;
        let descriptor = chunk.column_descr_ptr();
        let deepest = descriptor.max_def_level();
        let reader = get_column_reader(descriptor, Box::new(pages));
        Ok(Leaf::new(reader, meaning, deepest))
    }
}

/// The columns as the schema and the path say.
fn columns(
    metadata: &ParquetMetaData,
    name: &str,
    rounded: impl Fn(&str) -> Option<u8>,
) -> LibraryResult<Vec<Column>> {
    let schema = metadata.file_metadata().schema_descr();
    let mut columns: Vec<Column> = Vec::new();
    if schema.num_columns() > MOST_COLUMNS {
        return Err(LibraryError::General("too many columns".to_owned()));
    }
    for leaf in 0..schema.num_columns() {
        let (descriptor, root) = (schema.column(leaf), schema.get_column_root(leaf));
        let name = root.name();
        let is_nested = descriptor.path().parts().len() > 1;
        if is_nested && columns.last().is_some_and(|column| column.name == name) {
            continue;
        }
        let meaning = match is_nested || descriptor.max_rep_level() > 0 {
            true => Meaning::Refused(Refusal::Nested),
            false => Meaning::of(&descriptor, rounded(name)),
        };
        let is_nested = meaning == Meaning::Refused(Refusal::Nested);
        columns.push(Column {
            name: name.to_owned(),
            meaning,
            type_name: match is_nested {
                true => "NESTED".to_owned(),
                false => type_name(&descriptor, meaning),
            },
            values: match is_nested {
                true => ColumnValues::Nested,
                false => ColumnValues::Leaf(leaf),
            },
        });
    }
    for (name, value) in partitions(name) {
        if columns.iter().all(|column| column.name != name) {
            columns.push(Column {
                name,
                meaning: Meaning::Text,
                type_name: "PARTITION".to_owned(),
                values: ColumnValues::Path(value),
            });
        }
    }
    Ok(columns)
}

/// Where the row groups begin that are read together; one where they are not in the order of their bytes.
fn starts(metadata: &ParquetMetaData) -> LibraryResult<Vec<(usize, u64)>> {
    let (mut starts, mut cells, mut before) = (Vec::new(), FEWEST_CELLS, None);
    if metadata.num_row_groups() > MOST_GROUPS {
        return Err(LibraryError::General("too many row groups".to_owned()));
    }
    for (at, group) in metadata.row_groups().iter().enumerate() {
        let rows = u64::try_from(group.num_rows());
        let rows = rows.map_err(|_| malformed())?;
        let Some(first) = group.columns().first() else {
            return Err(malformed());
        };
        let start = first.byte_range().0;
        if before.is_some_and(|before| start <= before) {
            return Ok(vec![(0, 0)]);
        }
        before = Some(start);
        if cells >= FEWEST_CELLS {
            starts.push((at, start));
            cells = 0;
        }
        cells = cells.saturating_add(rows.saturating_mul(group.num_columns() as u64));
    }
    Ok(starts)
}

fn malformed() -> LibraryError {
    LibraryError::General("malformed".to_owned())
}

fn of_library(error: LibraryError) -> ParquetError {
    let what = error.to_string();
    match what.to_lowercase().contains("encrypt") {
        true => ParquetError::Encrypted,
        false => ParquetError::Damaged(what),
    }
}
