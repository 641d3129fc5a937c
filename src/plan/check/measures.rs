//! Reading `measure`: one of the registered measures and its companion keys.

use super::{measured_kinds, rules};
use crate::finding::{Finding, codes};
use crate::plan::measure::{DeclaredMeasure, MEASURES, MeasureScope, keys};
use crate::text;
use crate::toml_reader::{Key, Node, list_of};

/// Reads a measure; `None` if it has a mistake, which is reported.
pub fn measure(node: &Node, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    let table = node.table()?;
    let entries = table.entries();
    // A word may name a measure and stand beside another: `mean` is also how the scores of an index become one.
    let is_companion = |name: &str| {
        let others = MEASURES.iter().filter(|spec| spec.key != name);
        let named = others.filter(|spec| table.has(spec.key));
        named
            .flat_map(|spec| spec.companions)
            .any(|key| *key == name)
    };
    let is_measure = |key: &Key| keys().contains(&key.name()) && !is_companion(key.name());
    let named: Vec<_> = entries.iter().filter(|(key, _)| is_measure(key)).collect();
    match named.as_slice() {
        [] => {
            let words = keys();
            let all = allowed(&words);
            table.only(&all);
            if !table.has_near(&all, &words) {
                table.doc.log.report(
                    codes::MISSING_KEY,
                    table.place(),
                    text!("没有写明计算口径", "the measure is missing"),
                    list_of("", words.into_iter()),
                );
            }
            None
        }
        [(key, value)] => {
            let spec = MEASURES.iter().find(|spec| spec.key == key.name())?;
            if !spec.takes_rule {
                table.only(&allowed(&[spec.key]));
            }
            measured_kinds::check(&table, scope.symbols);
            (spec.read)(&table, value, scope)
        }
        [(first, _), (second, _), ..] => {
            report_second(*first, *second);
            let words: Vec<&str> = named.iter().map(|(key, _)| key.name()).collect();
            table.only(&allowed(&words));
            None
        }
    }
}

/// The keys that are allowed in a table with these measures.
fn allowed(words: &[&str]) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for spec in MEASURES.iter().filter(|spec| words.contains(&spec.key)) {
        keys.push(spec.key);
        keys.extend(spec.companions.iter().copied());
        if spec.takes_rule {
            keys.extend(rules::all_keys());
        }
    }
    keys
}

fn report_second(first: Key, second: Key) {
    let (a, b) = (first.name(), second.name());
    second.doc.log.add(
        Finding::new(
            codes::BAD_VALUE,
            text!(
                "一个指标里有两种计算口径：`{a}` 和 `{b}`",
                "two measures in one indicator: `{a}` and `{b}`"
            ),
        )
        .at(second.place())
        .beside(first.place(), text!("另一种口径", "the other measure"))
        .help(text!(
            "只保留一种，或写成两个指标",
            "keep one of them, or declare two indicators"
        )),
    );
}
