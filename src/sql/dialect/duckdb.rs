//! DuckDB.

use super::Dialect;

/// DuckDB, whose patterns are those of RE2.
#[derive(Debug)]
pub struct DuckDb;

pub const DIALECT: &DuckDb = &DuckDb;

impl Dialect for DuckDb {
    fn id(&self) -> &'static str {
        "duckdb"
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_full_match({text}, {})", self.literal(pattern))
    }

    fn computed_once(&self) -> &'static str {
        "AS MATERIALIZED"
    }

    fn quotient(&self, number: &str, divisor: &str) -> String {
        format!("{number} // {divisor}")
    }
}
