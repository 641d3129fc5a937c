//! Pace (序时进度): where the value should be by now to arrive in time.
//!
//! Sources: the plan's own path; the straight line, with the bands of the national 12th plan's mid-term review; Eurostat's
//! compound growth rates as in Open SDG's `ProgressMeasure`.

mod course;
mod judgement;
mod line;
mod rates;

pub use judgement::{PaceJudgement, Rates, narrow};
pub use rates::ENOUGH_GROWTH;

use crate::i18n::Text;
use crate::number::{Interval, Number};
use crate::plan::rule::{Goal, Rule};
use crate::plan::{Bands, PaceMethod, Year};
use crate::text;
use course::Course;

/// What a pace is drawn from.
#[derive(Clone)]
pub struct PaceInput<'a> {
    pub method: PaceMethod,
    /// Whether the method is declared for this target itself.
    pub as_listed: bool,
    pub rule: &'a dyn Rule,
    /// The plan's own path, ascending by year.
    pub path: &'a [(Year, Number)],
    pub baseline: Option<(Year, &'a Interval)>,
    pub due: Year,
    /// The year of the figure.
    pub year: Year,
    /// The point of time of the figure, in years: the year itself at its end.
    pub time: Number,
    /// The bands that are declared; `None`: those of the method.
    pub bands: Option<&'a Bands>,
    /// The natural limit of the value.
    pub limit: Option<&'a Number>,
}

/// How the value stands to where it should be by now; `None` if there is no pace to hold it against.
pub fn pace(value: &Interval, input: &PaceInput<'_>) -> Option<PaceJudgement> {
    if let Goal::Change(direction) = input.rule.goal() {
        return rates::without_target(value, input, direction);
    }
    match (input.method, Course::of(input)) {
        (PaceMethod::Path, course) => line::own_path(value, input, course.as_ref()),
        (PaceMethod::Linear, Some(course)) => line::linear(value, input, &course),
        (PaceMethod::Cagr, Some(course)) if course.is_compound() && !input.as_listed => {
            line::linear(value, input, &course)
        }
        (PaceMethod::Cagr, Some(course)) => rates::cagr(value, input, &course),
        (_, None) => None,
    }
}

/// Why there is no pace to hold a value against; `None` if none is asked for.
pub fn why_no_pace(value: &Interval, input: &PaceInput<'_>) -> Option<Text> {
    if let Goal::Change(_) = input.rule.goal() {
        return rates::undefined(value, input, None);
    }
    let course = Course::of(input)?;
    match input.method {
        PaceMethod::Path if input.path.is_empty() => Some(text!(
            "规划未设分年目标，无法判断进度",
            "the plan sets no interim values to draw a pace from"
        )),
        PaceMethod::Path => None,
        PaceMethod::Linear => line::undefined(input),
        PaceMethod::Cagr if course.is_compound() && !input.as_listed => line::undefined(input),
        PaceMethod::Cagr => rates::undefined(value, input, Some(&course)),
    }
}

fn no_baseline() -> Text {
    text!(
        "没有基期数值，无法判断进度",
        "there is no baseline figure to draw a pace from"
    )
}

/// The four pairs of an end of one interval and an end of another; `None` if one of them has no end.
fn corners<'i>(one: &'i Interval, other: &'i Interval) -> Option<[(&'i Number, &'i Number); 4]> {
    let (a, b) = (one.lo().number()?, one.hi().number()?);
    let (c, d) = (other.lo().number()?, other.hi().number()?);
    Some([(a, c), (a, d), (b, c), (b, d)])
}

/// The smallest interval that contains several; `None` for none, or if one is not defined.
fn hull(all: impl IntoIterator<Item = Option<Interval>>) -> Option<Interval> {
    let mut all = all.into_iter();
    let first = all.next()??;
    all.try_fold(first, |hull, one| Some(hull.hull(&one?)))
}

#[cfg(test)]
mod tests;
