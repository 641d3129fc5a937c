//! Pieces of statements.

use super::Dialect;
use std::fmt::Write;

/// A common table expression.
#[derive(Clone, Debug)]
pub struct Cte {
    /// Its name.
    pub name: String,
    /// What it holds, for readers of the statement.
    pub remark: Option<String>,
    /// Its query.
    pub query: String,
}

impl Cte {
    /// One with a remark.
    pub fn new(name: impl Into<String>, remark: &str, query: impl Into<String>) -> Cte {
        Cte {
            name: name.into(),
            remark: Some(remark.to_owned()),
            query: query.into(),
        }
    }
}

/// Rows of literals as a common table expression. Where there are none it is empty.
pub fn values(
    dialect: &dyn Dialect,
    (name, columns): (&str, &[&str]),
    rows: Vec<Vec<String>>,
) -> Cte {
    let empty = rows.is_empty();
    let rows = match empty {
        true => vec![columns.iter().map(|_| dialect.literal("")).collect()],
        false => rows,
    };
    let rows: Vec<String> = rows
        .into_iter()
        .map(|row| format!("  ({})", row.join(", ")))
        .collect();
    let columns = columns.join(", ");
    let none = if empty { " WHERE 1 = 0" } else { "" };
    let query = format!(
        "SELECT {columns} FROM (VALUES\n{}\n) AS rows_of_{name}({columns}){none}",
        rows.join(",\n")
    );
    Cte {
        name: name.to_owned(),
        remark: None,
        query,
    }
}

/// A statement: remarks at its head, common table expressions, and the query that uses them.
pub fn statement(dialect: &dyn Dialect, head: &[String], ctes: &[Cte], query: &str) -> String {
    let mut text = String::new();
    for line in head {
        text.push_str(&remark(line));
    }
    for (at, cte) in ctes.iter().enumerate() {
        text.push_str(if at == 0 { "WITH\n" } else { ",\n" });
        text.push_str(&cte.remark.as_deref().map(remark).unwrap_or_default());
        let once = dialect.computed_once();
        // Writing to a text can't fail.
        let _ = write!(text, "{} {once} (\n{}\n)", cte.name, cte.query);
    }
    text.push_str(if ctes.is_empty() { "" } else { "\n" });
    text.push_str(query);
    text.push_str(";\n");
    text
}

/// A text as a remark, on a line of its own.
pub fn remark(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("-- {plain}\n")
}

/// Conditions of which each has to hold.
pub fn all_of(conditions: &[String]) -> String {
    match conditions {
        [] => "1 = 1".to_owned(),
        conditions => conditions.join("\n    AND "),
    }
}
