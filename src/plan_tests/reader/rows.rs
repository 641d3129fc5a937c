//! The figures of a test: a table of one unit, or rows of several units and years.

use super::Reader;
use crate::finding::codes;
use crate::plan::Year;
use crate::plan_tests::{Figure, Row, RowHead, RowUnit};
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};
use toml::de::DeValue;

/// A row whose unit and year may be those of the case.
#[derive(Clone)]
pub struct DraftRow<'a> {
    /// The unit; `None`: that of the case.
    pub unit: Option<Node<'a>>,
    head: DraftHead,
    figures: Vec<Figure>,
}

/// The rest of a row's head.
#[derive(Clone, PartialEq, Eq)]
struct DraftHead {
    /// The text of `unit`.
    unit: Option<String>,
    level: Option<String>,
    count: u32,
    period: Option<String>,
    kind: String,
    as_of: String,
}

/// The keys of a row that are no variables.
pub const HEAD: [&str; 6] = ["unit", "level", "count", "year", "kind", "as-of"];

/// The most units that a row stands for.
pub const MOST_UNITS: i64 = 100_000;

impl DraftRow<'_> {
    /// The row of a case with this unit and year.
    pub fn finish(&self, unit: Option<&str>, year: Year) -> Row {
        let head = &self.head;
        let own = head.unit.as_deref().or(unit).unwrap_or_default().to_owned();
        let of = match &head.level {
            Some(level) => RowUnit::Several {
                parent: own,
                level: level.clone(),
                count: head.count,
            },
            None => RowUnit::One(own),
        };
        let period = head.period.clone();
        Row {
            head: RowHead {
                of,
                period: period.unwrap_or_else(|| year.to_string()),
                kind: head.kind.clone(),
                as_of: head.as_of.clone(),
            },
            figures: self.figures.clone(),
        }
    }
}

/// The rows of a test and of one of its cases. What the case says of the same units and time comes after what the test says.
pub fn merged<'a>(mut rows: Vec<DraftRow<'a>>, own: Vec<DraftRow<'a>>) -> Vec<DraftRow<'a>> {
    let above = rows.len();
    for row in own {
        let mut same = rows.iter_mut().take(above);
        match same.find(|above| above.head == row.head) {
            Some(above) => above.figures.extend(row.figures),
            None => rows.push(row),
        }
    }
    rows
}

impl Reader<'_> {
    /// The rows of `figures`.
    pub fn rows<'a>(&self, node: &Node<'a>) -> Vec<DraftRow<'a>> {
        let tables = match node.raw().is_table() {
            true => node.table().into_iter().collect(),
            false => node.tables(),
        };
        tables.iter().map(|table| self.row(table)).collect()
    }

    fn row<'a>(&self, table: &Table<'a>) -> DraftRow<'a> {
        let word = |key: &str| table.get(key).and_then(|node| text(&node));
        let level = table.get("level").and_then(|node| self.level(&node));
        let count = table.get("count").and_then(|n| n.whole(1, MOST_UNITS));
        if let (None, Some(key)) = (level, table.key("count")) {
            key.bad(
                text!("`count` 须与 `level` 并用", "`count` goes with `level`"),
                text!("补上 `level = …`", "add `level = …`"),
            );
        }
        let entries = table.entries().into_iter();
        let entries = entries.filter(|(key, _)| !HEAD.contains(&key.name()));
        DraftRow {
            unit: table.get("unit"),
            head: DraftHead {
                unit: word("unit"),
                level: level.map(|level| self.plan[level].id.clone()),
                count: count.unwrap_or(1) as u32,
                period: word("year"),
                kind: word("kind").unwrap_or_default(),
                as_of: word("as-of").unwrap_or_default(),
            },
            figures: entries
                .filter_map(|(key, node)| self.figure(&key, &node))
                .collect(),
        }
    }

    fn figure(&self, key: &Key, node: &Node) -> Option<Figure> {
        let name = key.name();
        let known = match name.strip_suffix("/*") {
            Some(checklist) => self.plan.checklists.iter().any(|one| one.id == checklist),
            None => self.plan.variable(name).is_some(),
        };
        if !known {
            let shown = name.escape_debug();
            let ids = self.plan.variables.iter().map(|v| v.id.as_str());
            key.doc.log.report(
                codes::UNKNOWN_REFERENCE,
                key.place(),
                text!(
                    "没有数据项 `{shown}`",
                    "the variable `{shown}` is not declared"
                ),
                list_of(name, ids),
            );
        }
        Some(Figure {
            variable: name.to_owned(),
            text: text(node)?,
            place: node.place(),
        })
    }
}

/// A figure or word as it would stand in a cell: numbers as written, 是 and 否 for `true` and `false`.
pub fn text(node: &Node) -> Option<String> {
    match node.raw() {
        DeValue::String(word) => Some(word.to_string()),
        DeValue::Integer(n) if n.radix() == 10 => Some(n.as_str().replace('_', "")),
        DeValue::Float(n) => Some(n.as_str().replace('_', "")),
        DeValue::Boolean(true) => Some("是".to_owned()),
        DeValue::Boolean(false) => Some("否".to_owned()),
        _ => {
            node.wrong_type(text!(
                "数字、带引号的文字或 true/false",
                "a number, a string in quotes, or true or false"
            ));
            None
        }
    }
}
