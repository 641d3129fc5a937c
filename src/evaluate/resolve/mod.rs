//! A variable's value for a unit and a time: its own row, the sum of its members, or both brought together.

mod checklist_score;
mod members;
mod own_rows;
mod reconcile;
mod registers;
mod share;

pub use members::members_sum;

use super::context::{Context, unit_words};
use super::difference::Difference;
use crate::i18n::Text;
use crate::number::{Interval, Number, Value};
use crate::observation::{Period, UnitIx, When};
use crate::plan::measure::Against;
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;
use std::collections::BTreeSet;

impl Context<'_> {
    /// The value, missing parts standing for all that they may be.
    pub(in crate::evaluate) fn figure(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        when: When,
    ) -> Value {
        match when {
            When::Year(year) => self.yearly(variable, unit, year),
            When::Cumulative(first, last) => self.sum_of_years(variable, unit, first, last),
        }
    }

    /// The sum over the years; a figure reported for just this span serves too, the unit's own or its members', and where
    /// several are known they must agree.
    fn sum_of_years(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        first: Year,
        last: Year,
    ) -> Value {
        let period = When::Cumulative(first, last).period();
        let ready_made = match period {
            Period::Span(..) => self.own_cell(variable, unit, period),
            Period::Year(_) => None,
        };
        let below = self.members_since(variable, unit, (first, last));
        // Where the whole span is known its years only check it: they are not asked for.
        let ready = ready_made
            .as_ref()
            .and_then(Value::interval)
            .or(below.as_ref());
        let known = ready.is_some_and(|span| span.known().is_some());
        let mut untraced = self.aside();
        let mut sum = Interval::point(Number::zero());
        let units = &self.figures.units;
        for year in (first..=last).filter(|&year| units.existed_with_predecessors(unit, year)) {
            let part = match known {
                true => untraced.yearly(variable, unit, year),
                false => self.yearly(variable, unit, year),
            };
            match part {
                Value::Between(interval) => sum = sum.plus(&interval),
                Value::NotApplicable => {}
            }
        }
        let sum = match below {
            Some(below) => sum.meet(&below).unwrap_or_else(|| sum.hull(&below)),
            None => sum,
        };
        let all = match ready_made {
            Some(Value::Between(own)) => {
                let pair = Difference {
                    against: Against::Years,
                    cell: (variable, unit, period),
                    own,
                    other: sum,
                };
                self.reconcile_pair(pair)
            }
            _ => sum,
        };
        self.step(|| {
            text!(
                "{first}—{last}年合计 = {}",
                "sum of {first}–{last} = {}",
                all
            )
        });
        Value::Between(all)
    }

    /// What the members' figures for several years together come to; a member's years serve where it sent no such figure.
    /// `None` if no member sent one.
    fn members_since(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        (first, last): (Year, Year),
    ) -> Option<Interval> {
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
        let mut sum = Interval::point(Number::zero());
        for member in members {
            if let Value::Between(part) = self.sum_of_years(variable, member, first, last) {
                sum = sum.plus(&part);
            }
        }
        Some(sum)
    }

    /// The value of one year.
    fn yearly(&mut self, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
        let definition = &self.plan[variable];
        let level = self.figures.units.level(unit);
        let own = self.own_cell(variable, unit, Period::Year(year));
        if definition.level == level || definition.roll_up == RollUp::Never {
            return own.unwrap_or_else(|| self.unreported(variable, unit, Period::Year(year)));
        }
        if definition.level < level {
            return Value::Between(definition.range.clone());
        }
        let own_known = own.is_some() && self.sent(variable, unit, year).any;
        let members = self.members_total(variable, unit, year, own_known);
        match own {
            Some(value) if own_known => {
                self.reconcile_members(variable, unit, year, value, members)
            }
            _ => Value::Between(members.interval),
        }
    }

    /// The line of arithmetic that names a variable and its value.
    pub(in crate::evaluate) fn value_step(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        when: When,
        value: &Value,
    ) {
        let plan = self.plan;
        let period = when.period();
        let words = value;
        let figures = self.figures;
        let variable = &plan[variable];
        self.step(|| {
            let Text { zh, en } = unit_words(figures, unit);
            Text::new(
                format!(
                    "{}，{zh}，{period} 年 = {words} {}",
                    variable.name.zh, variable.unit.zh
                ),
                format!(
                    "{}, {en}, {period} = {words} {}",
                    variable.name.en, variable.unit.en
                ),
            )
        });
    }
}
