//! Two figures of the same thing: a unit's own row beside the sum of its members, a mean, a sum or a ratio beside what it
//! is made of. They have to agree, within the tolerance that the data set declares.

use super::members::Members;
use crate::evaluate::context::Context;
use crate::evaluate::difference::{Difference, Key};
use crate::i18n::normalize;
use crate::number::{Interval, Number, Value};
use crate::observation::{Figures, Side, UnitIx};
use crate::plan::measure::Against;
use crate::plan::{VariableIx, Year};
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
        let (Value::Between(own), Some(sum)) = (&own, members.value.interval()) else {
            return own;
        };
        let near = own.widened(&tolerance(self.figures, variable));
        if let Some(both) = near.meet(sum) {
            return Value::Between(match stands(self.figures, variable) {
                Side::Members if members.complete => sum.clone(),
                // Where some are missing, the own figure and its tolerance say how much they can come to.
                Side::Members => both,
                // A figure that leaves something open is not put in the place of members that say more.
                Side::Own => own.meet(sum).unwrap_or_else(|| own.clone()),
            });
        }
        if members.reported == 0 {
            return Value::Between(own.clone());
        }
        self.note(
            "not-reconciled",
            text!(
                "{} {year} 年自报 {own} 与下级合计 {sum} 不符，按区间计",
                "{} {year}: own figure {own} and members' sum {sum} do not agree; the span is used",
                self.figures.units.code(unit)
            ),
        );
        Value::Between(own.hull(sum))
    }

    /// What a figure and what it is made of allow together; the span between them, noted, where they contradict each other.
    pub(in crate::evaluate) fn reconcile_pair(&mut self, pair: Difference) -> Interval {
        let (own, other) = (&pair.own, &pair.other);
        let near = match pair.against {
            Against::Years => own.clone(),
            Against::Members | Against::Parts => before_rounding(self.figures, pair.cell, own),
        };
        let near = near.widened(&tolerance(self.figures, pair.cell.0));
        let Some(both) = near.meet(other) else {
            let span = own.hull(other);
            self.differ(pair);
            return span;
        };
        match (stands(self.figures, pair.cell.0), pair.against) {
            // Where what it is made of is not all known, the figure and its tolerance say how much that can come to.
            (Side::Members, _) => both,
            (Side::Own, Against::Parts) => own.meet(other).unwrap_or(both),
            (Side::Own, _) => own.meet(other).unwrap_or_else(|| own.clone()),
        }
    }
}

/// The declared tolerance of a variable, as a share of the figure itself.
fn tolerance(figures: &Figures, variable: VariableIx) -> Number {
    let rule = figures.reconcile.get(&variable);
    rule.map_or_else(Number::zero, |rule| rule.tolerance.clone())
}

/// The side that stands where two figures agree within the tolerance only.
fn stands(figures: &Figures, variable: VariableIx) -> Side {
    let rule = figures.reconcile.get(&variable);
    rule.map_or(Side::Own, |rule| rule.stands)
}

/// All that a figure may have been before it was rounded to the digits that it was sent with.
fn before_rounding(figures: &Figures, (variable, unit, period): Key, sent: &Interval) -> Interval {
    let cell = figures.cell(variable, unit, period);
    let written = cell.map_or(0, |cell| digits_behind_the_point(&cell.raw));
    let ends = [sent.lo().number(), sent.hi().number()].into_iter();
    let needed = ends.flatten().filter_map(Number::decimals).max();
    let half = Number::scaled(5, written.max(needed.unwrap_or(0)) + 1);
    sent.plus(&Interval::closed(-&half, half))
}

fn digits_behind_the_point(raw: &str) -> u32 {
    let folded = normalize(raw);
    let behind = folded.split_once('.').map_or("", |(_, behind)| behind);
    behind.bytes().take_while(u8::is_ascii_digit).count() as u32
}
