//! Tests of a plan: figures written in TOML, and what the plan has to say of them.
//!
//! A file of tests is read into [`Case`]s. Each case is a data set in memory that is read, counted and judged as any other;
//! fields of its results are compared with what is expected.

mod case;
mod document;
mod figures;
mod file;
mod reader;
mod run;

pub use case::{
    Case, Expectation, ExpectedField, Figure, Row, RowHead, RowUnit, TestUnit, WrittenFile,
};
pub use document::result;
pub use file::read;
pub use run::{Difference, Evaluated, Ran, Wrong, compare, evaluate, run};
