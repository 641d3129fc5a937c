//! Headers: the format and layout of a file, and what each of its columns holds.

mod header_finding;
mod name_index;
mod read;
pub mod row_shape;
mod schema;

pub use header_finding::header_finding;
pub use name_index::{ColumnBinding, HeaderError, NameIndex};
pub use schema::{Column, FileSchema, Input, SchemaReader};

use super::column_role::ColumnRole;
use super::manifest::Shape;

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
    /// The number of columns.
    pub len: usize,
    /// The number of columns up to the last one with a title.
    pub named: usize,
}
