//! How many units of a level there are below a unit, where a register says so, and how many of them are unknown.

use crate::evaluate::context::Context;
use crate::number::{Bound, Value};
use crate::observation::{Aggregate, AggregateValue, Period, UnitIx};
use crate::plan::{LevelIx, VariableIx, Year};

/// A number of units between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitRange {
    /// The least number.
    pub least: u64,
    /// The greatest; `None` if there may be any number.
    pub most: Option<u64>,
}

impl UnitRange {
    /// Any number.
    pub const ANY: UnitRange = UnitRange {
        least: 0,
        most: None,
    };

    /// A known number.
    pub fn exactly(count: u64) -> UnitRange {
        UnitRange {
            least: count,
            most: Some(count),
        }
    }

    /// The number; `None` if it is not known.
    pub fn known(self) -> Option<u64> {
        self.most.filter(|most| *most == self.least)
    }

    /// The same where there are at least so many; `None` if there can't be.
    pub fn at_least(self, count: u64) -> Option<UnitRange> {
        let possible = self.most.is_none_or(|most| most >= count);
        possible.then(|| UnitRange {
            least: self.least.max(count),
            most: self.most,
        })
    }

    /// Those besides `seen`; any number if there are fewer than seen.
    pub fn besides(self, seen: u64) -> UnitRange {
        match self.most {
            Some(most) if most < seen => UnitRange::ANY,
            most => UnitRange {
                least: self.least.saturating_sub(seen),
                most: most.map(|most| most - seen),
            },
        }
    }
}

