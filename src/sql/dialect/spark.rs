//! Apache Spark and Hive.

use super::{Dialect, END_IN_JAVA};

/// Spark from version 3, with its own reading of literals or with that of the standard.
#[derive(Debug)]
pub struct Spark;

pub const DIALECT: &Spark = &Spark;

impl Dialect for Spark {
    fn id(&self) -> &'static str {
        "spark"
    }

    fn name_quote(&self) -> char {
        '`'
    }

    fn text_type(&self) -> &'static str {
        "STRING"
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        let whole = format!("^({pattern}){END_IN_JAVA}");
        format!("{text} RLIKE {}", self.literal(&whole))
    }

    /// A quote is a backslash and a quote: two quotes in a row are two literals.
    fn literal(&self, text: &str) -> String {
        let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
        format!("'{escaped}'")
    }

    fn quotient(&self, number: &str, divisor: &str) -> String {
        format!("{number} DIV {divisor}")
    }
}
