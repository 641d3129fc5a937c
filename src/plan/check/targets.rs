//! Reading a target: its rule, its date, its path and the thresholds of single units.

use super::path::path;
use super::rules::{self, DeclaredRule};
use super::symbol_table::SymbolTable;
use super::value_range::{self, ValueRange};
use super::variables::is_graded;
use super::{additive, fractions};
use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::number::{Interval, Number};
use crate::plan::measure::DeclaredMeasure;
use crate::plan::rule::{self, Goal, ReferencePeriod, Rule};
use crate::plan::{Target, Timing};
use crate::text;
use crate::toml_reader::{Key, Node, Table};
use std::sync::Arc;

/// The keys of a target besides those of rules.
pub const KEYS: [&str; 5] = ["by", "each-year", "cumulative", "path", "by-unit"];

/// What a target is checked against.
pub struct TargetContext<'c, 'a> {
    pub symbols: &'c SymbolTable<'a>,
    /// The possible values of the measure; `None` if they are not known.
    pub range: Option<ValueRange>,
    /// Whether the value is in per cent.
    pub percent: bool,
    /// Why the values of several years can't be added up; `None` if they can.
    pub not_added: Option<Text>,
    /// Whether the value is an answer on a scale, of which there is no growth.
    pub answer: bool,
    /// The default timing; `None`: due by the last year of the period.
    pub timing: Option<Timing>,
}

impl<'c, 'a> TargetContext<'c, 'a> {
    /// What the targets of a measure are checked against.
    pub fn of(
        symbols: &'c SymbolTable<'a>,
        measured: Option<&DeclaredMeasure>,
        percent: bool,
    ) -> Self {
        TargetContext {
            symbols,
            range: measured.and_then(|m| m.range.clone()),
            percent,
            not_added: measured.and_then(|m| additive::not_added(&*m.measure, symbols)),
            answer: measured
                .and_then(|m| additive::own_figure(&*m.measure, symbols)?.kind)
                .is_some_and(is_graded),
            timing: None,
        }
    }
}

/// The default timing: due by the last year of the period.
pub fn due_last(symbols: &SymbolTable) -> Timing {
    Timing::By(symbols.period.map_or(0, |(_, last)| last))
}

/// Reads a target; `None` if it has a mistake, which is reported.
pub fn target(node: &Node, context: &TargetContext) -> Option<Target> {
    of_table(&node.table()?, &KEYS, context)
}

pub fn of_table(table: &Table, others: &[&str], context: &TargetContext) -> Option<Target> {
    let read = rules::read(table, others);
    let timing = match yearly(table, read.as_ref()) {
        true => Timing::EachYear,
        false => timing(table, context),
    };
    if let Some(read) = &read {
        additive::refuse_cumulative(table, read, context);
        additive::refuse_growth_of_answers(read, context);
        within_reach(read, timing, context);
        written_as_fraction(table, read, context);
    }
    if timing == Timing::EachYear
        && let (Some(each_year), Some(path)) = (table.key("each-year"), table.key("path"))
    {
        // Each year is judged by the target itself.
        apart(each_year, path);
    }
    let path = path(table, read.as_ref(), timing, context);
    let by_unit = by_unit(table, read.as_ref(), timing, context);
    Some(Target {
        rule: read?.rule,
        timing,
        path,
        by_unit,
    })
}

/// Whether the rule itself makes the target due in each year, as a comparison with the year before does.
fn yearly(table: &Table, read: Option<&DeclaredRule>) -> bool {
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
fn timing(table: &Table, context: &TargetContext) -> Timing {
    let by = table
        .get("by")
        .and_then(|node| context.symbols.year_within(&node));
    let on = |key: &str| table.get(key).and_then(|node| only_true(key, &node));
    let (each_year, cumulative) = (on("each-year"), on("cumulative"));
    for other in ["cumulative", "by"] {
        if let (Some(first), Some(second)) = (table.key("each-year"), table.key(other)) {
            apart(first, second);
        }
    }
    let last = match by {
        Some(by) => by,
        None => match context.timing {
            Some(Timing::By(year) | Timing::Cumulative(year)) => year,
            _ => context.symbols.period.map_or(0, |(_, last)| last),
        },
    };
    let says = KEYS[..3].iter().any(|key| table.has(key));
    match (each_year, cumulative, context.timing) {
        (Some(()), _, _) => Timing::EachYear,
        (_, Some(()), _) => Timing::Cumulative(last),
        (_, _, Some(timing)) if !says => timing,
        // Another date of a sum is a date of the sum.
        (_, _, Some(Timing::Cumulative(_))) => Timing::Cumulative(last),
        _ => Timing::By(last),
    }
}

fn only_true(key: &str, node: &Node) -> Option<()> {
    if !node.boolean()? {
        node.bad(
            text!("`{key}` 只能写 true", "`{key}` can only be true"),
            text!("写 true，或删去 `{key}`", "write true, or remove `{key}`"),
        );
        return None;
    }
    Some(())
}

/// Reports two keys that can't be used together.
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
        .beside(first.place(), text!("另一个键", "the other key"))
        .help(text!("只保留一个", "keep one of them")),
    );
}

