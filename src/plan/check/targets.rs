//! A target: its rule, when it is due, the path towards it, single units' own numbers.

use super::rules::{self, Read};
use super::symbol_table::{SymbolTable, year};
use super::value_range::{self, ValueRange};
use crate::finding::{Finding, Place, codes};
use crate::number::{Interval, Number};
use crate::plan::rule::{Arg, Args, Direction, Goal, RULES, ReferencePeriod, Rule};
use crate::plan::{Revision, Target, Timing, Year};
use crate::text;
use crate::toml_reader::{Key, Node, Table};
use std::sync::Arc;

const OTHERS: [&str; 5] = ["by", "each-year", "cumulative", "path", "by-unit"];
const OTHERS_OF_REVISION: [&str; 7] = [
    "by",
    "each-year",
    "cumulative",
    "path",
    "by-unit",
    "from",
    "why",
];

/// What a target is held against while it is checked.
pub struct TargetContext<'c, 'a> {
    pub scope: &'c SymbolTable<'a>,
    /// What the measure can be; `None` if that is not known.
    pub reach: Option<ValueRange>,
    /// The timing where the target names none; else due by the period's last year.
    pub timing: Option<Timing>,
}

/// The timing of a target that says nothing.
pub fn due_last(scope: &SymbolTable) -> Timing {
    Timing::By(scope.period.map_or(0, |(_, last)| last))
}

/// Reads a target.
pub fn target(node: &Node, aim: &TargetContext) -> Option<Target> {
    of_table(&node.table()?, &OTHERS, aim)
}

fn of_table(table: &Table, others: &[&str], aim: &TargetContext) -> Option<Target> {
    let read = rules::read(table, others);
    let timing = match yearly(table, read.as_ref()) {
        true => Timing::EachYear,
        false => timing(table, aim),
    };
    if let Some(read) = &read {
        no_sum(table, read);
        within_reach(read, timing, aim);
    }
    let path = path(table, read.as_ref(), timing, aim);
    let by_unit = by_unit(table, read.as_ref(), timing, aim);
    Some(Target {
        rule: read?.rule,
        timing,
        path,
        by_unit,
    })
}

/// Whether the rule itself asks for every year: better than the year before can't wait for a date.
fn yearly(table: &Table, read: Option<&Read>) -> bool {
    let Some(read) =
        read.filter(|read| read.rule.reference_period() == Some(ReferencePeriod::EachYear))
    else {
        return false;
    };
    if let Some(by) = table.key("by") {
        apart(read.key, by);
    }
    !table.has("cumulative")
}

/// When the target is due.
fn timing(table: &Table, aim: &TargetContext) -> Timing {
    let by = table
        .get("by")
        .and_then(|node| aim.scope.year_within(&node));
    let on = |key: &str| table.get(key).and_then(|node| only_true(key, &node));
    let (each_year, cumulative) = (on("each-year"), on("cumulative"));
    for other in ["cumulative", "by"] {
        if let (Some(first), Some(second)) = (table.key("each-year"), table.key(other)) {
            apart(first, second);
        }
    }
    let last = match by {
        Some(by) => by,
        None => match aim.timing {
            Some(Timing::By(year) | Timing::Cumulative(year)) => year,
            _ => aim.scope.period.map_or(0, |(_, last)| last),
        },
    };
    let says = OTHERS[..3].iter().any(|key| table.has(key));
    match (each_year, cumulative, aim.timing) {
        (Some(()), _, _) => Timing::EachYear,
        (_, Some(()), _) => Timing::Cumulative(last),
        (_, _, Some(timing)) if !says => timing,
        _ => Timing::By(last),
    }
}

fn only_true(key: &str, node: &Node) -> Option<()> {
    if !node.boolean()? {
        node.bad(
            text!("`{key}` 只能写 true", "`{key}` can only be true"),
            text!("不需要就删去 `{key}`", "remove `{key}` if it is not meant"),
        );
        return None;
    }
    Some(())
}

