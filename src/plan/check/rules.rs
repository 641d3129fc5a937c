//! One rule and its numbers, out of a target's table or what stands companions a share.

use crate::finding::{Finding, codes};
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::rule::{Arg, ArgError, Args, RULES, Rule, RuleSpec};
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};
use std::sync::Arc;
use toml::de::DeValue;

/// A rule as it was read.
#[derive(Clone)]
pub struct Read<'a> {
    pub rule: Arc<dyn Rule>,
    pub key: Key<'a>,
    pub value: Node<'a>,
    /// The numbers of its own key: one, two of a pair, or none.
    pub numbers: Vec<Number>,
}

/// The keys that name a rule.
pub fn keys() -> Vec<&'static str> {
    RULES.iter().map(|kind| kind.key).collect()
}

/// The keys that name a rule and those that may stand companions one.
pub fn all_keys() -> Vec<&'static str> {
    let companions = RULES.iter().flat_map(|kind| kind.companions);
    let mut all: Vec<_> = keys().into_iter().chain(companions.copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The rules that a table names, in the order in which they are written.
pub fn named<'a>(table: &Table<'a>) -> Vec<(Key<'a>, &'static RuleSpec)> {
    let find = |key: Key<'a>| Some((key, RULES.iter().find(|kind| kind.key == key.name())?));
    table
        .entries()
        .into_iter()
        .filter_map(|(key, _)| find(key))
        .collect()
}

/// The rule of a table in which `others` may stand too. Reports unknown keys, no rule, several rules, unfit numbers.
pub fn read<'a>(table: &Table<'a>, others: &[&str]) -> Option<Read<'a>> {
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
                lacks_rule(table);
            }
            None
        }
        [(key, kind)] => build(table, *key, kind),
        [(first, _), rest @ ..] => {
            several(*first, rest);
            None
        }
    }
}

fn lacks_rule(table: &Table) {
    table.doc.log.report(
        codes::MISSING_KEY,
        table.place(),
        text!("目标没有规则", "the target has no rule"),
        list_of("", keys().into_iter()),
    );
}

/// Reports companions that belong to none of the rules that are named.
fn foreign_companions(table: &Table, named: &[(Key, &RuleSpec)], others: &[&str]) {
    let Some((first, _)) = named.first() else {
        return;
    };
    for (key, _) in table.entries() {
        let name = key.name();
        let is_companion = RULES.iter().any(|kind| kind.companions.contains(&name));
        let belongs = named
            .iter()
            .any(|(_, kind)| kind.companions.contains(&name));
        if !is_companion || belongs || others.contains(&name) {
            continue;
        }
        let rule = first.name();
        table.doc.log.report(
            codes::UNKNOWN_KEY,
            key.place(),
            text!(
                "`{name}` 对 `{rule}` 没有意义",
                "`{name}` means nothing companions `{rule}`"
            ),
            text!("删去 `{name}`", "remove `{name}`"),
        );
    }
}

/// Reports the second of several rules, the others companions it.
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
        "只留一条；两条都要就写成两个指标，上下限写 `between`",
        "keep one; write two indicators for both, or `between` for two bounds"
    ));
    for (key, _) in more {
        finding = finding.beside(key.place(), text!("又一条规则", "one more rule"));
    }
    second.doc.log.add(finding);
}

fn build<'a>(table: &Table<'a>, key: Key<'a>, kind: &RuleSpec) -> Option<Read<'a>> {
    let mut args = Args::new();
    let mut untyped = Vec::new();
    for name in [kind.key].iter().chain(kind.companions) {
        let Some(node) = table.get(name) else {
            continue;
        };
        match arg(&node) {
            Found::Arg(arg) => {
                args.insert((*name).to_owned(), arg);
            }
            Found::Other => untyped.push((*name, node)),
            Found::Reported => return None,
        }
    }
    let numbers = match args.get(kind.key) {
        Some(Arg::Number(n)) => vec![n.clone()],
        Some(Arg::Pair(a, b)) => vec![a.clone(), b.clone()],
        _ => Vec::new(),
    };
    let built = (kind.build)(&args);
    if let Some((name, node)) = untyped.first() {
        let asked = match built {
            Err(unfit) if unfit.key == *name => unfit.asked,
            _ => text!("要求一个数", "takes a number"),
        };
        ill_typed(node, name, &asked);
        return None;
    }
    match built {
        Ok(rule) => Some(Read {
            rule,
            key,
            value: table.get(kind.key)?,
            numbers,
        }),
        Err(unfit) => {
            report(table, key, &unfit);
            None
        }
    }
}

fn report(table: &Table, rule: Key, unfit: &ArgError) {
    let key = &unfit.key;
    match table.get(key) {
        Some(node) if unfit.wrong_type => ill_typed(&node, key, &unfit.asked),
        Some(node) => node.bad(
            text!(
                "`{key}` 的值不能写在这里",
                "the value of `{key}` can't stand here"
            ),
            asked_of(key, &unfit.asked),
        ),
        None => rule.doc.log.report(
            codes::MISSING_KEY,
            rule.place(),
            text!("缺少 `{key}`", "`{key}` is missing"),
            unfit.asked.clone(),
        ),
    }
}

fn ill_typed(node: &Node, key: &str, asked: &Text) {
    node.doc.log.report(
        codes::WRONG_TYPE,
        node.place(),
        text!("`{key}` 的类型不对", "`{key}` is of the wrong type"),
        asked_of(key, asked),
    );
}

fn asked_of(key: &str, asked: &Text) -> Text {
    Text::new(
        format!("`{key}` {}", asked.zh),
        format!("`{key}` {}", asked.en),
    )
}

/// What a value is as an argument.
enum Found {
    Arg(Arg),
    /// Of a type that no rule takes.
    Other,
    /// A number that can't be used, reported.
    Reported,
}

fn arg(node: &Node) -> Found {
    let number = |node: &Node| node.number();
    match node.raw() {
        DeValue::Boolean(on) => Found::Arg(Arg::Flag(*on)),
        DeValue::String(word) => Found::Arg(Arg::Word(word.to_string())),
        DeValue::Integer(_) | DeValue::Float(_) => {
            number(node).map_or(Found::Reported, |n| Found::Arg(Arg::Number(n)))
        }
        DeValue::Array(list) if list.len() == 2 && list.iter().all(|v| is_number(v.get_ref())) => {
            let nodes = node.list().unwrap_or_default();
            match nodes
                .iter()
                .map(number)
                .collect::<Option<Vec<_>>>()
                .as_deref()
            {
                Some([a, b]) => Found::Arg(Arg::Pair(a.clone(), b.clone())),
                _ => Found::Reported,
            }
        }
        _ => Found::Other,
    }
}

fn is_number(value: &DeValue) -> bool {
    value.is_integer() || value.is_float()
}
