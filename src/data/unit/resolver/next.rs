//! The unit of a row that is written like the row before but for its code and name.

use super::{UnitResolver, cut};
use crate::data::unit::codes::LENGTHS;
use crate::data::unit::new_units::AddedUnit;
use crate::data::unit::{RowKind, RowUnit};
use crate::i18n::Lang;
use crate::observation::{UnitIx, Units};

/// The cells that identify a row's unit, as bytes of UTF-8.
#[derive(Clone, Copy, Default)]
pub struct NextCells<'r> {
    /// The code.
    pub code: &'r [u8],
    /// The name; empty if there is none.
    pub name: &'r [u8],
    /// The name of the row before, if it is known to be nothing but a name.
    pub plain_name: Option<&'r [u8]>,
    /// Whether the level is given.
    pub has_level: bool,
    /// Whether the unit above is given.
    pub has_parent: bool,
}

impl UnitResolver<'_> {
    /// The unit of a row whose level and unit above are written as in the row before, which is of the unit `before`: the same
    /// one, the one after it, or one that is met for the first time and is added. `None` where that is not certain at sight.
    pub fn next(&mut self, before: RowUnit, cells: NextCells<'_>) -> Option<RowUnit> {
        match before {
            RowUnit::Known(before) => self.next_known(before, cells).map(RowUnit::Known),
            RowUnit::New(before) => {
                let mut known = [before, before + 1].into_iter();
                let unit = match known.find(|&at| self.new.has_code_at(at, cells.code)) {
                    Some(at) => self.same_place(before, at, cells)?,
                    None => self.added(before, cells)?,
                };
                Some(RowUnit::New(unit))
            }
        }
    }

    /// A unit of the roster with this code: the one before or the one after it.
    fn next_known(&self, before: UnitIx, cells: NextCells<'_>) -> Option<UnitIx> {
        let units = &self.data.units;
        let near = [before, UnitIx(before.0 + 1)].into_iter();
        let mut near = near.filter(|&ix| units.has_code(ix, cells.code));
        let unit = near.next()?;
        let same_place = units.parent(unit) == units.parent(before)
            && units.level(unit) == units.level(before)
            && !units.has_history(unit)
            && !units.has_history(before);
        let same_name =
            cells.name.is_empty() || units.name(unit, Lang::Zh).as_bytes() == cells.name;
        (same_place && same_name).then_some(unit)
    }

    /// A unit of earlier rows, if the row says of it what they did.
    fn same_place(&self, before: u32, at: u32, cells: NextCells<'_>) -> Option<u32> {
        let new = &self.new;
        let name = new.name(at).as_bytes();
        let same = new.parent(at) == new.parent(before)
            && new.level(at) == new.level(before)
            && (name.is_empty() || name == cells.name)
            && is_plain_name(cells);
        same.then_some(at)
    }

    /// Adds a unit if its code can't be any other's.
    fn added(&mut self, before: u32, cells: NextCells<'_>) -> Option<u32> {
        let (level, parent) = (self.new.level(before), self.new.parent(before));
        let certain = cells.has_parent
            && (cells.has_level || self.level == Some(level))
            && !self.new.has(level, true)
            && is_plain_code(cells.code)
            && self.free_lengths & 1 << cells.code.len() != 0
            && self.new.is_beyond(cells.code)
            && is_plain_name(cells);
        if !certain {
            return None;
        }
        let code = std::str::from_utf8(cells.code).ok()?;
        let name = match self.names_of.is_empty() && self.words.is_empty() {
            true => "",
            false => cut(std::str::from_utf8(cells.name).ok()?),
        };
        let kept = self.keeps_name(level, code, name);
        Some(self.new.add(AddedUnit {
            by_name: false,
            code,
            name: if kept { name } else { "" },
            level,
            parent,
        }))
    }
}

/// The longest code that is told to be new at sight; lengths are bits of a word.
const LONGEST_CODE: usize = 60;

/// The lengths that no code or name of a roster has, as bits; nor one with up to two zeros in front, nor one with zeros behind.
pub fn free_lengths(units: &Units) -> u64 {
    let is_free = |length: &usize| {
        let padded = LENGTHS.iter().filter(|&&other| other > *length);
        let padded = padded.copied().filter(|_| LENGTHS.contains(length));
        let mut others = (*length..=length + 2).chain(padded);
        !others.any(|length| units.has_word_of_length(length))
    };
    let lengths = (1..=LONGEST_CODE).filter(is_free);
    lengths.fold(0, |all, length| all | 1 << length)
}

/// Whether a code is a number that is written out: of digits, with no zeros in front of it, nor three behind it.
fn is_plain_code(code: &[u8]) -> bool {
    (1..=LONGEST_CODE).contains(&code.len())
        && code[0] != b'0'
        && !code.ends_with(b"000")
        && code.iter().all(u8::is_ascii_digit)
}

/// Whether a name can be nothing but a name; it is empty, or as plain as that of the row before if only digits differ.
fn is_plain_name(cells: NextCells<'_>) -> bool {
    let NextCells {
        name, plain_name, ..
    } = cells;
    let digits_differ = |plain: &[u8]| {
        let both = name.iter().zip(plain);
        let same =
            |all, (&byte, &plain): (&u8, &u8)| all & ((byte == plain) | byte.is_ascii_digit());
        name.len() == plain.len() && both.fold(true, same)
    };
    name.is_empty()
        || plain_name.is_some_and(digits_differ)
        || std::str::from_utf8(name).is_ok_and(RowKind::is_plain_name)
}
