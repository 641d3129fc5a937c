//! `measure`: how a value comes from variables, and what that says about levels, unit and range.

use super::levels::register_of;
use super::names::unknown;
use super::reach::{self, Reach};
use super::rules;
use super::scope::Scope;
use super::variables::is_graded;
use crate::diagnostic::{Finding, Place, codes};
use crate::number::{Interval, Number};
use crate::plan::shape::{Key, Node, Table, list_of};
use crate::plan::{ChecklistIx, Condition, LevelIx, Measure, VariableIx};
use crate::rules::{Arg, Args, RULES, Rule};
use crate::text;
use crate::words::Text;
use std::sync::Arc;

/// Every measure and the keys that may stand beside it; beside a share there may be a rule too.
const MEASURES: [(&str, &[&str]); 5] = [
    ("value", &[]),
    ("ratio", &["to", "published"]),
    ("mean", &["weight"]),
    ("share", &["register"]),
    ("checklist", &[]),
];

/// A measure and what follows from it.
pub struct Measured {
    pub measure: Measure,
    pub reach: Option<Reach>,
    pub unit: Option<Text>,
    pub decimals: Option<u32>,
    /// The checklist whose assumptions it rests on.
    pub rests_on: Option<ChecklistIx>,
}

/// Where a measure is asked for.
pub struct Asked<'c, 'a> {
    pub scope: &'c Scope<'a>,
    /// The levels at which it is judged, each with the place where that is said.
    pub levels: &'c [(LevelIx, Place)],
    /// The unit, where the indicator names one.
    pub unit: Option<(Text, Node<'a>)>,
}

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
        "share" => share(table, value, asked),
        _ => {
            let at = ChecklistIx(asked.scope.checklists.refer(value)?);
            Some(checklist(at, asked))
        }
    }
}

/// A variable that is measured at every level of the indicator: none of them may lie below its own.
fn variable(node: &Node, asked: &Asked) -> Option<VariableIx> {
    let at = asked.scope.variables.refer(node)?;
    let draft = &asked.scope.drafts[at as usize];
    not_below(draft.level, &draft.id, &draft.at, asked);
    Some(VariableIx(at))
}

/// Reports levels below that of what is measured.
fn not_below(lowest: Option<LevelIx>, id: &str, declared: &Place, asked: &Asked) {
    let Some(lowest) = lowest else { return };
    for (_, place) in asked.levels.iter().filter(|(level, _)| *level > lowest) {
        asked.scope.log.add(
            Finding::new(
                codes::BAD_VALUE,
                text!(
                    "`{id}` 没有这么低的层级的数据",
                    "`{id}` has no data at a level as low as this"
                ),
            )
            .at(place.clone())
            .beside(
                declared.clone(),
                text!("它的层级在这里声明", "its level is declared here"),
            )
            .help(text!(
                "删去这个层级，或在更低层级采集 `{id}`",
                "leave the level out, or collect `{id}` at a lower one"
            )),
        );
    }
}

/// The measure of one variable's own figures.
pub fn value_of(at: VariableIx, asked: &Asked) -> Option<Measured> {
    let draft = &asked.scope.drafts[at.0 as usize];
    let levels: Vec<LevelIx> = asked.levels.iter().map(|(level, _)| *level).collect();
    Some(Measured {
        measure: Measure::Value { variable: at },
        reach: Reach::value(at, &levels, asked.scope),
        unit: draft.unit.clone(),
        decimals: draft.decimals,
        rests_on: None,
    })
}

fn ratio(table: &Table, part: &Node, asked: &Asked) -> Option<Measured> {
    let part = variable(part, asked);
    let whole = table.need("to").and_then(|node| variable(&node, asked));
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
        reach: Some(Reach::ratio(part, whole, &factor, asked.scope)),
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
    let found = found?;
    let draft = &asked.scope.drafts[found.0 as usize];
    let why = Some(draft.range_at.clone());
    Some(Measured {
        measure: Measure::Mean {
            variable: found,
            weight: weight?,
        },
        reach: draft.range.clone().map(|range| Reach::of(range, why)),
        unit: draft.unit.clone(),
        decimals: Some(1),
        rests_on: None,
    })
}

