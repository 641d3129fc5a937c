//! A baseline beside the target that is measured from it: whether it comes before the target's date, and whether its value can be
//! the beginning of the way there.

use super::doubts::doubt;
use super::fractions;
use super::rules;
use super::targets::{TargetContext, possible_range};
use crate::finding::{Finding, codes};
use crate::number::{Interval, Number, Ternary};
use crate::plan::rule::{Direction, Goal, ReferencePeriod, RuleInput};
use crate::plan::{Indicator, Target, Timing, Year};
use crate::text;
use crate::toml_reader::{Node, Table};

/// By how much baseline and target may differ before they seem to be in different units.
const FACTOR_MOST: i64 = 1000;

/// Checks an indicator's targets against its baseline.
pub fn check(indicator: &Indicator, table: &Table, context: &TargetContext) {
    for (target, declared) in targets(indicator, table) {
        let check = Check {
            indicator,
            table,
            target,
            declared: &declared,
        };
        check.is_before();
        if let Some((value, node)) = check.value() {
            check.growth(&value, &node, context);
            check.path_behind(&value, &node);
            if let Goal::Threshold { value: goal, .. } = target.rule.goal() {
                check.same_unit(&value, &goal, &node);
                if context.percent && goal >= Number::one() {
                    fractions::threshold(&value, &node);
                }
            }
        }
    }
}

/// The targets of an indicator, each with the table that declares it.
pub fn targets<'i, 'a>(
    indicator: &'i Indicator,
    table: &Table<'a>,
) -> Vec<(&'i Target, Table<'a>)> {
    let first = table.get("target").and_then(|node| node.table());
    let first = first.map(|table| (&indicator.target, table));
    let revised = table
        .get("revised")
        .map_or_else(Vec::new, |node| node.tables());
    let revised = indicator.revised.iter().zip(revised);
    first
        .into_iter()
        .chain(revised.map(|(revision, table)| (&revision.target, table)))
        .collect()
}

/// The value of the rule's own key; `None` if there is no rule.
pub fn rule_value<'a>(declared: &Table<'a>) -> Option<Node<'a>> {
    let (key, _) = rules::named(declared).into_iter().next()?;
    declared.get(key.name())
}

struct Check<'c, 'a> {
    indicator: &'c Indicator,
    table: &'c Table<'a>,
    target: &'c Target,
    /// Where the target is declared.
    declared: &'c Table<'a>,
}

