//! kaoping (考评): whether a plan's targets are being met.
//!
//! A program that embeds it opens a [`Project`] and asks for [`documents`], which can be written and read back:
//!
//! ```
//! use kaoping::{Lang, Project, ScorecardQuery, Verdict};
//!
//! let project = Project::new("docs/first-plan/plan", "docs/first-plan/data");
//! // Load the plan, and what is to be warned of in it.
//! let plan = project.plan(Lang::En)?;
//! assert_eq!((plan.indicators.len(), plan.findings.len()), (3, 0));
//!
//! // Load the data: what became of each row, and what was found wrong.
//! let check = project.check(Lang::En)?;
//! assert_eq!((check.checked.rows, check.findings.len()), (16, 0));
//!
//! // Score.
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
//! let again: kaoping::documents::ScorecardDocument = serde_json::from_str(&json)?;
//! assert_eq!(again, card);
//!
//! // What is asked for and not there is an error with the exit code of the command line.
//! let unknown = ScorecardQuery { units: vec!["Nowhere".to_owned()], ..query };
//! let failure = project.scorecard(&unknown, Lang::En).unwrap_err();
//! assert_eq!((failure.code(), failure.message(Lang::En)), (2, "no unit `Nowhere`"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This is the whole public interface. The modules are private: they are reached by the program itself and by its tests through
//! a hidden module, whose contents change without notice.

#![warn(missing_docs)]

/// The modules, for the program and its tests. They change without notice.
///
/// Data flows one way. A module may use the modules above it in this list and none below; `tests/architecture.rs` enforces
/// that.
#[doc(hidden)]
#[path = "."]
pub mod internals {
    pub mod registry;

    pub mod i18n;

    pub mod progress;

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

    pub mod sql;

    pub mod command;

    pub mod app;
}

use internals::{
    attribution, checklist, command, crosscheck, data, evaluate, finding, i18n, index, lookup,
    number, observation, plan, plan_tests, progress, registry, render, report, scorecard, source,
    sql, table, tally, toml_reader, unit_of_measure,
};

pub use command::{Failure, Project, ScorecardQuery};
pub use evaluate::Verdict;
pub use i18n::Lang;

/// What is returned: the documents that the program writes as JSON, and all that is in them. Their JSON Schemas are published
/// with the program.
pub mod documents {
    pub use crate::report::check::{CheckDocument, Checked, FileBalance, MissingFigure};
    pub use crate::report::evidence::{Cell, Count, Counted, Evidence, ItemCount};
    pub use crate::report::gate::{Gate, GateEnd, GateMark};
    pub use crate::report::head::{Chapter, DocumentHead, HashedFile, PlanHead, Sources};
    pub use crate::report::number::{Bounds, Decimal, Fraction};
    pub use crate::report::observations::Observation;
    pub use crate::report::plan_listing::{
        ListedPlan, PlanDocument, PlannedIndicator, Revision, ScheduledYear, Step,
    };
    pub use crate::report::scorecard::{
        Answer, Assumed, Card, Direction, Display, IndicatorResult, LevelName, Note, Order, Pace,
        Previous, Scope, ScorecardDocument, ScorecardHead, ScorecardTail, StageResult, Target,
        Timing, UnitSummary, Waiver,
    };
    pub use crate::report::{
        Assumption, Clause, Coverage, Exit, Finding, Input, Language, Place, Severity, Summary,
        Tool, Unit,
    };
}
