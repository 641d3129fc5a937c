//! Sums over years, from the figures of single years and from those reported for several years together.

use super::reconcile::{Beside, beside};
use crate::evaluate::context::{Context, unit_words};
use crate::evaluate::difference::{Difference, Key};
use crate::i18n::Text;
use crate::number::{Interval, Value};
use crate::observation::{Period, UnitIx, When};
use crate::plan::measure::Against;
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;
use std::collections::BTreeSet;

impl Context<'_> {
    /// The sum over the years; a figure reported for just this span serves too, the unit's own or its members', and where
    /// several are known they must agree.
    pub(super) fn sum_of_years(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        first: Year,
        last: Year,
    ) -> Value {
        let period = When::Cumulative(first, last).period();
        let ready_made = match period {
            Period::Span(..) if self.figures.spans.contains(&variable) => {
                self.own_cell(variable, unit, period)
            }
            _ => None,
        };
        let below = self.members_of_years(variable, unit, (first, last));
        // Where the whole span is known its years only check it: they are not asked for.
        let known = ready_made.as_ref().and_then(Value::known).is_some()
            || below.as_ref().and_then(Value::known).is_some();
        let mut aside = self.without_trace();
        let looking = if known { &mut aside } else { &mut *self };
        let sum = looking.added_years(variable, unit, first, last);
        let sum = match below {
            Some(below) => agreed(sum, &below),
            None => sum,
        };
        let sum = match ready_made.is_some() {
            true => sum,
            false => self.cut_by_spans(variable, unit, (first, last), sum),
        };
        let single = ready_made.clone().filter(|_| known);
        let all = match ready_made {
            Some(own) => {
                let anything = (first..=last).any(|year| self.may_have_units(variable, unit, year));
                let sum = if anything { sum } else { Value::NotApplicable };
                self.beside_years((variable, unit, period), own, sum)
            }
            None => sum,
        };
        if single.is_some_and(|single| single != all || self.figures.members_stand(variable)) {
            // What changes the value is part of its trace.
            self.added_years(variable, unit, first, last);
        }
        self.step(|| {
            text!(
                "{first}—{last}年合计 = {}",
                "sum of {first}–{last} = {}",
                all
            )
        });
        all
    }

    /// Whether there may be units that a variable is collected of, in a unit and year.
    fn may_have_units(&self, variable: VariableIx, unit: UnitIx, year: Year) -> bool {
        let units = &self.figures.units;
        let level = self.plan[variable].level;
        if level <= units.level(unit) {
            return true;
        }
        match (units.is_complete(level), self.plan[level].register) {
            (true, _) => !units.members(unit, level, year).is_empty(),
            (false, Some(register)) => {
                self.without_trace().registered(register, unit, year).most != Some(0)
            }
            (false, None) => true,
        }
    }

    /// A figure for several years beside the sum of the years.
    fn beside_years(&mut self, cell: Key, own: Value, sum: Value) -> Value {
        let level = self.plan[cell.0].level;
        let counted = level == self.figures.units.level(cell.1) || self.are_counted(level);
        let (own, other) = match beside(own, &sum, counted) {
            Beside::OneOf(value) => return value,
            Beside::Apart(own) => (own, None),
            Beside::Both(own, sum) => (own, Some(sum)),
        };
        let Some(figure) = own.interval() else {
            // None of the years may apply by the figure for all of them.
            return own.or(sum);
        };
        let may_not_apply = own.may_not_apply() || other.is_none();
        let together = self.reconcile_pair(Difference {
            against: Against::Years,
            cell,
            own: figure.clone(),
            other,
        });
        Value::within(together, may_not_apply)
    }

    /// The figures of the years added up. Of years before the unit existed nothing is known.
    fn added_years(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        first: Year,
        last: Year,
    ) -> Value {
        let mut sum = Value::NotApplicable;
        for year in first..=last {
            let begins = self.figures.units.begins(unit);
            if begins.is_some_and(|from| year < from) {
                self.note_before_existence(unit);
            }
            sum = sum.plus(&self.year_of_sum(variable, unit, year));
        }
        sum
    }

    /// What a year adds to a sum over years. Of a year before the unit existed nothing is known; after its end it adds nothing.
    pub(super) fn year_of_sum(&mut self, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
        let units = &self.figures.units;
        if units.existed_with_predecessors(unit, year) {
            self.year_within(variable, unit, year)
        } else if units.begins(unit).is_some_and(|from| year < from) {
            Value::Between(self.plan[variable].range.any_sum())
        } else {
            Value::NotApplicable
        }
    }

    /// Says that years before the unit existed are part of what is asked for.
    fn note_before_existence(&mut self, unit: UnitIx) {
        let figures = self.figures;
        let Some(from) = figures.units.begins(unit) else {
            return;
        };
        let words = match figures.units.split_from(unit) {
            Some(former) => {
                let Text { zh, en } = unit_words(figures, former);
                text!(
                    "{from}年由 {zh} 分设，此前各年的数值未知",
                    "split from {en} in {from}; the figures of the years before are not known"
                )
            }
            None => text!(
                "{from}年设立，此前各年的数值未知",
                "established in {from}; the figures of the years before are not known"
            ),
        };
        self.note("before-existence", words);
    }

    /// What the members' figures for several years together come to; a member's years serve where it sent no such figure.
    /// `None` if no member sent one.
    fn members_of_years(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        (first, last): (Year, Year),
    ) -> Option<Value> {
        let (figures, definition) = (self.figures, &self.plan[variable]);
        let units = &figures.units;
        let below = definition.roll_up == RollUp::Sum && definition.level > units.level(unit);
        if !below || !figures.spans.contains(&variable) || !units.is_complete(definition.level) {
            return None;
        }
        let years = first..=last;
        let members: BTreeSet<UnitIx> = years
            .flat_map(|year| units.members(unit, definition.level, year))
            .collect();
        let period = When::Cumulative(first, last).period();
        let sent = |&member: &UnitIx| figures.cell(variable, member, period).is_some();
        if !members.iter().any(sent) {
            return None;
        }
        let mut sum = Value::NotApplicable;
        for member in members {
            let one = self.sum_of_years(variable, member, first, last);
            sum = sum.plus(&one);
        }
        Some(sum)
    }
}

/// What two values of the same thing allow together; all that either allows where they contradict each other.
fn agreed(one: Value, other: &Value) -> Value {
    let may_not_apply = one.may_not_apply() && other.may_not_apply();
    match (one.interval(), other.interval()) {
        (Some(a), Some(b)) => {
            let both: Interval = a.meet(b).unwrap_or_else(|| a.hull(b));
            Value::within(both, may_not_apply)
        }
        (Some(_), None) => one,
        (None, _) => other.clone(),
    }
}
