//! Exact numbers as JSON text.

use crate::number::{Bound, Number, Value};
use serde::Serialize;

/// Digits written of a number that does not end.
const DIGITS: u32 = 12;

/// A number that ends in full; of any other, twelve significant digits.
pub fn decimal(n: &Number) -> String {
    n.exact().unwrap_or_else(|| n.fixed(places(n)))
}

/// `2/3`, of a number that does not end.
pub fn exact(n: &Number) -> Option<String> {
    n.decimals().is_none().then(|| n.fraction())
}

/// Decimals that make twelve significant digits.
fn places(n: &Number) -> u32 {
    let whole = n.abs().floor(0);
    if whole.is_positive() {
        return DIGITS.saturating_sub(whole.fixed(0).len() as u32);
    }
    let (ten, mut zeros, mut scaled) = (Number::from(10), 0, n.abs());
    while &scaled * &ten < Number::one() {
        scaled = &scaled * &ten;
        zeros += 1;
    }
    DIGITS + zeros
}

/// The least and the greatest value that is possible; null where there is no bound.
#[derive(Serialize)]
pub struct Bounds {
    pub lower: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower_exact: Option<String>,
    /// Whether the bound itself is not possible.
    #[serde(skip_serializing_if = "is_false")]
    pub lower_open: bool,
    pub upper: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper_exact: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub upper_open: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Bounds {
    pub fn of(value: &Value) -> Option<Bounds> {
        let interval = value.interval()?;
        let (lo, hi) = (interval.lo(), interval.hi());
        Some(Bounds {
            lower: lo.number().map(decimal),
            lower_exact: lo.number().and_then(exact),
            lower_open: matches!(lo, Bound::Open(_)),
            upper: hi.number().map(decimal),
            upper_exact: hi.number().and_then(exact),
            upper_open: matches!(hi, Bound::Open(_)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_does_not_end_has_twelve_digits_and_its_fraction() {
        let two_thirds = Number::ratio(2, 3).unwrap();
        assert_eq!(decimal(&two_thirds), "0.666666666667");
        assert_eq!(exact(&two_thirds).unwrap(), "2/3");
        assert_eq!(decimal(&Number::ratio(200, 3).unwrap()), "66.6666666667");
        assert_eq!(decimal(&Number::ratio(1, 300).unwrap()), "0.00333333333333");
        assert_eq!(decimal(&Number::ratio(1, 8).unwrap()), "0.125");
        assert_eq!(exact(&Number::ratio(1, 8).unwrap()), None);
    }
}
