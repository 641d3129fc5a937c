//! What a case expects: fields of one or several results.

use super::{Expectations, Reader, Setting};
use crate::evaluate::Verdict;
use crate::finding::codes;
use crate::plan_tests::{Expectation, ExpectedField};
use crate::report::fields::FIELDS;
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};
use toml::de::DeValue;

/// The keys of an expectation that are no fields: of which result it is.
pub const OF: [&str; 3] = ["indicator", "unit", "year"];

/// The expectations of a case; `None` if any has a mistake, which is reported. `unit` is the unit of the case.
pub fn expectations(
    reader: &Reader,
    case: &Table,
    setting: &Setting,
    unit: Option<&str>,
) -> Option<Expectations> {
    let expected = setting.expect.iter();
    let expected: Vec<Option<Expectation>> = expected
        .map(|table| expectation(reader, case, table, setting, unit))
        .collect();
    expected.into_iter().collect()
}

fn expectation(
    reader: &Reader,
    case: &Table,
    table: &Table,
    setting: &Setting,
    unit: Option<&str>,
) -> Option<Expectation> {
    let indicator = match table.get("indicator") {
        Some(node) => Some(reader.indicator(&node)),
        None => setting.indicator,
    };
    if indicator.is_none() {
        case.lacks("indicator");
    }
    let year = match table.get("year") {
        Some(node) => Some(reader.year(&node)),
        None => setting.year,
    };
    if year.is_none() {
        case.lacks("year");
    }
    let own = match table.get("unit") {
        Some(node) => Some(reader.unit_of(&node, setting)?),
        None => unit.map(str::to_owned),
    };
    let entries = table.entries().into_iter();
    let fields = entries.filter(|(key, _)| !OF.contains(&key.name()));
    let fields: Vec<Option<ExpectedField>> = fields.map(|(key, node)| field(&key, &node)).collect();
    if fields.is_empty() {
        table.lacks("verdict");
        return None;
    }
    Some(Expectation {
        indicator: reader.plan[indicator??].id.clone(),
        unit: own,
        year: year??,
        place: table.place(),
        fields: fields.into_iter().collect::<Option<_>>()?,
    })
}

fn field(key: &Key, node: &Node) -> Option<ExpectedField> {
    let name = key.name();
    if !FIELDS.iter().any(|(known, _)| *known == name) {
        let shown = name.escape_debug();
        node.doc.log.report(
            codes::UNKNOWN_KEY,
            key.place(),
            text!("没有字段 `{shown}`", "there is no field `{shown}`"),
            list_of(name, FIELDS.iter().map(|(known, _)| *known)),
        );
        return None;
    }
    if matches!(name, "verdict" | "previous") {
        let verdicts = Verdict::ALL.map(|verdict| (verdict.id(), verdict));
        node.word(&verdicts)?;
    }
    Some(ExpectedField {
        name: name.to_owned(),
        text: expected(node)?,
        place: node.place(),
    })
}

/// What is expected, as a text; a list is its sorted words.
fn expected(node: &Node) -> Option<String> {
    if let DeValue::Array(_) = node.raw() {
        let mut words = node.strings();
        words.sort();
        return Some(words.join(" "));
    }
    super::rows::text(node)
}
