//! A variable's value for a unit and a time: its own row, the sum of its members, or both brought together. What is missing
//! stands for all that it may be.
//!
//! One file for each part of the answer, all of them methods of [`Context`]:
//! `own_rows` what the unit itself sent, `bounds` what limits a missing figure, `members` the units below and how many of
//! them are unknown, `years` sums over years, `spans` what these say of single years, `remainder` what the units above leave
//! for one of theirs, `published` what a published ratio says of its parts, `reconcile` two figures of the same thing, `share` and `checklist_score` counts.

mod bounds;
mod checklist_score;
mod losses;
mod members;
mod own_rows;
mod published;
mod reconcile;
mod registers;
mod remainder;
mod share;
mod spans;
mod years;

pub use members::members_sum;
pub use own_rows::own_figure;
pub use spans::span_differences;

use super::context::{Context, unit_words};
use crate::i18n::Text;
use crate::number::Value;
use crate::observation::{Period, UnitIx, When};
use crate::plan::{RollUp, VariableIx, Year};

impl Context<'_> {
    /// The value, missing parts standing for all that they may be.
    pub(in crate::internals::evaluate) fn figure(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        when: When,
    ) -> Value {
        match when {
            When::Year(year) => {
                let value = self.year_within(variable, unit, year);
                let value = self.cut_by_published(variable, unit, year, value);
                self.cut_by_spans(variable, unit, (year, year), value)
            }
            When::Cumulative(first, last) => self.sum_of_years(variable, unit, first, last),
        }
    }

    /// The value of one year by the figures of that year, those of the units above among them.
    fn year_within(&mut self, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
        let value = self.single_year(variable, unit, year);
        self.cut_by_remainder(variable, unit, year, value)
    }

    /// The value of one year, by its own figures and by those for several years together.
    fn yearly(&mut self, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
        let value = self.single_year(variable, unit, year);
        self.cut_by_spans(variable, unit, (year, year), value)
    }

    /// The value of one year by the figures of that year.
    fn single_year(&mut self, variable: VariableIx, unit: UnitIx, year: Year) -> Value {
        let definition = &self.plan[variable];
        let level = self.figures.units.level(unit);
        let period = Period::Year(year);
        let own = self.own_cell(variable, unit, period);
        if definition.level == level || definition.roll_up == RollUp::Never {
            return own.unwrap_or_else(|| self.unreported(variable, unit, period));
        }
        if definition.level < level {
            return self.anything(variable);
        }
        let own = own.filter(|_| self.sent(variable, unit, year).any);
        let known = own.as_ref().is_some_and(|own| own.known().is_some());
        let members = self.members_total(variable, unit, year, known);
        let Some(own) = own else {
            return members.value;
        };
        let agreed = self.reconcile_members(variable, unit, year, own.clone(), members);
        if known && (agreed != own || self.figures.members_stand(variable)) {
            // What changes the value is part of its trace.
            self.members_total(variable, unit, year, false);
        }
        agreed
    }

    /// All that a figure of a variable may be.
    fn anything(&self, variable: VariableIx) -> Value {
        let definition = &self.plan[variable];
        Value::within(definition.range.clone(), definition.may_not_apply)
    }

    /// The line of arithmetic that names a variable and its value.
    pub(in crate::internals::evaluate) fn value_step(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        when: When,
        value: &Value,
    ) {
        let figures = self.figures;
        let variable = &self.plan[variable];
        self.step(|| {
            let period = when.period().words();
            let Text { zh, en } = unit_words(figures, unit);
            Text::new(
                format!(
                    "{}，{zh}，{} = {value} {}",
                    variable.name.zh, period.zh, variable.unit.zh
                ),
                format!(
                    "{}, {en}, {} = {value} {}",
                    variable.name.en, period.en, variable.unit.en
                ),
            )
        });
    }
}
