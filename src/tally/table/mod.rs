//! The tally table: counts by what is counted, unit and year, as an engine or this program writes them. Rows of several tables add
//! up. `docs/engines.md` says what its columns hold.

mod kind;
mod numbers;
mod read;
mod rest;
mod tallied;
mod write;

pub use kind::{Gathered, RowKind};
pub use read::TallyTable;
pub use tallied::Tallied;

/// The titles of its columns.
pub const COLUMNS: [&str; 14] = [
    "what",
    "unit",
    "year",
    "reported",
    "blank",
    "holds",
    "fails",
    "undecided",
    "not_applicable",
    "lo",
    "hi",
    "items",
    "bands",
    "losses",
];
