//! The JSON Schema of the tests of a plan, made of the lists of keys by which they are read.

use super::file::TOP_KEYS;
use super::reader::expectation::OF;
use super::reader::rows::{HEAD, MOST_UNITS};
use super::reader::{CASES, KEYS, UNIT_KEYS};
use crate::evaluate::Verdict;
use crate::report::fields::FIELDS;
use crate::toml_reader::schema::{
    any_of, any_string, boolean, document, filled_list, list, named, refer, string, table, whole,
};
use serde_json::{Value, json};

/// The schema of a file of tests.
pub fn tests_schema() -> Value {
    let top = vec![("test", list(refer("test"))), ("unit", list(refer("unit")))];
    document(
        "kaoping: tests of a plan",
        table(&TOP_KEYS, top, &[]),
        vec![
            ("test", test(true)),
            ("case", test(false)),
            ("unit", unit()),
            ("row", row()),
            ("expectation", expectation()),
        ],
    )
}

fn year() -> Value {
    whole(1000, 9999)
}

/// What stands in a cell.
fn cell() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A test, or one of its cases.
fn test(whole: bool) -> Value {
    let mut keys = KEYS.to_vec();
    let mut values = vec![
        ("name", string()),
        ("unit", string()),
        ("level", string()),
        ("year", year()),
        ("indicator", string()),
        ("units", list(refer("unit"))),
        ("figures", one_or_more("row")),
        ("files", named(any_string())),
        ("as-of", string()),
        ("roster", boolean()),
        ("findings", list(string())),
        ("expect", one_or_more("expectation")),
    ];
    if !whole {
        return table(&keys, values, &[]);
    }
    keys.push(CASES);
    values.push((CASES, filled_list(refer("case"))));
    table(&keys, values, &["name"])
}

fn one_or_more(name: &str) -> Value {
    any_of([refer(name), list(refer(name))])
}

fn unit() -> Value {
    let values = vec![
        ("code", string()),
        ("name", string()),
        ("level", string()),
        ("parent", string()),
    ];
    table(&UNIT_KEYS, values, &["code", "level"])
}

/// Figures by their variables, and of which units and time they are.
fn row() -> Value {
    let values = vec![
        ("unit", string()),
        ("level", string()),
        ("count", whole(1, MOST_UNITS)),
        ("year", cell()),
        ("kind", cell()),
        ("as-of", cell()),
    ];
    let mut row = table(&HEAD, values, &[]);
    row["additionalProperties"] = cell();
    row
}

/// Fields of a result, and of which result they are.
fn expectation() -> Value {
    let verdicts = Verdict::ALL.map(Verdict::id);
    let fields = FIELDS.iter().map(|(name, _)| match *name {
        "verdict" | "previous" => (*name, json!({ "enum": verdicts })),
        name => (name, any_of([cell(), list(string())])),
    });
    let mut values: Vec<(&str, Value)> = fields.collect();
    let keys: Vec<&str> = OF
        .into_iter()
        .chain(FIELDS.iter().map(|(name, _)| *name))
        .collect();
    values.extend([
        ("indicator", string()),
        ("unit", string()),
        ("year", year()),
    ]);
    table(&keys, values, &[])
}
