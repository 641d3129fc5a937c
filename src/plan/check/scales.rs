//! `[[scale]]`: the answers to flags, ratings and items, and their credits. The scale `yes-no` is built in.

use super::names::duplicate_id;
use super::symbol_table::{Entries, SymbolTable, id_of};
use crate::finding::Place;
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::{Grade, Scale};
use crate::text;
use crate::toml_reader::{Node, Table};
use std::collections::BTreeMap;

/// The id of the built-in scale, which is always the first.
pub const YES_NO: &str = "yes-no";
pub const KEYS: [&str; 3] = ["id", "met-from", "grades"];
pub const GRADE_KEYS: [&str; 3] = ["name", "credit", "words"];
const GRADES_MAX: usize = 12;

/// Registers the ids of scales.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    let built_in = Place::file("(built-in)");
    symbols.scales.register(YES_NO, 0, built_in, symbols.log);
    for (at, table) in entries.scale.iter().enumerate() {
        if let (Some(id), place) = id_of(table) {
            symbols
                .scales
                .register(id, at as u32 + 1, place, symbols.log);
        }
    }
}

/// Checks the scales, the built-in one first.
pub fn scales(entries: &Entries, symbols: &mut SymbolTable) -> Vec<Option<Scale>> {
    let mut list = vec![Some(yes_no())];
    list.extend(entries.scale.iter().map(scale));
    symbols.met_from = list
        .iter()
        .map(|scale| scale.as_ref().map(|scale| scale.met_from.clone()))
        .collect();
    list
}

fn yes_no() -> Scale {
    let grade = |name: Text, credit: i64, words: &str| Grade {
        name,
        credit: Number::from(credit),
        words: words.split(' ').map(str::to_owned).collect(),
    };
    Scale {
        id: YES_NO.to_owned(),
        grades: vec![
            grade(
                text!("否", "no"),
                0,
                "否 无 未 没有 未建立 未完成 未达标 不达标 no n false 0 × ✗ x",
            ),
            grade(
                text!("进行中", "under way"),
                0,
                "进行中 推进中 在建 筹备中 under-way underway ongoing",
            ),
            grade(
                text!("是", "yes"),
                1,
                "是 有 已建立 已完成 已成立 完成 达标 yes y true 1 √ ✓ ✔",
            ),
        ],
        met_from: Number::one(),
    }
}

fn scale(table: &Table) -> Option<Scale> {
    table.only(&KEYS);
    let met_from = match table.get("met-from") {
        Some(node) => credit(&node),
        None => Some(Number::one()),
    };
    let grades = table.need("grades").and_then(|node| grades(&node));
    if let (Some(met_from), Some(grades)) = (&met_from, &grades)
        && grades.iter().all(|grade| grade.credit < *met_from)
        && let Some(node) = table.get("met-from").or(table.get("grades"))
    {
        node.bad(
            text!("没有一档算达标", "no grade counts as met"),
            text!(
                "降低 `met-from`，或添加一档得分不低于 {met_from} 的",
                "lower `met-from`, or add a grade with a credit of at least {met_from}"
            ),
        );
    }
    let id = table.get("id").and_then(|node| node.raw().as_str());
    Some(Scale {
        id: id?.to_owned(),
        grades: grades?,
        met_from: met_from?,
    })
}

fn credit(node: &Node) -> Option<Number> {
    node.number_that(
        |n| !n.is_negative() && *n <= Number::one(),
        text!("应写 0 到 1 的数", "write a number from 0 to 1"),
    )
}

/// The grades in ascending order of credit; `None` if one of them has a mistake.
fn grades(node: &Node) -> Option<Vec<Grade>> {
    let count = node.filled_list()?.len();
    if count > GRADES_MAX {
        node.bad(
            text!("档数过多：{count}", "too many grades: {count}"),
            text!("最多 {GRADES_MAX} 档", "at most {GRADES_MAX} are allowed"),
        );
    }
    let mut words = BTreeMap::new();
    let found: Vec<_> = node
        .tables()
        .iter()
        .map(|table| grade(table, &mut words))
        .collect();
    let mut grades: Vec<Grade> = found.into_iter().collect::<Option<_>>()?;
    grades.sort_by(|a, b| a.credit.cmp(&b.credit));
    Some(grades)
}

fn grade(table: &Table, known: &mut BTreeMap<String, Place>) -> Option<Grade> {
    table.only(&GRADE_KEYS);
    let name = table.need("name").and_then(|node| node.text());
    let credit = table.need("credit").and_then(|node| credit(&node));
    let mut words = Vec::new();
    let list = table.need("words").and_then(|node| node.filled_list());
    for node in list.as_deref().unwrap_or_default() {
        let Some(word) = node.filled() else { continue };
        let word = word.trim().to_lowercase();
        match known.get(&word) {
            Some(first) => duplicate_id(table.doc.log, &word, node.place(), first.clone()),
            None => {
                known.insert(word.clone(), node.place());
                words.push(word);
            }
        }
    }
    Some(Grade {
        name: name?,
        credit: credit?,
        words,
    })
}
