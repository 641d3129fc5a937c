//! Observations as they are handed to other programs: one record each.

use super::common::Place;
use super::number::{Bounds, Decimal};
use crate::i18n::Lang;
use crate::observation::{Cell, CellState, Figures, Period, UnitIx};
use crate::plan::{Plan, VariableIx};
use serde::Serialize;
use std::borrow::Borrow;

/// One observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// The unit's code.
    pub unit_code: String,
    /// The unit's name.
    pub unit: String,
    /// The id of its level.
    pub level: String,
    /// The year, or the first and the last year.
    pub period: String,
    /// The variable's id.
    pub variable: String,
    /// The value in the variable's unit; null where it is not one number.
    pub value: Option<Decimal>,
    /// The least and the greatest value that is possible; null where it is not applicable.
    pub bounds: Option<Bounds>,
    /// The variable's unit of measurement.
    pub unit_of_measure: String,
    /// `actual` or `planned`.
    pub kind: &'static str,
    /// `known`, `approximate`, `not-applicable`, `refused` or `conflict`.
    pub state: &'static str,
    /// What the cell says.
    pub written: String,
    /// Where it is from, as the data says; null if it does not.
    pub source: Option<String>,
    /// Where it was read.
    pub place: Place,
    /// Whether all figures are made up.
    pub synthetic: bool,
}

/// All observations of the figures, by unit, variable, period and kind; each is made when it is asked for. Blank cells are none.
pub fn of<'a, F: Borrow<Figures> + 'a>(
    plan: &'a Plan,
    figures: F,
    lang: Lang,
) -> impl Iterator<Item = Observation> + 'a {
    let cells = in_order(figures.borrow()).into_iter();
    cells.filter_map(move |(key, planned)| {
        let figures: &Figures = figures.borrow();
        let (cells, kind) = match planned {
            false => (&figures.cells, "actual"),
            true => (&figures.planned, "planned"),
        };
        let cell = cells.get(&key)?.as_sent()?;
        Some(observation(plan, figures, lang, key, kind, cell))
    })
}

/// Of what the cells are that say anything, and whether they are planned, in the order of observations.
fn in_order(figures: &Figures) -> Vec<((VariableIx, UnitIx, Period), bool)> {
    let said = |cell: &Cell| {
        let sent = cell.as_sent();
        sent.is_some_and(|cell| cell.state != CellState::Blank)
    };
    let actual = figures.cells.iter().filter(|(_, cell)| said(cell));
    let planned = figures.planned.iter().filter(|(_, cell)| said(cell));
    let actual = actual.map(|(key, _)| (*key, false));
    let mut all: Vec<_> = actual.chain(planned.map(|(key, _)| (*key, true))).collect();
    all.sort_unstable_by_key(|&((variable, unit, period), planned)| {
        (figures.units.code(unit), variable.0, period, planned)
    });
    all
}

fn observation(
    plan: &Plan,
    figures: &Figures,
    lang: Lang,
    (variable, unit, period): (VariableIx, UnitIx, Period),
    kind: &'static str,
    cell: &Cell,
) -> Observation {
    let (units, variable) = (&figures.units, &plan[variable]);
    let file = &figures.data.files[cell.file as usize];
    let evidence = cell.evidence.as_ref();
    let bounds = Bounds::of(&cell.value);
    let known = |bounds: &&Bounds| bounds.lower == bounds.upper && !bounds.lower_open;
    Observation {
        unit_code: units.code(unit).to_owned(),
        unit: units.name(unit, lang).to_owned(),
        level: plan[units.level(unit)].id.clone(),
        period: period.to_string(),
        variable: variable.id.clone(),
        value: bounds
            .as_ref()
            .filter(known)
            .and_then(|bounds| bounds.lower.clone()),
        bounds,
        unit_of_measure: variable.unit.get(lang).to_owned(),
        kind,
        state: state(cell.state),
        written: cell.raw.to_string(),
        source: evidence
            .and_then(|evidence| evidence.source.as_deref())
            .map(str::to_owned),
        place: Place::of_cell(file, cell),
        synthetic: figures.data.synthetic,
    }
}

fn state(state: CellState) -> &'static str {
    match state {
        CellState::Known => "known",
        CellState::Approximate | CellState::Incomplete => "approximate",
        CellState::NotApplicable => "not-applicable",
        CellState::Blank => "blank",
        CellState::Refused => "refused",
        CellState::Conflict => "conflict",
    }
}
