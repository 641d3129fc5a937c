//! How many of the cells of the same unit, variable and period are kept: those that repeat others add nothing.

use crate::data::{RowHead, RowUnit};
use crate::number::Value;
use crate::observation::{CellState, Period};
use crate::plan::VariableIx;
use crate::tally::bit_set::BitSet;
use crate::tally::predicted_map::PredictedMap;
use hashbrown::HashMap;

/// How many figures of the same unit, variable and period are kept at least, so that their places can be shown.
const MOST_KEPT: usize = 20;

/// Of what unit, variable and period, planned or not, reported when.
type Key = (RowUnit, VariableIx, Period, bool, Option<Box<str>>);

/// What is kept of each cell.
#[derive(Default)]
pub struct KeptLimit {
    /// Cells of which one was kept, by what they are of; a bit for each unit. Nearly all come once.
    once: PredictedMap<(VariableIx, Period, bool, bool), BitSet>,
    /// How much those after the first say, and what they are worth.
    others: HashMap<Key, Vec<(CellState, Value)>>,
}

impl KeptLimit {
    /// Whether a cell is to be kept: it is the first of its key, or says more than those after the first that are kept. Refused and
    /// blank ones all say the same.
    pub fn admits(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        (value, state): (&Value, CellState),
    ) -> bool {
        let (unit, is_new) = match row.unit {
            RowUnit::Known(unit) => (unit.0, false),
            RowUnit::New(unit) => (unit, true),
        };
        let of = (variable, period, row.planned, is_new);
        if row.as_of.is_none() && self.once.get_or_insert(of, BitSet::default).insert(unit) {
            return true;
        }
        let key = (
            row.unit,
            variable,
            period,
            row.planned,
            row.as_of.map(Box::from),
        );
        let kept = self.others.entry(key).or_default();
        let most = match state {
            CellState::Refused | CellState::Blank => 1,
            _ => MOST_KEPT,
        };
        let of_state = kept.iter().filter(|(known, _)| *known == state).count();
        let says_more =
            of_state < most || most > 1 && !kept.iter().any(|(_, known)| known == value);
        if says_more {
            kept.push((state, value.clone()));
        }
        says_more
    }
}
