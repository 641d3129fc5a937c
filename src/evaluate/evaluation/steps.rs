//! Rules on values that can only be multiples of a number: shares of a few units, ratios of counts.

use crate::number::{Interval, Number, Ternary};

/// As many values are tried one by one.
const MOST_STEPS: i64 = 1000;

/// Whether a rule holds for every value of an interval; of a value that goes in steps, for each of them.
pub(super) fn on_steps(
    value: &Interval,
    step: Option<&Number>,
    holds: impl Fn(&Interval) -> Ternary,
) -> Ternary {
    let all = holds(value);
    let (Some(step), Ternary::Unknown) = (step, all) else {
        return all;
    };
    let in_steps = value.times(&(&Number::one() / step)).grid(0);
    let ends = in_steps.and_then(|steps| {
        let (lo, hi) = (steps.lo().number()?, steps.hi().number()?);
        Some((lo.to_scaled(0)?, hi.to_scaled(0)?))
    });
    let Some((first, last)) = ends.filter(|(lo, hi)| hi - lo < i128::from(MOST_STEPS)) else {
        return all;
    };
    let answer = |at: i128| holds(&Interval::point(&Number::scaled(at, 0) * step));
    let one = answer(first);
    if one == Ternary::Unknown {
        return one;
    }
    // The other end first: the ends mostly differ, and then nothing between them has to be tried.
    let mut others = std::iter::once(last).chain(first + 1..last);
    match others.all(|at| answer(at) == one) {
        true => one,
        false => Ternary::Unknown,
    }
}
