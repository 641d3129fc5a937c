//! Which cells have been seen: one bit for each unit, period and group of columns, so that a second value is noticed at
//! any size.

use crate::figures::Period;
use crate::plan::{ChecklistIx, VariableIx};

/// Columns that are seen together: a whole checklist in one row, or a variable by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Checklist(ChecklistIx),
    Variable(VariableIx),
}

/// A growing set of small numbers.
#[derive(Clone, Debug, Default)]
pub struct BitSet(Vec<u64>);

impl BitSet {
    /// Adds a number; false where it was there already.
    pub fn insert(&mut self, at: u32) -> bool {
        let (word, bit) = (at as usize / 64, 1u64 << (at % 64));
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        let fresh = self.0[word] & bit == 0;
        self.0[word] |= bit;
        fresh
    }

    pub fn contains(&self, at: u32) -> bool {
        let word = self.0.get(at as usize / 64);
        word.is_some_and(|word| word & (1u64 << (at % 64)) != 0)
    }

    /// The numbers in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().flat_map(|(word, &bits)| {
            (0..64u32)
                .filter(move |bit| bits & (1 << bit) != 0)
                .map(move |bit| word as u32 * 64 + bit)
        })
    }
}

/// The cells seen, by group and period.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    slots: Vec<((Group, Period), BitSet)>,
    /// Where the last one was found: rows of one file mostly speak of one period.
    last: usize,
}

impl Seen {
    /// Notes a cell; false where it had been seen.
    pub fn insert(&mut self, group: Group, period: Period, unit: u32) -> bool {
        let key = (group, period);
        let at = match self.slots.get(self.last) {
            Some((known, _)) if *known == key => self.last,
            _ => self.slot(key),
        };
        self.last = at;
        self.slots[at].1.insert(unit)
    }

    fn slot(&mut self, key: (Group, Period)) -> usize {
        if let Some(at) = self.slots.iter().position(|(known, _)| *known == key) {
            return at;
        }
        self.slots.push((key, BitSet::default()));
        self.slots.len() - 1
    }

    pub fn contains(&self, group: Group, period: Period, unit: u32) -> bool {
        let of = |(known, _): &&((Group, Period), BitSet)| *known == (group, period);
        self.slots
            .iter()
            .find(of)
            .is_some_and(|(_, units)| units.contains(unit))
    }

    /// Every cell seen: group, period, unit.
    pub fn iter(&self) -> impl Iterator<Item = (Group, Period, u32)> + '_ {
        self.slots.iter().flat_map(|((group, period), units)| {
            units.iter().map(move |unit| (*group, *period, unit))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_value_is_noticed() {
        let mut seen = Seen::default();
        let (group, other) = (
            Group::Variable(VariableIx(0)),
            Group::Variable(VariableIx(1)),
        );
        let year = Period::Year(2011);
        assert!(seen.insert(group, year, 70));
        assert!(seen.insert(other, year, 70));
        assert!(seen.insert(group, Period::Year(2012), 70));
        assert!(!seen.insert(group, year, 70));
        assert_eq!(seen.iter().filter(|(_, _, unit)| *unit == 70).count(), 3);
    }
}
