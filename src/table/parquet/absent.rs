//! What stands in the place of a file where the program is built without Parquet: no file can be opened.

use super::{ParquetError, Refusal};
use crate::source::Folder;
use crate::table::Range;
use std::convert::Infallible;
use std::io::Read;
use std::sync::Arc;

/// A file; there is none.
#[derive(Clone, Debug)]
pub struct File(Infallible);

impl File {
    /// Refuses the file.
    pub fn of(
        _folder: &Folder,
        _name: &str,
        _rounded: impl Fn(&str) -> Option<u8>,
    ) -> Result<File, ParquetError> {
        Err(ParquetError::NotBuilt)
    }

    /// Why the cells of a column are not used.
    pub fn refusal(&self, _column: usize) -> Option<Refusal> {
        match self.0 {}
    }

    /// Whether a column holds floating-point numbers.
    pub fn is_floating(&self, _column: usize) -> bool {
        match self.0 {}
    }

    /// The type of a column.
    pub fn type_name(&self, _column: usize) -> &str {
        match self.0 {}
    }

    /// The names and types of all columns.
    pub fn columns(&self) -> Vec<(&str, &str)> {
        match self.0 {}
    }

    /// Ranges that can be read at the same time.
    pub fn split(&self) -> Vec<Range> {
        match self.0 {}
    }

    /// The rows as text.
    pub fn lines(file: &Arc<File>, _range: Range) -> Box<dyn Read + Send> {
        match file.0 {}
    }
}
