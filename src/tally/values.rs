//! The value of a cell, from what it says.

use crate::data::NumericCell;
use crate::number::{Interval, Number, Value};
use crate::observation::{CellState, PackedAnswer, Sum};
use crate::plan::{Plan, VariableIx};

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
            (Value::Between((**limits).clone()), CellState::Approximate)
        }
        NumericCell::NotApplicable => (Value::NotApplicable, CellState::NotApplicable),
        NumericCell::Blank => (anything(), CellState::Blank),
        NumericCell::Refused => (anything(), CellState::Refused),
    }
}

/// A sum of one figure. Its ends are in units of the variable's last decimal, rounded outwards.
pub fn as_sum(plan: &Plan, variable: VariableIx, value: &Value, state: CellState) -> Sum {
    let mut sum = Sum::default();
    let Value::Between(interval) = value else {
        sum.not_applicable = 1;
        return sum;
    };
    let decimals = plan[variable].decimals;
    sum.lo = interval
        .lo()
        .number()
        .and_then(|lo| lo.floor(decimals).to_scaled(decimals));
    sum.hi = interval
        .hi()
        .number()
        .and_then(|hi| hi.ceil(decimals).to_scaled(decimals));
    if state.is_usable() {
        sum.reported = 1;
    } else {
        sum.blank = 1;
    }
    sum
}
