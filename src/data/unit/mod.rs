//! Whose figures a row holds: a unit of a roster, or one that no roster names.

mod names;
mod new_units;
mod resolver;
mod units_file;

pub use new_units::NewUnits;
pub use resolver::UnitResolver;
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
