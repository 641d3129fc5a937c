//! What a unit's own rows say of a variable, those of the units that became part of it among them.

use crate::evaluate::Input;
use crate::evaluate::context::Context;
use crate::number::{Bound, Interval, Number, Value};
use crate::observation::{Cell, CellState, Period, UnitIx, When};
use crate::plan::{RollUp, VariableIx, Year};
use crate::text;

/// The rows that make up a unit's figure, and how many of them say anything.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    /// At least one says something.
    pub any: bool,
    /// Each of them says something.
    pub all: bool,
}

impl Context<'_> {
    /// Whether the rows that make up a unit's figure of a year say anything.
    pub(in crate::evaluate) fn sent(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Reported {
        let period = Period::Year(year);
        let rows = self.rows(variable, unit, period);
        let says = |unit: &UnitIx| {
            let cell = self.figures.cell(variable, *unit, period);
            cell.is_some_and(|cell| cell.state.is_usable())
        };
        Reported {
            any: rows.iter().any(says),
            all: rows.iter().all(says),
        }
    }

    /// What the unit's own rows say; a row that is not there, or says nothing, may be anything. `None` if there is no row.
    pub(in crate::evaluate) fn own_cell(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
    ) -> Option<Value> {
        let figures = self.figures;
        let rows = self.rows(variable, unit, period);
        if let [one] = rows[..] {
            let cell = figures.cell(variable, one, period)?;
            return Some(self.cell_value(variable, one, period, cell));
        }
        if let Period::Span(first, last) = period {
            // What merged later sent its own span or its own years.
            let own = figures.cell(variable, unit, period)?;
            let mut all = self.cell_value(variable, unit, period, own);
            for former in rows.into_iter().filter(|&row| row != unit) {
                let part = self.figure(variable, former, When::Cumulative(first, last));
                all = match (all, part) {
                    (Value::Between(a), Value::Between(b)) => Value::Between(a.plus(&b)),
                    (all, Value::NotApplicable) => all,
                    (Value::NotApplicable, part) => part,
                };
            }
            return Some(all);
        }
        let cells = rows.iter().map(|&row| figures.cell(variable, row, period));
        cells.flatten().next()?;
        self.all_rows(variable, &rows, period)
    }

    /// All that a figure may be of which there is no row; its rows are asked for.
    pub(in crate::evaluate) fn unreported(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
    ) -> Value {
        let rows = self.rows(variable, unit, period);
        self.all_rows(variable, &rows, period)
            .unwrap_or_else(Value::unknown)
    }

    /// The rows of an area that was several units together: counts and amounts add up, a mean or an answer lies between
    /// theirs. `None` if there are no rows.
    fn all_rows(&mut self, variable: VariableIx, rows: &[UnitIx], period: Period) -> Option<Value> {
        let adds_up = self.plan[variable].roll_up == RollUp::Sum;
        let mut all: Option<Value> = None;
        for &row in rows {
            let value = match self.figures.cell(variable, row, period) {
                Some(cell) => self.cell_value(variable, row, period, cell),
                None => {
                    self.expect_cell(variable, row, period);
                    Value::Between(self.missing(variable, row, period))
                }
            };
            all = Some(match (all, value) {
                (None, value) => value,
                (Some(Value::Between(a)), Value::Between(b)) if adds_up => {
                    Value::Between(a.plus(&b))
                }
                (Some(Value::Between(a)), Value::Between(b)) => Value::Between(a.hull(&b)),
                (Some(Value::NotApplicable), other) | (Some(other), Value::NotApplicable) => other,
            });
        }
        all
    }

    /// The units whose rows make up a unit's figure: itself, and those that later became part of it, unless its own row is
    /// said to hold theirs.
    fn rows(&self, variable: VariableIx, unit: UnitIx, period: Period) -> Vec<UnitIx> {
        let (figures, units) = (self.figures, &self.figures.units);
        let formers = units.predecessors(unit).iter().copied();
        let existed_with_predecessors =
            |former: &UnitIx| period.years().any(|year| units.exists(*former, year));
        let mut rows: Vec<UnitIx> = formers.filter(existed_with_predecessors).collect();
        let own = figures.cell(variable, unit, period);
        if rows.is_empty() || own.is_some_and(|cell| figures.is_merged(cell)) {
            return vec![unit];
        }
        if own.is_some() || units.exists(unit, period.end()) {
            rows.insert(0, unit);
        }
        rows
    }

    fn cell_value(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
        cell: &Cell,
    ) -> Value {
        self.input(Input::Cell {
            variable,
            unit,
            period,
            reported: cell.state.is_usable(),
        });
        if cell.state == CellState::Conflict {
            self.note(
                "conflict",
                text!(
                    "{period} 年的数值互相矛盾，按区间计",
                    "values for {period} contradict each other; the span between them is used"
                ),
            );
        }
        match &cell.value {
            _ if !cell.state.is_usable() => Value::Between(self.missing(variable, unit, period)),
            Value::Between(said) if said.known().is_none() => {
                Value::Between(self.bounded(variable, unit, period, said.clone()))
            }
            value => value.clone(),
        }
    }

    pub(in crate::evaluate) fn expect_cell(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
    ) {
        self.input(Input::Cell {
            variable,
            unit,
            period,
            reported: false,
        });
    }

    /// All that a missing figure may be.
    fn missing(&self, variable: VariableIx, unit: UnitIx, period: Period) -> Interval {
        let definition = &self.plan[variable];
        let cell = self.figures.cell(variable, unit, period);
        let merged = cell.is_some_and(|cell| self.figures.is_merged(cell));
        let several = merged || matches!(period, Period::Span(..));
        let range = match definition.roll_up {
            RollUp::Sum if several => definition.range.any_sum(),
            _ => definition.range.clone(),
        };
        self.bounded(variable, unit, period, range)
    }

    /// What is known of a figure, cut by the whole of which it is a part and by its own parts. Where they contradict it they
    /// cut nothing: one of them is wrong.
    fn bounded(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
        mut known: Interval,
    ) -> Interval {
        let Period::Year(year) = period else {
            return known;
        };
        let definition = &self.plan[variable];
        let most = definition.part_of.map(|whole| {
            // A trace of its own: the whole only bounds, it is not what was asked for.
            let mut untraced = self.aside();
            untraced.figure(whole, unit, When::Year(year))
        });
        if let Some(Value::Between(whole)) = most {
            let limit = Interval::new(Bound::Unbounded, whole.hi().clone());
            known = limit.and_then(|limit| known.meet(&limit)).unwrap_or(known);
        }
        if let Some(part) = self.largest_part(variable, unit, year) {
            known = known.meet(&Interval::from(part)).unwrap_or(known);
        }
        known
    }

    /// The largest of the figures that were stated for a variable's parts, or for parts of these; `None` if none
    /// was stated.
    fn largest_part(&self, variable: VariableIx, unit: UnitIx, year: Year) -> Option<Number> {
        let period = Period::Year(year);
        let own = self.figures.cell(variable, unit, period);
        let formers = self.figures.units.predecessors(unit);
        let whole_is_merged =
            formers.is_empty() || own.is_some_and(|cell| self.figures.is_merged(cell));
        let parts = self.plan[variable].parts.iter();
        let least = parts.filter_map(|&part| {
            let cell = self.figures.cell(part, unit, period);
            let said = cell.filter(|cell| cell.state.is_usable());
            // One that holds the parts of units merged since says nothing of this unit's own row.
            let said = said.filter(|cell| !self.figures.is_merged(cell) || whole_is_merged);
            let said = said.and_then(|cell| cell.value.interval()?.lo().number().cloned());
            said.max(self.largest_part(part, unit, year))
        });
        least.max()
    }
}
