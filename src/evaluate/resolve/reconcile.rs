//! Two figures of the same thing: a unit's own row beside the sum of its members, a mean, a sum or a ratio beside what it
//! is made of. They have to agree, within the tolerance that the data set declares.

use super::members::Members;
use crate::evaluate::context::Context;
use crate::evaluate::difference::{Difference, Key};
use crate::number::{Interval, Number, Value};
use crate::observation::{Figures, Side, UnitIx, last_place, rounding_to};
use crate::plan::measure::Against;
use crate::plan::{LevelIx, VariableIx, Year};
use crate::text;

impl Context<'_> {
    /// The unit's own row beside the sum of its members.
    pub(super) fn reconcile_members(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        own: Value,
        members: Members,
    ) -> Value {
        let level = self.plan[variable].level;
        let (own_figure, sum) = match beside(own, &members.value, self.are_counted(level)) {
            Beside::OneOf(value) => return value,
            Beside::Apart(own) => {
                self.note_apart(unit, year, &own, &members.value);
                return own.or(members.value);
            }
            Beside::Both(own, sum) => (own, sum),
        };
        let may_not_apply = own_figure.may_not_apply();
        let Some(own) = own_figure.interval() else {
            return own_figure;
        };
        let near = own.widened(&tolerance(self.figures, variable));
        if let Some(both) = near.meet(&sum) {
            let agreed = match stands(self.figures, variable) {
                Side::Members if members.complete => sum.clone(),
                // Where some are missing, the own figure and its tolerance say how much they can come to.
                Side::Members => both,
                // A figure that leaves something open is not put in the place of members that say more.
                Side::Own => own.meet(&sum).unwrap_or_else(|| own.clone()),
            };
            return Value::within(agreed, may_not_apply);
        }
        if members.reported == 0 {
            return own_figure;
        }
        self.note_apart(unit, year, &own_figure, &members.value);
        Value::Between(own.hull(&sum))
    }

    /// Whether a roster or a register counts the units of a level, so that it can be known that there are none.
    pub(super) fn are_counted(&self, level: LevelIx) -> bool {
        self.figures.units.is_complete(level) || self.plan[level].register.is_some()
    }

    fn note_apart(&mut self, unit: UnitIx, year: Year, own: &Value, sum: &Value) {
        self.note(
            "not-reconciled",
            text!(
                "{} {year}年自报 {own} 与下级合计 {sum} 不符，按区间计",
                "{} {year}: own figure {own} and members' sum {sum} do not agree; the span is used",
                self.figures.units.code(unit)
            ),
        );
    }

    /// What a figure and what it is made of allow together; the span between them, noted, where they contradict each other.
    pub(in crate::internals::evaluate) fn reconcile_pair(&mut self, pair: Difference) -> Interval {
        let own = match pair.against {
            Against::Years => pair.own.clone(),
            Against::Members | Against::Parts => self.before_rounding(pair.cell, &pair.own),
        };
        let Some(other) = &pair.other else {
            self.differ(pair);
            return own;
        };
        let near = own.widened(&tolerance(self.figures, pair.cell.0));
        let Some(both) = near.meet(other) else {
            let span = own.hull(other);
            self.differ(pair);
            return span;
        };
        match (stands(self.figures, pair.cell.0), pair.against) {
            // Where what it is made of is not all known, the figure and its tolerance say how much that can come to.
            (Side::Members, _) => both,
            (Side::Own, Against::Parts) => own.meet(other).unwrap_or(both),
            (Side::Own, _) => own.meet(other).unwrap_or(own),
        }
    }

    /// All that a published ratio or a mean may have been, within the tolerance declared for it.
    pub(super) fn all_that_rounds_to(&self, key: Key, sent: &Interval) -> Interval {
        let before = self.before_rounding(key, sent);
        before.widened(&tolerance(self.figures, key.0))
    }

    /// All that a published ratio or a mean may have been before it was rounded to the digits that it was written with; the
    /// figure itself if the plan declares it exact.
    fn before_rounding(&self, (variable, unit, period): Key, sent: &Interval) -> Interval {
        if self.plan[variable].exact {
            return sent.clone();
        }
        let rows = self.rows(variable, unit, period).into_iter();
        let cells = rows.filter_map(|row| self.figures.cell(variable, row, period));
        match cells.filter_map(last_place).max() {
            Some(place) => {
                let all = rounding_to(sent, &place);
                all.meet(&self.plan[variable].range).unwrap_or(all)
            }
            None => sent.clone(),
        }
    }
}

/// A figure of a whole beside the sum of what it is made of.
pub enum Beside {
    /// One of them says all.
    OneOf(Value),
    /// One of them says that there is nothing to measure, the other measures something. The figure of the whole.
    Apart(Value),
    /// Both measure something: the figure of the whole, which may not apply where it may be the 0 of nothing, and the sum.
    Both(Value, Interval),
}

/// Brings a figure of a whole and the sum of what it is made of together as far as it is in question whether they apply. A
/// sum over nothing does not apply, and 0 is what is often reported for it; any other figure contradicts that there is
/// nothing. `counted` is whether it can be known that there is nothing.
pub fn beside(own: Value, sum: &Value, counted: bool) -> Beside {
    let zero_or_nothing = |own: &Interval| own.contains(&Number::zero());
    match (own.interval(), sum) {
        (None, Value::Between(_)) => Beside::Apart(own),
        (None, _) => Beside::OneOf(own),
        (Some(_), Value::NotApplicable) if !counted => Beside::OneOf(own),
        (Some(figure), Value::NotApplicable) => {
            match zero_or_nothing(figure) || own.may_not_apply() {
                true => Beside::OneOf(Value::NotApplicable),
                false => Beside::Apart(own),
            }
        }
        (Some(figure), Value::Between(sum)) => {
            Beside::Both(Value::Between(figure.clone()), sum.clone())
        }
        (Some(figure), Value::IfApplicable(sum)) => {
            let may_not_apply = own.may_not_apply() || counted && zero_or_nothing(figure);
            Beside::Both(Value::within(figure.clone(), may_not_apply), sum.clone())
        }
    }
}

/// The declared tolerance of a variable, as a share of the figure itself.
pub fn tolerance(figures: &Figures, variable: VariableIx) -> Number {
    let rule = figures.reconcile.get(&variable);
    rule.map_or_else(Number::zero, |rule| rule.tolerance.clone())
}

/// The side that stands where two figures agree within the tolerance only.
fn stands(figures: &Figures, variable: VariableIx) -> Side {
    let rule = figures.reconcile.get(&variable);
    rule.map_or(Side::Own, |rule| rule.stands)
}
