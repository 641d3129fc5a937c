//! Values of an indicator that are valid and hardly what is meant: a target that every value meets, a natural limit on the wrong
//! side, a figure that is carried over longer than the plan lasts.

use super::baselines::{rule_value, targets};
use super::symbol_table::SymbolTable;
use super::targets::{TargetContext, possible_range};
use super::{doubtful_scores, fractions};
use crate::finding::codes;
use crate::i18n::Text;
use crate::number::{Number, Ternary};
use crate::plan::rule::{Direction, Goal, RuleInput};
use crate::plan::{Band, Indicator, Year};
use crate::text;
use crate::toml_reader::{Node, Table};

/// From where on a step of bands of a pace seems to be in per cent: a pace of 1 is on schedule.
const STEP_MOST: i64 = 10;

/// Reports the doubtful values of an indicator.
pub fn check(indicator: &Indicator, table: &Table, context: &TargetContext) {
    for (target, declared) in targets(indicator, table) {
        if let (Some(node), Some((range, _))) = (
            rule_value(&declared),
            possible_range(target.timing, context),
        ) {
            let facts = RuleInput::of(range);
            always_met(target.rule.holds(facts), &target.rule.goal(), &node);
            let units = declared.get("by-unit").and_then(|node| node.table());
            for (unit, rule) in &target.by_unit {
                if let Some(node) = units.as_ref().and_then(|units| units.get(unit)) {
                    always_met(rule.holds(facts), &rule.goal(), &node);
                }
            }
        }
        if context.percent || matches!(target.rule.goal(), Goal::Growth(_)) {
            let growth = matches!(target.rule.goal(), Goal::Growth(_));
            path_as_fraction(&declared, growth);
        }
    }
    limit(indicator, table, context);
    pace_bands(indicator, table);
    if let Some(node) = table.get("carry") {
        carry(indicator.carry, &node, context.symbols);
    }
    doubtful_scores::check(indicator, table, context);
}

/// Reports a doubtful value.
pub fn doubt(node: &Node, message: Text, help: Text) {
    let log = node.doc.log;
    log.report(codes::DOUBTFUL_VALUE, node.place(), message, help);
}

/// Reports a target that every possible value meets.
pub fn always_met(holds: Ternary, goal: &Goal, node: &Node) {
    let numbered = matches!(goal, Goal::Threshold { .. } | Goal::Band { .. });
    if numbered && holds == Ternary::Yes {
        doubt(
            node,
            text!(
                "任何可能的数值都达到这一目标",
                "every possible value meets this target"
            ),
            text!(
                "核对目标值、允许误差（`tolerance`）和方向",
                "check the number, the `tolerance` and the direction"
            ),
        );
    }
}

/// Interim values between 0 and 1 of a value in per cent, or of a growth.
fn path_as_fraction(declared: &Table, growth: bool) {
    let goal = rule_value(declared).filter(|node| is_number(node));
    let goal = goal.and_then(|node| node.number());
    let path = declared.get("path").and_then(|node| node.table());
    let (Some(goal), Some(path)) = (goal, path) else {
        return;
    };
    // A target below 1 % is reported itself.
    if goal < Number::one() {
        return;
    }
    for (_, node) in path.entries() {
        if is_number(&node)
            && let Some(number) = node.number()
        {
            match growth {
                true => fractions::percentage(&number, &node),
                false => fractions::threshold(&number, &node),
            }
        }
    }
}

/// Whether a value is a number, so that reading it reports no mistake for a second time.
fn is_number(node: &Node) -> bool {
    node.raw().is_integer() || node.raw().is_float()
}

/// Reports a natural limit that is not ahead of the possible values, or of the baseline.
fn limit(indicator: &Indicator, table: &Table, context: &TargetContext) {
    let direction =
        targets(indicator, table)
            .iter()
            .find_map(|(target, _)| match target.rule.goal() {
                Goal::Change(direction) => Some(direction),
                _ => None,
            });
    let (Some(limit), Some(direction), Some(node)) =
        (&indicator.limit, direction, table.get("limit"))
    else {
        return;
    };
    if limit.is_zero() {
        // It has no effect, which is reported.
        return;
    }
    let range = context.range.as_ref().map(|range| &range.year);
    if let Some(range) = range
        && !range.contains(limit)
    {
        doubt(
            &node,
            text!(
                "极限 `{limit}` 超出可能范围",
                "the limit `{limit}` is outside the possible range"
            ),
            text!(
                "写数值不能超过的极限，如百分比写 100",
                "write the limit that values can't pass, such as 100 for a percentage"
            ),
        );
        return;
    }
    if context.percent && direction == Direction::More {
        fractions::threshold(limit, &node);
    }
    let behind = |n: &Number| match direction {
        Direction::More => limit < n,
        Direction::Less => limit > n,
    };
    let start = range.and_then(|range| match direction {
        Direction::More => range.lo().number(),
        Direction::Less => range.hi().number(),
    });
    let past_start = start.is_some_and(|start| start == limit);
    let past_baseline = indicator.baseline.value.as_ref().is_some_and(behind);
    if past_start || past_baseline {
        doubt(
            &node,
            text!(
                "极限 `{limit}` 不在数值变化的方向上",
                "the limit `{limit}` is not in the direction in which the value is to change"
            ),
            text!(
                "`rising` 的极限在数值之上，`falling` 的极限在数值之下",
                "the limit of `rising` is above the values, that of `falling` below them"
            ),
        );
    }
}

/// Reports steps of a pace that seem to be per cent, where 1 is on schedule.
fn pace_bands(indicator: &Indicator, table: &Table) {
    let grows = matches!(indicator.target.rule.goal(), Goal::Change(_));
    let pace = table.get("pace").filter(|node| node.raw().is_table());
    let node = pace.and_then(|node| node.table()?.get("bands"));
    let (Some(bands), Some(node), false) = (&indicator.pace.bands, node, grows) else {
        return;
    };
    let most = Number::from(STEP_MOST);
    let froms = bands
        .steps
        .iter()
        .filter_map(|step: &Band| step.from.as_ref());
    if froms.max().is_some_and(|from| *from >= most) {
        doubt(
            &node,
            text!(
                "进度为 1 即按期，这些档次从 10 以上开始",
                "a pace of 1 is on schedule, and these bands begin above 10"
            ),
            text!(
                "写倍数而不是百分数：0.9 即九成",
                "write shares and not per cent: 0.9 for 90 %"
            ),
        );
    }
}

/// Reports figures that are carried over for as many years as the plan lasts, or more.
pub fn carry(years: Year, node: &Node, symbols: &SymbolTable) {
    let Some((first, last)) = symbols.period else {
        return;
    };
    let all = last - first + 1;
    if years >= all {
        doubt(
            node,
            text!(
                "数值可沿用{years}年，规划期只有{all}年",
                "a figure may stand for {years} years, and the plan lasts {all}"
            ),
            text!("写较少的年数", "write fewer years"),
        );
    }
}
