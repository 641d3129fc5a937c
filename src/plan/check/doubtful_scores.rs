//! Scores that are hardly what is meant: goalposts and points beyond the possible values, scores that fall as the value improves,
//! and scores that are the same for every value.

use super::doubts::doubt;
use super::fractions;
use super::targets::TargetContext;
use super::value_range::ValueRange;
use crate::number::{Interval, Number};
use crate::plan::rule::{Direction, Goal};
use crate::plan::{Indicator, Score, Timing};
use crate::text;
use crate::toml_reader::{Node, Table};

/// How many times wider than a scale the possible values may be.
const NARROWER_MOST: i64 = 50;

/// Reports the doubtful values of an indicator's score, and a score that is the same for every value, which is an error.
pub fn check(indicator: &Indicator, table: &Table, context: &TargetContext) {
    let node = table.get("score").filter(|node| node.raw().is_table());
    let Some((score, node)) = indicator.score.as_ref().zip(node) else {
        return;
    };
    let values = possible_values(indicator, context.range.as_ref());
    let all = values.clone().unwrap_or_else(Interval::everything);
    if let Some(only) = score.of(&all).known() {
        node.bad(
            text!(
                "任何可能的数值都得 {only} 分",
                "every possible value has the score {only}"
            ),
            text!(
                "改正分界值、分点或 `cap`，使不同的数值得分不同",
                "correct goalposts, points or `cap`, so that values differ in their scores"
            ),
        );
        return;
    }
    let numbers = declared_values(&node);
    let beyond = |(number, _): &&(Number, Node)| {
        values
            .as_ref()
            .is_some_and(|values| !values.contains(number))
    };
    if let Some((number, node)) = numbers.iter().find(beyond) {
        doubt(
            node,
            text!(
                "`{number}` 超出可能范围，得分到不了这一端",
                "`{number}` is outside the possible range, so this end of the scale is never reached"
            ),
            text!(
                "改正这个数，或修改数据项的 `range`",
                "correct the number, or the variable's `range`"
            ),
        );
    }
    let fraction = |(number, _): &(Number, Node)| *number < Number::one();
    if context.percent && numbers.iter().all(fraction) {
        for (number, node) in &numbers {
            fractions::threshold(number, node);
        }
    } else if context.percent {
        narrow(&numbers, &all, &node);
    }
    direction(indicator, score, &node);
}

/// Reports a scale in per cent that covers only a small part of the possible values. Other ranges are often declared with much
/// room.
fn narrow(numbers: &[(Number, Node)], values: &Interval, node: &Node) {
    let declared = || numbers.iter().map(|(number, _)| number);
    let (Some(least), Some(most)) = (declared().min(), declared().max()) else {
        return;
    };
    let (Some(lo), Some(hi)) = (values.lo().number(), values.hi().number()) else {
        return;
    };
    if hi - lo >= &(most - least) * &Number::from(NARROWER_MOST) {
        doubt(
            node,
            text!(
                "从 {least} 到 {most} 的尺度只是可能范围 {lo} … {hi} 的一小部分",
                "a scale from {least} to {most} is a small part of the possible range {lo} … {hi}"
            ),
            text!(
                "分界值和分点用指标的计量单位，如百分比写 0 到 100",
                "write goalposts and points in the unit of the indicator, such as 0 to 100 for per cent"
            ),
        );
    }
}

/// The values that a score is given to: of one year, or summed over the period.
pub fn possible_values(indicator: &Indicator, range: Option<&ValueRange>) -> Option<Interval> {
    let range = range?;
    Some(match indicator.target.timing {
        Timing::Cumulative(_) => range.period.clone(),
        _ => range.year.clone(),
    })
}

/// The values that goalposts or points name, with their places.
fn declared_values<'a>(score: &Node<'a>) -> Vec<(Number, Node<'a>)> {
    let Some(table) = score.table() else {
        return Vec::new();
    };
    let goalposts = table.get("goalposts").and_then(|node| node.list());
    let points = table.get("points").and_then(|node| node.list());
    let firsts = points.into_iter().flatten().filter_map(|point| {
        let pair = point.list()?;
        pair.into_iter().next()
    });
    let nodes = goalposts.into_iter().flatten().chain(firsts);
    nodes
        .filter_map(|node| Some((node.number()?, node)))
        .collect()
}

/// Reports a score that falls where the target asks for more, or the other way round, and one that turns more than once.
fn direction(indicator: &Indicator, score: &Score, node: &Node) {
    let wanted = match indicator.target.rule.goal() {
        Goal::Threshold { direction, .. } | Goal::Change(direction) => Some(direction),
        Goal::Growth(growth) => Some(growth.direction),
        Goal::Band { .. } | Goal::Milestone | Goal::Nothing => None,
    };
    let turns = directions(score);
    let against = |wanted| turns.iter().any(|found| *found != wanted);
    if wanted.is_some_and(against) {
        doubt(
            node,
            text!(
                "数值离目标更近时得分反而更低",
                "a value that is nearer to the target has a lower score"
            ),
            text!(
                "核对方向：`[最差值, 最好值]`，分点同理",
                "check the direction: `[worst, best]`, and likewise for points"
            ),
        );
    } else if turns.len() > 2 {
        doubt(
            node,
            text!(
                "得分随数值几次升降",
                "the score rises and falls several times as the value grows"
            ),
            text!(
                "核对各点的顺序和得分",
                "check the order and the scores of the points"
            ),
        );
    }
}

/// The directions in which the score grows with the value, one after the other.
fn directions(score: &Score) -> Vec<Direction> {
    match score {
        Score::Goalposts { worst, best, .. } => vec![way(worst < best)],
        Score::Points { points, .. } => {
            let lines = points.windows(2).filter(|two| two[0].1 != two[1].1);
            let mut found: Vec<Direction> = lines.map(|two| way(two[0].1 < two[1].1)).collect();
            found.dedup();
            found
        }
        Score::Pace => Vec::new(),
    }
}

fn way(more: bool) -> Direction {
    match more {
        true => Direction::More,
        false => Direction::Less,
    }
}
