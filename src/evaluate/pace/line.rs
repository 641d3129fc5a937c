//! The plan's own path, the straight line, and the line of a compound growth that is itself the target.

use super::course::{Course, Passed};
use super::judgement::{PaceJudgement, Rates};
use super::{PaceInput, corners, hull, no_baseline};
use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use crate::plan::rule::{Growth, RuleInput, is_positive};
use crate::plan::{Bands, Year, bands};

/// The figure that the plan's path sets for the year, straight between the years given and from the baseline before the
/// first of them. `None` where there is none. Without a `course` the path leads to the middle of a band.
pub fn own_path(
    value: &Interval,
    input: &PaceInput<'_>,
    course: Option<&Course>,
) -> Option<PaceJudgement> {
    if input.path.is_empty() {
        return None;
    }
    let growth = course.and_then(Course::growth);
    let end = match course {
        Some(course) => course.written().clone(),
        None => input.rule.goal().middle()?,
    };
    let step = match step(input, growth, end)? {
        Step::Unknown => return Some(PaceJudgement::undecided("path", input.year)),
        Step::Of(step) => step,
    };
    let baseline = input.baseline.map(|(_, baseline)| baseline);
    // As the target itself is held: within its tolerance.
    let rule = input.rule.with_threshold(&step)?;
    let (holds, due) = match growth {
        None => (
            rule.holds(RuleInput::of(value)),
            Interval::point(step.clone()),
        ),
        Some(growth) => {
            let Some(baseline) = baseline.filter(|baseline| is_positive(baseline)) else {
                return Some(PaceJudgement::undecided("path", input.year));
            };
            let facts = RuleInput {
                before: Some(baseline),
                ..RuleInput::of(value)
            };
            let factor = growth.with(&step).factor(0);
            (rule.holds(facts), baseline.times(&factor))
        }
    };
    let mut judged = held("path", &due, holds, input);
    judged.ratio = baseline.zip(course).and_then(|(baseline, course)| {
        covered(value, baseline, course, |base| match growth {
            None => Some(step.clone()),
            Some(growth) => Some(base * &growth.with(&step).factor(0)),
        })
    });
    if input.bands.is_some() {
        judged = judged.placed(input.bands, None);
    }
    Some(judged)
}

/// What a path says of a year.
enum Step {
    /// A number, or a change in per cent.
    Of(Number),
    /// It depends on a baseline that is not known.
    Unknown,
}

/// The step of the path to `end` in the input's year; `None` where the path says nothing of it.
fn step(input: &PaceInput<'_>, growth: Option<&Growth>, end: Number) -> Option<Step> {
    let mut points: Vec<(Year, Number)> = Vec::new();
    let mut start_unknown = false;
    if let Some((year, baseline)) = input.baseline {
        match (growth, baseline.known()) {
            (Some(_), _) => points.push((year, Number::zero())),
            (None, Some(known)) => points.push((year, known.clone())),
            (None, None) => start_unknown = true,
        }
    }
    points.extend(input.path.iter().cloned());
    points.push((input.due, end));
    let after = points.iter().position(|(year, _)| *year >= input.year)?;
    let (right_year, right) = &points[after];
    if Number::from(i64::from(*right_year)) == input.time {
        return Some(Step::Of(right.clone()));
    }
    if after == 0 && start_unknown {
        return Some(Step::Unknown);
    }
    let (left_year, left) = points.get(after.checked_sub(1)?)?;
    let passed = &input.time - &Number::from(i64::from(*left_year));
    let share = passed.divided_by(&Number::from(i64::from(right_year - left_year)))?;
    Some(Step::Of(left + &(&(right - left) * &share)))
}

/// How the value stands to what is due, without degrees.
fn held(
    method: &'static str,
    due: &Interval,
    holds: Ternary,
    input: &PaceInput<'_>,
) -> PaceJudgement {
    PaceJudgement {
        due_value: due.known().cloned(),
        holds,
        band: PaceJudgement::word(holds),
        base_year: input.baseline.map(|(year, _)| year),
        ..PaceJudgement::undecided(method, input.year)
    }
}

