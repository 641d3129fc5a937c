//! What a figure may have been before it was rounded to the digits that it is written with.

use super::{Cell, CellState};
use crate::i18n::normalize;
use crate::number::{Bound, Interval, Number, parse_plain};

/// What one is worth in the last digit that a cell was written with: 0.1 in `21.5`, 1000 in `12万`. `None` if the cell was not
/// rounded: it states limits, or nothing.
pub fn last_place(cell: &Cell) -> Option<Number> {
    let value = match cell.state {
        CellState::Known => cell.value.known()?,
        // The coarsest of several figures is not known by their texts; no figure is written with fewer digits than it needs.
        CellState::Conflict => {
            let interval = cell.value.interval()?;
            let ends = [interval.lo().number()?, interval.hi().number()?];
            let decimals = ends.into_iter().map(|end| end.decimals().unwrap_or(0));
            return decimals
                .min()
                .map(|least| Number::power_of_ten(-(least as i32)));
        }
        _ => return None,
    };
    let digits: String = normalize(&cell.raw)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let written = parse_plain(&digits).ok()?;
    match value.abs().divided_by(&written) {
        Some(place) => Some(place),
        // A zero is worth what its decimals say.
        None => Some(Number::power_of_ten(-(digits.len() as i32 - 1))),
    }
}

/// All that rounds to an interval, halves away from zero, where one in the last digit is worth `place`.
pub fn rounding_to(sent: &Interval, place: &Number) -> Interval {
    let half = place * &Number::scaled(5, 1);
    let end = |bound: &Bound, outwards: &Number, included: bool| match bound.number() {
        None => Bound::Unbounded,
        Some(n) if included => Bound::Closed(n + outwards),
        Some(n) => Bound::Open(n + outwards),
    };
    // A half rounds away from zero: at the end that is nearer to it a half is among what is meant.
    let positive = |bound: &Bound| bound.number().is_some_and(Number::is_positive);
    let negative = |bound: &Bound| bound.number().is_some_and(Number::is_negative);
    let lo = end(sent.lo(), &-&half, positive(sent.lo()));
    let hi = end(sent.hi(), &half, negative(sent.hi()));
    Interval::new(lo, hi).unwrap_or_else(|| sent.clone())
}
