//! What a target asks for in each year of the plan.

use crate::index::Year;
use crate::number::Number;
use crate::plan::rule::{Goal, Rule};
use crate::plan::{Indicator, Plan, Target, Timing};
use std::sync::Arc;

/// What is due in one year.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The year.
    pub year: Year,
    /// What has to hold of the year's figure, or of the sum up to the year.
    pub rule: Arc<dyn Rule>,
    /// What it is to the target.
    pub step: Step,
}

/// What a year's demand is to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The target, due in this year.
    Due,
    /// The target, due in this year as in every other.
    EachYear,
    /// An interim value that the plan's path gives, or that lies on the straight line between two of them.
    Interim,
}

/// What a plan asks of an indicator by year, ascending; the target in force in a year is the revised one, if there is one.
/// Before the first year of a path only a baseline that the plan states gives a value, and the 0 that a sum begins at. Years of which the plan says nothing
/// are left out.
pub fn schedule(plan: &Plan, indicator: &Indicator) -> Vec<Scheduled> {
    plan.years()
        .filter_map(|year| {
            let revision = indicator.revision_for(year);
            let target = revision.map_or(&indicator.target, |revision| &revision.target);
            scheduled(plan, indicator, target, year)
        })
        .collect()
}

fn scheduled(plan: &Plan, indicator: &Indicator, target: &Target, year: Year) -> Option<Scheduled> {
    let (rule, step) = match target.timing {
        Timing::EachYear => (target.rule.clone(), Step::EachYear),
        Timing::By(due) | Timing::Cumulative(due) if due == year => {
            (target.rule.clone(), Step::Due)
        }
        Timing::By(due) | Timing::Cumulative(due) if year < due => {
            let value = interim(plan, indicator, target, due, year)?;
            (target.rule.with_threshold(&value)?, Step::Interim)
        }
        _ => return None,
    };
    Some(Scheduled { year, rule, step })
}

/// The path's value of a year before the date; `None` where the plan gives none.
fn interim(
    plan: &Plan,
    indicator: &Indicator,
    target: &Target,
    due: Year,
    year: Year,
) -> Option<Number> {
    let value = match target.rule.goal() {
        Goal::Threshold { value, .. } => value,
        goal => goal.middle()?,
    };
    if target.path.is_empty() {
        return None;
    }
    let baseline = &indicator.baseline;
    let start = match target.timing {
        // A sum over the period begins at 0.
        Timing::Cumulative(_) => Some((plan.first - 1, Number::zero())),
        _ => (baseline.value.clone()).map(|value| (baseline.year, value)),
    };
    let mut points: Vec<(Year, Number)> = start.into_iter().collect();
    points.extend(target.path.iter().cloned());
    points.push((due, value));
    let after = points.iter().position(|(at, _)| *at >= year)?;
    let (right, upper) = &points[after];
    if *right == year {
        return Some(upper.clone());
    }
    let (left, lower) = points.get(after.checked_sub(1)?)?;
    let share = Number::ratio((year - left).into(), (right - left).into())?;
    Some(lower + &(&(upper - lower) * &share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;
    use crate::source::TextFile;

    /// What each year asks of an indicator with this target, and other keys, from a baseline of 2010.
    fn years(target: &str) -> Vec<(Year, String, Step)> {
        let text = format!(
            r#"
plan = {{ id = "p", title = "p", first = 2011, last = 2015 }}
level = [{{ id = "city", name = "city" }}]
chapter = [{{ number = 1, title = "c" }}]
variable = [{{ id = "v", name = "v", kind = "amount", level = "city" }}]
[[indicator]]
id = "i"
clause = {{ id = "1", chapter = 1, section = 1, phrase = "p" }}
name = "i"
levels = ["city"]
measure = {{ value = "v" }}
{target}
"#
        );
        let path = "plan.toml".into();
        let loaded = load(&[TextFile { path, text }]).expect("a valid plan");
        let plan = loaded.plan;
        let lang = crate::i18n::Lang::En;
        (schedule(&plan, &plan.indicators[0]).iter())
            .map(|due| {
                (
                    due.year,
                    due.rule.words(&plan.indicators[0].unit, lang),
                    due.step,
                )
            })
            .collect()
    }

    fn of(year: Year, words: &str, step: Step) -> (Year, String, Step) {
        (year, words.to_owned(), step)
    }

    /// From 10 in 2010 to 16 in 2013 2 a year, to 20 in 2015 2 a year too.
    #[test]
    fn a_path_from_a_stated_baseline() {
        let target = "target = { at-least = 20, path = { 2013 = 16 } }
baseline = { year = 2010, value = 10 }";
        let expected = [
            of(2011, "≥ 12", Step::Interim),
            of(2012, "≥ 14", Step::Interim),
            of(2013, "≥ 16", Step::Interim),
            of(2014, "≥ 18", Step::Interim),
            of(2015, "≥ 20", Step::Due),
        ];
        assert_eq!(years(target), expected);
    }

    #[test]
    fn a_path_without_a_baseline_begins_with_its_first_year() {
        let expected = [
            of(2013, "≥ 16", Step::Interim),
            of(2014, "≥ 18", Step::Interim),
            of(2015, "≥ 20", Step::Due),
        ];
        assert_eq!(
            years("target = { at-least = 20, path = { 2013 = 16 } }"),
            expected
        );
    }

    #[test]
    fn a_revised_target_takes_the_place_of_the_first_from_its_year_on() {
        let target = r#"target = { at-least = 20, each-year = true }
revised = [{ from = 2014, at-least = 24, each-year = true, why = "w" }]"#;
        let each = |year, words| of(year, words, Step::EachYear);
        let expected = [
            each(2011, "≥ 20"),
            each(2012, "≥ 20"),
            each(2013, "≥ 20"),
            each(2014, "≥ 24"),
            each(2015, "≥ 24"),
        ];
        assert_eq!(years(target), expected);
    }

    #[test]
    fn what_is_due_by_a_year_is_due_once() {
        assert_eq!(
            years("target = { at-least = 20, by = 2013 }"),
            [of(2013, "≥ 20", Step::Due)]
        );
    }
}
