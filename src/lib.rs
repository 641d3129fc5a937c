//! kaoping (考评): whether a plan's targets are being met.
//!
//! Data flows one way. A module may use the modules above it in this list and none below; `tests/architecture.rs`
//! enforces that.

#![warn(missing_docs)]

pub mod registry;

pub mod i18n;

pub mod number;

pub mod unit_of_measure;

pub mod finding;

pub mod source;

pub mod toml_reader;

pub mod index;

pub mod observation;

pub mod plan;

pub mod checklist;

pub mod table;

pub mod data;

pub mod tally;

pub mod evaluate;

pub mod crosscheck;

pub mod scorecard;

pub mod attribution;

pub mod report;

pub mod lookup;

pub mod plan_tests;

pub mod render;

pub mod command;

pub mod app;
