//! Pace (进度): where the value should be by now to arrive in time.
//!
//! Sources: the plan's own path; the straight line, with the bands of the national 12th plan's mid-term review; Eurostat's
//! compound growth rates as in Open SDG's `ProgressMeasure`.

use super::PaceJudgement;
use crate::number::{Bound, Interval, Number, Ternary};
use crate::plan::rule::{Direction, Goal, Rule, RuleInput};
use crate::plan::{Pace, Year};

/// What a pace is drawn from.
pub struct PaceInput<'a> {
    pub method: Pace,
    pub rule: &'a dyn Rule,
    /// The plan's own path, ascending by year.
    pub path: &'a [(Year, Number)],
    pub baseline: Option<(Year, &'a Interval)>,
    pub due: Year,
    pub year: Year,
}

/// How the value stands to its course; `None` if there is no course to hold it against.
pub fn pace(value: &Interval, course: &PaceInput<'_>) -> Option<PaceJudgement> {
    let Goal::Threshold {
        direction,
        value: target,
        holds_from,
    } = course.rule.goal()
    else {
        return None;
    };
    if !course.path.is_empty() {
        return own_path(value, course, direction, &target);
    }
    match course.method {
        Pace::None => None,
        Pace::Linear => linear(value, course, direction, &holds_from),
        Pace::Cagr => cagr(value, course, direction, &holds_from),
    }
}

/// The figure that the plan's path sets for the year, straight between the years given.
fn own_path(
    value: &Interval,
    course: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    let mut points: Vec<(Year, Number)> = Vec::new();
    let mut start_unknown = false;
    if let Some((year, baseline)) = course.baseline {
        match baseline.known() {
            Some(known) => points.push((year, known.clone())),
            None => start_unknown = true,
        }
    }
    points.extend(course.path.iter().cloned());
    points.push((course.due, target.clone()));
    let after = points.iter().position(|(year, _)| *year >= course.year)?;
    let (right_year, right) = &points[after];
    let due = if *right_year == course.year {
        right.clone()
    } else if after == 0 && start_unknown {
        return Some(undecided("path"));
    } else {
        let (left_year, left) = points.get(after.checked_sub(1)?)?;
        between(left, right, course.year - left_year, right_year - left_year)?
    };
    // As the target itself is held: within its tolerance.
    let holds = match course.rule.with_threshold(&due) {
        Some(rule) => rule.holds(RuleInput::of(value)),
        None => reaches(value, &Interval::point(due.clone()), direction),
    };
    Some(held("path", Some(due), holds))
}

/// How the value stands to what is due, without degrees.
fn held(method: &'static str, due_value: Option<Number>, holds: Ternary) -> PaceJudgement {
    PaceJudgement {
        method,
        due_value,
        holds,
        band: match holds {
            Ternary::Yes => Some("on-track"),
            Ternary::No => Some("behind"),
            Ternary::Unknown => None,
        },
    }
}

/// Where a baseline is missing nothing can be said.
fn undecided(method: &'static str) -> PaceJudgement {
    held(method, None, Ternary::Unknown)
}

/// b + (t − b)(y − y0)/(T − y0). A baseline past its target: the path is the target.
fn linear(
    value: &Interval,
    course: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    let (start, baseline) = course.baseline?;
    if course.due <= start || course.year < start {
        return None;
    }
    let share = Number::ratio((course.year - start).into(), (course.due - start).into())?;
    let rest = &Number::one() - &share;
    let straight = baseline
        .times(&rest)
        .plus(&Interval::point(target.clone()).times(&share));
    let due = not_past(&straight, target, direction);
    let holds = reaches(value, &due, direction);
    let mut judged = held("linear", due.known().cloned(), holds);
    if holds == Ternary::No {
        judged.band = Some(behind_band(value, baseline, &due, direction));
    }
    Some(judged)
}

/// By the share of the distance due that was covered: from three quarters slightly behind, else clearly
/// (national 12th plan, mid-term: at 2/5 of the time 30–40 % was slightly behind, under 30 % clearly).
/// A baseline past what is due leaves no distance to share.
fn behind_band(
    value: &Interval,
    baseline: &Interval,
    due: &Interval,
    direction: Direction,
) -> &'static str {
    let covered = (|| {
        let (value, baseline, due) = (value.known()?, baseline.known()?, due.known()?);
        let way = due - baseline;
        let ahead = match direction {
            Direction::More => way.is_positive(),
            Direction::Less => way.is_negative(),
        };
        ahead.then(|| &(value - baseline) / &way)
    })();
    match (covered, Number::ratio(3, 4)) {
        (Some(covered), Some(slight)) if covered >= slight => "slightly-behind",
        (Some(covered), _) if covered.is_negative() => "moving-away",
        (Some(_), _) => "clearly-behind",
        _ => "behind",
    }
}

