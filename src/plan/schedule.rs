//! What a target asks for in each year of the plan.

use crate::index::Year;
use crate::number::Number;
use crate::plan::rule::{Goal, Rule};
use crate::plan::{Indicator, LevelIx, Plan, Target, Timing};
use std::sync::Arc;

/// What is due in one year.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The year.
    pub year: Year,
    /// What has to hold of the year's figure, or of the sum up to the year.
    pub rule: Arc<dyn Rule>,
    /// The rules of single units instead, by their codes.
    pub by_unit: Vec<(String, Arc<dyn Rule>)>,
    /// When the target is due that it belongs to.
    pub timing: Timing,
    /// What it is to the target.
    pub step: Step,
    /// The levels that it is asked of.
    pub levels: Vec<LevelIx>,
    /// The interim value; `None` for the target itself.
    pub interim: Option<Number>,
}

/// What a year's demand is to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The target, due in this year.
    Due,
    /// The target, due in this year as in every other.
    EachYear,
    /// What the plan's path gives, or lies on the straight line between two of its values, or what a yearly growth comes to.
    Interim,
    /// The last year of what is monitored, without a target.
    Monitored,
}

/// What a plan asks of an indicator by year, ascending; the target in force in a year is the revised one, if there is one, and
/// what is asked of units above those of a checklist stands behind it. Before the first year of a path only a baseline that the
/// plan states gives a value, that of a growth, and the 0 that a sum begins at. Years of which the plan says nothing are left out.
pub fn schedule(plan: &Plan, indicator: &Indicator) -> Vec<Scheduled> {
    let is_above = |level: &LevelIx| {
        indicator.above.is_some() && indicator.measure.is_above_own_level(plan, *level)
    };
    let (above, own): (Vec<LevelIx>, Vec<LevelIx>) =
        indicator.levels.iter().partition(|level| is_above(level));
    let in_year = |year| {
        let revision = indicator.revision_for(year);
        let target = revision.map_or(&indicator.target, |revision| &revision.target);
        let own = (target, own.clone());
        let above = indicator.above.iter().map(|target| (target, above.clone()));
        let asked = std::iter::once(own).chain(above);
        asked
            .filter(|(_, levels)| !levels.is_empty())
            .filter_map(|(target, levels)| scheduled(plan, indicator, target, year, levels))
            .collect::<Vec<_>>()
    };
    plan.years().flat_map(in_year).collect()
}

fn scheduled(
    plan: &Plan,
    indicator: &Indicator,
    target: &Target,
    year: Year,
    levels: Vec<LevelIx>,
) -> Option<Scheduled> {
    let found = |rule: Arc<dyn Rule>, step, interim| Scheduled {
        year,
        rule,
        by_unit: match step {
            Step::Interim => Vec::new(),
            _ => target.by_unit.clone(),
        },
        timing: target.timing,
        step,
        levels,
        interim,
    };
    match target.timing {
        Timing::EachYear => Some(found(target.rule.clone(), Step::EachYear, None)),
        Timing::By(due) | Timing::Cumulative(due) if due == year => {
            let step = match target.rule.goal() {
                Goal::Nothing => Step::Monitored,
                _ => Step::Due,
            };
            Some(found(target.rule.clone(), step, None))
        }
        Timing::By(due) | Timing::Cumulative(due) if year < due => {
            if is_yearly_growth(indicator, target) {
                let after = year > indicator.baseline.year;
                return after.then(|| found(target.rule.clone(), Step::Interim, None));
            }
            let value = interim(plan, indicator, target, due, year)?;
            let rule = target.rule.with_threshold(&value)?;
            Some(found(rule, Step::Interim, Some(value)))
        }
        _ => None,
    }
}

/// Whether the target is a compound growth, which says itself what is due in each year, and a pace is asked for.
fn is_yearly_growth(indicator: &Indicator, target: &Target) -> bool {
    let yearly = matches!(target.rule.goal(), Goal::Growth(growth) if growth.yearly);
    yearly && !indicator.pace.methods_of(target).is_empty()
}

/// The path's value of a year before the date; `None` where the path gives none.
fn interim(
    plan: &Plan,
    indicator: &Indicator,
    target: &Target,
    due: Year,
    year: Year,
) -> Option<Number> {
    if target.path.is_empty() {
        return None;
    }
    let goal = target.rule.goal();
    let baseline = &indicator.baseline;
    let start = match (&goal, target.timing) {
        // A growth begins at 0 per cent, wherever the baseline is.
        (Goal::Growth(_), _) => Some((baseline.year, Number::zero())),
        // A sum over the period begins at 0.
        (_, Timing::Cumulative(_)) => Some((plan.first - 1, Number::zero())),
        _ => (baseline.value.clone()).map(|value| (baseline.year, value)),
    };
    let value = match goal {
        Goal::Threshold { value, .. } => value,
        Goal::Growth(growth) => growth.per_cent,
        goal => goal.middle()?,
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

    /// From 0 per cent in 2010 to 8 in 2013 and 16 in 2015.
    #[test]
    fn a_path_of_growth_begins_at_nothing() {
        let below = |year, per_cent: &str, step| {
            let words = format!("{per_cent} % below the baseline");
            (year, words, step)
        };
        let expected = [
            below(2011, "8/3", Step::Interim),
            below(2012, "16/3", Step::Interim),
            below(2013, "8", Step::Interim),
            below(2014, "12", Step::Interim),
            below(2015, "16", Step::Due),
        ];
        assert_eq!(
            years("target = { falls-by = 16, path = { 2013 = 8 } }"),
            expected
        );
    }

    #[test]
    fn a_yearly_growth_is_due_in_each_year() {
        let growing = |year, step| of(year, "growing 10 % a year", step);
        let expected = [growing(2012, Step::Interim), growing(2013, Step::Due)];
        assert_eq!(
            years("target = { yearly-growth = 10, by = 2013 }\nbaseline = 2011"),
            expected
        );
        assert_eq!(
            years("target = { yearly-growth = 10, by = 2013 }\npace = \"none\""),
            expected[1..]
        );
    }

    #[test]
    fn what_is_due_by_a_year_is_due_once() {
        assert_eq!(
            years("target = { at-least = 20, by = 2013 }"),
            [of(2013, "≥ 20", Step::Due)]
        );
    }
}
