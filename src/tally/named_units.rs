//! Which units sent a row of anything in a year. Where a register counts the units of a level, there are at least as many of
//! them; more than it counts contradict it.

use super::bit_set::BitSet;
use super::count_plan::CountPlan;
use super::kept_cell::KeptCell;
use crate::observation::{Period, UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// The units that sent a row, by year.
#[derive(Debug, Default)]
pub struct NamedUnits(BTreeMap<Year, BitSet>);

impl NamedUnits {
    /// Adds a unit.
    pub fn insert(&mut self, year: Year, unit: UnitIx) {
        self.0.entry(year).or_default().insert(unit.0);
    }

    /// Adds several units.
    pub fn join(&mut self, year: Year, units: &BitSet) {
        self.0.entry(year).or_default().join(units, |_| {});
    }

    /// How many of them are counted by level, year and the unit at which they are gathered, for the levels that a register counts
    /// and no roster names. Left out are units of which cells are kept: they are counted with these.
    pub fn gathered(
        &self,
        plan: &Plan,
        units: &Units,
        count_plan: &CountPlan,
        kept: &[KeptCell],
    ) -> Vec<((LevelIx, UnitIx, Year), u64)> {
        let registered = registered(plan, units);
        let kept: HashSet<(UnitIx, Period)> =
            kept.iter().map(|one| (one.key.1, one.key.2)).collect();
        let mut counts: BTreeMap<(LevelIx, UnitIx, Year), u64> = BTreeMap::new();
        for (&year, named) in &self.0 {
            for unit in named.iter().map(UnitIx) {
                let level = units.level(unit);
                let is_apart = kept.contains(&(unit, Period::Year(year)));
                let above = units
                    .parent(unit)
                    .filter(|_| registered[level.0 as usize] && !is_apart);
                if let Some(to) = above.and_then(|above| count_plan.rollup_unit(units, above)) {
                    *counts.entry((level, to, year)).or_insert(0) += 1;
                }
            }
        }
        counts.into_iter().collect()
    }

    /// How many of them, and of those that are counted `apart`, are below each unit, by level and year, for the levels that a
    /// register counts and no roster names.
    pub fn below(
        &self,
        plan: &Plan,
        units: &Units,
        apart: &[(LevelIx, UnitIx, Year, u64)],
    ) -> HashMap<(LevelIx, UnitIx, Year), u64> {
        let registered = registered(plan, units);
        let mut counts = HashMap::new();
        if !registered.contains(&true) {
            return counts;
        }
        let mut add = |from: UnitIx, level: LevelIx, year: Year, count: u64| {
            let mut at = Some(from);
            while let Some(unit) = at {
                *counts.entry((level, unit, year)).or_insert(0) += count;
                at = units.above(unit);
            }
        };
        for (&year, named) in &self.0 {
            for (above, level, count) in by_parent(named, units, &registered) {
                add(above, level, year, count);
            }
        }
        let apart = apart.iter();
        for &(level, unit, year, count) in apart.filter(|(level, ..)| registered[level.0 as usize])
        {
            add(unit, level, year, count);
        }
        counts
    }
}

/// By level: whether a register counts its units and no roster names them.
fn registered(plan: &Plan, units: &Units) -> Vec<bool> {
    let levels = (0..).map(LevelIx).zip(&plan.levels);
    levels
        .map(|(at, level)| level.register.is_some() && !units.is_complete(at))
        .collect()
}

/// How many of some units belong to each parent, in runs of neighbours that belong to the same.
fn by_parent(named: &BitSet, units: &Units, registered: &[bool]) -> Vec<(UnitIx, LevelIx, u64)> {
    let mut runs: Vec<(UnitIx, LevelIx, u64)> = Vec::new();
    for unit in named.iter().map(UnitIx) {
        let level = units.level(unit);
        let Some(parent) = (units.parent(unit)).filter(|_| registered[level.0 as usize]) else {
            continue;
        };
        match runs.last_mut() {
            Some((last, of, count)) if (*last, *of) == (parent, level) => *count += 1,
            _ => runs.push((parent, level, 1)),
        }
    }
    runs
}
