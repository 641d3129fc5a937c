//! PostgreSQL, and databases that take its statements.

use super::Dialect;

/// PostgreSQL from version 12, openGauss and Kingbase.
#[derive(Debug)]
pub struct Postgres;

pub const DIALECT: &Postgres = &Postgres;

impl Dialect for Postgres {
    fn id(&self) -> &'static str {
        "postgres"
    }

    fn text_type(&self) -> &'static str {
        "TEXT"
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("{text} ~ {}", self.literal(&format!("^({pattern})$")))
    }

    fn computed_once(&self) -> &'static str {
        "AS MATERIALIZED"
    }

    fn by_bytes(&self, text: &str) -> String {
        format!("{text} COLLATE \"C\"")
    }

    fn columns_once(&self) -> &'static str {
        "OFFSET 0"
    }
}
