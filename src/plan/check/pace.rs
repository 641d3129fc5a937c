//! `pace` of a plan or an indicator, `baseline`, `carry` and `limit`: what progress is measured by and from.

use super::bands;
use super::plan::baseline_year;
use super::symbol_table::SymbolTable;
use super::value_range::{self, ValueRange};
use crate::plan::{Baseline, Distribution, OtherYear, Pace, PaceMethod, WITHIN_YEAR, Year};
use crate::text;
use crate::toml_reader::{Node, Table};

pub const KEYS: [&str; 3] = ["method", "bands", WITHIN_YEAR];
pub const BASELINE_KEYS: [&str; 3] = ["year", "value", "or"];
pub const METHODS: [(&str, PaceMethod); 3] = [
    ("path", PaceMethod::Path),
    ("linear", PaceMethod::Linear),
    ("cagr", PaceMethod::Cagr),
];
pub const OTHER_YEARS: [(&str, OtherYear); 2] =
    [("next", OtherYear::Next), ("nearest", OtherYear::Nearest)];
/// The word for no pace at all.
pub const NONE: &str = "none";
/// The greatest age of a figure that may stand for a later year.
pub const OLDEST: i64 = 50;

/// Reads `pace`: the word of a method, or a table with methods and bands. What the table leaves out is that of `default`.
/// `None` if it has a mistake, which is reported.
pub fn pace(node: &Node, default: &Pace, symbols: &SymbolTable) -> Option<Pace> {
    if !node.raw().is_table() {
        return Some(Pace {
            methods: word(node)?.into_iter().collect(),
            as_listed: false,
            ..default.clone()
        });
    }
    let table = node.table()?;
    table.only(&KEYS);
    let methods = table.get("method").map(|node| methods(&node));
    let placed = table.get("bands").map(|node| bands::refer(&node, symbols));
    Some(Pace {
        as_listed: methods.is_some(),
        methods: methods.unwrap_or_else(|| Some(default.methods.clone()))?,
        bands: match placed {
            Some(bands) => Some(bands?),
            None => default.bands.clone(),
        },
        within_year: match table.get(WITHIN_YEAR) {
            Some(node) => Some(distribution(&node)?),
            None => default.within_year.clone(),
        },
    })
}

/// The shares of a year's task by quarter or month.
fn distribution(node: &Node) -> Option<Distribution> {
    let shares = node
        .filled_list()?
        .iter()
        .map(Node::number)
        .collect::<Option<_>>()?;
    let distribution = Distribution::new(shares);
    if distribution.is_none() {
        node.bad(
            text!(
                "须为 4 个季度或 12 个月的任务比重（%），合计 100",
                "the shares of a year's task have to be of 4 quarters or 12 months, in per cent, together 100"
            ),
            text!("如 `[20, 25, 25, 30]`", "such as `[20, 25, 25, 30]`"),
        );
    }
    distribution
}

/// A method; `Some(None)` for none.
fn word(node: &Node) -> Option<Option<PaceMethod>> {
    let words: Vec<(&'static str, Option<PaceMethod>)> = (METHODS.iter())
        .map(|&(word, method)| (word, Some(method)))
        .chain([(NONE, None)])
        .collect();
    node.word(&words)
}

/// One method, or a list of several.
fn methods(node: &Node) -> Option<Vec<PaceMethod>> {
    if !node.raw().is_array() {
        return Some(word(node)?.into_iter().collect());
    }
    let mut found = Vec::new();
    for node in node.filled_list()? {
        let method = node.word(&METHODS)?;
        if found.contains(&method) {
            node.bad(
                text!("方法重复", "the method is listed twice"),
                text!("只写一次", "list it once"),
            );
            return None;
        }
        found.push(method);
    }
    Some(found)
}

/// Reads an indicator's `baseline`: a year, or a table with the year's value or with the year that takes its place.
pub fn baseline(
    entry: &Table,
    range: Option<&ValueRange>,
    symbols: &SymbolTable,
) -> Option<Baseline> {
    let Some(node) = entry.get("baseline") else {
        return symbols.baseline.clone();
    };
    read_baseline(&node, range, symbols)
}

/// A year, or a table of `year` with `value` or `or`.
pub fn read_baseline(
    node: &Node,
    range: Option<&ValueRange>,
    symbols: &SymbolTable,
) -> Option<Baseline> {
    if !node.raw().is_table() {
        return Some(Baseline::measured(baseline_year(node, symbols)?));
    }
    let table = node.table()?;
    table.only(&BASELINE_KEYS);
    let year = table
        .need("year")
        .and_then(|node| baseline_year(&node, symbols));
    let value = table
        .get("value")
        .map(|node| value_range::baseline(&node, range));
    let or = table.get("or").map(|node| node.word(&OTHER_YEARS));
    if let (Some(_), Some(key)) = (&value, table.key("or")) {
        key.bad(
            text!(
                "写明了基期值，不需要其他年份",
                "the baseline has a value, so that no other year takes its place"
            ),
            text!("删去 `or` 或 `value`", "remove `or` or `value`"),
        );
        return None;
    }
    Some(Baseline {
        year: year?,
        value: match value {
            Some(value) => Some(value?),
            None => None,
        },
        or: match or {
            Some(or) => Some(or?),
            None => None,
        },
    })
}

/// Reads `carry`: how old a figure may be that stands for a year without one.
pub fn carry(table: &Table, default: Year) -> Option<Year> {
    match table.get("carry") {
        Some(node) => node.whole(0, OLDEST).map(|years| years as Year),
        None => Some(default),
    }
}
