//! What the figure of a unit above leaves for one of its members: a city of 10 with districts of 3 and 4 leaves 3 for the
//! third.
//!
//! `member ∈ own − Σ others`, where `own` is the own figure of the unit above, within the tolerance declared for it.

use super::reconcile::tolerance;
use super::registers::UnitRange;
use super::spans::addend;
use crate::evaluate::context::Context;
use crate::number::{Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Period, UnitIx};
use crate::plan::{RollUp, VariableIx, Year};

/// Among more members the others are not added up: it takes as many steps as there are pairs of them.
const MOST_MEMBERS: usize = 200;

impl Context<'_> {
    /// What is known of a unit's figure of a year, cut by what the figures of the units above leave for it. Where these
    /// contradict it they cut nothing. What cuts it becomes part of the trace.
    pub(super) fn cut_by_remainder(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        mut known: Value,
    ) -> Value {
        let definition = &self.plan[variable];
        let units = &self.figures.units;
        let level = units.level(unit);
        let divided = definition.roll_up == RollUp::Sum && units.is_complete(level);
        if !divided || known.known().is_some() {
            return known;
        }
        let mut above = units.parent(unit);
        while let Some(whole) = above {
            above = units.parent(whole);
            let Some(interval) = known.interval() else {
                return known;
            };
            let Some((left, others)) = self.remainder(variable, whole, unit, year) else {
                continue;
            };
            let Some(cut) = left.meet(interval).filter(|cut| cut != interval) else {
                continue;
            };
            self.own_cell(variable, whole, Period::Year(year));
            for other in others {
                self.single_year(variable, other, year);
            }
            known = known.map(|_| cut);
        }
        known
    }

    /// What the own figure of `whole` leaves for one of its members, and its other members; `None` if it has no such figure.
    fn remainder(
        &self,
        variable: VariableIx,
        whole: UnitIx,
        member: UnitIx,
        year: Year,
    ) -> Option<(Interval, Vec<UnitIx>)> {
        let units = &self.figures.units;
        if !self.sent(variable, whole, year).all {
            return None;
        }
        let mut members = units.members(whole, units.level(member), year);
        if members.len() > MOST_MEMBERS || !members.contains(&member) {
            return None;
        }
        members.retain(|&other| other != member);
        let mut aside = self.without_trace();
        let own = aside.own_cell(variable, whole, Period::Year(year))?;
        let own = own.interval()?.widened(&tolerance(self.figures, variable));
        let mut others = aside.counted_others(variable, whole, &mut members, year);
        for &other in &members {
            others = others.plus(&addend(&aside.single_year(variable, other, year)));
        }
        Some((own.minus(&others), members))
    }

    /// What those of some members come to that were counted while reading or reported nothing, where figures of a variable are
    /// counted together; `members` are then those that stand apart. Nothing, and all members, for any other variable.
    fn counted_others(
        &self,
        variable: VariableIx,
        whole: UnitIx,
        members: &mut Vec<UnitIx>,
        year: Year,
    ) -> Interval {
        let nothing = Interval::point(Number::zero());
        let tally = self.figures.tally(Aggregate::Sum(variable), whole, year);
        let joint = self.figures.apart.concern(variable);
        let Some(AggregateValue::Sum(sum)) = tally.filter(|_| joint) else {
            return nothing;
        };
        let all = members.len() as u64;
        let level = self.plan[variable].level;
        let apart = self.beside_counted(&[variable], level, whole, year);
        members.retain(|member| apart.contains(member));
        let silent = all.saturating_sub(sum.seen() + members.len() as u64);
        let silent = self.silent(variable, UnitRange::exactly(silent));
        let counted = sum.interval(self.plan[variable].decimals);
        counted.plus(&addend(&silent))
    }
}
