//! What a target comes to from a baseline, at its date and before.

use super::PaceInput;
use crate::number::{Bound, Interval, Number, Ternary};
use crate::plan::Year;
use crate::plan::rule::{Direction, Goal, Growth, is_positive};

/// The way from a baseline to a target.
pub struct Course {
    pub direction: Direction,
    end: End,
}

/// How much of the time to the target has passed since the baseline.
pub struct Passed {
    /// In years.
    pub time: Number,
    /// The years of it, the one that is not over among them.
    pub years: Year,
    /// The years from the baseline to the target.
    pub all: Year,
}

impl Passed {
    fn share(&self) -> Option<Number> {
        self.time.divided_by(&Number::from(i64::from(self.all)))
    }
}

/// What is to be reached.
enum End {
    /// A number.
    Number {
        /// Where the rule begins to hold.
        holds_from: Number,
        /// The number in the plan.
        written: Number,
    },
    /// A change of the baseline.
    Growth(Growth),
}

impl Course {
    /// The way to the goal of a rule; `None` for goals without a number.
    pub fn of(input: &PaceInput<'_>) -> Option<Course> {
        match input.rule.goal() {
            Goal::Threshold {
                direction,
                holds_from,
                value,
            } => Some(Course {
                direction,
                end: End::Number {
                    holds_from,
                    written: value,
                },
            }),
            Goal::Growth(growth) => Some(Course {
                direction: growth.direction,
                end: End::Growth(growth),
            }),
            _ => None,
        }
    }

    /// Whether the target itself is a compound growth.
    pub fn is_compound(&self) -> bool {
        matches!(&self.end, End::Growth(growth) if growth.yearly)
    }

    /// The change that is asked for; `None` if a number is.
    pub fn growth(&self) -> Option<&Growth> {
        match &self.end {
            End::Growth(growth) => Some(growth),
            End::Number { .. } => None,
        }
    }

    /// The number that the target's rule begins to hold from, whatever the baseline is; `None` for a change.
    pub fn number(&self) -> Option<&Number> {
        match &self.end {
            End::Number { holds_from, .. } => Some(holds_from),
            End::Growth(_) => None,
        }
    }

    /// What a baseline is multiplied by to reach the target in so many years; `None` for a number.
    pub fn multiple(&self, years: Year) -> Option<Number> {
        self.growth().map(|growth| growth.holds_factor(years))
    }

    /// What the last interim value leads to: the number in the plan, or the change in per cent.
    pub fn written(&self) -> &Number {
        match &self.end {
            End::Number { written, .. } => written,
            End::Growth(growth) => &growth.per_cent,
        }
    }

    /// The number to reach from a baseline, `years` years after it.
    pub fn target(&self, baseline: &Number, years: Year) -> Number {
        match &self.end {
            End::Number { holds_from, .. } => holds_from.clone(),
            End::Growth(growth) => baseline * &growth.holds_factor(years),
        }
    }

    /// What is due after `passed` of `all` years: on the straight line, b + (t − b) · passed/all, or as the compound growth
    /// itself says.
    pub fn due(&self, baseline: &Number, passed: &Passed) -> Option<Number> {
        match &self.end {
            End::Growth(growth) if growth.yearly => {
                Some(baseline * &growth.holds_factor(passed.years))
            }
            _ => {
                let way = &self.target(baseline, passed.all) - baseline;
                Some(baseline + &(&way * &passed.share()?))
            }
        }
    }

    /// All that may be due. A change of the baseline is in proportion to it; to a number there is a straight line from each
    /// baseline, which does not go beyond it.
    pub fn all_due(&self, baseline: &Interval, passed: &Passed) -> Option<Interval> {
        match &self.end {
            End::Growth(_) => {
                let factor = self.due(&Number::one(), passed)?;
                Some(baseline.times(&factor))
            }
            End::Number { holds_from, .. } => {
                let share = passed.share()?;
                let rest = &Number::one() - &share;
                let fixed = Interval::point(holds_from * &share);
                let straight = baseline.times(&rest).plus(&fixed);
                Some(not_past(&straight, holds_from, self.direction))
            }
        }
    }

    /// Whether a change of the baseline says something; a number always does.
    pub fn applies_to(&self, baseline: &Interval) -> bool {
        self.number().is_some() || is_positive(baseline)
    }

    /// Whether a difference is in the wanted direction.
    pub fn is_ahead(&self, difference: &Number) -> bool {
        match self.direction {
            Direction::More => difference.is_positive(),
            Direction::Less => difference.is_negative(),
        }
    }

    /// Whether a value is at or beyond another on the way.
    pub fn reaches(&self, value: &Interval, mark: &Interval) -> Ternary {
        reaches(value, mark, self.direction)
    }
}

/// Whether a value is at or beyond another in a direction.
fn reaches(value: &Interval, mark: &Interval, direction: Direction) -> Ternary {
    match direction {
        Direction::More => mark.above(value).not(),
        Direction::Less => value.above(mark).not(),
    }
}

/// A due value that does not go beyond the target.
fn not_past(due: &Interval, target: &Number, direction: Direction) -> Interval {
    let target_point = Interval::point(target.clone());
    if reaches(due, &target_point, direction) == Ternary::Yes {
        return target_point;
    }
    let (lo, hi) = (Bound::Unbounded, Bound::Closed(target.clone()));
    let limit = match direction {
        Direction::More => Interval::new(lo, hi),
        Direction::Less => Interval::new(hi, lo),
    };
    limit
        .and_then(|limit| due.meet(&limit))
        .unwrap_or(target_point)
}
