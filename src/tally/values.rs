//! The value of a cell, from what it says.

use super::source::UnplacedRow;
use crate::data::NumericCell;
use crate::number::{Interval, Number, Value};
use crate::observation::{Cell, CellState, PackedAnswer, Sum, UnplacedAnswers};
use crate::plan::{Kind, Plan, Variable, VariableIx};

/// The value of an answer: its grade's credit, the interval from the least to the most credit of two grades, or the
/// variable's range where nothing or nothing usable is said.
pub fn of_code(plan: &Plan, variable: VariableIx, code: PackedAnswer) -> (Value, CellState) {
    let definition = &plan[variable];
    let anything = || Value::Between(definition.range.clone());
    let Some(scale) = definition.scale.map(|scale| &plan[scale]) else {
        return (anything(), CellState::Refused);
    };
    match code.grades() {
        Some((a, b)) if a <= b && b < scale.grades.len() => {
            let credits = scale.grades[a..=b].iter().map(|grade| &grade.credit);
            let least = credits.clone().min().cloned().unwrap_or_else(Number::zero);
            let most = credits.max().cloned().unwrap_or_else(Number::one);
            let state = if a == b {
                CellState::Known
            } else {
                CellState::Conflict
            };
            (Value::Between(Interval::closed(least, most)), state)
        }
        _ if code == PackedAnswer::NOT_APPLICABLE => {
            (Value::NotApplicable, CellState::NotApplicable)
        }
        _ if code == PackedAnswer::REFUSED => (anything(), CellState::Refused),
        _ => (anything(), CellState::Blank),
    }
}

/// Answers without their places, ready to be looked up.
pub fn unplaced(plan: &Plan, rows: Vec<UnplacedRow>) -> UnplacedAnswers {
    let mut unplaced = UnplacedAnswers::default();
    for row in rows {
        let cell = |variable, code| {
            let (value, state) = of_code(plan, variable, code);
            Cell {
                value,
                state,
                code: Some(code),
                raw: Box::default(),
                file: row.file,
                line: 0,
                column: 0,
                evidence: None,
                parts: None,
            }
        };
        unplaced.add((row.unit, row.year), row.file, &row.answers, cell);
    }
    unplaced
}

/// The value of a numeric cell; blank and refused ones stand for the variable's range.
pub fn of_reading(plan: &Plan, variable: VariableIx, reading: &NumericCell) -> (Value, CellState) {
    let definition = &plan[variable];
    let anything = || Value::Between(definition.range.clone());
    match reading {
        NumericCell::Exact(scaled) => (
            Value::point(Number::scaled(*scaled, definition.decimals)),
            CellState::Known,
        ),
        NumericCell::Between(limits) => {
            let limits = on_grid(limits, definition);
            (Value::Between(limits), CellState::Approximate)
        }
        NumericCell::NotApplicable => (Value::NotApplicable, CellState::NotApplicable),
        NumericCell::Blank => (anything(), CellState::Blank),
        NumericCell::Refused => (anything(), CellState::Refused),
    }
}

/// Limits in units of a variable's last decimal: of a count the numbers between them, of anything else rounded outwards.
fn on_grid(limits: &Interval, definition: &Variable) -> Interval {
    let decimals = definition.decimals;
    let inward = match definition.kind {
        Kind::Count => limits.grid(decimals),
        _ => None,
    };
    // Words are not meant to leave one number only.
    let inward = inward.filter(|inward| inward.known().is_none());
    inward.unwrap_or_else(|| limits.rounded_outward(decimals))
}

/// A sum of one figure. Its ends are in units of the variable's last decimal, rounded outwards.
pub fn as_sum(plan: &Plan, variable: VariableIx, value: &Value, state: CellState) -> Sum {
    let mut sum = Sum::default();
    let definition = &plan[variable];
    let missing = !state.is_usable();
    let (interval, may_not_apply) = match value {
        Value::NotApplicable => {
            sum.not_applicable = 1;
            return sum;
        }
        Value::Between(interval) => (interval, missing && definition.may_not_apply),
        Value::IfApplicable(interval) => (interval, true),
    };
    // What does not apply adds nothing.
    let nothing = Interval::point(Number::zero());
    let interval = match may_not_apply {
        true => interval.hull(&nothing),
        false => interval.clone(),
    };
    let decimals = definition.decimals;
    let (lo, hi) = (interval.lo(), interval.hi());
    let end = |n: &Number, rounded: Number, open: bool| {
        let exact = rounded == *n;
        (rounded.to_scaled(decimals), open && exact)
    };
    (sum.lo, sum.lo_open) = match lo.number() {
        Some(n) => end(n, n.floor(decimals), lo.is_open()),
        None => (None, false),
    };
    (sum.hi, sum.hi_open) = match hi.number() {
        Some(n) => end(n, n.ceil(decimals), hi.is_open()),
        None => (None, false),
    };
    match missing || may_not_apply {
        true => sum.blank = 1,
        false => sum.reported = 1,
    }
    sum
}