/// The values that a target has to be reached by, and where they are declared.
pub fn possible_range<'c>(
    timing: Timing,
    context: &'c TargetContext,
) -> Option<(&'c Interval, Option<&'c Place>)> {
    let range = context.range.as_ref()?;
    let values = match timing {
        Timing::Cumulative(_) => &range.period,
        _ => &range.year,
    };
    Some((values, range.why.as_ref()))
}

fn within_reach(read: &DeclaredRule, timing: Timing, context: &TargetContext) {
    let Some(range) = possible_range(timing, context) else {
        return;
    };
    if is_relative(read) {
        return;
    }
    let mut numbers = read.numbers.clone();
    if let (true, Goal::Threshold { value, .. }) = (numbers.is_empty(), read.rule.goal()) {
        numbers.push(value);
    }
    value_range::is_reached(&*read.rule, &numbers, range, &read.value);
}

/// Whether the numbers of the rule are per cent of the baseline and not values.
pub fn is_relative(read: &DeclaredRule) -> bool {
    matches!(read.rule.goal(), Goal::Growth(_))
}

/// Reports a percentage that is written as a fraction.
fn written_as_fraction(table: &Table, read: &DeclaredRule, context: &TargetContext) {
    if let Goal::Growth(growth) = read.rule.goal() {
        match growth.yearly {
            true => fractions::yearly(&growth.per_cent, &read.value),
            false => fractions::percentage(&growth.per_cent, &read.value),
        }
    } else if context.percent {
        for number in &read.numbers {
            fractions::threshold(number, &read.value);
        }
    }
    if let Some(node) = table.get("basically")
        && let Some(number) = node.number()
    {
        fractions::percentage(&number, &node);
    }
}

/// The table at a key that requires a rule with a threshold.
pub fn numbered<'a>(
    table: &Table<'a>,
    key: &str,
    read: Option<&DeclaredRule>,
) -> Option<Table<'a>> {
    let inner = table.get(key)?.table()?;
    let takes = |rule: &dyn Rule| match key {
        "path" => rule.takes_path(),
        _ => rule.with_threshold(&Number::zero()).is_some(),
    };
    if let Some(read) = read.filter(|read| !takes(&*read.rule)) {
        let rule = read.key.name();
        if own_number(&*read.rule).is_some() && is_relative(read) {
            table.key(key)?.bad(
                text!(
                    "`{rule}` 本身规定了每年应达到的数值，不能写 `{key}`",
                    "`{rule}` says itself what is due in each year, so `{key}` can't be used"
                ),
                text!("删去 `{key}`", "remove `{key}`"),
            );
            return None;
        }
        table.key(key)?.bad(
            text!(
                "`{rule}` 没有目标值，不能写 `{key}`",
                "`{rule}` has no threshold, so `{key}` can't be used"
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

/// The rules of single units, by code.
fn by_unit(
    table: &Table,
    read: Option<&DeclaredRule>,
    timing: Timing,
    context: &TargetContext,
) -> Vec<(String, Arc<dyn Rule>)> {
    let Some(inner) = numbered(table, "by-unit", read) else {
        return Vec::new();
    };
    let mut rules = Vec::new();
    for (key, node) in inner.entries() {
        let Some(number) = node.number() else {
            continue;
        };
        let Some(read) = read else { continue };
        let Some(rule) = read.rule.with_threshold(&number) else {
            not_accepted(&number, read, &node);
            continue;
        };
        if !is_relative(read) {
            if let Some(range) = possible_range(timing, context) {
                value_range::is_reached(&*rule, std::slice::from_ref(&number), range, &node);
            }
            if context.percent {
                fractions::threshold(&number, &node);
            }
        }
        rules.push((key.name().to_owned(), rule));
    }
    rules
}

/// Reports a number that the rule does not accept as its own.
pub fn not_accepted(number: &Number, read: &DeclaredRule, node: &Node) {
    let rule = read.key.name();
    node.bad(
        text!("`{rule}` 不能取 `{number}`", "`{rule}` can't be `{number}`"),
        text!("修改这个百分数", "correct the percentage"),
    );
}

/// The number that a rule is declared with, without its tolerance; `None` if it has none or several.
pub fn own_number(rule: &dyn Rule) -> Option<Number> {
    match rule.goal() {
        Goal::Threshold { value, .. } => Some(value),
        Goal::Growth(growth) => Some(growth.per_cent),
        _ => None,
    }
}

/// `all = true` by the last year of the period: the default target of a checklist.
pub fn all(symbols: &SymbolTable) -> Target {
    Target {
        rule: rule::all(),
        timing: due_last(symbols),
        path: Vec::new(),
        by_unit: Vec::new(),
    }
}
