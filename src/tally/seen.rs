//! Which cells have been seen: one bit for each unit, period and group of columns, so that a second value is noticed at
//! any size.

use super::slots::Slots;
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
            let rest = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            rest.take_while(|&bits| bits != 0)
                .map(move |bits| word as u32 * 64 + bits.trailing_zeros())
        })
    }
}

/// The cells seen, by group and period.
#[derive(Clone, Debug, Default)]
pub struct Seen(Slots<(Group, Period), BitSet>);

impl Seen {
    /// Notes a cell; false where it had been seen.
    pub fn insert(&mut self, group: Group, period: Period, unit: u32) -> bool {
        self.0.of((group, period), BitSet::default).insert(unit)
    }

    pub fn contains(&self, group: Group, period: Period, unit: u32) -> bool {
        let units = self.0.get(&(group, period));
        units.is_some_and(|units| units.contains(unit))
    }

    /// Every cell seen, by group and period: the units.
    pub fn iter(&self) -> impl Iterator<Item = ((Group, Period), impl Iterator<Item = u32>)> {
        self.0.iter().map(|(of, units)| (of, units.iter()))
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
        let units = seen.iter().flat_map(|(_, units)| units);
        assert_eq!(units.filter(|&unit| unit == 70).count(), 3);
    }
}
