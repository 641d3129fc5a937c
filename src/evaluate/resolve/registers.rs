//! Registers: how many units there are where no roster names them.

use crate::evaluate::context::Context;
use crate::number::{Number, Value};
use crate::observation::{Aggregate, AggregateValue, UnitIx};
use crate::plan::{LevelIx, VariableIx, Year};

impl Context<'_> {
    /// A unit of the register's level below `unit` of which more reported than its register can hold: then the totals above
    /// it prove nothing, since too many here may stand for others that did not report. `None` if there is no such unit.
    pub(in crate::evaluate) fn exceeded(
        &self,
        counted: Aggregate,
        register: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<UnitIx> {
        let seen = |member| {
            let tally = self.figures.tally(counted, member, year);
            tally.map_or(0, AggregateValue::seen)
        };
        self.overfull(register, unit, year, seen)
    }

    /// A unit of the register's level below `unit` of which more are `known` than its register can hold; `None` if there is no such unit.
    fn overfull(
        &self,
        register: VariableIx,
        unit: UnitIx,
        year: Year,
        known: impl Fn(UnitIx) -> u64,
    ) -> Option<UnitIx> {
        let level = self.plan[register].level;
        let members = self.figures.units.members(unit, level, year);
        let mut untraced = self.aside();
        members.into_iter().find(|&member| {
            let known = known(member);
            if known == 0 {
                return false;
            }
            match untraced.yearly(register, member, year) {
                Value::Between(held) => {
                    let most = held.hi().number();
                    most.is_some_and(|most| *most < Number::from(known as i64))
                }
                Value::NotApplicable => true,
            }
        })
    }

    /// How many units a register holds; `None` if it does not say, or if more reported than it can hold.
    pub(in crate::evaluate) fn registered(
        &self,
        counted: Aggregate,
        register: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<u64> {
        let count = u64::try_from(self.held(register, unit, year)?).ok()?;
        let trusted = self.exceeded(counted, register, unit, year).is_none();
        trusted.then_some(count)
    }

    /// How many units a register holds besides those whose names are known; `None` if it does not say, or if more
    /// are named than it can hold, here or below.
    pub(in crate::evaluate) fn unnamed(
        &self,
        level: LevelIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<u64> {
        let register = self.plan[level].register?;
        let units = &self.figures.units;
        let named = |unit: UnitIx| units.members(unit, level, year).len() as u64;
        let rest = self.held(register, unit, year)? - i128::from(named(unit));
        let trusted = self.overfull(register, unit, year, named).is_none();
        u64::try_from(rest).ok().filter(|_| trusted)
    }

    /// What a register says; `None` if it is not known or no whole number.
    fn held(&self, register: VariableIx, unit: UnitIx, year: Year) -> Option<i128> {
        let mut untraced = self.aside();
        let count = untraced.yearly(register, unit, year);
        count.known()?.to_scaled(0)
    }
}
