//! What limits a figure that is not known: the whole of which it is a part, and its own parts.

use crate::evaluate::Input;
use crate::evaluate::context::Context;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Period, UnitIx};
use crate::plan::{RollUp, VariableIx, Year};

impl Context<'_> {
    /// All that a missing figure may be: any sum of such figures if it stands for several units or years.
    pub(super) fn missing(&mut self, variable: VariableIx, unit: UnitIx, period: Period) -> Value {
        let definition = &self.plan[variable];
        let cell = self.figures.cell(variable, unit, period);
        let merged = cell.is_some_and(|cell| self.figures.is_merged(cell));
        let above = self.figures.units.level(unit) < definition.level;
        let several = merged || above || matches!(period, Period::Span(..));
        let range = match definition.roll_up {
            RollUp::Sum if several => definition.range.any_sum(),
            _ => definition.range.clone(),
        };
        let limited = self.bounded(variable, unit, period, range);
        Value::within(limited, definition.may_not_apply)
    }

    /// What is known of a figure, cut by the whole of which it is a part and by its own parts. Where they contradict it they
    /// cut nothing: one of them is wrong. What cuts it becomes part of the trace.
    pub(super) fn bounded(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
        mut known: Interval,
    ) -> Interval {
        let Period::Year(year) = period else {
            return known;
        };
        let definition = &self.plan[variable];
        if let Some(whole) = definition.part_of
            // The whole only bounds, it is not what was asked for.
            && let Value::Between(most) = self.without_trace().yearly(whole, unit, year)
            && let Some(limit) = Interval::new(Bound::Unbounded, most.hi().clone())
            && let Some(cut) = known.meet(&limit)
            && cut != known
        {
            self.yearly(whole, unit, year);
            known = cut;
        }
        if !definition.parts.is_empty()
            && let Some((least, part)) = self.largest_part(variable, unit, year)
            && let Some(cut) = known.meet(&Interval::from(least))
            && cut != known
        {
            self.input(Input::Cell {
                variable: part,
                unit,
                period,
                reported: true,
            });
            known = cut;
        }
        known
    }

    /// The largest of the figures that were stated for a variable's parts, or for parts of these, and which part it is; `None`
    /// if none was stated.
    fn largest_part(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<(Number, VariableIx)> {
        let period = Period::Year(year);
        let own = self.figures.cell(variable, unit, period);
        let whole_is_merged = !self.figures.units.has_merged(unit)
            || own.is_some_and(|cell| self.figures.is_merged(cell));
        let parts = self.plan[variable].parts.iter();
        let least = parts.filter_map(|&part| {
            let cell = self.figures.cell(part, unit, period);
            let said = cell.filter(|cell| cell.state.is_usable());
            // One that holds the parts of units merged since says nothing of this unit's own row.
            let said = said.filter(|cell| !self.figures.is_merged(cell) || whole_is_merged);
            let said = said.and_then(|cell| cell.value.interval()?.lo().number().cloned());
            let said = said.map(|least| (least, part));
            said.max(self.largest_part(part, unit, year))
        });
        least.max()
    }
}