impl Context<'_> {
    /// How many units of a level there are below a unit by a register.
    pub(super) fn registered(
        &mut self,
        register: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> UnitRange {
        let (held, may_be_none) = match self.yearly(register, unit, year) {
            Value::NotApplicable => return UnitRange::exactly(0),
            Value::Between(held) => (held, false),
            Value::IfApplicable(held) => (held, true),
        };
        let whole = held.grid(0);
        let held = whole.as_ref().unwrap_or(&held);
        let count = |bound: &Bound| {
            let n = bound.number()?.to_scaled(0)?;
            u64::try_from(n.max(0)).ok()
        };
        UnitRange {
            least: match may_be_none {
                true => 0,
                false => count(held.lo()).unwrap_or(0),
            },
            most: count(held.hi()),
        }
    }

    /// The same, of whose trace only the cells are kept.
    fn absorb_register(&mut self, register: VariableIx, unit: UnitIx, year: Year) -> UnitRange {
        let mut look = self.without_trace();
        let all = look.registered(register, unit, year);
        self.absorb(look);
        all
    }

    /// A unit of the register's level below `unit` of which more reported than its register can hold: then the totals above
    /// it prove nothing, since too many here may stand for others that did not report. `None` if there is no such unit.
    pub(super) fn exceeded(
        &self,
        register: VariableIx,
        unit: UnitIx,
        year: Year,
        seen: impl Fn(UnitIx) -> u64,
    ) -> Option<UnitIx> {
        let level = self.plan[register].level;
        let members = self.figures.units.members(unit, level, year);
        let mut aside = self.without_trace();
        members.into_iter().find(|&member| {
            let seen = seen(member);
            seen > 0
                && (aside.registered(register, member, year).most).is_some_and(|most| most < seen)
        })
    }

    /// How many units of a level below a unit are not among those `seen`, in a year, as far as the register of the
    /// level goes; no roster names the units of the level. `None` if more sent a row of anything than the register holds, here
    /// or below: then the figures that were reported prove nothing either.
    pub(super) fn unseen(
        &mut self,
        level: LevelIx,
        unit: UnitIx,
        year: Year,
        seen: impl Fn(&Self, UnitIx) -> u64,
    ) -> Option<UnitRange> {
        debug_assert!(!self.figures.units.is_complete(level));
        let Some(register) = self.plan[level].register else {
            return Some(UnitRange::ANY);
        };
        let there = |look: &Self, unit| seen(look, unit).max(look.named_by_any(level, unit, year));
        let exceeded = self.exceeded(register, unit, year, |unit| there(self, unit));
        if let Some(below) = exceeded {
            self.absorb_register(register, below, year);
            return None;
        }
        let all = self.absorb_register(register, unit, year);
        let all = all.at_least(there(self, unit))?;
        Some(all.besides(seen(self, unit)))
    }

    /// How many units of a level that no roster names sent a row of anything in a year, below a unit: so many there are at
    /// least.
    pub(super) fn named_by_any(&self, level: LevelIx, unit: UnitIx, year: Year) -> u64 {
        let named = self.figures.named.get(&(level, unit, year));
        named.copied().unwrap_or(0)
    }

    /// How many units below a unit sent a row of any of some variables in a year, blank ones too; those that became part of
    /// one that did are among them.
    pub(super) fn seen(
        &self,
        variables: &[VariableIx],
        level: LevelIx,
        unit: UnitIx,
        year: Year,
    ) -> u64 {
        let counted = |&variable: &VariableIx| {
            let tally = self.figures.tally(Aggregate::Sum(variable), unit, year);
            tally.map(AggregateValue::seen)
        };
        let rows = |member: UnitIx| {
            let rows = variables
                .iter()
                .map(|&variable| self.sent(variable, member, year).expected);
            rows.max().unwrap_or(0)
        };
        let tallied = variables.iter().filter_map(counted).max();
        let kept = match tallied {
            Some(_) => self.beside_counted(variables, level, unit, year),
            None => self.named(variables, level, unit, year),
        };
        tallied.unwrap_or(0) + kept.into_iter().map(rows).sum::<u64>()
    }

    /// The units of a level below a unit of which a cell of any of some variables was kept for a year, by code.
    pub(super) fn named(
        &self,
        variables: &[VariableIx],
        level: LevelIx,
        unit: UnitIx,
        year: Year,
    ) -> Vec<UnitIx> {
        let figures = self.figures;
        let stated = |variable: &VariableIx| figures.stated.contains(variable);
        if !variables.iter().any(stated) {
            return Vec::new();
        }
        let stated = variables.iter().copied().filter(stated);
        let mut named = match stated.clone().all(|one| figures.apart.concern(one)) {
            true if !figures.units.have_merged() => self.apart(stated, unit, year),
            _ => figures.units.members(unit, level, year),
        };
        named.retain(|&member| {
            let cell = |&variable: &VariableIx| {
                let rows = self.rows(variable, member, Period::Year(year));
                let mut cells = rows.iter();
                cells.any(|&row| figures.cell(variable, row, Period::Year(year)).is_some())
            };
            variables.iter().any(cell)
        });
        named
    }

    /// The units below a unit that are not among those counted together, of any of some variables, by code; no units of theirs
    /// have merged.
    fn apart(
        &self,
        variables: impl Iterator<Item = VariableIx>,
        unit: UnitIx,
        year: Year,
    ) -> Vec<UnitIx> {
        let units = &self.figures.units;
        let lists = variables.map(|variable| self.figures.apart.below(variable, unit, year));
        let mut apart: Vec<UnitIx> = lists.flatten().copied().collect();
        apart.retain(|&member| units.exists(member, year));
        apart.sort_by(|&a, &b| units.code(a).cmp(units.code(b)));
        apart.dedup();
        apart
    }

    /// The members whose figures of some variables are not in what was counted while reading: their cells are kept. Of a level that
    /// a roster names, those too that lack one of the figures counted together.
    pub(super) fn beside_counted(
        &self,
        variables: &[VariableIx],
        level: LevelIx,
        unit: UnitIx,
        year: Year,
    ) -> Vec<UnitIx> {
        let units = &self.figures.units;
        let joint = variables.iter().copied();
        let joint = joint.filter(|&one| self.figures.apart.concern(one));
        if !units.is_complete(level) {
            let joint: Vec<VariableIx> = joint.collect();
            let joint = self.named(&joint, level, unit, year);
            let mut named = self.named(variables, level, unit, year);
            named.retain(|&member| units.has_merged(member) || joint.contains(&member));
            return named;
        }
        let mut apart = self.apart(joint, unit, year);
        if units.have_merged() {
            let members = units.members(unit, level, year).into_iter();
            apart.retain(|&member| !units.has_merged(member));
            apart.extend(members.filter(|&member| units.has_merged(member)));
            apart.sort_by(|&a, &b| units.code(a).cmp(units.code(b)));
        }
        apart
    }
}
