//! How a value is placed on a common scale.

mod scale;

use super::{Indicator, Plan};
use crate::number::{Interval, Number};
use crate::plan::rule::Goal;

/// The score of an indicator's values; formulas in `scale.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Score {
    /// 0 at the worst and 100 at the best value, straight between them.
    Goalposts {
        /// The value that scores 0.
        worst: Number,
        /// The value that scores 100.
        best: Number,
        /// Whether logarithms are taken first; then both are positive.
        log: bool,
        /// How scores are cut.
        cap: Cap,
    },
    /// Straight lines between points.
    Points {
        /// Value and score, by ascending value; at least two.
        points: Vec<(Number, Number)>,
        /// How scores are cut.
        cap: Cap,
    },
    /// By its pace: the score of its bands, else the ratio of the distance covered to the distance due, or of the growth to
    /// the growth required.
    Pace,
}

/// How scores beyond the ends of a scale are cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cap {
    /// At the ends of the scale: 0 and 100, or the scores of the first and the last point.
    Ends,
    /// Not at all.
    None,
    /// At these scores.
    Between(Number, Number),
}

impl Indicator {
    /// The scores that it can have as a member of an index: as it declares, of an index its values, else an attainment from 0 to
    /// 100.
    pub fn scores(&self, plan: &Plan) -> Interval {
        match &self.score {
            Some(score) => score.range(),
            None if self.measure.is_score() => self.measure.value_range(plan),
            None => scale::hundred(),
        }
    }

    /// Whether it can be a member of an index: it declares a score, is an index, or has a target that attainment is measured
    /// towards.
    pub fn has_score(&self) -> bool {
        let goal = self.target.rule.goal();
        let attains = !matches!(goal, Goal::Change(_) | Goal::Nothing);
        self.score.is_some() || self.measure.is_score() || attains
    }
}
