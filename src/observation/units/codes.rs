//! Finds units by code. Rosters are hashed; units that are met in files come mostly in the order of their codes, and need not be.

use super::{UnitIx, Units, length};
use std::hash::BuildHasher;

/// Where there are more runs than this, all units are hashed.
const MOST_RUNS: usize = 16;

impl Units {
    /// The unit with a code; `None` if there is none.
    pub fn by_code(&self, code: &str) -> Option<UnitIx> {
        if self.lengths & length(code) == 0 {
            return None;
        }
        let hashed = match self.codes.is_empty() {
            true => None,
            false => {
                let hash = self.hasher.hash_one(code);
                self.codes.find(hash, |&ix| self.code(ix) == code).copied()
            }
        };
        hashed.or_else(|| self.in_runs(code))
    }

    /// The unit with a code among those in runs.
    fn in_runs(&self, code: &str) -> Option<UnitIx> {
        self.runs.iter().find_map(|run| {
            let last = self.code(UnitIx(run.end - 1));
            if last < code {
                return None;
            }
            let rows = &self.rows[run.start as usize..run.end as usize];
            let found = rows.binary_search_by(|row| self.word(row.code).cmp(code));
            found.ok().map(|at| UnitIx(run.start + at as u32))
        })
    }

    /// Adds the last unit to those that are hashed.
    pub(super) fn index_code(&mut self, ix: UnitIx) {
        let (text, rows, hasher) = (&self.text, &self.rows, &self.hasher);
        let hash_of = |ix: &UnitIx| {
            let (at, len) = rows[ix.0 as usize].code;
            hasher.hash_one(&text[at as usize..at as usize + len as usize])
        };
        self.codes.insert_unique(hash_of(&ix), ix, hash_of);
    }

    /// Adds the last unit to the run at whose end it belongs; begins another run where its code is less than the one before.
    pub(super) fn add_to_run(&mut self, ix: UnitIx) {
        let ascends = |end: u32| end == ix.0 && self.code(UnitIx(end - 1)) < self.code(ix);
        match self.runs.last() {
            Some(run) if ascends(run.end) => {}
            _ if self.unsorted => return self.index_code(ix),
            _ if self.runs.len() < MOST_RUNS => self.runs.push(ix.0..ix.0),
            _ => {
                self.unsorted = true;
                let met = std::mem::take(&mut self.runs).into_iter().flatten();
                met.chain([ix.0]).for_each(|at| self.index_code(UnitIx(at)));
            }
        }
        if let Some(run) = self.runs.last_mut() {
            run.end = ix.0 + 1;
        }
    }
}
