//! What a reading of the data is done with.

use super::interest::Interest;
use super::result::Repeat;
use super::whole::Whole;
use crate::data::Reader;
use crate::figures::Units;
use hashbrown::HashSet;

/// One reading of the data.
pub struct Pass<'a> {
    pub reader: Reader<'a>,
    pub interest: &'a Interest,
    /// By layout: checklists that stand whole in its rows.
    pub wholes: &'a [Vec<Whole>],
    /// Cells to be kept apart.
    pub apart: &'a HashSet<Repeat>,
    /// The units of `apart`, those among them that no roster names.
    pub all: &'a Units,
}
