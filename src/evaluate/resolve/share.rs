//! The share of units that satisfy a condition, divided by all there are by roster or register, never by those that
//! happened to report.
//!
//! Interval: at least the units known to hold, at most those and the undecided and unreported, over the units that the
//! condition applies to. No register: no data. Not applicable if there is no unit that it applies to.

use super::registers::UnitRange;
use crate::evaluate::Input;
use crate::evaluate::context::Context;
use crate::number::{Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Outcomes, Period, UnitIx, When};
use crate::plan::Year;
use crate::plan::measure::{CountedUnits, UnitCount, UnitShare};
use crate::text;
use std::borrow::Cow;

/// What is known of the units that a condition is asked of.
pub(super) struct Counts<'a> {
    pub outcomes: Cow<'a, Outcomes>,
    /// How many units there are.
    pub all: UnitRange,
    /// Whether the condition may not apply to a unit of which nothing is known.
    pub may_not_apply: bool,
}

impl<'a> Context<'a> {
    /// Per cent of the units below that satisfy a condition.
    pub(in crate::internals::evaluate) fn share_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> UnitShare {
        match self.counts(counted, units, unit, when.end()) {
            Some(counts) => self.share(&counts),
            None => nothing_known(false),
        }
    }

    /// What is known of the units that a condition is asked of; `None` if more reported than there can be.
    pub(super) fn counts(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        year: Year,
    ) -> Option<Counts<'a>> {
        let all = self.expected(units, unit, year);
        let counts = Counts {
            outcomes: self.outcomes(counted, unit, year),
            all: all.unwrap_or(UnitRange::ANY),
            may_not_apply: self.may_not_apply(units),
        };
        let reported = counts.outcomes.reported();
        self.input(Input::Aggregate {
            counted,
            level: units.level,
            unit,
            year,
            expected: counts.all.known(),
            reported,
        });
        if all.is_none() {
            self.note(
                "no-register",
                text!(
                    "没有名册或基数，无法计算比例",
                    "no roster and no register says how many units there are"
                ),
            );
        }
        let exceeded = self.is_exceeded(counted, units, unit, year, &counts);
        (!exceeded).then_some(counts)
    }

    /// How many units are counted and how many satisfy the condition; `None` if it is not known how many there are.
    pub(in crate::internals::evaluate) fn unit_count(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitCount> {
        let year = when.end();
        let outcomes = self.outcomes(counted, unit, year);
        let all = self.expected(units, unit, year)?.known()?;
        Some(UnitCount {
            applicable: all.checked_sub(outcomes.not_applicable)?,
            holding: outcomes.holds,
        })
    }

    /// Whether more units reported than there can be, here or below; it is noted.
    fn is_exceeded(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        year: Year,
        counts: &Counts<'_>,
    ) -> bool {
        let reported = counts.outcomes.reported();
        let reported = reported.max(self.named_of(units, unit, year));
        if let Some(most) = counts.all.most.filter(|&most| most < reported) {
            self.note(
                "register-exceeded",
                text!(
                    "已报 {reported} 个，多于基数 {most} 个",
                    "{reported} units reported where the register holds {most}"
                ),
            );
            return true;
        }
        let rostered = self.figures.units.is_complete(units.level);
        let Some(register) = units.register.filter(|_| !rostered) else {
            return false;
        };
        let seen = |member| {
            let tally = self.figures.tally(counted, member, year);
            let seen = tally.map_or(0, AggregateValue::seen);
            seen.max(self.named_of(units, member, year))
        };
        let Some(below) = self.exceeded(register, unit, year, seen) else {
            return false;
        };
        self.registered(register, below, year);
        let code = self.figures.units.code(below);
        self.note(
            "register-exceeded",
            text!(
                "{code} 已报数多于基数",
                "more units of {code} reported than its register holds"
            ),
        );
        true
    }

    /// How many of the counted units sent a row of anything. A register of a share's own may count some of them only, and a
    /// roster names all.
    fn named_of(&self, units: &CountedUnits, unit: UnitIx, year: Year) -> u64 {
        match units.register == self.plan[units.level].register {
            true => self.named_by_any(units.level, unit, year),
            false => 0,
        }
    }

    /// Whether the condition may not apply to a unit: none of what it is asked for has to.
    fn may_not_apply(&self, units: &CountedUnits) -> bool {
        let mut variables = units.variables.iter();
        variables.all(|&variable| self.plan[variable].may_not_apply)
    }

    fn outcomes(&self, counted: Aggregate, unit: UnitIx, year: Year) -> Cow<'a, Outcomes> {
        match self.figures.tally(counted, unit, year) {
            Some(AggregateValue::Outcomes(outcomes)) => Cow::Borrowed(outcomes),
            _ => Cow::Owned(Outcomes::default()),
        }
    }

    /// How many units there are: by roster, else by register; `None` if neither says.
    fn expected(&mut self, units: &CountedUnits, unit: UnitIx, year: Year) -> Option<UnitRange> {
        if self.figures.units.is_complete(units.level) {
            let named = self.figures.rosters.get(&(units.level, unit, year));
            let named = named.copied().unwrap_or(0);
            let covered = self.covered(units, unit, year);
            return Some(UnitRange::exactly(named.saturating_sub(covered)));
        }
        let all = self.registered(units.register?, unit, year);
        let named = self.named_of(units, unit, year);
        // Where more are named than there can be, that is said apart.
        (all != UnitRange::ANY).then(|| all.at_least(named).unwrap_or(all))
    }

    /// How many units sent no row and had none to send: the one that they became part of answered for them.
    fn covered(&self, of: &CountedUnits, unit: UnitIx, year: Year) -> u64 {
        let figures = self.figures;
        let units = &figures.units;
        if !figures.data.files.iter().any(|file| file.merged) || !units.is_complete(of.level) {
            return 0;
        }
        let cells = |unit: UnitIx| {
            let cells = of.variables.iter().map(move |&variable| (variable, unit));
            cells.filter_map(|(variable, unit)| figures.cell(variable, unit, Period::Year(year)))
        };
        let is_covered = |&former: &UnitIx| {
            let there = units.level(former) == of.level && units.exists(former, year);
            let answered = |heir| cells(heir).any(|cell| figures.is_merged(cell));
            there
                && units.is_within(former, unit)
                && cells(former).next().is_none()
                && answered(units.today(former))
        };
        let merged = units.merged();
        merged.into_iter().filter(is_covered).count() as u64
    }

    /// Per cent of the units that the condition applies to.
    fn share(&mut self, counts: &Counts<'_>) -> UnitShare {
        let Counts {
            outcomes,
            all,
            may_not_apply,
        } = counts;
        let seen = outcomes.reported();
        let unseen = all.besides(seen);
        // Units that it applies to for sure, and as many as it can apply to.
        let sure = match may_not_apply {
            true => outcomes.holds + outcomes.fails,
            false => seen - outcomes.not_applicable + unseen.least,
        };
        let Some(most) = unseen.most else {
            return nothing_known(sure == 0);
        };
        let applicable = seen - outcomes.not_applicable + most;
        if applicable == 0 {
            return UnitShare {
                value: Value::NotApplicable,
                step: None,
            };
        }
        if sure == 0 {
            return nothing_known(true);
        }
        let number = |n: u64| Number::from(n as i64);
        let one = &Number::from(100) / &number(applicable);
        let lo = &number(outcomes.holds) * &one;
        let hi = &number(applicable - outcomes.fails) * &one;
        let value = Interval::closed(lo, hi);
        self.step(|| {
            let (holds, fails, open) = (outcomes.holds, outcomes.fails, outcomes.undecided);
            let apart = outcomes.not_applicable;
            text!(
                "达到 {holds}，未达到 {fails}，无法判定 {open}，不适用 {apart}，未报 {most}；共 {applicable} 个：{value}%",
                "{holds} pass, {fails} fail, {open} undecided, {apart} not applicable, {most} unreported, of {applicable}: {value} %"
            )
        });
        UnitShare {
            value: Value::Between(value),
            step: (sure == applicable).then_some(one),
        }
    }
}

/// A share of which nothing can be said; with `may_not_apply`, not even whether it applies.
fn nothing_known(may_not_apply: bool) -> UnitShare {
    let all = Interval::closed(Number::zero(), Number::from(100));
    UnitShare {
        value: Value::within(all, may_not_apply),
        step: None,
    }
}
