//! Reading a rule and its arguments from the table of a target or a share.

use crate::finding::{Finding, codes};
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::rule::{Arg, ArgError, Args, RULES, Rule, RuleSpec};
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};
use std::sync::Arc;
use toml::de::DeValue;

/// A rule and where it is declared.
#[derive(Clone)]
pub struct DeclaredRule<'a> {
    pub rule: Arc<dyn Rule>,
    /// The rule's own key.
    pub key: Key<'a>,
    /// The value of that key.
    pub value: Node<'a>,
    /// The numbers in that value: one, two for a pair, or none.
    pub numbers: Vec<Number>,
}

/// The keys that declare a rule.
pub fn keys() -> Vec<&'static str> {
    RULES.iter().map(|spec| spec.key).collect()
}

/// The keys that declare a rule, and their companion keys.
pub fn all_keys() -> Vec<&'static str> {
    let companions = RULES.iter().flat_map(|spec| spec.companions);
    let mut all: Vec<_> = keys().into_iter().chain(companions.copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The rules that a table declares, in the order in which they are written.
pub fn named<'a>(table: &Table<'a>) -> Vec<(Key<'a>, &'static RuleSpec)> {
    let find = |key: Key<'a>| Some((key, RULES.iter().find(|spec| spec.key == key.name())?));
    table
        .entries()
        .into_iter()
        .filter_map(|(key, _)| find(key))
        .collect()
}

/// The rule of a table in which the keys `others` are allowed too. Unknown keys, a missing rule, several rules and
/// arguments that the rule does not accept are reported; `None` if there is no valid rule.
pub fn read<'a>(table: &Table<'a>, others: &[&str]) -> Option<DeclaredRule<'a>> {
    let allowed: Vec<&str> = all_keys()
        .into_iter()
        .chain(others.iter().copied())
        .collect();
    table.only(&allowed);
    let named = named(table);
    foreign_companions(table, &named, others);
    match named.as_slice() {
        [] => {
            if !table.has_near(&allowed, &keys()) {
                report_missing_rule(table);
            }
            None
        }
        [(key, spec)] => build(table, *key, spec),
        [(first, _), rest @ ..] => {
            several(*first, rest);
            None
        }
    }
}

fn report_missing_rule(table: &Table) {
    table.doc.log.report(
        codes::MISSING_KEY,
        table.place(),
        text!("目标没有规则", "the target has no rule"),
        list_of("", keys().into_iter()),
    );
}

/// Reports companion keys that belong to none of the declared rules.
fn foreign_companions(table: &Table, named: &[(Key, &RuleSpec)], others: &[&str]) {
    let Some((first, _)) = named.first() else {
        return;
    };
    for (key, _) in table.entries() {
        let name = key.name();
        let is_companion = RULES.iter().any(|spec| spec.companions.contains(&name));
        let belongs = named
            .iter()
            .any(|(_, spec)| spec.companions.contains(&name));
        if !is_companion || belongs || others.contains(&name) {
            continue;
        }
        let rule = first.name();
        table.doc.log.report(
            codes::UNKNOWN_KEY,
            key.place(),
            text!(
                "`{name}` 不能与 `{rule}` 连用",
                "`{name}` can't be used with `{rule}`"
            ),
            text!("删去 `{name}`", "remove `{name}`"),
        );
    }
}

/// Reports the second of several rules and refers to the others.
fn several(first: Key, rest: &[(Key, &RuleSpec)]) {
    let [(second, _), more @ ..] = rest else {
        return;
    };
    let (a, b) = (first.name(), second.name());
    let mut finding = Finding::new(
        codes::TWO_RULES,
        text!(
            "一个目标里有两条规则：`{a}` 和 `{b}`",
            "two rules in one target: `{a}` and `{b}`"
        ),
    )
    .at(second.place())
    .beside(first.place(), text!("另一条规则", "the other rule"))
    .help(text!(
        "只保留一条；需要两条时写成两个指标，上下限用 `between`",
        "keep one of them; declare two indicators for both, or use `between` for two bounds"
    ));
    for (key, _) in more {
        finding = finding.beside(key.place(), text!("另一条规则", "another rule"));
    }
    second.doc.log.add(finding);
}

