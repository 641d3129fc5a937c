//! From what a cell says to what it is worth.

use crate::data::NumericCell;
use crate::number::{Interval, Number, Value};
use crate::observation::{CellState, PackedAnswer, Sum};
use crate::plan::{Plan, VariableIx};

/// An answer's worth: the credit of its grade, the span of two, or the whole scale where there is none.
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

/// A reading's worth; missing and refused ones stand for the declared range.
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

/// One figure as a sum of one; ends in units of the variable's decimals, widened to whole ones.
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
