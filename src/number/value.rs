//! What is known of a value that may also not apply.

use super::{Interval, Number};
use std::fmt;

/// The value of a figure, an aggregate or an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// One of the values of the interval; a point if it is known.
    Between(Interval),
    /// One of the values of the interval, or not applicable: which of the two is not known.
    IfApplicable(Interval),
    /// There is nothing to measure.
    NotApplicable,
}

impl Value {
    /// A known value.
    pub fn point(n: Number) -> Value {
        Value::Between(Interval::point(n))
    }

    /// A value of which nothing is known but that it applies.
    pub fn unknown() -> Value {
        Value::Between(Interval::everything())
    }

    /// A value in an interval; with `may_not_apply`, or not applicable.
    pub fn within(interval: Interval, may_not_apply: bool) -> Value {
        match may_not_apply {
            true => Value::IfApplicable(interval),
            false => Value::Between(interval),
        }
    }

    /// The interval of the value if it applies; `None` if it does not.
    pub fn interval(&self) -> Option<&Interval> {
        match self {
            Value::Between(interval) | Value::IfApplicable(interval) => Some(interval),
            Value::NotApplicable => None,
        }
    }

    /// The number; `None` if it is not applicable or not known.
    pub fn known(&self) -> Option<&Number> {
        match self {
            Value::Between(interval) => interval.known(),
            Value::IfApplicable(_) | Value::NotApplicable => None,
        }
    }

    /// The number as [`Interval::settled`]; `None` if it is not applicable or not known.
    pub fn settled(&self) -> Option<Number> {
        match self {
            Value::Between(interval) => interval.settled(),
            Value::IfApplicable(_) | Value::NotApplicable => None,
        }
    }

    /// Whether it is possible that there is nothing to measure.
    pub fn may_not_apply(&self) -> bool {
        !matches!(self, Value::Between(_))
    }

    /// The same with another interval.
    pub fn map(self, change: impl FnOnce(Interval) -> Interval) -> Value {
        match self {
            Value::Between(interval) => Value::Between(change(interval)),
            Value::IfApplicable(interval) => Value::IfApplicable(change(interval)),
            Value::NotApplicable => Value::NotApplicable,
        }
    }

    /// All that either value may be.
    pub fn or(self, other: Value) -> Value {
        let may_not_apply = self.may_not_apply() || other.may_not_apply();
        match (self.interval(), other.interval()) {
            (None, None) => Value::NotApplicable,
            (Some(one), Some(other)) => Value::within(one.hull(other), may_not_apply),
            (Some(one), None) | (None, Some(one)) => Value::IfApplicable(one.clone()),
        }
    }

    /// The sum of two figures of which one that does not apply adds nothing; not applicable if neither applies.
    pub fn plus(&self, other: &Value) -> Value {
        let may_not_apply = self.may_not_apply() && other.may_not_apply();
        let addend = |value: &Value, interval: &Interval| match value {
            Value::Between(_) => interval.clone(),
            _ => interval.hull(&Interval::point(Number::zero())),
        };
        match (self.interval(), other.interval()) {
            (None, None) => Value::NotApplicable,
            (Some(_), None) => self.clone(),
            (None, Some(_)) => other.clone(),
            (Some(one), Some(two)) => {
                Value::within(addend(self, one).plus(&addend(other, two)), may_not_apply)
            }
        }
    }
}

impl fmt::Display for Value {
    /// As an interval, or `n/a`; `n/a or ` before an interval that may not apply.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Between(interval) => interval.fmt(f),
            Value::IfApplicable(interval) => write!(f, "n/a or {interval}"),
            Value::NotApplicable => f.write_str("n/a"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_what_may_not_apply() {
        let some = |may_not_apply| {
            let interval = Interval::closed(2.into(), 3.into());
            Value::within(interval, may_not_apply)
        };
        let sum = |lo: i64, hi: i64| Interval::closed(lo.into(), hi.into());
        assert_eq!(some(true).plus(&some(false)), Value::Between(sum(2, 6)));
        assert_eq!(some(true).plus(&some(true)), Value::IfApplicable(sum(0, 6)));
        assert_eq!(some(true).plus(&Value::NotApplicable), some(true));
        let none = Value::NotApplicable.plus(&Value::NotApplicable);
        assert_eq!(none, Value::NotApplicable);
    }
}