fn build<'a>(table: &Table<'a>, key: Key<'a>, spec: &RuleSpec) -> Option<DeclaredRule<'a>> {
    let mut args = Args::new();
    let mut untyped = Vec::new();
    for name in [spec.key].iter().chain(spec.companions) {
        let Some(node) = table.get(name) else {
            continue;
        };
        match arg(&node) {
            ParsedArg::Arg(arg) => {
                args.insert((*name).to_owned(), arg);
            }
            ParsedArg::Other => untyped.push((*name, node)),
            ParsedArg::Reported => return None,
        }
    }
    let numbers = match args.get(spec.key) {
        Some(Arg::Number(n)) => vec![n.clone()],
        Some(Arg::Pair(a, b)) => vec![a.clone(), b.clone()],
        _ => Vec::new(),
    };
    let built = (spec.build)(&args);
    if let Some((name, node)) = untyped.first() {
        let expected = match built {
            Err(error) if error.key == *name => error.expected,
            _ => text!("须为一个数", "takes a number"),
        };
        report_type(node, name, &expected);
        return None;
    }
    match built {
        Ok(rule) => Some(DeclaredRule {
            rule,
            key,
            value: table.get(spec.key)?,
            numbers,
        }),
        Err(error) => {
            report(table, key, &error);
            None
        }
    }
}

fn report(table: &Table, rule: Key, error: &ArgError) {
    let key = &error.key;
    match table.get(key) {
        Some(node) if error.wrong_type => report_type(&node, key, &error.expected),
        Some(node) => node.bad(
            text!("`{key}` 的值无效", "the value of `{key}` is not valid here"),
            expectation(key, &error.expected),
        ),
        None => rule.doc.log.report(
            codes::MISSING_KEY,
            rule.place(),
            text!("缺少 `{key}`", "`{key}` is missing"),
            expectation(key, &error.expected),
        ),
    }
}

fn report_type(node: &Node, key: &str, expected: &Text) {
    node.doc.log.report(
        codes::WRONG_TYPE,
        node.place(),
        text!("`{key}` 的类型错误", "`{key}` is of the wrong type"),
        expectation(key, expected),
    );
}

fn expectation(key: &str, expected: &Text) -> Text {
    Text::new(
        format!("`{key}` {}", expected.zh),
        format!("`{key}` {}", expected.en),
    )
}

/// What came of reading a value as an argument.
enum ParsedArg {
    Arg(Arg),
    /// The value is of a type that no rule accepts.
    Other,
    /// The value is a number that can't be used; this has been reported.
    Reported,
}

fn arg(node: &Node) -> ParsedArg {
    let number = |node: &Node| node.number();
    match node.raw() {
        DeValue::Boolean(on) => ParsedArg::Arg(Arg::Flag(*on)),
        DeValue::String(word) => ParsedArg::Arg(Arg::Word(word.to_string())),
        DeValue::Integer(_) | DeValue::Float(_) => {
            number(node).map_or(ParsedArg::Reported, |n| ParsedArg::Arg(Arg::Number(n)))
        }
        DeValue::Array(list) if list.len() == 2 && list.iter().all(|v| is_number(v.get_ref())) => {
            let nodes = node.list().unwrap_or_default();
            match nodes
                .iter()
                .map(number)
                .collect::<Option<Vec<_>>>()
                .as_deref()
            {
                Some([a, b]) => ParsedArg::Arg(Arg::Pair(a.clone(), b.clone())),
                _ => ParsedArg::Reported,
            }
        }
        _ => ParsedArg::Other,
    }
}

fn is_number(value: &DeValue) -> bool {
    value.is_integer() || value.is_float()
}
