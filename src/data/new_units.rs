//! Units first met in a file of figures: packed, since there may be hundreds of thousands.

use crate::figures::UnitIx;
use crate::plan::LevelIx;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

#[derive(Clone, Copy, Debug)]
struct Row {
    code: (u32, u16),
    /// Follows the code.
    name: u16,
    level: u16,
    parent: UnitIx,
}

/// The units that one file brought along.
#[derive(Debug, Default)]
pub struct NewUnits {
    text: String,
    rows: Vec<Row>,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// A unit to be added.
#[derive(Clone, Copy, Debug)]
pub struct Newcomer<'a> {
    pub code: &'a str,
    /// Empty where names are not kept.
    pub name: &'a str,
    pub level: LevelIx,
    pub parent: UnitIx,
}

/// As long as a code or a name may be, in bytes.
pub const LONGEST_WORD: usize = 1000;

impl NewUnits {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn code(&self, at: u32) -> &str {
        word(&self.text, self.rows[at as usize])
    }

    /// The name; empty where names of its level were not asked for.
    pub fn name(&self, at: u32) -> &str {
        let row = self.rows[at as usize];
        let start = row.code.0 as usize + usize::from(row.code.1);
        &self.text[start..start + usize::from(row.name)]
    }

    pub fn level(&self, at: u32) -> LevelIx {
        LevelIx(self.rows[at as usize].level.into())
    }

    /// The unit of the roster that it stands below.
    pub fn parent(&self, at: u32) -> UnitIx {
        self.rows[at as usize].parent
    }

    /// The unit with a code.
    pub fn find(&self, code: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(code);
        self.codes.find(hash, |&at| self.code(at) == code).copied()
    }

    /// Adds a unit whose code is not yet there. Code and name are at most [`LONGEST_WORD`] bytes.
    pub(super) fn add(&mut self, unit: Newcomer<'_>) -> u32 {
        let at = self.rows.len() as u32;
        self.rows.push(Row {
            code: (self.text.len() as u32, unit.code.len() as u16),
            name: unit.name.len() as u16,
            level: unit.level.0 as u16,
            parent: unit.parent,
        });
        self.text.push_str(unit.code);
        self.text.push_str(unit.name);
        let (text, rows, hasher) = (&self.text, &self.rows, &self.hasher);
        self.codes
            .insert_unique(hasher.hash_one(unit.code), at, |&other| {
                hasher.hash_one(word(text, rows[other as usize]))
            });
        at
    }
}

fn word(text: &str, row: Row) -> &str {
    let (start, len) = (row.code.0 as usize, usize::from(row.code.1));
    &text[start..start + len]
}
