//! Pace (序时进度): where the value should be by now to arrive in time.
//!
//! Sources: the plan's own path; the straight line, with the bands of the national 12th plan's mid-term review; Eurostat's
//! compound growth rates as in Open SDG's `ProgressMeasure`.

mod growth;

use super::PaceJudgement;
use crate::i18n::Text;
use crate::number::{Bound, Interval, Number, Ternary};
use crate::plan::rule::{Direction, Goal, Rule, RuleInput};
use crate::plan::{Pace, Year};
use crate::text;

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

/// How the value stands to where it should be by now; `None` if there is no pace to hold it against.
pub fn pace(value: &Interval, input: &PaceInput<'_>) -> Option<PaceJudgement> {
    let Goal::Threshold {
        direction,
        value: target,
        holds_from,
    } = input.rule.goal()
    else {
        return None;
    };
    if !input.path.is_empty() {
        return own_path(value, input, direction, &target);
    }
    match input.method {
        Pace::None => None,
        Pace::Linear => linear(value, input, direction, &holds_from),
        Pace::Cagr => growth::cagr(value, input, direction, &holds_from),
    }
}

/// The figure that the plan's path sets for the year, straight between the years given.
fn own_path(
    value: &Interval,
    input: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    let mut points: Vec<(Year, Number)> = Vec::new();
    let mut start_unknown = false;
    if let Some((year, baseline)) = input.baseline {
        match baseline.known() {
            Some(known) => points.push((year, known.clone())),
            None => start_unknown = true,
        }
    }
    points.extend(input.path.iter().cloned());
    points.push((input.due, target.clone()));
    let after = points.iter().position(|(year, _)| *year >= input.year)?;
    let (right_year, right) = &points[after];
    let due = if *right_year == input.year {
        right.clone()
    } else if after == 0 && start_unknown {
        return Some(undecided("path"));
    } else {
        let (left_year, left) = points.get(after.checked_sub(1)?)?;
        between(left, right, input.year - left_year, right_year - left_year)?
    };
    // As the target itself is held: within its tolerance.
    let holds = match input.rule.with_threshold(&due) {
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
        growth_share: None,
    }
}

/// Where a baseline is missing nothing can be said.
fn undecided(method: &'static str) -> PaceJudgement {
    held(method, None, Ternary::Unknown)
}

/// b + (t − b)(y − y0)/(T − y0).
fn linear(
    value: &Interval,
    input: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    let (start, baseline) = input.baseline?;
    if input.due <= start || input.year < start {
        return None;
    }
    if let Some(judged) = past_target("linear", value, baseline, target, direction) {
        return Some(judged);
    }
    let share = Number::ratio((input.year - start).into(), (input.due - start).into())?;
    let rest = &Number::one() - &share;
    let straight = baseline
        .times(&rest)
        .plus(&Interval::point(target.clone()).times(&share));
    let due = not_past(&straight, target, direction);
    let holds = reaches(value, &due, direction);
    let mut judged = held("linear", due.known().cloned(), holds);
    if holds == Ternary::No {
        judged.band = behind_band(value, baseline, &due, direction);
    }
    Some(judged)
}

/// A baseline past its target: where the value still holds it is on track; where it has fallen back it moves away, which is
/// what the published method says, and not that the path is the target. `None` if the baseline is not surely past.
fn past_target(
    method: &'static str,
    value: &Interval,
    baseline: &Interval,
    target: &Number,
    direction: Direction,
) -> Option<PaceJudgement> {
    let goal = Interval::point(target.clone());
    if reaches(baseline, &goal, direction) != Ternary::Yes {
        return None;
    }
    let still = reaches(value, &goal, direction) == Ternary::Yes;
    let mut judged = held(method, None, Ternary::from_pair(still, !still));
    if !still {
        judged.band = Some("moving-away");
    }
    Some(judged)
}

/// By the share of the distance due that was covered: from three quarters slightly behind, else clearly
/// (national 12th plan, mid-term: at 2/5 of the time 30–40 % was slightly behind, under 30 % clearly).
/// `behind` if there is no distance to share; `None` if the ends of the value or of the baseline lead to different bands.
fn behind_band(
    value: &Interval,
    baseline: &Interval,
    due: &Interval,
    direction: Direction,
) -> Option<&'static str> {
    let due = due.known()?;
    let band = |value: &Number, baseline: &Number| {
        let way = due - baseline;
        let ahead = match direction {
            Direction::More => way.is_positive(),
            Direction::Less => way.is_negative(),
        };
        if !ahead {
            return "behind";
        }
        let covered = &(value - baseline) / &way;
        match Number::ratio(3, 4) {
            Some(slight) if covered >= slight => "slightly-behind",
            _ if covered.is_negative() => "moving-away",
            _ => "clearly-behind",
        }
    };
    one_of(corners(value, baseline)?.map(|(value, baseline)| band(value, baseline)))
}

/// The four pairs of an end of one interval and an end of another; `None` if one of them has no end.
fn corners<'i>(one: &'i Interval, other: &'i Interval) -> Option<[(&'i Number, &'i Number); 4]> {
    let (a, b) = (one.lo().number()?, one.hi().number()?);
    let (c, d) = (other.lo().number()?, other.hi().number()?);
    Some([(a, c), (a, d), (b, c), (b, d)])
}

/// What all of some answers say; `None` if they differ.
fn one_of<T: PartialEq + Copy>(answers: [T; 4]) -> Option<T> {
    let first = answers[0];
    answers.iter().all(|other| *other == first).then_some(first)
}

fn no_baseline() -> Text {
    text!(
        "没有基期数值，无法判断进度",
        "there is no baseline figure to draw a pace from"
    )
}

/// Why there is no pace to hold a value against; `None` if none is asked for.
pub fn why_no_pace(value: &Interval, input: &PaceInput<'_>) -> Option<Text> {
    let Goal::Threshold { holds_from, .. } = input.rule.goal() else {
        return None;
    };
    match input.method {
        _ if !input.path.is_empty() => None,
        Pace::None => None,
        Pace::Linear => input.baseline.is_none().then(no_baseline),
        Pace::Cagr => growth::undefined_growth(value, input, &holds_from),
    }
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
        let input = PaceInput {
            method,
            rule: &*rule,
            path: &[],
            baseline: Some((2010, &base)),
            due: 2015,
            year,
        };
        pace(&Interval::point(value.into()), &input).unwrap()
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
    fn a_baseline_past_its_target() {
        let judged = at(290, 310, 300, 2012, Pace::Linear);
        assert_eq!(judged.holds, Ternary::Yes);
        let fallen = at(290, 300, 300, 2012, Pace::Linear);
        assert_eq!(
            (fallen.holds, fallen.band),
            (Ternary::No, Some("moving-away"))
        );
        assert_eq!(fallen.due_value, None);
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