fn share(table: &Table, node: &Node, asked: &Asked) -> Option<Measured> {
    let scope = asked.scope;
    only_percent(asked);
    let register = table
        .get("register")
        .and_then(|node| register_of(&node, scope));
    let id = node.string()?;
    if let Some(at) = scope.checklists.index(id) {
        table.only(&["share", "register"]);
        let level = scope.checklist_levels[at as usize];
        above(level, id, scope.checklists.place(id), asked);
        let condition = Condition::Passes(ChecklistIx(at));
        return shared(level?, condition, register, Some(ChecklistIx(at)));
    }
    let Some(at) = scope.variables.index(id) else {
        let known: Vec<&str> = scope
            .variables
            .ids()
            .chain(scope.checklists.ids())
            .collect();
        let what = text!("数据项或清单", "variable or checklist");
        unknown(node, id, what, known.iter().copied());
        return None;
    };
    let draft = &scope.drafts[at as usize];
    above(draft.level, id, Some(&draft.at), asked);
    let variable = VariableIx(at);
    let rule = condition(table, variable, scope);
    shared(
        draft.level?,
        Condition::Holds {
            variable,
            rule: rule?,
        },
        register,
        None,
    )
}

fn shared(
    of: LevelIx,
    condition: Condition,
    register: Option<VariableIx>,
    rests_on: Option<ChecklistIx>,
) -> Option<Measured> {
    Some(Measured {
        measure: Measure::Share {
            of,
            condition,
            register,
        },
        reach: Some(Reach::share(&hundred())),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on,
    })
}

/// What is asked of each unit: the rule written beside the share, else that a flag or rating counts as met.
fn condition(table: &Table, variable: VariableIx, scope: &Scope) -> Option<Arc<dyn Rule>> {
    let draft = &scope.drafts[variable.0 as usize];
    const OTHERS: [&str; 2] = ["share", "register"];
    let allowed: Vec<&str> = rules::all_keys().into_iter().chain(OTHERS).collect();
    let unwritten = rules::named(table).is_empty() && !table.has_near(&allowed, &rules::keys());
    if unwritten && let Some(scale) = draft.scale {
        table.only(&OTHERS);
        return at_least(scope.met_from.get(scale.0 as usize)?.clone()?);
    }
    if unwritten && draft.kind.is_none_or(is_graded) {
        // The variable is wrong itself.
        return None;
    }
    let read = rules::read(table, &OTHERS)?;
    if read.numbers.is_empty() {
        let rule = read.key.name();
        read.key.bad(
            text!(
                "`{rule}` 不能作单个单位的条件",
                "`{rule}` can't be asked of a single unit"
            ),
            text!(
                "写 `at-least`、`at-most`、`between` 或 `around`",
                "write `at-least`, `at-most`, `between` or `around`"
            ),
        );
        return None;
    }
    if let Some(range) = &draft.range
        && let Some(outside) = read.numbers.iter().find(|n| !range.contains(n))
    {
        reach::check(outside, range, Some(&draft.range_at), &read.value);
    }
    Some(read.rule)
}

fn at_least(number: Number) -> Option<Arc<dyn Rule>> {
    let kind = RULES.iter().find(|kind| kind.key == "at-least")?;
    let args = Args::from([("at-least".to_owned(), Arg::Number(number))]);
    (kind.build)(&args).ok()
}

/// Reports levels that do not lie above that of the units counted.
fn above(counted: Option<LevelIx>, id: &str, declared: Option<&Place>, asked: &Asked) {
    let Some(counted) = counted else { return };
    for (_, place) in asked.levels.iter().filter(|(level, _)| *level >= counted) {
        let mut finding = Finding::new(
            codes::BAD_VALUE,
            text!(
                "`{id}` 的占比只能在更高的层级判定",
                "a share of `{id}` can only be judged at a level above it"
            ),
        )
        .at(place.clone())
        .help(text!("删去这个层级", "leave the level out"));
        if let Some(declared) = declared {
            let word = text!(
                "所数的单位在这里声明",
                "the units counted are declared here"
            );
            finding = finding.beside(declared.clone(), word);
        }
        asked.scope.log.add(finding);
    }
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
    {
        not_below(scope.checklist_levels[at.0 as usize], id, place, asked);
    }
    Measured {
        measure: Measure::Checklist { checklist: at },
        reach: Some(Reach::of(Interval::closed(Number::zero(), hundred()), None)),
        unit: Some(percent()),
        decimals: Some(1),
        rests_on: Some(at),
    }
}

/// Shares are percentages, whatever else may be written.
fn only_percent(asked: &Asked) {
    if let Some((unit, node)) = &asked.unit
        && !is_sign(unit, "%")
    {
        node.bad(
            text!("占比的单位总是 %", "a share is always in %"),
            text!("删去 `unit`", "remove `unit`"),
        );
    }
}

fn is_sign(unit: &Text, sign: &str) -> bool {
    unit.zh == sign || unit.en == sign
}

fn percent() -> Text {
    Text::same("%")
}

fn hundred() -> Number {
    Number::from(100)
}