impl<'a> Check<'_, 'a> {
    /// The baseline's value with its place; `None` if the plan states none.
    fn value(&self) -> Option<(Number, Node<'a>)> {
        let value = self.indicator.baseline.value.clone()?;
        let baseline = self.table.get("baseline")?.table()?;
        Some((value, baseline.get("value")?))
    }

    /// Reports a baseline of the year in which the target is due, or of a later one.
    fn is_before(&self) {
        let Timing::By(due) = self.target.timing else {
            return;
        };
        let year = self.indicator.baseline.year;
        let measured = match self.target.rule.goal() {
            Goal::Threshold { .. } | Goal::Growth(_) => true,
            Goal::Change(_) => self.target.rule.reference_period() == Some(ReferencePeriod::Period),
            Goal::Band { .. } | Goal::Milestone | Goal::Nothing => false,
        };
        let own = self.table.get("baseline");
        let paced = own.is_some() || !self.indicator.pace.methods_of(self.target).is_empty();
        let relative = !matches!(self.target.rule.goal(), Goal::Threshold { .. });
        if year < due || !measured || !(paced || relative) {
            return;
        }
        let node = own.map(|node| match node.raw().is_table() {
            true => node
                .table()
                .and_then(|table| table.get("year"))
                .unwrap_or(node),
            false => node,
        });
        let by = self.declared.key("by").map(|key| key.place());
        let place = match (&node, &by) {
            (Some(node), _) => node.place(),
            (None, Some(by)) => by.clone(),
            (None, None) => self.declared.place(),
        };
        let mut finding = Finding::new(
            codes::BAD_VALUE,
            text!(
                "基期 {year}年不早于目标的到期年份 {due}年",
                "the baseline year {year} is not before {due}, in which the target is due"
            ),
        )
        .at(place)
        .help(text!(
            "基期须早于到期年份：改正其中一个，或为指标另写 `baseline`",
            "a baseline is before the date: correct one of the two, or give the indicator a `baseline` of its own"
        ));
        if let (Some(_), Some(by)) = (node, by) {
            finding = finding.beside(by, text!("到期年份", "the date"));
        }
        self.table.doc.log.add(finding);
    }

    /// Reports a growth from a baseline that has none, or to a value that is not possible.
    fn growth(&self, value: &Number, node: &Node, context: &TargetContext) {
        let Goal::Growth(growth) = self.target.rule.goal() else {
            return;
        };
        if !value.is_positive() {
            doubt(
                node,
                text!(
                    "基期值 `{value}` 不是正数，无法计算增长率",
                    "there is no growth in per cent of a baseline of `{value}`"
                ),
                text!(
                    "改正基期值；以点数计的变化写 `at-least`、`at-most`",
                    "correct the value; for changes in points write `at-least` or `at-most`"
                ),
            );
            return;
        }
        let years = self.years(context);
        let (Some((range, why)), Some(Goal::Threshold { holds_from, .. })) = (
            possible_range(self.target.timing, context),
            growth.goal(value, years),
        ) else {
            return;
        };
        let before = Interval::point(value.clone());
        let facts = RuleInput {
            before: Some(&before),
            years,
            ..RuleInput::of(range)
        };
        if self.target.rule.holds(facts) != Ternary::No {
            return;
        }
        let Some(at) = rule_value(self.declared) else {
            return;
        };
        let mut finding = Finding::new(
            codes::TARGET_OUT_OF_RANGE,
            text!(
                "从基期值 `{value}` 起须达到 {holds_from}，超出可能范围",
                "from the baseline `{value}` it comes to {holds_from}, outside the possible range"
            ),
        )
        .at(at.place())
        .beside(node.place(), text!("基期值", "the baseline"))
        .help(text!(
            "修改目标、基期值，或数据项的 `range`",
            "correct the target, the baseline, or the variable's `range`"
        ));
        if let Some(why) = why {
            finding = finding.beside(
                why.clone(),
                text!("范围声明在这里", "the range is declared here"),
            );
        }
        at.doc.log.add(finding);
    }

    /// The years from the baseline to the date.
    fn years(&self, context: &TargetContext) -> Year {
        let due = match self.target.timing {
            Timing::By(due) | Timing::Cumulative(due) => due,
            Timing::EachYear => context.symbols.period.map_or(0, |(_, last)| last),
        };
        due - self.indicator.baseline.year
    }

    /// Reports an interim value that is farther from the target than the baseline.
    fn path_behind(&self, value: &Number, node: &Node) {
        let Goal::Threshold {
            direction,
            value: goal,
            ..
        } = self.target.rule.goal()
        else {
            return;
        };
        let worse = |a: &Number, b: &Number| match direction {
            Direction::More => a < b,
            Direction::Less => a > b,
        };
        let is_sum = matches!(self.target.timing, Timing::Cumulative(_));
        let path = self.declared.get("path").and_then(|node| node.table());
        let (Some(path), false, true) = (path, is_sum, worse(value, &goal)) else {
            return;
        };
        let behind = self.target.path.iter().find(|(_, step)| worse(step, value));
        let Some((year, number)) = behind else { return };
        let Some(step) = path.get(&year.to_string()) else {
            return;
        };
        let finding = Finding::new(
            codes::DOUBTFUL_VALUE,
            text!(
                "进度路径先退到 `{number}`，比基期值 `{value}` 离目标更远",
                "the path goes back to `{number}`, farther from the target than the baseline `{value}`"
            ),
        )
        .at(step.place())
        .beside(node.place(), text!("基期值", "the baseline"))
        .help(text!(
            "核对两个数；如规划确是如此，可以保留",
            "compare the two; keep them if the plan says so"
        ));
        step.doc.log.add(finding);
    }

    /// Reports a baseline and a target that seem to be in different units.
    fn same_unit(&self, value: &Number, goal: &Number, node: &Node) {
        let most = Number::from(FACTOR_MOST);
        let far = |a: &Number, b: &Number| a.is_positive() && b >= &(a * &most);
        if !far(value, goal) && !far(goal, value) {
            return;
        }
        let mut finding = Finding::new(
            codes::DOUBTFUL_VALUE,
            text!(
                "基期值 `{value}` 与目标值 `{goal}` 相差千倍以上，计量单位可能不同",
                "the baseline `{value}` and the target `{goal}` are a thousandfold apart: their units may differ"
            ),
        )
        .at(node.place())
        .help(text!(
            "两者都用指标的计量单位",
            "write both in the unit of the indicator"
        ));
        if let Some(at) = rule_value(self.declared) {
            finding = finding.beside(at.place(), text!("目标值", "the target"));
        }
        node.doc.log.add(finding);
    }
}
