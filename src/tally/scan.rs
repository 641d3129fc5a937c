//! What a reading of the data is done with.

use super::complete_checklist::CompleteChecklist;
use super::count_plan::CountPlan;
use super::result::Repeat;
use crate::data::Reader;
use crate::observation::Units;
use hashbrown::HashSet;

/// One reading of the data.
pub struct Scan<'a> {
    pub reader: Reader<'a>,
    pub count_plan: &'a CountPlan,
    /// By layout: checklists that stand whole in its rows.
    pub wholes: &'a [Vec<CompleteChecklist>],
    /// Cells to be kept apart.
    pub apart: &'a HashSet<Repeat>,
    /// The units of `apart`, those among them that no roster names.
    pub all: &'a Units,
}
