//! In which years a unit existed, and which units became part of it or came from it.

use super::{UnitIx, Units};
use crate::index::Year;

impl Units {
    /// The units that this one became part of or was split into.
    pub fn successors(&self, ix: UnitIx) -> &[UnitIx] {
        self.extras.get(&ix).map_or(&[], |extra| &extra.into)
    }

    /// Whether a unit did not exist at all times, or others became part of it or came from it.
    pub fn has_history(&self, ix: UnitIx) -> bool {
        let extra = self.extras.get(&ix);
        let own = extra.is_some_and(|extra| {
            extra.from.is_some() || extra.until.is_some() || !extra.into.is_empty()
        });
        own || self.former.contains_key(&ix) || self.split.contains_key(&ix)
    }

    /// The unit that this one became part of as a whole; `None` if it did not.
    pub fn successor(&self, ix: UnitIx) -> Option<UnitIx> {
        match *self.successors(ix) {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The unit that this one is part of today: itself, or what it became part of, one merger after the other.
    pub fn today(&self, ix: UnitIx) -> UnitIx {
        let mut at = ix;
        // No chain is longer than the list.
        for _ in 0..self.former.len() {
            match self.successor(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The unit that was split into this one and others; `None` if there is none.
    pub fn split_from(&self, ix: UnitIx) -> Option<UnitIx> {
        self.split.get(&ix).copied()
    }

    /// The first year in which a unit existed; `None` if it is not known to have begun.
    pub fn begins(&self, ix: UnitIx) -> Option<Year> {
        self.extras.get(&ix).and_then(|extra| extra.from)
    }

    /// The last year in which a unit existed; `None` if it is not known to have ended.
    pub fn ends(&self, ix: UnitIx) -> Option<Year> {
        self.extras.get(&ix).and_then(|extra| extra.until)
    }

    /// Whether a unit existed in a year.
    pub fn exists(&self, ix: UnitIx, year: Year) -> bool {
        self.extras.get(&ix).is_none_or(|extra| {
            extra.from.is_none_or(|from| from <= year)
                && extra.until.is_none_or(|until| year <= until)
        })
    }

    /// Whether the unit existed in a year, or one that became part of it did.
    pub fn existed_with_predecessors(&self, ix: UnitIx, year: Year) -> bool {
        let formers = || self.predecessors(ix).into_iter();
        self.exists(ix, year) || formers().any(|former| self.exists(former, year))
    }

    /// The unit that one counts towards: what it became part of, else the one that it belongs to. `None` at the top.
    pub fn above(&self, ix: UnitIx) -> Option<UnitIx> {
        self.successor(ix).or_else(|| self.parent(ix))
    }

    /// Whether `ix` is `above`, stands below it, or became part of what does.
    pub fn is_within(&self, ix: UnitIx, above: UnitIx) -> bool {
        let mut at = Some(ix);
        // No chain of parents and mergers is longer than the list.
        for _ in 0..=self.rows.len() {
            match at {
                Some(unit) if unit == above => return true,
                Some(unit) => at = self.above(unit),
                None => return false,
            }
        }
        false
    }

    /// Whether `ix` stood below `above` at any time: by the roster's parents, by what it or one of these became part of, and by
    /// what they were split from.
    pub fn was_below(&self, ix: UnitIx, above: UnitIx) -> bool {
        let above = self.today(above);
        let mut found = vec![ix];
        let mut at = 0;
        while let Some(&unit) = found.get(at) {
            let ways = [
                self.parent(unit),
                self.successor(unit),
                self.split_from(unit),
            ];
            for next in ways.into_iter().flatten() {
                if self.today(next) == above {
                    return true;
                }
                if !found.contains(&next) {
                    found.push(next);
                }
            }
            at += 1;
        }
        false
    }

    /// Units that later became part of others, in their order.
    pub fn merged(&self) -> Vec<UnitIx> {
        let mut merged: Vec<UnitIx> = self.former.values().flatten().copied().collect();
        merged.sort();
        merged
    }

    /// Whether any unit became part of another.
    pub fn have_merged(&self) -> bool {
        !self.former.is_empty()
    }

    /// Whether a unit became part of another, or another became part of it.
    pub fn has_merged(&self, ix: UnitIx) -> bool {
        !self.former.is_empty() && (self.former.contains_key(&ix) || self.successor(ix).is_some())
    }

    /// The units that later became part of `ix`, one merger after the other.
    pub fn predecessors(&self, ix: UnitIx) -> Vec<UnitIx> {
        let mut found: Vec<UnitIx> = self.former.get(&ix).cloned().unwrap_or_default();
        let mut at = 0;
        while at < found.len() {
            for &former in self.former.get(&found[at]).into_iter().flatten() {
                if former != ix && !found.contains(&former) {
                    found.push(former);
                }
            }
            at += 1;
        }
        found
    }
}