/// Actual over required compound growth: (v/b)^(1/(y−y0)) − 1 over (t/b)^(1/(T−y0)) − 1; from 0.95 on track, 0.60 slightly
/// behind, 0 clearly behind, below moving away. Undefined for t = b and for a base of zero or of another sign.
fn cagr(
    value: &Interval,
    course: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    let (start, baseline) = course.baseline?;
    let (actual_years, required_years) = (course.year - start, course.due - start);
    if actual_years < 1 || required_years < 2 || target.is_zero() {
        return None;
    }
    let Some(base) = baseline.known() else {
        return Some(undecided("cagr"));
    };
    let asked = target.divided_by(base)?.to_f64();
    if asked <= 0.0 || target == base {
        return None;
    }
    let Some(value) = value.known() else {
        return Some(undecided("cagr"));
    };
    let grown = value.divided_by(base)?.to_f64();
    if grown < 0.0 {
        return None;
    }
    let goal = Interval::point(target.clone());
    if reaches(baseline, &goal, direction) == Ternary::Yes {
        // A baseline past its target: the path is the target.
        let holds = reaches(&Interval::point(value.clone()), &goal, direction);
        return Some(held("cagr", Some(target.clone()), holds));
    }
    let actual = grown.powf(1.0 / f64::from(actual_years)) - 1.0;
    let required = asked.powf(1.0 / f64::from(required_years)) - 1.0;
    if required == 0.0 {
        return None;
    }
    let ratio = actual / required;
    let band = match ratio {
        r if r >= 0.95 => "on-track",
        r if r >= 0.60 => "slightly-behind",
        r if r >= 0.0 => "clearly-behind",
        _ => "moving-away",
    };
    Some(PaceJudgement {
        method: "cagr",
        due_value: None,
        holds: Ternary::from_pair(ratio >= 0.95, ratio < 0.95),
        band: Some(band),
    })
}

fn between(left: &Number, right: &Number, step: Year, steps: Year) -> Option<Number> {
    let share = Number::ratio(step.into(), steps.into())?;
    Some(left + &(&(right - left) * &share))
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

/// Whether a value is at or beyond another on the way.
fn reaches(value: &Interval, mark: &Interval, direction: Direction) -> Ternary {
    match direction {
        Direction::More => mark.above(value).not(),
        Direction::Less => value.above(mark).not(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::rule::{Arg, Args, RULES};

    fn at(value: i64, baseline: i64, target: i64, year: Year, method: Pace) -> PaceJudgement {
        let key = if baseline <= target {
            "at-least"
        } else {
            "at-most"
        };
        let args = Args::from([(key.to_owned(), Arg::Number(target.into()))]);
        let kind = RULES.iter().find(|kind| kind.key == key).unwrap();
        let rule = (kind.build)(&args).unwrap();
        let base = Interval::point(baseline.into());
        let course = PaceInput {
            method,
            rule: &*rule,
            path: &[],
            baseline: Some((2010, &base)),
            due: 2015,
            year,
        };
        pace(&Interval::point(value.into()), &course).unwrap()
    }

    #[test]
    fn two_fifths_of_the_time() {
        assert_eq!(at(140, 100, 200, 2012, Pace::Linear).band, Some("on-track"));
        assert_eq!(
            at(130, 100, 200, 2012, Pace::Linear).band,
            Some("slightly-behind")
        );
        assert_eq!(
            at(129, 100, 200, 2012, Pace::Linear).band,
            Some("clearly-behind")
        );
        assert_eq!(at(60, 100, 50, 2012, Pace::Linear).holds, Ternary::Yes);
        assert_eq!(at(81, 100, 50, 2012, Pace::Linear).holds, Ternary::No);
    }

    #[test]
    fn a_baseline_past_its_target_makes_the_target_the_path() {
        let judged = at(290, 310, 300, 2012, Pace::Linear);
        assert_eq!(judged.holds, Ternary::Yes);
        let rising = at(310, 300, 300, 2012, Pace::Linear);
        assert_eq!(rising.due_value, Some(300.into()));
    }

    #[test]
    fn growth_rates() {
        assert_eq!(at(150, 100, 200, 2013, Pace::Cagr).band, Some("on-track"));
        assert_eq!(
            at(130, 100, 200, 2013, Pace::Cagr).band,
            Some("slightly-behind")
        );
        assert_eq!(at(90, 100, 200, 2013, Pace::Cagr).band, Some("moving-away"));
    }
}
