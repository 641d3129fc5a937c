//! What a value came from, as the document tells it.

use super::model::{Cell, Evidence, ItemCount, Place};
use super::number::{decimal, exact};
use crate::evaluate::{Input, Judgement};
use crate::figures::{self, Counted, Figures, Period, Tally, UnitIx};
use crate::plan::{Plan, VariableIx};

pub fn of<'a>(plan: &'a Plan, figures: &'a Figures, judged: &Judgement) -> Vec<Evidence<'a>> {
    (judged.inputs.iter())
        .map(|input| one(plan, figures, input))
        .collect()
}

fn one<'a>(plan: &'a Plan, figures: &'a Figures, input: &Input) -> Evidence<'a> {
    match *input {
        Input::Cell {
            variable,
            unit,
            period,
            reported,
        } => {
            let kept = figures.cell(variable, unit, period);
            let cell = cell(plan, figures, (variable, unit, period), kept);
            Evidence::Cell(Cell { reported, ..cell })
        }
        Input::Planned {
            variable,
            unit,
            period,
        } => {
            let kept = figures.planned.get(&(variable, unit, period));
            Evidence::Planned(cell(plan, figures, (variable, unit, period), kept))
        }
        Input::Tally {
            counted,
            unit,
            year,
            expected,
            reported,
            ..
        } => Evidence::Summary {
            counted: counted_id(counted),
            variable: subject(plan, counted),
            unit: figures.units.code(unit),
            year,
            expected,
            reported,
            items: items(plan, figures.tally(counted, unit, year), counted),
        },
    }
}

/// The count of each item of a checklist.
fn items<'a>(plan: &'a Plan, tally: Option<&Tally>, counted: Counted) -> Vec<ItemCount<'a>> {
    let (Counted::Passes(checklist), Some(Tally::Outcomes(outcomes))) = (counted, tally) else {
        return Vec::new();
    };
    let items = plan[checklist].items.iter().zip(&outcomes.items);
    items
        .map(|(item, count)| ItemCount {
            id: &item.id,
            met: count.met,
            unmet: count.unmet,
            open: count.open,
            not_applicable: count.not_applicable,
        })
        .collect()
}

fn cell<'a>(
    plan: &'a Plan,
    figures: &'a Figures,
    (variable, unit, period): (VariableIx, UnitIx, Period),
    kept: Option<&'a figures::Cell>,
) -> Cell<'a> {
    let known = kept.and_then(|cell| cell.value.known());
    Cell {
        variable: &plan[variable].id,
        unit: figures.units.code(unit),
        period: period.to_string(),
        reported: kept.is_some(),
        place: kept.and_then(|cell| place(figures, cell)),
        raw: kept.map(|cell| &*cell.raw),
        value: known.map(decimal),
        exact: known.and_then(exact),
        source: kept
            .and_then(|cell| cell.evidence.as_ref())
            .and_then(|evidence| evidence.source.as_deref()),
    }
}

fn place<'a>(figures: &'a Figures, cell: &figures::Cell) -> Option<Place<'a>> {
    let file = figures.data.files.get(cell.file as usize)?;
    Some(Place {
        file: &file.path,
        line: cell.line,
        column: cell.column,
    })
}

fn counted_id(counted: Counted) -> &'static str {
    match counted {
        Counted::Passes(_) => "passes",
        Counted::Holds(_) => "holds",
        Counted::Sum(_) => "sum",
    }
}

/// The id of what is counted.
fn subject(plan: &Plan, counted: Counted) -> &str {
    match counted {
        Counted::Passes(checklist) => &plan[checklist].id,
        Counted::Holds(indicator) => &plan[indicator].id,
        Counted::Sum(variable) => &plan[variable].id,
    }
}
