//! Which units sent a row of anything in a year. Where a register counts the units of a level, there are at least as many of
//! them; more than it counts contradict it.

use super::bit_set::BitSet;
use crate::observation::{UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use hashbrown::HashMap;
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

    /// How many of them are below each unit, by level and year, for the levels that a register counts and no roster names.
    pub fn below(&self, plan: &Plan, units: &Units) -> HashMap<(LevelIx, UnitIx, Year), u64> {
        let registered: Vec<bool> = (0..)
            .zip(&plan.levels)
            .map(|(at, level)| level.register.is_some() && !units.is_complete(LevelIx(at)))
            .collect();
        let mut counts = HashMap::new();
        if !registered.contains(&true) {
            return counts;
        }
        for (&year, named) in &self.0 {
            for (above, level, count) in by_parent(named, units, &registered) {
                let mut at = Some(above);
                while let Some(unit) = at {
                    *counts.entry((level, unit, year)).or_insert(0) += count;
                    at = units.above(unit);
                }
            }
        }
        counts
    }
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
