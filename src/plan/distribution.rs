//! How the task of a year is spread over its months.

use crate::number::Number;
use crate::observation::MONTHS;

/// Per cent of a year's task by quarter or by month, in their order; together 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution(Vec<Number>);

impl Distribution {
    /// The shares of four quarters or of twelve months; `None` if they are as many of neither, one is below zero, or together
    /// they are not 100.
    pub fn new(shares: Vec<Number>) -> Option<Distribution> {
        let fits = matches!(shares.len(), 4 | 12) && !shares.iter().any(Number::is_negative);
        let sum = shares
            .iter()
            .fold(Number::zero(), |sum, share| &sum + share);
        (fits && sum == Number::from(100)).then_some(Distribution(shares))
    }

    /// The share of the task that is due after so many months, from 0 to 1; within a quarter in equal steps.
    fn due(&self, months: u8) -> Option<Number> {
        let length = usize::from(MONTHS) / self.0.len();
        let (over, months) = (usize::from(months) / length, usize::from(months) % length);
        let before = self.0.iter().take(over);
        let mut due = before.fold(Number::zero(), |sum, share| &sum + share);
        if let Some(current) = self.0.get(over) {
            let passed = Number::ratio(months as i128, length as i128)?;
            due = &due + &(current * &passed);
        }
        due.divided_by(&Number::from(100))
    }
}

/// The share of a year's task that is due after so many of its months: half the time, half the task, unless the plan spreads it
/// otherwise.
pub fn share_due(distribution: Option<&Distribution>, months: u8) -> Option<Number> {
    match distribution {
        Some(distribution) => distribution.due(months),
        None => Number::ratio(i128::from(months), i128::from(MONTHS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(shares: &[i64]) -> Option<Distribution> {
        Distribution::new(shares.iter().map(|&share| Number::from(share)).collect())
    }

    #[test]
    fn what_is_due_by_month() {
        let quarters = of(&[10, 20, 30, 40]);
        let due = |months| share_due(quarters.as_ref(), months);
        assert_eq!(due(3), Number::ratio(1, 10));
        assert_eq!(due(4), Number::ratio(1, 6), "10 and a third of 20");
        assert_eq!(due(12), Some(Number::one()));
        assert_eq!(share_due(None, 6), Number::ratio(1, 2));
        assert!(of(&[50, 50]).is_none() && of(&[10, 20, 30, 41]).is_none());
    }
}
