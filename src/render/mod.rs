//! Scorecards in, bytes out: each format writes to what it is given, and prints nothing.
//!
//! To add one: copy the file nearest to it, and add its line to [`FORMATS`].

mod bar;
pub mod check;
mod csv;
pub mod escape;
pub mod explain;
pub mod findings;
mod json;
mod list;
mod markdown;
mod ndjson;
mod paint;
pub mod plan_list;
mod sentences;
mod shown;
mod table;
mod text;

use crate::finding::Findings;
use crate::i18n::{Lang, Text};
use crate::observation::{Figures, UnitIx};
use crate::plan::{LevelIx, Plan, Year};
use crate::scorecard::{Coverage, Scorecard, Summary};
use std::io::{self, Write};

/// What every format may show of, and how.
pub struct View<'a> {
    pub plan: &'a Plan,
    pub figures: &'a Figures,
    pub year: Year,
    /// The unit asked for: the one judged, or the one whose units of `level` are.
    pub unit: UnitIx,
    /// Where every unit of a level is judged.
    pub level: Option<LevelIx>,
    pub findings: &'a Findings,
    /// Empty unless the format carries them.
    pub digests: &'a Digests,
    pub style: Style,
}

/// How what is written should look.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub lang: Lang,
    /// Columns of the terminal.
    pub width: usize,
    pub color: bool,
}

/// SHA-256 of what was read, in hexadecimal.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    pub plan: String,
    /// One for each of the data set's files.
    pub files: Vec<String>,
}

/// A unit below the one asked for: its counts only.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub unit: UnitIx,
    pub summary: Summary,
    pub coverage: Coverage,
}

/// What all the scorecards come to, members not among them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    pub units: u64,
    pub summary: Summary,
    pub coverage: Coverage,
    /// How many judgements stand behind the members' lines.
    pub members: u64,
}

impl Totals {
    pub fn add(&mut self, card: &Scorecard) {
        self.units += 1;
        self.summary.add(&card.summary);
        self.coverage.expected += card.coverage.expected;
        self.coverage.reported += card.coverage.reported;
    }

    /// Whether nothing was judged.
    pub fn is_empty(&self) -> bool {
        self.summary.total() + self.members == 0
    }
}

/// How the run ended.
#[derive(Clone, Debug)]
pub struct Ending {
    pub code: u8,
    /// Kebab-case.
    pub reason: &'static str,
    pub message: Text,
}

/// One way to write scorecards, as they come.
pub trait Renderer {
    fn begin(&mut self, out: &mut dyn Write, view: &View<'_>) -> io::Result<()>;

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()>;

    /// The units below the one asked for, once, after its card.
    fn members(&mut self, _: &mut dyn Write, _: &View<'_>, _: &[Member]) -> io::Result<()> {
        Ok(())
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        totals: &Totals,
        ending: &Ending,
    ) -> io::Result<()>;

    /// In the place of all others, where nothing could be evaluated.
    fn failure(&mut self, _: &mut dyn Write, _: Lang, _: &Findings, _: &Ending) -> io::Result<()> {
        Ok(())
    }
}

/// How a format is asked for.
pub struct Format {
    /// The word after `--format`.
    pub id: &'static str,
    /// Whether it carries digests of what was read.
    pub digests: bool,
    pub new: fn() -> Box<dyn Renderer>,
}

/// Every format. One more is one file and one line here.
pub const FORMATS: &[Format] = &[
    table::FORMAT,
    json::FORMAT,
    ndjson::FORMAT,
    csv::FORMAT,
    markdown::FORMAT,
];

/// The format of an id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}
