//! Trino and Presto.

use super::{Dialect, END_IN_JAVA};

/// Trino, whose patterns are those of Java.
#[derive(Debug)]
pub struct Trino;

pub const DIALECT: &Trino = &Trino;

impl Dialect for Trino {
    fn id(&self) -> &'static str {
        "trino"
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        let whole = format!("^({pattern}){END_IN_JAVA}");
        format!("regexp_like({text}, {})", self.literal(&whole))
    }
}
