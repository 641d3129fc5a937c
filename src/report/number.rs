//! Exact numbers as texts of a document.

use crate::number::{Bound, Interval, Number, Value, parse_fraction, parse_plain};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Significant digits written of a number whose decimals do not end.
const DIGITS: u32 = 12;

/// A decimal number as a text: in full where its decimals end, else twelve significant digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Decimal(#[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))] String);

impl Decimal {
    /// A number as a decimal text.
    #[doc(hidden)]
    pub fn of(n: &Number) -> Self {
        Decimal(n.exact().unwrap_or_else(|| n.fixed(n.places(DIGITS))))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A fraction as a text, `2/3`: beside a [`Decimal`] whose decimals do not end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Fraction(#[schemars(regex(pattern = r"^-?[0-9]+/[0-9]+$"))] String);

impl Fraction {
    /// The number as a fraction; `None` if its decimals end.
    pub(crate) fn of(n: &Number) -> Option<Self> {
        n.decimals().is_none().then(|| Fraction(n.fraction()))
    }
}

/// The number that a document states: the fraction where there is one, else the decimal; `None` if neither is stated.
pub fn number(decimal: Option<&Decimal>, fraction: Option<&Fraction>) -> Option<Number> {
    match fraction {
        Some(fraction) => parse_fraction(&fraction.0),
        None => parse_plain(&decimal?.0).ok(),
    }
}

/// The least and the greatest value that is possible; null where there is no bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bounds {
    /// The lower bound.
    pub lower: Option<Decimal>,
    /// The lower bound as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower_exact: Option<Fraction>,
    /// Whether the lower bound itself is not possible.
    #[serde(default, skip_serializing_if = "is_false")]
    pub lower_open: bool,
    /// The upper bound.
    pub upper: Option<Decimal>,
    /// The upper bound as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper_exact: Option<Fraction>,
    /// Whether the upper bound itself is not possible.
    #[serde(default, skip_serializing_if = "is_false")]
    pub upper_open: bool,
}

pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

impl Bounds {
    /// The bounds of a value; `None` if it is not applicable.
    pub(crate) fn of(value: &Value) -> Option<Bounds> {
        value.interval().map(Bounds::of_interval)
    }

    /// The bounds of an interval.
    pub(crate) fn of_interval(interval: &Interval) -> Bounds {
        let (lo, hi) = (interval.lo(), interval.hi());
        Bounds {
            lower: lo.number().map(Decimal::of),
            lower_exact: lo.number().and_then(Fraction::of),
            lower_open: matches!(lo, Bound::Open(_)),
            upper: hi.number().map(Decimal::of),
            upper_exact: hi.number().and_then(Fraction::of),
            upper_open: matches!(hi, Bound::Open(_)),
        }
    }

    /// The interval between the bounds; `None` if it is empty, which no document of this tool states.
    pub(crate) fn interval(&self) -> Option<Interval> {
        let bound = |n: Option<Number>, open| match (n, open) {
            (None, _) => Bound::Unbounded,
            (Some(n), true) => Bound::Open(n),
            (Some(n), false) => Bound::Closed(n),
        };
        let lower = number(self.lower.as_ref(), self.lower_exact.as_ref());
        let upper = number(self.upper.as_ref(), self.upper_exact.as_ref());
        Interval::new(bound(lower, self.lower_open), bound(upper, self.upper_open))
    }
}

/// The value that bounds state: not applicable where there are none.
pub fn value(bounds: Option<&Bounds>) -> Value {
    match bounds {
        None => Value::NotApplicable,
        Some(bounds) => bounds
            .interval()
            .map_or_else(Value::unknown, Value::Between),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_does_not_end_has_twelve_digits_and_its_fraction() {
        let fraction = |n: i128, d| Number::ratio(n, d).unwrap();
        let text = |n: i128, d| Decimal::of(&fraction(n, d)).0;
        assert_eq!(text(2, 3), "0.666666666667");
        assert_eq!(Fraction::of(&fraction(2, 3)).unwrap().0, "2/3");
        assert_eq!(text(200, 3), "66.6666666667");
        assert_eq!(text(1, 300), "0.00333333333333");
        assert_eq!(text(1, 8), "0.125");
        assert_eq!(Fraction::of(&fraction(1, 8)), None);
    }

    #[test]
    fn bounds_are_read_back_exactly() {
        let third = Number::ratio(-1, 3).unwrap();
        for (lo, hi) in [
            (Bound::Unbounded, Bound::Unbounded),
            (Bound::Open(third.clone()), Bound::Closed(Number::one())),
            (Bound::Closed(third), Bound::Unbounded),
        ] {
            let interval = Interval::new(lo, hi).unwrap();
            let bounds = Bounds::of_interval(&interval);
            assert_eq!(bounds.interval(), Some(interval));
        }
    }
}
