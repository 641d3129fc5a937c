//! The JSON Schemas of `data.toml` and `waivers.toml`, made of the lists of keys and words by which they are read.

use super::forms::{
    ACKNOWLEDGE_KEYS, DECIMAL_SIGNS, FILE_KEYS, KINDS, MEANINGS, RECONCILE_KEYS, ROW_KEYS, RUNNING,
    SHAPES, SIDES, TABLE_KEYS, TOP_KEYS, WAIVERS_KEYS,
};
use super::{columns, layout, waivers};
use crate::table::parquet::MOST_DECIMALS;
use crate::toml_reader::schema::{
    any_of, any_string, boolean, document, filled_list, list, named, number, refer, string, table,
    text, whole, word,
};
use serde_json::{Value, json};

/// The schema of `data.toml`.
pub fn data_schema() -> Value {
    let top = vec![
        ("title", text()),
        ("synthetic", boolean()),
        ("plan", string()),
        ("boundaries", string()),
        ("file", list(refer("file"))),
        ("table", list(refer("table"))),
        ("acknowledge", list(refer("acknowledge"))),
        ("reconcile", list(refer("reconcile"))),
        (waivers::SECTION, list(refer("waiver"))),
    ];
    document(
        "kaoping: data.toml",
        table(&TOP_KEYS, top, &[]),
        vec![
            ("file", file()),
            ("table", engine_table()),
            ("column", column()),
            ("acknowledge", acknowledge()),
            ("reconcile", reconcile()),
            ("waiver", waiver()),
        ],
    )
}

/// The schema of `waivers.toml`.
pub fn waivers_schema() -> Value {
    let top = vec![(waivers::SECTION, list(refer("waiver")))];
    document(
        "kaoping: waivers.toml",
        table(&WAIVERS_KEYS, top, &[]),
        vec![("waiver", waiver())],
    )
}

fn year() -> Value {
    whole(1000, 9999)
}

/// A year, or a text such as `2015Q2`.
fn period() -> Value {
    any_of([year(), string()])
}

/// A number, or one that is written as a text.
fn exact_number() -> Value {
    any_of([number(), string()])
}

fn file() -> Value {
    let count = || whole(1, layout::MOST_LINES);
    let mut values = vec![
        ("path", string()),
        ("sheet", string()),
        ("skip", boolean()),
        ("encoding", string()),
        ("delimiter", any_string()),
        ("quote", any_string()),
        ("header-line", count()),
        ("skip-rows", count()),
        ("skip-last", count()),
        ("fill-down", filled_list(string())),
        ("transposed", boolean()),
    ];
    values.extend(of_rows());
    let keys = [&FILE_KEYS[..], &ROW_KEYS, &layout::KEYS].concat();
    table(&keys, values, &["path"])
}

fn engine_table() -> Value {
    let mut values = vec![("name", string())];
    values.extend(of_rows());
    let keys = [&TABLE_KEYS[..], &ROW_KEYS].concat();
    table(&keys, values, &["name", "columns"])
}

/// What is declared about the rows of a file or table.
fn of_rows() -> Vec<(&'static str, Value)> {
    let running: Vec<&str> = RUNNING.iter().map(|(word, _)| *word).collect();
    vec![
        ("shape", word(&SHAPES)),
        ("level", string()),
        ("year", year()),
        ("period", period()),
        ("as-of", string()),
        ("kind", word(&KINDS)),
        ("source", string()),
        ("roster", boolean()),
        ("merged", boolean()),
        ("checklist", string()),
        ("decimal", word(&DECIMAL_SIGNS)),
        ("symbols", named(word(&MEANINGS))),
        ("marks", filled_list(string())),
        ("unit", string()),
        ("running", any_of([boolean(), json!({ "enum": running })])),
        ("fractions", boolean()),
        ("where", named(any_string())),
        ("ignore", list(string())),
        ("columns", named(any_of([string(), refer("column")]))),
    ]
}

fn column() -> Value {
    let values = vec![
        ("variable", string()),
        ("year", year()),
        ("period", period()),
        ("factor", exact_number()),
        ("is", string()),
        ("rounded", whole(0, i64::from(MOST_DECIMALS))),
    ];
    table(&columns::KEYS, values, &[])
}

fn acknowledge() -> Value {
    let values = vec![
        ("code", string()),
        ("variable", string()),
        ("unit", string()),
        ("period", period()),
        ("why", text()),
    ];
    table(&ACKNOWLEDGE_KEYS, values, &ACKNOWLEDGE_KEYS)
}

fn reconcile() -> Value {
    let values = vec![
        ("variable", string()),
        ("tolerance", exact_number()),
        ("stands", word(&SIDES)),
        ("why", text()),
    ];
    table(&RECONCILE_KEYS, values, &["variable", "stands", "why"])
}

fn waiver() -> Value {
    let values = vec![
        ("indicator", string()),
        ("unit", string()),
        ("units", filled_list(string())),
        ("from", year()),
        ("until", year()),
        ("why", text()),
        ("by", text()),
        ("date", string()),
    ];
    let required = ["indicator", "from", "until", "why"];
    table(&waivers::KEYS, values, &required)
}