/// On the straight line from the baseline to the target; of a compound growth, on its own line.
///
/// From three quarters of the distance due slightly behind, else clearly: at two fifths of the time 30–40 % of the way was
/// slightly behind, under 30 % clearly (national 12th plan, mid-term).
pub fn linear(value: &Interval, input: &PaceInput<'_>, course: &Course) -> Option<PaceJudgement> {
    let method = match course.is_compound() {
        true => "compound",
        false => "linear",
    };
    let (start, baseline) = input.baseline?;
    let passed = Passed {
        time: &input.time - &Number::from(i64::from(start)),
        years: input.year - start,
        all: input.due - start,
    };
    if passed.all <= 0 || passed.years < 0 {
        return None;
    }
    if !course.applies_to(baseline) {
        return Some(PaceJudgement::undecided(method, input.year));
    }
    let rates = rates(value, baseline, course, &passed);
    let nothing = (None, bands::of_line());
    if let Some(judged) = past_target(method, value, baseline, input, course, nothing) {
        return Some(PaceJudgement { rates, ..judged });
    }
    let due = course.all_due(baseline, &passed)?;
    let holds = course.reaches(value, &due);
    let mut judged = held(method, &due, holds, input);
    judged.rates = rates;
    judged.ratio = covered(value, baseline, course, |base| course.due(base, &passed));
    let whole = judged.clone().placed(input.bands, Some(bands::of_line()));
    if input.bands.is_some() {
        return Some(whole);
    }
    if holds == Ternary::No {
        judged.band = match (&judged.ratio, baseline.known()) {
            (Some(_), _) => whole.band,
            // No distance is due.
            (None, Some(_)) => judged.band,
            // From some baselines it is behind, from others it moves away.
            (None, None) => None,
        };
    }
    Some(judged)
}

/// (v − b) ÷ (due − b), for every baseline; `None` where nothing is due beyond one of them.
fn covered(
    value: &Interval,
    baseline: &Interval,
    course: &Course,
    due: impl Fn(&Number) -> Option<Number>,
) -> Option<Interval> {
    hull(corners(value, baseline)?.map(|(value, base)| {
        let way = &due(base)? - base;
        let share = (value - base).divided_by(&way)?;
        course.is_ahead(&way).then(|| Interval::point(share))
    }))
}

/// Steps a year in the indicator's unit; of a compound growth none, which has a rate of its own.
fn rates(value: &Interval, baseline: &Interval, course: &Course, passed: &Passed) -> Option<Rates> {
    let all = passed.all;
    if course.is_compound() {
        return super::rates::rates(value, baseline, course, passed.years, all);
    }
    let yearly = Number::one().divided_by(&passed.time)?;
    let required = match course.number() {
        Some(target) => Interval::point(target.clone()).minus(baseline),
        None => baseline.times(&(&course.target(&Number::one(), all) - &Number::one())),
    };
    Some(Rates {
        per_cent: false,
        actual: value.minus(baseline).times(&yearly),
        required: Some(required.times(&Number::ratio(1, all.into())?)),
    })
}

/// A baseline past its target: where the value still holds it is on track; where it has fallen back it moves away, which is
/// what the published method says, and not that the path is the target. `None` if the baseline is not surely past.
///
/// What still holds has the best score of the bands, 1 where they give none; what has fallen back that of its `ratio`.
pub fn past_target(
    method: &'static str,
    value: &Interval,
    baseline: &Interval,
    input: &PaceInput<'_>,
    course: &Course,
    (ratio, own): (Option<Interval>, &Bands),
) -> Option<PaceJudgement> {
    let goal = Interval::point(course.number()?.clone());
    if course.reaches(baseline, &goal) != Ternary::Yes {
        return None;
    }
    let still = course.reaches(value, &goal);
    let bands = input.bands.unwrap_or(own);
    let step = match still {
        Ternary::Yes => bands.steps.last(),
        Ternary::No => bands.steps.first(),
        Ternary::Unknown => None,
    };
    let best = || bands.best_score().cloned().unwrap_or_else(Number::one);
    Some(PaceJudgement {
        holds: still,
        band: step.map(|step| step.id.clone()),
        bands: input.bands.map(|bands| bands.id.clone()),
        score: match still {
            Ternary::Yes => Some(Interval::point(best())),
            Ternary::No => ratio.as_ref().and_then(|ratio| bands.score(ratio)),
            Ternary::Unknown => None,
        },
        ratio,
        base_year: input.baseline.map(|(year, _)| year),
        ..PaceJudgement::undecided(method, input.year)
    })
}

/// Why there is no line; `None` if there is one.
pub fn undefined(input: &PaceInput<'_>) -> Option<Text> {
    input.baseline.is_none().then(no_baseline)
}
