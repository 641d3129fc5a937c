//! How much is kept of what was found, and the rows that could not be used.

use super::{Code, Place};
use crate::i18n::Text;
use std::sync::Arc;

/// How many places of one cause are kept, unless more are asked for.
pub const PLACES_KEPT: usize = 100;

/// How much of what was found is kept. Memory grows with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The places of one cause, at most so many; all others are counted.
    pub places: usize,
    /// Whether rows that can't be used are kept as they came.
    pub refused_rows: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Kept {
            places: PLACES_KEPT,
            refused_rows: false,
        }
    }
}

/// A row that can't be used, or that has a cell which can't be, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// The row as a whole.
    pub place: Place,
    /// The titles of the columns of its table.
    pub titles: Arc<[String]>,
    /// Its cells; of what is no row, its text.
    pub cells: Vec<String>,
    /// Why it, or a cell of it, can't be used.
    pub reasons: Vec<Reason>,
}

/// Why a row can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The kind of finding.
    pub code: &'static Code,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    pub help: Option<Text>,
}
