//! What a unit's own rows say of a variable, those of the units that became part of it among them.

use crate::evaluate::Input;
use crate::evaluate::context::{Context, unit_words};
use crate::number::Value;
use crate::observation::{Cell, CellState, Figures, Period, UnitIx, When, YearParts};
use crate::plan::{Plan, RollUp, VariableIx, Year};
use crate::text;

/// The rows that make up a unit's figure, and how many of them say anything.
#[derive(Clone, Copy, Debug)]
pub struct Reported {
    /// At least one says something.
    pub any: bool,
    /// Each of them says all that was asked for.
    pub all: bool,
    /// Rows that there should be; one that holds those of other units stands for them as well.
    pub expected: u64,
}

/// What a unit itself sent of a year, with what was sent by the units that became part of it; `None` if nothing was.
pub fn own_figure(
    plan: &Plan,
    figures: &Figures,
    variable: VariableIx,
    unit: UnitIx,
    year: Year,
) -> Option<Value> {
    Context::new(plan, figures, false).own_cell(variable, unit, Period::Year(year))
}

impl Context<'_> {
    /// Whether the rows that make up a unit's figure of a year say anything.
    pub(in crate::internals::evaluate) fn sent(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Reported {
        let period = Period::Year(year);
        let rows = self.rows(variable, unit, period);
        let cell = |unit: UnitIx| self.figures.cell(variable, unit, period);
        let says = |&unit: &UnitIx| cell(unit).is_some_and(|cell| cell.state.is_usable());
        let says_all = |&unit: &UnitIx| cell(unit).is_some_and(|cell| cell.state.is_complete());
        let expected = match rows[..] {
            [one] if cell(one).is_some_and(|cell| self.figures.is_merged(cell)) => {
                self.rows_of_life(unit, period).len().max(1)
            }
            // A row of a unit that did not exist yet is none that there should be.
            _ => (rows.iter())
                .filter(|&&row| self.figures.units.exists(row, year))
                .count(),
        };
        Reported {
            any: rows.iter().any(says),
            all: rows.iter().all(says_all),
            expected: expected as u64,
        }
    }

    /// What the unit's own rows say; a row that is not there, or says nothing, may be anything. `None` if there is no row.
    pub(in crate::internals::evaluate) fn own_cell(
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
                all = all.plus(&part);
            }
            return Some(all);
        }
        let mut cells = rows.iter().map(|&row| figures.cell(variable, row, period));
        cells.find_map(|cell| cell)?;
        self.all_rows(variable, &rows, period)
    }

    /// All that a figure may be of which there is no row; its rows are asked for.
    pub(in crate::internals::evaluate) fn unreported(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
    ) -> Value {
        let rows = self.rows(variable, unit, period);
        let value = self.all_rows(variable, &rows, period);
        value.unwrap_or_else(|| self.anything(variable))
    }

    /// The rows of an area that was several units together: counts and amounts add up, a mean or an answer lies between
    /// theirs. `None` if there are no rows.
    fn all_rows(&mut self, variable: VariableIx, rows: &[UnitIx], period: Period) -> Option<Value> {
        let adds_up = self.plan[variable].roll_up == RollUp::Sum;
        let mut all: Option<Value> = None;
        for &row in rows {
            let value = self.row_value(variable, row, period);
            all = Some(match all {
                None => value,
                Some(all) if adds_up => all.plus(&value),
                // A mean over an area of which a part does not apply is that of the rest.
                Some(all) => match (all.interval(), value.interval()) {
                    (Some(one), Some(other)) => {
                        let may_not_apply = all.may_not_apply() && value.may_not_apply();
                        Value::within(one.hull(other), may_not_apply)
                    }
                    (Some(_), None) => all,
                    (None, _) => value,
                },
            });
        }
        all
    }

    /// What one row says; all that it may be if it is missing, and then it is asked for.
    pub(in crate::internals::evaluate) fn row_value(
        &mut self,
        variable: VariableIx,
        row: UnitIx,
        period: Period,
    ) -> Value {
        match self.figures.cell(variable, row, period) {
            Some(cell) => self.cell_value(variable, row, period, cell),
            None => {
                self.expect_cell(variable, row, period);
                self.missing(variable, row, period)
            }
        }
    }

    /// The units whose rows make up a unit's figure: itself, and those that later became part of it, unless its own row is
    /// said to hold theirs.
    pub(in crate::internals::evaluate) fn rows(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
    ) -> Vec<UnitIx> {
        let figures = self.figures;
        if !figures.units.has_merged(unit) {
            return vec![unit];
        }
        let own = figures.cell(variable, unit, period);
        if own.is_some_and(|cell| figures.is_merged(cell)) {
            return vec![unit];
        }
        let mut rows = self.rows_of_life(unit, period);
        if rows.is_empty() || own.is_some() && !rows.contains(&unit) {
            rows.insert(0, unit);
        }
        rows
    }

    /// The unit, and those that became part of it, as far as they existed in a period.
    fn rows_of_life(&self, unit: UnitIx, period: Period) -> Vec<UnitIx> {
        let units = &self.figures.units;
        let existed = |&unit: &UnitIx| period.years().any(|year| units.exists(unit, year));
        let own = units.exists(unit, period.end()).then_some(unit);
        let formers = units.predecessors(unit).into_iter().filter(existed);
        own.into_iter().chain(formers).collect()
    }

    fn cell_value(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        period: Period,
        cell: &Cell,
    ) -> Value {
        match &cell.parts {
            Some(parts) => self.parts_of_year((variable, unit, period), parts, &cell.value),
            None => self.input(Input::Cell {
                variable,
                unit,
                period,
                reported: cell.state.is_usable(),
            }),
        }
        if cell.state == CellState::Conflict {
            let period = period.words();
            self.note(
                "conflict",
                text!(
                    zh: ("{}的数值互相矛盾，按区间计", period.zh),
                    en: ("values for {} contradict each other; the span between them is used", period.en)
                ),
            );
        }
        if !cell.state.is_usable() {
            return self.missing(variable, unit, period);
        }
        let value = cell.value.clone();
        match value.known() {
            Some(_) => value,
            None => value.map(|said| self.bounded(variable, unit, period, said)),
        }
    }

    /// Notes the parts that the figure of a year was worked out from, and those that are missing.
    fn parts_of_year(
        &mut self,
        (variable, unit, period): (VariableIx, UnitIx, Period),
        parts: &YearParts,
        value: &Value,
    ) {
        for &part in &parts.known {
            self.input(Input::Cell {
                variable,
                unit,
                period: part,
                reported: true,
            });
        }
        for &part in &parts.missing {
            self.expect_cell(variable, unit, part);
        }
        let figures = self.figures;
        let name = &self.plan[variable].name;
        self.step(|| {
            let unit_name = unit_words(figures, unit);
            let part = |part: Period| {
                let cell = figures.sent_cell(variable, unit, part);
                format!("{part} {}", cell.map_or("", |cell| &cell.raw))
            };
            let known: Vec<String> = parts.known.iter().map(|&known| part(known)).collect();
            let missing: Vec<String> = parts.missing.iter().map(Period::to_string).collect();
            let (zh, en) = match missing.is_empty() {
                true => (String::new(), String::new()),
                false => (
                    format!("；缺 {}", missing.join("、")),
                    format!("; missing: {}", missing.join(", ")),
                ),
            };
            text!(
                zh: ("{}，{}，{}由各期得出：{}{zh}，= {value}", name.zh, unit_name.zh, period.words().zh, known.join("、")),
                en: ("{}, {}, {period} from its parts: {}{en} = {value}", name.en, unit_name.en, known.join(", "))
            )
        });
    }

    /// Notes that a cell is asked for and was not reported.
    pub(in crate::internals::evaluate) fn expect_cell(
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
}
