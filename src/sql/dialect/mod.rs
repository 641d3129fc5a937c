//! The dialects of SQL, one file each: where engines differ in what the statements need.
//!
//! To add one: copy the file of a similar dialect and add a line to [`DIALECTS`].

use crate::registry;
use std::fmt::Debug;

/// How an engine writes what engines write differently. All else in the statements is standard SQL.
///
/// Expressions are given and returned as SQL. Texts in the statements are without backslashes, which engines read differently: a pattern
/// has `[.]` for a full stop.
pub trait Dialect: Debug + Sync {
    /// The name by which `--dialect` asks for it, such as `duckdb`.
    fn id(&self) -> &'static str;

    /// The character on both sides of a name, which is doubled inside of it.
    fn name_quote(&self) -> char {
        '"'
    }

    /// The type of texts of any length, for `CAST`.
    fn text_type(&self) -> &'static str {
        "VARCHAR"
    }

    /// That the whole of a text matches a pattern. The pattern is of the kind that all engines read alike: literals, classes in brackets
    /// without names, groups, `|`, `?`, `*`, `+` and `{m,n}`.
    fn matches(&self, text: &str, pattern: &str) -> String;

    /// What stands between the name of a common table expression and its statement: `AS`, and how it is computed once only.
    fn computed_once(&self) -> &'static str {
        "AS"
    }

    /// A text as a key to sort by, which orders by the bytes of its UTF-8 whatever the database's language is.
    fn by_bytes(&self, text: &str) -> String {
        text.to_owned()
    }

    /// A text as a literal.
    fn literal(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// A name of a column, or one part of the name of a table.
    fn quote(&self, name: &str) -> String {
        let quote = self.name_quote();
        let inside = name.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{inside}{quote}")
    }

    /// The name of a table: the parts between full stops are catalogue, schema and table.
    fn table(&self, name: &str) -> String {
        let parts: Vec<String> = name.split('.').map(|part| self.quote(part)).collect();
        parts.join(".")
    }

    /// A value of any type as a text; NULL stays NULL.
    fn text(&self, value: &str) -> String {
        format!("CAST({value} AS {})", self.text_type())
    }

    /// A value as a whole number of up to 38 digits; an error where it is none, so that a pattern is tried before.
    fn whole(&self, value: &str) -> String {
        format!("CAST({value} AS DECIMAL(38, 0))")
    }

    /// How often a divisor above 0 goes into a whole number that is not below 0.
    fn quotient(&self, number: &str, divisor: &str) -> String {
        format!("{number} / {divisor}")
    }

    /// What ends a subquery of which each column is computed once a row, and not again in each place that uses it; empty where engines
    /// see to that themselves.
    fn columns_once(&self) -> &'static str {
        ""
    }

    /// Texts one after the other. None of them may be NULL, for which engines differ.
    fn joined(&self, texts: &[String]) -> String {
        match texts {
            [one] => one.clone(),
            texts => format!("CONCAT({})", texts.join(", ")),
        }
    }
}

registry! {
    /// All dialects, in the order in which they are listed.
    pub const DIALECTS: [&dyn Dialect] = DIALECT of {
        duckdb,
        spark,
        postgres,
        trino,
    }
}

/// The pattern that matches where nothing follows, without a backslash. `$` also matches before a line end in Java's patterns.
const END_IN_JAVA: &str = "(?![^a]|a)";
