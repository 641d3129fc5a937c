//! Documents: what the commands have to tell, owned, versioned, written and read back. A format of `render` needs
//! nothing else.
//!
//! A document only ever gains keys: a reader of version 1 reads all that this program writes under it.

pub mod batch;
pub mod check;
pub mod comparison;
pub mod difference;
pub mod evidence;
pub mod explanation;
pub mod fields;
pub mod finding_page;
pub mod form;
pub mod gate;
pub mod head;
pub mod manifest;
pub mod number;
pub mod observations;
pub mod pace;
pub mod plan_listing;
pub mod rank;
pub mod scorecard;
mod stage;
mod stems;
mod target;
pub mod test_run;
pub mod trend;
pub mod verification;

mod build;
mod common;
mod read_back;

pub use build::{
    Builder, Detail, Digests, Ranking, Selection, SourceNames, UnitSelection, changed_cells,
    check_document, findings_of, place as place_of, plan_document, scorecard_tail,
};
pub use common::{
    Assumption, Clause, Coverage, Exit, ExitStatus, Finding, Input, Language, Place, Severity,
    Summary, Tool, Unit,
};

pub use stems::stems;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

/// A kind of document.
pub struct DocumentKind {
    /// Name and version: `kaoping/scorecard/1`.
    pub id: &'static str,
    /// Its JSON Schema.
    pub schema: fn() -> Schema,
}

impl DocumentKind {
    /// The name without version: `scorecard`.
    pub fn name(&self) -> &'static str {
        self.id.split('/').nth(1).unwrap_or(self.id)
    }
}

/// Every kind of document. One more is one file and one line here.
pub const DOCUMENTS: &[DocumentKind] = &[
    DocumentKind {
        id: scorecard::SCHEMA,
        schema: schema_of::<scorecard::ScorecardDocument>,
    },
    DocumentKind {
        id: explanation::SCHEMA,
        schema: schema_of::<explanation::Explanation>,
    },
    DocumentKind {
        id: check::SCHEMA,
        schema: schema_of::<check::CheckDocument>,
    },
    DocumentKind {
        id: comparison::SCHEMA,
        schema: schema_of::<comparison::ComparisonDocument>,
    },
    DocumentKind {
        id: rank::SCHEMA,
        schema: schema_of::<rank::RankDocument>,
    },
    DocumentKind {
        id: trend::SCHEMA,
        schema: schema_of::<trend::TrendDocument>,
    },
    DocumentKind {
        id: finding_page::SCHEMA,
        schema: schema_of::<finding_page::FindingPage>,
    },
    DocumentKind {
        id: plan_listing::SCHEMA,
        schema: schema_of::<plan_listing::PlanDocument>,
    },
    DocumentKind {
        id: test_run::SCHEMA,
        schema: schema_of::<test_run::TestDocument>,
    },
    DocumentKind {
        id: difference::SCHEMA,
        schema: schema_of::<difference::DiffDocument>,
    },
    DocumentKind {
        id: verification::SCHEMA,
        schema: schema_of::<verification::VerifyDocument>,
    },
    DocumentKind {
        id: manifest::SCHEMA,
        schema: schema_of::<manifest::BatchDocument>,
    },
];

/// The JSON Schema of what is written.
fn schema_of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}
