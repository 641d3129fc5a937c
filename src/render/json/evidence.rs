//! What a value came from, as the document tells it.

use super::model::{Cell, Evidence, ItemCount, Place};
use super::number::{decimal, exact};
use crate::evaluate::{Input, Judgement};
use crate::finding::cell_reference;
use crate::observation::{self, Aggregate, AggregateValue, Figures, Period, UnitIx};
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
        Input::Aggregate {
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
fn items<'a>(
    plan: &'a Plan,
    tally: Option<&AggregateValue>,
    counted: Aggregate,
) -> Vec<ItemCount<'a>> {
    let (Aggregate::Passes(checklist), Some(AggregateValue::Outcomes(outcomes))) = (counted, tally)
    else {
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
    kept: Option<&'a observation::Cell>,
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

fn place<'a>(figures: &'a Figures, cell: &observation::Cell) -> Option<Place<'a>> {
    let file = figures.data.files.get(cell.file as usize)?;
    let sheet = file.sheet.as_deref();
    Some(Place {
        file: &file.path,
        sheet,
        cell: sheet.and_then(|_| cell_reference(cell.line, cell.column)),
        line: cell.line,
        column: cell.column,
    })
}

fn counted_id(counted: Aggregate) -> &'static str {
    match counted {
        Aggregate::Passes(_) => "passes",
        Aggregate::Holds(_) => "holds",
        Aggregate::Sum(_) => "sum",
    }
}

/// The id of what is counted.
fn subject(plan: &Plan, counted: Aggregate) -> &str {
    match counted {
        Aggregate::Passes(checklist) => &plan[checklist].id,
        Aggregate::Holds(indicator) => &plan[indicator].id,
        Aggregate::Sum(variable) => &plan[variable].id,
    }
}
