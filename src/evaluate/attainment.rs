//! Attainment (实现程度): how far towards the target, in per cent.
//!
//! Source: National Bureau of Statistics, 全面建设小康社会统计监测方案 (2008). A division by zero leaves it undefined; nothing is
//! filled in.

use crate::number::{Interval, Number};
use crate::plan::Attainment;
use crate::plan::rule::{Direction, Goal};

/// What a formula needs besides the value.
pub struct AttainmentInput<'a> {
    pub method: Attainment,
    pub goal: &'a Goal,
    pub baseline: Option<&'a Number>,
    /// What the measured figure can be at all.
    pub range: &'a Interval,
    /// Whether the target holds: then it is at least 100.
    pub met: bool,
}

/// Attainment in per cent, uncapped above; `None` if undefined.
pub fn attainment(value: &Number, way: &AttainmentInput<'_>) -> Option<Number> {
    let hundred = Number::from(100);
    let reached = match way.goal {
        Goal::Threshold {
            direction,
            value: target,
            ..
        } => match way.method {
            Attainment::TargetRatio => target_ratio(value, target, *direction),
            Attainment::BaselineDistance => {
                (way.baseline).and_then(|base| baseline_distance(value, target, base, *direction))
            }
            Attainment::Interval => outside(value, target, target, way.range),
        },
        Goal::Band { lo, hi } => outside(value, lo, hi, way.range),
        Goal::Milestone => Some(if way.met {
            Number::one()
        } else {
            Number::zero()
        }),
        // From a baseline that is not known there is no number to reach.
        Goal::Growth(_) => None,
        Goal::Change(_) | Goal::Nothing => return None,
    };
    let per_cent = reached.map(|share| &share * &hundred);
    match (way.met, per_cent) {
        (true, Some(share)) => Some(share.max(hundred)),
        (true, None) => Some(hundred),
        (false, share) => share,
    }
}

/// v / t where more is better, t / v where less is; undefined where either is zero under a division.
fn target_ratio(value: &Number, target: &Number, direction: Direction) -> Option<Number> {
    let ratio = match direction {
        Direction::More => value.divided_by(target),
        Direction::Less => target.divided_by(value).filter(|_| !target.is_zero()),
    };
    ratio.filter(|ratio| !ratio.is_negative())
}

/// (v − b) / (t − b), 小康 monitoring of the 1990s; undefined where t = b or b is already past t.
fn baseline_distance(
    value: &Number,
    target: &Number,
    baseline: &Number,
    direction: Direction,
) -> Option<Number> {
    let way = target - baseline;
    let ahead = match direction {
        Direction::More => way.is_positive(),
        Direction::Less => way.is_negative(),
    };
    ahead.then(|| &(value - baseline) / &way)
}

/// 1 inside `[q1, q2]`; outside 1 − distance / max(q1 − m, M − q2) over the range `[m, M]`; undefined without a range.
fn outside(value: &Number, q1: &Number, q2: &Number, range: &Interval) -> Option<Number> {
    let distance = if value < q1 {
        q1 - value
    } else if value > q2 {
        value - q2
    } else {
        return Some(Number::one());
    };
    let (least, most) = (range.lo().number()?, range.hi().number()?);
    let widest = (q1 - least).max(most - q2);
    let share = distance.divided_by(&widest)?;
    Some((&Number::one() - &share).max(Number::zero()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(value: i64, target: i64, baseline: i64) -> String {
        let goal = Goal::Threshold {
            direction: if baseline <= target {
                Direction::More
            } else {
                Direction::Less
            },
            value: target.into(),
            holds_from: target.into(),
        };
        let baseline = baseline.into();
        let way = AttainmentInput {
            method: Attainment::BaselineDistance,
            goal: &goal,
            baseline: Some(&baseline),
            range: &Interval::everything(),
            met: false,
        };
        attainment(&value.into(), &way).unwrap().fixed(1)
    }

    #[test]
    fn the_published_examples_of_the_1990s() {
        assert_eq!(reached(1685, 2500, 354), "62.0");
        assert_eq!(reached(668, 1200, 333), "38.6");
    }

    #[test]
    fn undefined_is_not_filled_in() {
        assert_eq!(target_ratio(&0.into(), &0.into(), Direction::Less), None);
        assert_eq!(target_ratio(&5.into(), &0.into(), Direction::More), None);
        assert_eq!(
            baseline_distance(&5.into(), &4.into(), &4.into(), Direction::More),
            None
        );
        assert_eq!(
            outside(&50.into(), &38.into(), &42.into(), &Interval::everything()),
            None
        );
    }

    #[test]
    fn a_band_is_left_by_degrees() {
        let range = Interval::closed(16.into(), 70.into());
        let share = outside(&56.into(), &38.into(), &42.into(), &range).unwrap();
        assert_eq!(share, Number::ratio(1, 2).unwrap());
    }
}
