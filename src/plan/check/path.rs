//! The interim values of a target: years before it is due, steps that come nearer to it.

use super::rules::DeclaredRule;
use super::symbol_table::outside_plan;
use super::targets::{TargetContext, is_relative, not_accepted, numbered, possible_range};
use super::value_range;
use crate::finding::{Finding, codes};
use crate::number::Number;
use crate::plan::rule::{Direction, Goal};
use crate::plan::{Timing, Year};
use crate::text;
use crate::toml_reader::{Key, Node, Table};

/// The interim values, by ascending year.
pub fn path(
    table: &Table,
    read: Option<&DeclaredRule>,
    timing: Timing,
    context: &TargetContext,
) -> Vec<(Year, Number)> {
    let Some(inner) = numbered(table, "path", read) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for (key, node) in inner.entries() {
        let year = path_year(key, timing, context);
        let number = node.number();
        let within = match (&number, read) {
            (Some(number), Some(read)) => possible_step(number, read, timing, context, &node),
            _ => true,
        };
        if let (Some(year), Some(number), true) = (year, number, within) {
            steps.push((year, number, node));
        }
    }
    steps.sort_by_key(|(year, ..)| *year);
    if let Some(read) = read {
        check_direction(&steps, read, timing);
    }
    steps
        .into_iter()
        .map(|(year, number, _)| (year, number))
        .collect()
}

/// Whether a step is a number that the rule and the measure can have; any other is reported.
fn possible_step(
    number: &Number,
    read: &DeclaredRule,
    timing: Timing,
    context: &TargetContext,
    node: &Node,
) -> bool {
    let Some(rule) = read.rule.with_threshold(number) else {
        not_accepted(number, read, node);
        return false;
    };
    match possible_range(timing, context).filter(|_| !is_relative(read)) {
        Some(range) => value_range::is_reached(&*rule, std::slice::from_ref(number), range, node),
        None => true,
    }
}

/// A year of the period before the target is due; any other is reported.
fn path_year(key: Key, timing: Timing, context: &TargetContext) -> Option<Year> {
    let period = context.symbols.period?;
    let first = period.0;
    let last = match timing {
        Timing::By(due) | Timing::Cumulative(due) => due - 1,
        Timing::EachYear => period.1,
    };
    let year: Option<Year> = key.name().parse().ok();
    let found = year.filter(|year| (first..=last).contains(year));
    if let Some(year) = year.filter(|year| !(first..=period.1).contains(year)) {
        outside_plan(year, period, key.place(), context.symbols.log);
    } else if found.is_none() {
        let name = key.name().escape_debug();
        key.bad(
            text!(
                "`{name}` 不是到期前的年份",
                "`{name}` is not a year before the target is due"
            ),
            text!(
                "应写 {first} 到 {last} 的年份",
                "write years from {first} to {last}"
            ),
        );
    }
    found
}

/// Reports steps that are farther from the target than the step before, or beyond the target.
fn check_direction(steps: &[(Year, Number, Node)], read: &DeclaredRule, timing: Timing) {
    let goal = read.rule.goal();
    let mut before: Option<&(Year, Number, Node)> = None;
    for step in steps {
        let (_, number, node) = step;
        let distance = |n: &Number| distance(&goal, timing, n);
        let Some(left) = distance(number) else {
            return;
        };
        let farther = |(_, n, _): &(Year, Number, Node)| Some(&left) > distance(n).as_ref();
        let away = left.is_negative() || before.is_some_and(farther);
        if away {
            let mut finding = Finding::new(
                codes::PATH_AWAY_FROM_TARGET,
                text!(
                    "路径在 `{number}` 处背离目标",
                    "at `{number}` the path moves away from its target"
                ),
            )
            .at(node.place())
            .beside(read.value.place(), text!("目标值", "the target"))
            .help(text!(
                "逐年接近目标值，且不超过目标值",
                "each step must be nearer to the target than the one before, and not beyond it"
            ));
            if let Some((_, _, node)) = before {
                finding = finding.beside(node.place(), text!("前一年", "the step before"));
            }
            node.doc.log.add(finding);
        }
        before = Some(step);
    }
}

/// The distance from a number to the goal, negative beyond it; `None` for goals without a number.
fn distance(goal: &Goal, timing: Timing, n: &Number) -> Option<Number> {
    match goal {
        Goal::Threshold {
            direction, value, ..
        } => Some(match way(*direction, timing, value) {
            Direction::More => value - n,
            Direction::Less => n - value,
        }),
        Goal::Band { .. } => Some((n - &goal.middle()?).abs()),
        Goal::Growth(growth) => Some(&growth.per_cent - n),
        Goal::Milestone | Goal::Change(_) | Goal::Nothing => None,
    }
}

/// The direction in which a path leads to a threshold: that in which it is better, but of a sum over the period the way from
/// 0, where every sum begins, even if the rule is its limit.
fn way(better: Direction, timing: Timing, threshold: &Number) -> Direction {
    match timing {
        Timing::Cumulative(_) if threshold.is_positive() => Direction::More,
        Timing::Cumulative(_) if threshold.is_negative() => Direction::Less,
        _ => better,
    }
}
