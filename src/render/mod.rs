//! Documents in, bytes out: a format writes to what it is given, and prints nothing.
//!
//! To add one: copy the file nearest to it, and add its line to [`FORMATS`].

mod bar;
pub mod batch;
mod comparison;
mod coverage;
mod difference;
pub mod escape;
mod evidence;
pub mod findings;
pub mod html;
mod notices;
mod number_format;
mod outstanding;
mod phrases;
mod rank;
mod raw_table;
pub mod refused_rows;
mod result_lines;
mod sparkline;
mod stage_lines;
mod standing;
mod style;
mod test_lines;
mod text;
mod trend;
mod verification;
mod waiver_lines;
mod workbook;

use crate::i18n::Lang;
use crate::registry;
use crate::report::Detail;
use crate::report::check::CheckDocument;
use crate::report::comparison::ComparisonDocument;
use crate::report::difference::DiffDocument;
use crate::report::explanation::Explanation;
use crate::report::finding_page::FindingPage;
use crate::report::form::Form;
use crate::report::manifest::BatchDocument;
use crate::report::observations::Observation;
use crate::report::plan_listing::PlanDocument;
use crate::report::rank::RankDocument;
use crate::report::scorecard::{Card, ScorecardHead, ScorecardTail, UnitSummary};
use crate::report::test_run::TestDocument;
use crate::report::trend::TrendDocument;
use crate::report::verification::VerifyDocument;
use std::io::{self, Write};

/// How what is written should look.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of labels; that of the document.
    pub lang: Lang,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether rows of tables are wrapped to that width. Else, in a file or for another program, each is one line, however long.
    pub wraps_rows: bool,
    /// Whether colour codes are written.
    pub color: bool,
}

impl Style {
    /// The most columns that a row of a table may take.
    pub fn row_width(self) -> usize {
        match self.wraps_rows {
            true => self.width,
            false => usize::MAX,
        }
    }
}

/// One way to write scorecards: the head, then each card as it comes, then the units below, then the tail. Nothing of a
/// card is kept, so that listings of any length take bounded memory.
pub trait ScorecardRenderer {
    /// Writes what is known before the first card.
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()>;

    /// How much of a card it shows, once it has begun.
    fn detail(&self) -> Detail {
        Detail::Evidence
    }

    /// Writes the card of one unit.
    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()>;

    /// Writes the units below the one assessed, once, after its card.
    fn members(&mut self, _: &mut dyn Write, _: &[UnitSummary]) -> io::Result<()> {
        Ok(())
    }

    /// Writes what all cards come to.
    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()>;
}

/// Which part of a plan is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The targets, by chapter.
    Targets,
    /// The targets, by the year in which they are due.
    ByYear,
    /// What is assumed where the plan leaves open.
    Assumptions,
    /// The targets that were revised, and why.
    History,
}

/// Writes a whole document.
pub type DocumentWriter<D> = fn(&mut dyn Write, Style, &D) -> io::Result<()>;

/// Writes a part of a plan's document.
pub type PlanWriter = fn(&mut dyn Write, Style, &PlanDocument, Listing) -> io::Result<()>;

/// Observations, one after the other.
pub type Observations<'a> = &'a mut dyn Iterator<Item = Observation>;

/// Writes observations as they come.
pub type ObservationsWriter = fn(&mut dyn Write, Observations<'_>) -> io::Result<()>;

/// A format: how each kind of document is written in it; `None` where it has no form for that kind.
pub struct DocumentFormat {
    /// The word after `--format`.
    pub id: &'static str,
    /// Extensions of files that are written in it unless another is asked for.
    pub extensions: &'static [&'static str],
    /// Whether it carries digests of what was read.
    pub digests: bool,
    /// Whether it has a document also of a run that could evaluate nothing.
    pub on_failure: bool,
    /// Whether it is no text, so that a terminal can't show it.
    pub binary: bool,
    /// Scorecards.
    pub scorecard: Option<fn(Style) -> Box<dyn ScorecardRenderer>>,
    /// Scorecards for a spreadsheet program: headings in the language, numbers rounded.
    pub office: Option<fn(Style) -> Box<dyn ScorecardRenderer>>,
    /// What `check` found.
    pub check: Option<DocumentWriter<CheckDocument>>,
    /// One result with all that it rests on.
    pub explanation: Option<DocumentWriter<Explanation>>,
    /// What a kind of finding means.
    pub finding_page: Option<DocumentWriter<FindingPage>>,
    /// What a plan asks for.
    pub plan: Option<PlanWriter>,
    /// Two units or two years side by side.
    pub comparison: Option<DocumentWriter<ComparisonDocument>>,
    /// The places of units.
    pub rank: Option<DocumentWriter<RankDocument>>,
    /// Indicators over the years.
    pub trend: Option<DocumentWriter<TrendDocument>>,
    /// The results that differ between two scorecards, and why.
    pub difference: Option<DocumentWriter<DiffDocument>>,
    /// Whether a scorecard still stands.
    pub verification: Option<DocumentWriter<VerifyDocument>>,
    /// What became of the files of a batch.
    pub batch: Option<DocumentWriter<BatchDocument>>,
    /// A form to be filled in.
    pub form: Option<DocumentWriter<Form>>,
    /// Observations, one by one.
    pub observations: Option<ObservationsWriter>,
    /// What came of the tests of a plan.
    pub tests: Option<DocumentWriter<TestDocument>>,
}

impl DocumentFormat {
    /// A text format that has a form for no kind of document: what a format declares is put in its place.
    const fn without_forms(id: &'static str) -> Self {
        DocumentFormat {
            id,
            extensions: &[],
            digests: false,
            on_failure: false,
            binary: false,
            scorecard: None,
            office: None,
            check: None,
            explanation: None,
            finding_page: None,
            plan: None,
            comparison: None,
            rank: None,
            trend: None,
            difference: None,
            verification: None,
            batch: None,
            form: None,
            observations: None,
            tests: None,
        }
    }
}

registry! {
    /// Every format, the default first. One more is one file and one line here.
    pub const FORMATS: [DocumentFormat] = FORMAT of {
        table,
        json,
        ndjson,
        csv,
        markdown,
        junit,
        sarif,
        github,
        xlsx,
        parquet,
    }
}

pub use raw_table::TableWriter;

/// The format of an id; `None` if there is none of that name.
pub fn format(id: &str) -> Option<&'static DocumentFormat> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The format that a file's extension stands for; `None` if it stands for none.
pub fn format_of_extension(extension: &str) -> Option<&'static DocumentFormat> {
    let extension = extension.to_ascii_lowercase();
    (FORMATS.iter()).find(|format| format.extensions.contains(&extension.as_str()))
}

/// The ids of the formats that have a form for a kind of document.
pub fn formats_with(has: impl Fn(&DocumentFormat) -> bool) -> Vec<&'static str> {
    let formats = FORMATS.iter().filter(|format| has(format));
    formats.map(|format| format.id).collect()
}
