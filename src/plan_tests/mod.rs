//! Tests of a plan: figures written in TOML, and what the plan has to say of them.
//!
//! A file of tests is read into [`Case`]s. Each case is a data set in memory that is read, counted and judged as any other;
//! fields of its results are compared with what is expected.

mod case;
pub mod coverage;
mod document;
mod figures;
mod file;
pub mod mutate;
mod reader;
mod run;
mod schema;
mod slice;

pub use case::{
    Case, Expectation, ExpectedField, Figure, Row, RowHead, RowUnit, TestUnit, WrittenFile,
};
pub use document::{coverage_of, mutation_of, result};
pub use file::read;
pub use run::{Evaluated, Ran, Wrong, compare, evaluate, run};
pub use schema::tests_schema;
