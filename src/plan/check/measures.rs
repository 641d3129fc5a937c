//! `measure`: how a value comes from variables, and what that says about levels, unit and range.

use super::measure_keys::{Asked, Measured, hundred, is_sign, only_percent, percent};
use super::value_range::ValueRange;
use super::{rules, shares};
use crate::finding::{Finding, Place, codes};
use crate::number::{Interval, Number};
use crate::plan::{ChecklistIx, LevelIx, Measure, VariableIx};
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};

/// Every measure and the keys that may stand beside it; beside a share there may be a rule too.
const MEASURES: [(&str, &[&str]); 5] = [
    ("value", &[]),
    ("ratio", &["to", "published"]),
    ("mean", &["weight"]),
    ("share", &["register"]),
    ("checklist", &[]),
];

/// Reads a measure.
pub fn measure(node: &Node, asked: &Asked) -> Option<Measured> {
    let table = node.table()?;
    let entries = table.entries();
    let is_measure = |key: &Key| MEASURES.iter().any(|(word, _)| *word == key.name());
    let named: Vec<_> = entries.iter().filter(|(key, _)| is_measure(key)).collect();
    match named.as_slice() {
        [] => {
            let words: Vec<&str> = MEASURES.iter().map(|(word, _)| *word).collect();
            let all = allowed(&words);
            table.only(&all);
            if !table.has_near(&all, &words) {
                table.doc.log.report(
                    codes::MISSING_KEY,
                    table.place(),
                    text!("没有写明计算口径", "there is no measure"),
                    list_of("", words.into_iter()),
                );
            }
            None
        }
        [(key, value)] => one(&table, key.name(), value, asked),
        [(first, _), (second, _), ..] => {
            two(*first, *second);
            let words: Vec<&str> = named.iter().map(|(key, _)| key.name()).collect();
            table.only(&allowed(&words));
            None
        }
    }
}

/// The keys that can stand in a table with some measures.
fn allowed(words: &[&str]) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for (word, beside) in MEASURES.iter().filter(|(word, _)| words.contains(word)) {
        keys.push(*word);
        keys.extend(beside.iter().copied());
        if *word == "share" {
            keys.extend(rules::all_keys());
        }
    }
    keys
}

fn two(first: Key, second: Key) {
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
            "只留一种，或写成两个指标",
            "keep one, or write two indicators"
        )),
    );
}

fn one(table: &Table, word: &str, value: &Node, asked: &Asked) -> Option<Measured> {
    if word != "share" {
        table.only(&allowed(&[word]));
    }
    match word {
        "value" => value_of(variable(value, asked)?, asked),
        "ratio" => ratio(table, value, asked),
        "mean" => mean(table, value, asked),
        "share" => shares::share(table, value, asked),
        _ => {
            let at = ChecklistIx(asked.scope.checklists.refer(value)?);
            Some(checklist(at, asked))
        }
    }
}

/// A variable by its id.
fn variable(node: &Node, asked: &Asked) -> Option<VariableIx> {
    asked.scope.variables.refer(node).map(VariableIx)
}

/// Reports levels below that of any of the variables that are measured there.
fn none_below(variables: &[Option<VariableIx>], asked: &Asked) {
    let drafts = variables.iter().flatten();
    let drafts = drafts.map(|at| &asked.scope.drafts[at.0 as usize]);
    let measured: Vec<Lowest> = drafts
        .filter_map(|draft| Some((draft.level?, draft.id.as_str(), &draft.at)))
        .collect();
    not_below(&measured, asked);
}

/// What is measured: its level, its id and where it is declared.
type Lowest<'x> = (LevelIx, &'x str, &'x Place);

fn not_below(measured: &[Lowest], asked: &Asked) {
    for (level, place) in asked.levels {
        let too_high: Vec<_> = measured.iter().filter(|(own, ..)| level > own).collect();
        let Some((_, id, _)) = too_high.first() else {
            continue;
        };
        let mut finding = Finding::new(
            codes::BAD_VALUE,
            text!(
                "`{id}` 没有这么低的层级的数据",
                "`{id}` has no data at a level as low as this"
            ),
        )
        .at(place.clone())
        .help(text!(
            "删去这个层级，或在更低层级采集 `{id}`",
            "leave the level out, or collect `{id}` at a lower one"
        ));
        for (_, id, declared) in too_high {
            let word = text!(
                "`{id}` 的层级在这里声明",
                "the level of `{id}` is declared here"
            );
            finding = finding.beside((*declared).clone(), word);
        }
        asked.scope.log.add(finding);
    }
}

/// The measure of one variable's own figures.
pub fn value_of(at: VariableIx, asked: &Asked) -> Option<Measured> {
    none_below(&[Some(at)], asked);
    let draft = &asked.scope.drafts[at.0 as usize];
    let levels: Vec<LevelIx> = asked.levels.iter().map(|(level, _)| *level).collect();
    Some(Measured {
        measure: Measure::Value { variable: at },
        reach: ValueRange::value(at, &levels, asked.scope),
        unit: draft.unit.clone(),
        decimals: draft.decimals,
        rests_on: None,
    })
}

fn ratio(table: &Table, part: &Node, asked: &Asked) -> Option<Measured> {
    let part = variable(part, asked);
    let whole = table.need("to").and_then(|node| variable(&node, asked));
    none_below(&[part, whole], asked);
    let published = table
        .get("published")
        .and_then(|node| asked.scope.variables.refer(&node))
        .map(VariableIx);
    let unit = asked
        .unit
        .as_ref()
        .map_or_else(percent, |(unit, _)| unit.clone());
    let factor = Number::from(if is_sign(&unit, "%") {
        100
    } else if is_sign(&unit, "‰") {
        1000
    } else {
        1
    });
    let (part, whole) = (part?, whole?);
    Some(Measured {
        reach: Some(ValueRange::ratio(part, whole, &factor, asked.scope)),
        measure: Measure::Ratio {
            part,
            whole,
            factor,
            published,
        },
        unit: Some(unit),
        decimals: Some(1),
        rests_on: None,
    })
}

fn mean(table: &Table, value: &Node, asked: &Asked) -> Option<Measured> {
    let found = variable(value, asked);
    let weight = table.need("weight").and_then(|node| variable(&node, asked));
    none_below(&[found, weight], asked);
    let found = found?;
    let draft = &asked.scope.drafts[found.0 as usize];
    let why = Some(draft.range_at.clone());
    Some(Measured {
        measure: Measure::Mean {
            variable: found,
            weight: weight?,
        },
        reach: draft.range.clone().map(|range| ValueRange::of(range, why)),
        unit: draft.unit.clone(),
        decimals: Some(1),
        rests_on: None,
    })
}

/// The measure of a checklist: its own units pass or not, above them a share passes.
pub fn checklist(at: ChecklistIx, asked: &Asked) -> Measured {
    let scope = asked.scope;
    only_percent(asked);
    let found = scope
        .checklists
        .ids()
        .find(|id| scope.checklists.index(id) == Some(at.0));
    if let Some(id) = found
        && let Some(place) = scope.checklists.place(id)
        && let Some(level) = scope.checklist_levels[at.0 as usize]
    {
        not_below(&[(level, id, place)], asked);
    }
    Measured {
        measure: Measure::Checklist { checklist: at },
        reach: Some(ValueRange::of(
            Interval::closed(Number::zero(), hundred()),
            None,
        )),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on: Some(at),
    }
}
