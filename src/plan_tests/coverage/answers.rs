//! The answers of a unit to its own checklist.

use super::edges::{Edge, Side};
use crate::number::Number;
use crate::observation::{Figures, Period, UnitIx};
use crate::plan::measure::ChecklistMeasure;
use crate::plan::{Checklist, Indicator, Plan, Year};
use std::any::Any;

/// The checklist that an indicator judges at its own level; `None` if it is about no checklist, or only about units above.
pub fn own_checklist<'p>(plan: &'p Plan, indicator: &Indicator) -> Option<&'p Checklist> {
    let measure: &dyn Any = &*indicator.measure;
    let measure = measure.downcast_ref::<ChecklistMeasure>()?;
    let checklist = &plan[measure.checklist];
    indicator
        .levels
        .contains(&checklist.level)
        .then_some(checklist)
}

/// An answer: what it is worth, and whether the item is met.
struct Answer {
    credit: Number,
    met: bool,
}

/// The edges of a checklist that the answers of a unit are at; none where an answer is missing.
pub fn reached(
    plan: &Plan,
    figures: &Figures,
    checklist: &Checklist,
    unit: UnitIx,
    year: Year,
) -> Vec<Edge> {
    let scale = &plan[checklist.scale];
    let answers = checklist.items.iter().map(|item| {
        let cell = figures.cell(item.variable, unit, Period::Year(year))?;
        let (least, most) = cell.code?.grades()?;
        let grade = scale.grades.get(least).filter(|_| least == most)?;
        Some(Answer {
            credit: grade.credit.clone(),
            met: grade.credit >= scale.met_from,
        })
    });
    let Some(answers) = answers.collect::<Option<Vec<Answer>>>() else {
        return Vec::new();
    };
    let mut unmet = (0..answers.len()).filter(|&at| !answers[at].met);
    let mut edges = Vec::new();
    if let (Some(only), None) = (unmet.next(), unmet.next()) {
        edges.push(Edge::Item(only));
    }
    for (at, objective) in checklist.objectives.iter().enumerate() {
        if let Some(floor) = &objective.floor
            && let Some(side) = at_floor(checklist, &answers, at, floor)
        {
            edges.push(Edge::Floor(at, side));
        }
    }
    edges
}

/// The side of an objective's floor that its points are at, one item of most points more or less being on the other side; `None`
/// if they are at neither.
fn at_floor(
    checklist: &Checklist,
    answers: &[Answer],
    objective: usize,
    floor: &Number,
) -> Option<Side> {
    let items = checklist.items.iter().zip(answers);
    let own = items.filter(|(item, _)| item.objective == Some(objective));
    let (mut got, mut whole, mut most) = (Number::zero(), Number::zero(), Number::zero());
    for (item, answer) in own {
        got = &got + &(&item.points * &answer.credit);
        whole = &whole + &item.points;
        most = most.max(item.points.clone());
    }
    let per_cent = |points: &Number| (points * &Number::from(100)).divided_by(&whole);
    match per_cent(&got)? >= *floor {
        true => (per_cent(&(&got - &most))? < *floor).then_some(Side::Holds),
        false => (per_cent(&(&got + &most))? >= *floor).then_some(Side::Fails),
    }
}
