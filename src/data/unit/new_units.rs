//! Units that no units file names, packed, since there may be hundreds of thousands.

use super::codes::Codes;
use crate::observation::UnitIx;
use crate::plan::LevelIx;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where the code starts in the text, and its length.
    code: (u32, u16),
    /// The length of the name, which follows the code.
    name: u16,
    /// With [`BY_NAME`] if rows give a name only; the code is then made of parent and name.
    level: u16,
    parent: UnitIx,
}

const BY_NAME: u16 = 1 << 15;

/// The units of one file that no units file names.
#[derive(Debug, Default)]
pub struct NewUnits {
    text: String,
    rows: Vec<Row>,
    /// By code; empty as long as codes ascend, as they mostly do.
    codes: HashTable<u32>,
    unsorted: bool,
    /// The unit that was found last: the next row is mostly for the same unit or the one after.
    last: u32,
    hasher: DefaultHashBuilder,
    /// The lengths of all codes, as bits; long ones share one.
    lengths: u64,
    /// The levels of the units, each with [`BY_NAME`] or without.
    levels: Vec<u16>,
}

/// A unit to be added.
#[derive(Clone, Copy, Debug)]
pub struct AddedUnit<'a> {
    /// Whether rows give a name only, no code.
    pub by_name: bool,
    /// The code.
    pub code: &'a str,
    /// The name; empty if names are not kept.
    pub name: &'a str,
    /// The level.
    pub level: LevelIx,
    /// The unit above.
    pub parent: UnitIx,
}

/// The greatest length of a code or a name, in bytes.
pub const LONGEST_WORD: usize = 1000;

impl NewUnits {
    /// The number of units.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A unit's code.
    pub fn code(&self, at: u32) -> &str {
        word(&self.text, self.rows[at as usize])
    }

    /// A unit's name; empty if names of its level are not kept.
    pub fn name(&self, at: u32) -> &str {
        let row = self.rows[at as usize];
        let start = row.code.0 as usize + usize::from(row.code.1);
        &self.text[start..start + usize::from(row.name)]
    }

    /// A unit's level.
    pub fn level(&self, at: u32) -> LevelIx {
        LevelIx((self.rows[at as usize].level & !BY_NAME).into())
    }

    /// Whether a level has units given by name only, or, with `by_name` false, units given by code.
    pub fn has(&self, level: LevelIx, by_name: bool) -> bool {
        self.levels.contains(&marked(level, by_name))
    }

    /// The levels of the units, each with whether its units are given by name only; a level may be there twice.
    pub fn kinds(&self) -> impl Iterator<Item = (u32, bool)> + '_ {
        let levels = self.levels.iter();
        levels.map(|marked| (u32::from(marked & !BY_NAME), marked & BY_NAME != 0))
    }

    /// The unit above.
    pub fn parent(&self, at: u32) -> UnitIx {
        self.rows[at as usize].parent
    }

    /// The unit with a code; `None` if there is none.
    pub fn find(&mut self, code: &str) -> Option<u32> {
        for at in [self.last, self.last + 1] {
            if self.has_code_at(at, code.as_bytes()) {
                self.last = at;
                return Some(at);
            }
        }
        let found = self.look_up(code);
        self.last = found.unwrap_or(self.last);
        found
    }

    /// Whether a unit has this code.
    pub fn has_code_at(&self, at: u32, code: &[u8]) -> bool {
        let row = self.rows.get(at as usize);
        row.is_some_and(|&row| word(&self.text, row).as_bytes() == code)
    }

    /// Whether a code is certain to be new and undamaged: codes ascend so far, this one is greater than all, and none is longer
    /// by a zero or two. It does not begin with a zero itself.
    pub fn is_beyond(&self, code: &[u8]) -> bool {
        let longer = [code.len() + 1, code.len() + 2];
        let last = self.rows.last().map(|&row| word(&self.text, row));
        !self.unsorted
            && last.is_none_or(|last| last.as_bytes() < code)
            && !longer.iter().any(|&length| self.may_have_length(length))
    }

    fn look_up(&self, code: &str) -> Option<u32> {
        if self.unsorted {
            let hash = self.hasher.hash_one(code);
            return self.codes.find(hash, |&at| self.code(at) == code).copied();
        }
        let (first, last) = (self.rows.first()?, self.rows.last()?);
        if word(&self.text, *last) < code || code < word(&self.text, *first) {
            return None;
        }
        let of = |row: &Row| word(&self.text, *row).cmp(code);
        self.rows.binary_search_by(of).ok().map(|at| at as u32)
    }

    /// Adds a unit whose code is new. Code and name are at most [`LONGEST_WORD`] bytes long.
    pub(super) fn add(&mut self, unit: AddedUnit<'_>) -> u32 {
        let at = self.rows.len() as u32;
        let ascends = (self.rows.last()).is_none_or(|&last| word(&self.text, last) < unit.code);
        self.rows.push(Row {
            code: (self.text.len() as u32, unit.code.len() as u16),
            name: unit.name.len() as u16,
            level: marked(unit.level, unit.by_name),
            parent: unit.parent,
        });
        if !self.has(unit.level, unit.by_name) {
            self.levels.push(marked(unit.level, unit.by_name));
        }
        self.lengths |= length_bit(unit.code.len());
        self.text.push_str(unit.code);
        self.text.push_str(unit.name);
        if self.unsorted {
            self.index(at);
        } else if !ascends {
            self.unsorted = true;
            (0..=at).for_each(|at| self.index(at));
        }
        self.last = at;
        at
    }

    fn index(&mut self, at: u32) {
        let (text, rows, hasher) = (&self.text, &self.rows, &self.hasher);
        let hash_of = |at: u32| hasher.hash_one(word(text, rows[at as usize]));
        self.codes
            .insert_unique(hash_of(at), at, |&other| hash_of(other));
    }
}

impl Codes for NewUnits {
    fn may_have_length(&self, length: usize) -> bool {
        self.lengths & length_bit(length) != 0
    }

    fn contains(&self, code: &str) -> bool {
        self.may_have_length(code.len()) && self.look_up(code).is_some()
    }
}

fn marked(level: LevelIx, by_name: bool) -> u16 {
    level.0 as u16 | if by_name { BY_NAME } else { 0 }
}

fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

fn word(text: &str, row: Row) -> &str {
    let (start, len) = (row.code.0 as usize, usize::from(row.code.1));
    &text[start..start + len]
}
