//! The share of units that satisfy a condition, divided by all there are by roster or register, never by those that
//! happened to report.
//!
//! Interval: at least the units known to hold, at most those and the undecided and unreported, over the units that the
//! condition applies to. No register: no data. A register of zero: not applicable.

use crate::evaluate::Input;
use crate::evaluate::context::Context;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Aggregate, AggregateValue, Outcomes, Period, UnitIx, When};
use crate::plan::Year;
use crate::plan::measure::{CountedUnits, UnitCount};
use crate::text;

impl Context<'_> {
    /// Per cent of the units below that satisfy a condition.
    pub(in crate::evaluate) fn share_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Value {
        let year = when.end();
        let outcomes = self.outcomes(counted, unit, year);
        let expected = self.expected(units, unit, year);
        self.input(Input::Aggregate {
            counted,
            level: units.level,
            unit,
            year,
            expected: expected.as_ref().and_then(known_count),
            reported: outcomes.reported(),
        });
        let rostered = self.figures.units.is_complete(units.level);
        let register = units.register.filter(|_| !rostered);
        let exceeded = register.and_then(|register| self.exceeded(counted, register, unit, year));
        if let Some(below) = exceeded {
            let code = self.figures.units.code(below);
            self.note(
                "register-exceeded",
                text!(
                    "{code} 已报数多于基数",
                    "more units of {code} reported than its register holds"
                ),
            );
            return nothing_known();
        }
        self.share(&outcomes, expected.as_ref())
    }

    /// How many units are counted and how many satisfy the condition; `None` if it is not known how many there are.
    pub(in crate::evaluate) fn unit_count(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitCount> {
        let year = when.end();
        let outcomes = self.outcomes(counted, unit, year);
        let expected = self.expected(units, unit, year)?;
        Some(UnitCount {
            applicable: known_count(&expected)?.checked_sub(outcomes.not_applicable)?,
            holding: outcomes.holds,
        })
    }

    fn outcomes(&self, counted: Aggregate, unit: UnitIx, year: Year) -> Outcomes {
        match self.figures.tally(counted, unit, year) {
            Some(AggregateValue::Outcomes(outcomes)) => outcomes.clone(),
            _ => Outcomes::default(),
        }
    }

    /// How many units there are: by roster, else by register; `None` if neither says.
    fn expected(&mut self, units: &CountedUnits, unit: UnitIx, year: Year) -> Option<Interval> {
        let all = match self.figures.rosters.get(&(units.level, unit, year)) {
            Some(&count) => Interval::point(Number::from(count as i64)),
            None => match self.figure(units.register?, unit, When::Year(year)) {
                Value::Between(interval) if !interval.is_everything() => interval,
                Value::Between(_) => return None,
                Value::NotApplicable => Interval::point(Number::zero()),
            },
        };
        let covered = self.covered(units, unit, year);
        Some(all.plus(&Interval::point(Number::from(-covered))))
    }

    /// How many units sent no row and had none to send: the one that they became part of answered for them.
    fn covered(&self, of: &CountedUnits, unit: UnitIx, year: Year) -> i64 {
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
                && units.successor(former).is_some_and(answered)
        };
        let merged = units.merged();
        merged.into_iter().filter(is_covered).count() as i64
    }

    /// Per cent of the units that the condition applies to.
    fn share(&mut self, outcomes: &Outcomes, expected: Option<&Interval>) -> Value {
        let Some((least, most)) = expected.and_then(ends) else {
            self.note(
                "no-register",
                text!(
                    "没有名册或基数，无法计算比例",
                    "no roster and no register says how many units there are"
                ),
            );
            return nothing_known();
        };
        let reported = Number::from(outcomes.reported() as i64);
        if most < reported {
            self.note(
                "register-exceeded",
                text!(
                    "已报 {reported} 个，多于基数 {most} 个",
                    "{reported} units reported where the register holds {most}"
                ),
            );
            return nothing_known();
        }
        let least = least.max(reported.clone());
        let apart = Number::from(outcomes.not_applicable as i64);
        let (least, most) = (&least - &apart, &most - &apart);
        if most.is_zero() {
            return Value::NotApplicable;
        }
        if least.is_zero() {
            return nothing_known();
        }
        let (holds, fails) = (
            Number::from(outcomes.holds as i64),
            Number::from(outcomes.fails as i64),
        );
        let hundred = Number::from(100);
        let lo = &(&holds / &most) * &hundred;
        let hi = &(&(&most - &fails) / &most) * &hundred;
        let value = Interval::closed(lo, hi);
        self.step(|| {
        let words = &value;
        text!(
            "达到 {holds}，未达到 {fails}，无法判定 {}，不适用 {apart}，未报 {}；共 {most} 个：{words}%",
            "{holds} pass, {fails} fail, {} undecided, {apart} not applicable, {} unreported, of {most}: {words} %",
            outcomes.undecided,
            &(&(&most + &apart) - &reported)
        )
    });
        Value::Between(value)
    }
}
/// A share of which nothing can be said.
fn nothing_known() -> Value {
    Value::Between(Interval::closed(Number::zero(), Number::from(100)))
}

/// The least and greatest number of units; `None` if there is no greatest.
fn ends(expected: &Interval) -> Option<(Number, Number)> {
    let hi = match expected.hi() {
        Bound::Unbounded => return None,
        Bound::Closed(n) | Bound::Open(n) => n.clone(),
    };
    let lo = expected.lo().number().cloned().unwrap_or_else(Number::zero);
    Some((lo.max(Number::zero()), hi))
}

/// A number of units; `None` if it is not known.
fn known_count(expected: &Interval) -> Option<u64> {
    u64::try_from(expected.known()?.to_scaled(0)?).ok()
}
