//! kaoping (考评): whether a plan's targets are being met.
//!
//! A program that embeds it opens a [`Project`] and asks for scorecards, which are documents that can be written and read
//! back:
//!
//! ```
//! use kaoping::{Lang, Project, ScorecardQuery, Verdict};
//!
//! let project = Project::new("docs/first-plan/plan", "docs/first-plan/data");
//! let (plan, warnings) = project.plan()?;
//! assert_eq!((plan.indicators.len(), warnings.is_empty()), (3, true));
//!
//! let query = ScorecardQuery {
//!     years: vec![2023],
//!     level: Some("village".to_owned()),
//!     ..ScorecardQuery::default()
//! };
//! let card = project.scorecard(&query, Lang::En)?;
//! let result = &card.results[0];
//! assert_eq!((result.unit.name.as_str(), result.verdict), ("Upper Willow", Verdict::OnTrack));
//! assert_eq!(result.value.as_ref().map(|value| value.as_str()), Some("16.9934640523"));
//!
//! // The same document as `kaoping score --format json` writes.
//! let json = serde_json::to_string(&card)?;
//! let again: kaoping::ScorecardDocument = serde_json::from_str(&json)?;
//! assert_eq!(again, card);
//!
//! // What is asked for and not there is an error with the exit code of the command line.
//! let unknown = ScorecardQuery { units: vec!["Nowhere".to_owned()], ..query };
//! assert_eq!(project.scorecard(&unknown, Lang::En).unwrap_err().exit.code(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The items at the root of the crate are its public interface, with what they return. The modules are public for the tests and
//! change without notice.
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

pub use command::{Failure, Project, ScorecardQuery};
pub use evaluate::Verdict;
pub use i18n::Lang;
pub use report::scorecard::ScorecardDocument;