/// Reports two keys that contradict each other.
fn apart(first: Key, second: Key) {
    let (a, b) = (first.name(), second.name());
    second.doc.log.add(
        Finding::new(
            codes::BAD_VALUE,
            text!(
                "`{a}` 和 `{b}` 不能并用",
                "`{a}` and `{b}` can't be used together"
            ),
        )
        .at(second.place())
        .beside(first.place(), text!("与此矛盾", "contradicts this"))
        .help(text!("只留一个", "keep one of them")),
    );
}

/// A sum over the period has no year before, and no milestone adds up.
fn no_sum(table: &Table, read: &Read) {
    let Some(key) = table.key("cumulative") else {
        return;
    };
    if matches!(read.rule.goal(), Goal::Change(_) | Goal::Milestone) {
        let rule = read.key.name();
        key.doc.log.add(
            Finding::new(
                codes::BAD_VALUE,
                text!(
                    "`{rule}` 不能按累计数判定",
                    "`{rule}` can't be judged by a sum over the period"
                ),
            )
            .at(key.place())
            .beside(read.key.place(), text!("规则在这里", "the rule is here"))
            .help(text!("删去 `cumulative`", "remove `cumulative`")),
        );
    }
}

/// The range that thresholds have to lie in, and where it is declared.
fn range<'c>(timing: Timing, aim: &'c TargetContext) -> Option<(&'c Interval, Option<&'c Place>)> {
    let reach = aim.reach.as_ref()?;
    let range = match timing {
        Timing::Cumulative(_) => &reach.period,
        _ => &reach.year,
    };
    Some((range, reach.why.as_ref()))
}

fn within_reach(read: &Read, timing: Timing, aim: &TargetContext) {
    let Some((range, why)) = range(timing, aim) else {
        return;
    };
    let mut numbers = read.numbers.clone();
    if let (true, Goal::Threshold { value, .. }) = (numbers.is_empty(), read.rule.goal()) {
        numbers.push(value);
    }
    if let Some(outside) = numbers.iter().find(|number| !range.contains(number)) {
        value_range::check(outside, range, why, &read.value);
    }
}

/// The table at a key that only a rule with a number of its own can have.
fn numbered<'a>(table: &Table<'a>, key: &str, read: Option<&Read>) -> Option<Table<'a>> {
    let inner = table.get(key)?.table()?;
    if let Some(read) = read
        && read.rule.with_threshold(&Number::zero()).is_none()
    {
        let rule = read.key.name();
        table.key(key)?.bad(
            text!(
                "`{rule}` 没有单一的目标值，不能写 `{key}`",
                "`{rule}` has no single threshold, so `{key}` has no meaning"
            ),
            text!(
                "删去 `{key}`，或改用 `at-least`、`at-most`、`around`",
                "remove `{key}`, or use `at-least`, `at-most` or `around`"
            ),
        );
        return None;
    }
    Some(inner)
}

/// What is due in the years before, ascending.
fn path(
    table: &Table,
    read: Option<&Read>,
    timing: Timing,
    aim: &TargetContext,
) -> Vec<(Year, Number)> {
    let Some(inner) = numbered(table, "path", read) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for (key, node) in inner.entries() {
        let year = path_year(key, timing, aim);
        let number = node.number();
        let within = match (&number, range(timing, aim)) {
            (Some(number), Some((range, why))) => value_range::check(number, range, why, &node),
            _ => true,
        };
        if let (Some(year), Some(number), true) = (year, number, within) {
            steps.push((year, number, node));
        }
    }
    steps.sort_by_key(|(year, ..)| *year);
    if let Some(read) = read {
        towards(&steps, read);
    }
    steps
        .into_iter()
        .map(|(year, number, _)| (year, number))
        .collect()
}

/// A year of the period before the target is due.
fn path_year(key: Key, timing: Timing, aim: &TargetContext) -> Option<Year> {
    let (first, last) = aim.scope.period?;
    let last = match timing {
        Timing::By(due) | Timing::Cumulative(due) => due - 1,
        Timing::EachYear => last,
    };
    let year = key.name().parse().ok();
    let found = year.filter(|year| (first..=last).contains(year));
    if found.is_none() {
        let name = key.name().escape_debug();
        key.bad(
            text!(
                "`{name}` 不是到期前的年份",
                "`{name}` is no year before the target is due"
            ),
            text!(
                "应为 {first} 到 {last} 的年份",
                "write years from {first} to {last}"
            ),
        );
    }
    found
}

