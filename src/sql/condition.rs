//! The condition of a share as SQL: comparisons of whole numbers.

use crate::number::{Interval, Value};
use crate::number::{Number, Ternary};
use crate::observation::PackedAnswer;
use crate::plan::rule::{Direction, Goal, Rule};
use crate::plan::{Plan, VariableIx};
use crate::tally::{condition, of_code};

/// The numbers for which a rule holds, in units of a variable's last decimal: from the first to the last; `None` for an end that there
/// is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted(pub Option<i128>, pub Option<i128>);

/// The numbers for which a rule holds; `None` where they are not those between two ends.
pub fn accepted(rule: &dyn Rule, decimals: u32) -> Option<Accepted> {
    let up = |number: &Number| number.ceil(decimals).to_scaled(decimals);
    let down = |number: &Number| number.floor(decimals).to_scaled(decimals);
    let found = match rule.goal() {
        Goal::Threshold {
            direction: Direction::More,
            holds_from,
            ..
        } => Accepted(Some(up(&holds_from)?), None),
        Goal::Threshold {
            direction: Direction::Less,
            holds_from,
            ..
        } => Accepted(None, Some(down(&holds_from)?)),
        Goal::Band { lo, hi } => Accepted(Some(up(&lo)?), Some(down(&hi)?)),
        _ => return None,
    };
    // The rule itself has the last word at both sides of each end.
    let holds = |figure: i128| {
        let value = Interval::point(Number::scaled(figure, decimals));
        condition(rule, &Value::Between(value))
    };
    let ends = [(found.0, -1), (found.1, 1)];
    let agrees = ends.iter().all(|&(end, beyond)| {
        end.is_none_or(|end| {
            holds(end) == Some(Ternary::Yes) && holds(end + beyond) == Some(Ternary::No)
        })
    });
    agrees.then_some(found)
}

impl Accepted {
    /// That a whole number is one of them.
    pub fn test(self, figure: &str) -> String {
        let ends = [(self.0, ">="), (self.1, "<=")];
        let ends = ends
            .into_iter()
            .filter_map(|(end, sign)| Some(format!("{figure} {sign} {}", end?)));
        ends.collect::<Vec<_>>().join(" AND ")
    }
}

/// The grades of a variable's scale for which a condition holds, and those for which it does not; `None` where for one of them
/// it may or may not.
pub fn grades(
    plan: &Plan,
    variable: VariableIx,
    rule: &dyn Rule,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let grades = &plan[plan[variable].scale?].grades;
    let (mut holds, mut fails) = (Vec::new(), Vec::new());
    for at in 0..grades.len() {
        let (value, _) = of_code(plan, variable, PackedAnswer::grade(at));
        match condition(rule, &value)? {
            Ternary::Yes => holds.push(at),
            Ternary::No => fails.push(at),
            Ternary::Unknown => return None,
        }
    }
    Some((holds, fails))
}
