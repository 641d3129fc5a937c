//! Whose figures a row holds: a unit of a roster, or one that no roster names.

mod codes;
mod joined_cells;
mod names;
mod new_units;
mod resolver;
mod row_kind;
mod units_file;

pub use codes::damage;
pub use joined_cells::is_row as is_row_in_one_cell;
pub use names::{NameMatcher, is_name_of};
pub use new_units::NewUnits;
pub use resolver::{NextCells, RowOwner, UnitResolver};
pub use row_kind::RowKind;
pub use units_file::Roster;

use crate::observation::UnitIx;

/// The unit of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowUnit {
    /// A unit that a units file names.
    Known(UnitIx),
    /// A unit that no units file names: its index in the file's [`NewUnits`].
    New(u32),
}