/// Every step of a path comes nearer to the target and stays on this side of it.
fn towards(steps: &[(Year, Number, Node)], read: &Read) {
    let goal = read.rule.goal();
    let mut before: Option<&(Year, Number, Node)> = None;
    for step in steps {
        let (_, number, node) = step;
        let Some(left) = distance(&goal, number) else {
            return;
        };
        let farther = |(_, n, _): &(Year, Number, Node)| Some(&left) > distance(&goal, n).as_ref();
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
                "逐年靠近目标值，且不越过它",
                "come nearer to the target year by year, and not beyond it"
            ));
            if let Some((_, _, node)) = before {
                finding = finding.beside(node.place(), text!("前一步", "the step before"));
            }
            node.doc.log.add(finding);
        }
        before = Some(step);
    }
}

/// How far a number still is from a goal's own; `None` for goals without one.
fn distance(goal: &Goal, n: &Number) -> Option<Number> {
    match goal {
        Goal::Threshold {
            direction: Direction::More,
            value,
            ..
        } => Some(value - n),
        Goal::Threshold {
            direction: Direction::Less,
            value,
            ..
        } => Some(n - value),
        Goal::Band { lo, hi } => {
            let middle = &(lo + hi) / &Number::from(2);
            Some((n - &middle).abs())
        }
        Goal::Milestone | Goal::Change(_) | Goal::Nothing => None,
    }
}

/// Rules of single units, by code.
fn by_unit(
    table: &Table,
    read: Option<&Read>,
    timing: Timing,
    aim: &TargetContext,
) -> Vec<(String, Arc<dyn Rule>)> {
    let Some(inner) = numbered(table, "by-unit", read) else {
        return Vec::new();
    };
    let mut rules = Vec::new();
    for (key, node) in inner.entries() {
        let Some(number) = node.number() else {
            continue;
        };
        if let Some((range, why)) = range(timing, aim) {
            value_range::check(&number, range, why, &node);
        }
        if let Some(rule) = read.and_then(|read| read.rule.with_threshold(&number)) {
            rules.push((key.name().to_owned(), rule));
        }
    }
    rules
}

/// Targets that replace the first from a year on, ascending.
pub fn revised(entry: &Table, aim: &TargetContext) -> Vec<Revision> {
    let mut found: Vec<Revision> = Vec::new();
    let mut before: Option<Year> = None;
    for table in entry.get("revised").map_or_else(Vec::new, |n| n.tables()) {
        let node = table.need("from");
        let from = node.as_ref().and_then(|node| {
            let from = aim
                .scope
                .period
                .map_or_else(|| year(node), |_| aim.scope.year_within(node))?;
            if before.is_some_and(|before| before >= from) {
                node.bad(
                    text!("修订的年份没有递增", "revisions have to ascend"),
                    text!(
                        "按 `from` 从早到晚写",
                        "write them from the earliest `from` on"
                    ),
                );
            }
            before = Some(from);
            Some(from)
        });
        let why = table.need("why").and_then(|node| node.text());
        let target = of_table(&table, &OTHERS_OF_REVISION, aim);
        if let (Some(from), Some(why), Some(target)) = (from, why, target) {
            found.push(Revision { from, target, why });
        }
    }
    found
}

/// Every item, or every unit, by the period's last year: what is asked of a checklist that names no target.
pub fn all(scope: &SymbolTable) -> Option<Target> {
    let kind = RULES.iter().find(|kind| kind.key == "all")?;
    let args = Args::from([("all".to_owned(), Arg::Flag(true))]);
    Some(Target {
        rule: (kind.build)(&args).ok()?,
        timing: due_last(scope),
        path: Vec::new(),
        by_unit: Vec::new(),
    })
}
