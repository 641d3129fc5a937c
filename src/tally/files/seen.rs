//! Which cells have been counted: one bit for each unit, period and group of columns, so that a second value is found
//! among any number of units.

use crate::observation::Period;
use crate::plan::{ChecklistIx, VariableIx, Year};
use crate::tally::bit_set::BitSet;
use crate::tally::predicted_map::PredictedMap;

/// Columns that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// All items of a checklist.
    Checklist(ChecklistIx),
    /// A variable by itself.
    Variable(VariableIx),
    /// Joint variables, by the index of their group.
    Joint(usize),
}

/// The cells counted, by group and period.
#[derive(Clone, Debug, Default)]
pub struct Seen(PredictedMap<(Group, Period), BitSet>);

impl Seen {
    /// Adds a cell; false where it was there already.
    pub fn insert(&mut self, group: Group, period: Period, unit: u32) -> bool {
        self.0
            .get_or_insert((group, period), BitSet::default)
            .insert(unit)
    }

    /// Whether a cell is in it.
    pub fn contains(&self, group: Group, period: Period, unit: u32) -> bool {
        let units = self.0.get(&(group, period));
        units.is_some_and(|units| units.contains(unit))
    }

    /// Whether a cell of a group is in it.
    pub fn has_group(&self, group: Group) -> bool {
        self.0.iter().any(|((of, _), _)| of == group)
    }

    /// The cells that are in another set too.
    pub fn common<'a>(
        &'a self,
        other: &'a Seen,
    ) -> impl Iterator<Item = (Group, Period, u32)> + 'a {
        other.0.iter().flat_map(move |((group, period), units)| {
            let mine = self.0.get(&(group, period)).into_iter();
            let common =
                mine.flat_map(move |mine| units.iter().filter(|&unit| mine.contains(unit)));
            common.map(move |unit| (group, period, unit))
        })
    }

    /// The units of each group that were counted in a year.
    pub fn by_year(&self) -> impl Iterator<Item = (Year, &BitSet)> {
        let groups = self.0.iter();
        groups.filter_map(|((_, period), units)| match period {
            Period::Year(year) => Some((year, units)),
            Period::Span(..) | Period::Part(_) => None,
        })
    }

    /// Adds every cell of another set; `again` is called with those that were there already.
    pub fn join(&mut self, other: &Seen, mut again: impl FnMut(Group, Period, u32)) {
        for ((group, period), units) in other.0.iter() {
            let mine = self.0.get_or_insert((group, period), BitSet::default);
            mine.join(units, |unit| again(group, period, unit));
        }
    }

    /// The same as [`Seen::join`] where `number` turns the other set's numbers of units into those of this one.
    pub fn join_renumbered(
        &mut self,
        other: &Seen,
        number: impl Fn(u32) -> u32,
        mut again: impl FnMut(Group, Period, u32),
    ) {
        for ((group, period), units) in other.0.iter() {
            let mine = self.0.get_or_insert((group, period), BitSet::default);
            for unit in units.iter().map(&number) {
                if !mine.insert(unit) {
                    again(group, period, unit);
                }
            }
        }
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
        let mut all = Seen::default();
        let mut again = Vec::new();
        all.insert(other, year, 7);
        all.join_renumbered(&seen, |unit| unit / 10, |_, _, unit| again.push(unit));
        assert_eq!(again, [7]);
        assert!(all.contains(group, Period::Year(2012), 7));
        assert!(!all.contains(group, Period::Year(2013), 7));
    }
}
