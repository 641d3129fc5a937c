//! Headers: the format and layout of a file, and what each of its columns holds.

mod affix;
mod column_types;
mod header_finding;
mod name_index;
mod plain_rows;
mod read;
pub mod row_shape;
mod schema;

pub use header_finding::{header_finding, unknown_variable_help};
pub use name_index::{ColumnBinding, HeaderError, NameIndex};
pub use plain_rows::{PlainRows, PlainUnits};
pub use schema::{Column, FileSchema, Input, SchemaReader};

use super::column_role::ColumnRole;
use super::manifest::{FileEntry, Shape};

/// The positions of the columns that hold no variable, by role.
#[derive(Clone, Debug)]
pub struct RoleColumns([Option<u32>; ColumnRole::COUNT]);

impl RoleColumns {
    /// The position of a role's column; `None` if the file has none.
    pub fn get(&self, role: ColumnRole) -> Option<usize> {
        self.0[role as usize].map(|at| at as usize)
    }

    /// Whether the file has a column for a role.
    pub fn has(&self, role: ColumnRole) -> bool {
        self.0[role as usize].is_some()
    }
}

/// What a file's header says.
#[derive(Clone, Debug)]
pub struct Header {
    /// The file's layout, declared or recognised.
    pub shape: Shape,
    /// Columns that hold no variable.
    pub roles: RoleColumns,
    /// Columns that hold a variable, with their positions, in file order.
    pub columns: Vec<(usize, ColumnBinding)>,
    /// The positions of columns of which two hold the same thing, so that neither is used.
    pub in_doubt: Vec<usize>,
    /// Whether two columns may hold the units, periods or variables of the rows, so that no row is used.
    pub unclear: bool,
    /// Whether the column of units of measurement may hold the names of the units instead, which its cells decide.
    pub measure_may_be_name: bool,
    /// Whether it may hold the codes of the units instead.
    pub measure_may_be_code: bool,
    /// The positions of columns that are not read by declaration.
    pub ignored: Vec<usize>,
    /// The positions of columns without a title before the last one with a title.
    pub untitled: Vec<usize>,
    /// What cells have to say, normalized, for their row to be read.
    pub conditions: Vec<(usize, String)>,
    /// The normalized titles of all columns.
    pub titles: Vec<String>,
    /// The number of columns.
    pub len: usize,
    /// The number of columns up to the last one with a title.
    pub named: usize,
}

impl Header {
    /// Whether the header or what is declared about the file says of which period each figure is; units have none.
    fn is_dated(&self, entry: &FileEntry) -> bool {
        let mut columns = self.columns.iter();
        let by_columns = !self.columns.is_empty() && columns.all(|(_, m)| m.period.is_some());
        self.shape == Shape::Units
            || self.roles.has(ColumnRole::Period)
            || entry.period.is_some()
            || self.shape == Shape::Wide && by_columns
    }
}
