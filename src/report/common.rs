//! What several documents state.

use super::number::{Decimal, Fraction};
use crate::evaluate::Verdict;
use crate::finding::cell_reference;
use crate::i18n::{Lang, Text};
use crate::observation::{Cell, InputFile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The program that wrote the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `kaoping`.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This program.
    pub fn this() -> Self {
        Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The language of a document's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Language::Zh,
            Lang::En => Language::En,
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// As the user named it.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal; null unless it was computed.
    pub sha256: Option<String>,
    /// The encoding that it was read in.
    pub encoding: String,
    /// Rows that were read.
    pub rows: u64,
    /// Cells and rows that could not be used.
    pub refused: u64,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The path as the user gave it.
    pub file: String,
    /// The sheet, in a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell as a spreadsheet names it, in a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// From 1; 0 where the file as a whole is meant.
    pub line: u64,
    /// In characters, from 1; 0 where the line or file as a whole is meant.
    pub column: u32,
}

impl Place {
    /// Where a cell of a file was read.
    pub(super) fn of_cell(file: &InputFile, cell: &Cell) -> Self {
        let sheet = file.sheet.as_deref();
        Place {
            file: file.path.to_string(),
            sheet: sheet.map(str::to_owned),
            cell: sheet.and_then(|_| cell_reference(cell.line, cell.column)),
            line: cell.line,
            column: cell.column,
        }
    }
}

impl std::fmt::Display for Place {
    /// `file:line:column`, `file!sheet!cell`, or the file alone where it is meant as a whole.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "{}!{sheet}", self.file)?;
            return self.cell.iter().try_for_each(|cell| write!(f, "!{cell}"));
        }
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The verdicts can't be trusted.
    Error,
    /// Something was decided that a reader should know of.
    Warning,
    /// For completeness.
    Note,
}

impl From<crate::finding::Severity> for Severity {
    fn from(severity: crate::finding::Severity) -> Self {
        match severity {
            crate::finding::Severity::Error => Severity::Error,
            crate::finding::Severity::Warning => Severity::Warning,
            crate::finding::Severity::Note => Severity::Note,
        }
    }
}

impl Severity {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// What was found wrong in the plan or the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Kebab-case; `docs/findings.md` explains each.
    pub code: String,
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The first of the places; null where it has none.
    pub place: Option<Place>,
    /// The places that share the cause: the first hundred, or all where they were asked for.
    pub places: Vec<Place>,
    /// What to do.
    pub help: Option<String>,
    /// How many places share the cause, listed or not.
    pub count: u64,
}

/// How the run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exit {
    /// The exit code.
    pub code: u8,
    /// Kebab-case.
    pub reason: String,
    /// The reason in words.
    pub message: String,
}

/// How a run ended, in both languages.
#[derive(Clone, Debug)]
pub struct ExitStatus {
    /// The exit code.
    pub code: u8,
    /// Kebab-case.
    pub reason: &'static str,
    /// The reason in words.
    pub message: Text,
}

impl ExitStatus {
    /// As a document states it.
    pub fn document(&self, lang: Lang) -> Exit {
        Exit {
            code: self.code,
            reason: self.reason.to_owned(),
            message: self.message.get(lang).to_owned(),
        }
    }
}

/// A unit that is assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The id of its level.
    pub level: String,
}

/// How many of the figures that were asked for were reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Figures asked for.
    pub expected: u64,
    /// Figures reported.
    pub reported: u64,
}

/// A place in the plan and the words of it that ask for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// The number of its chapter.
    pub chapter: u32,
    /// The number of its section.
    pub section: u32,
    /// The plan's own words.
    pub phrase: String,
}

/// What the plan leaves open and its user decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assumption {
    /// The key of the plan's file that it is about.
    pub key: String,
    /// Why it was decided so.
    pub reason: String,
}

/// How many results have each verdict, and the two headline numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// Targets that hold.
    pub met: u64,
    /// Not due; at or ahead of pace.
    pub on_track: u64,
    /// Not due; behind pace.
    pub behind: u64,
    /// Due, and not met.
    pub missed: u64,
    /// Not due, and without a pace.
    pub not_due: u64,
    /// Without a threshold.
    pub monitored: u64,
    /// Without the data that decides.
    pub no_data: u64,
    /// With nothing to assess.
    pub not_applicable: u64,
    /// Set aside by a waiver.
    pub waived: u64,
    /// Of those without data, the ones that are due.
    #[serde(rename = "due_without_data")]
    pub due_without_data: u64,
    /// Met per cent of `denominator`; null where nothing is due.
    pub headline: Option<Decimal>,
    /// The headline as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// Met, missed, and due without data.
    pub denominator: u64,
    /// The headline if all that lacks data turned out met; null where nothing lacks data or nothing is due.
    #[serde(default)]
    #[serde(rename = "headline_upper")]
    pub headline_upper: Option<Decimal>,
    /// Waived, per cent of all targets that apply; absent where none is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "waived_share")]
    pub waived_share: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "waived_share_exact")]
    pub waived_share_exact: Option<Fraction>,
    /// On track per cent of `on_schedule_denominator`; null where no target is on its way.
    #[serde(default)]
    #[serde(rename = "on_schedule")]
    pub on_schedule: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "on_schedule_exact")]
    pub on_schedule_exact: Option<Fraction>,
    /// On track, behind, and not yet due without data.
    #[serde(default)]
    #[serde(rename = "on_schedule_denominator")]
    pub on_schedule_denominator: u64,
    /// `on_schedule` if all that lacks data turned out on track; null where nothing lacks data.
    #[serde(default)]
    #[serde(rename = "on_schedule_upper")]
    pub on_schedule_upper: Option<Decimal>,
}

impl Summary {
    /// How many results have a verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Met => self.met,
            Verdict::OnTrack => self.on_track,
            Verdict::Behind => self.behind,
            Verdict::Missed => self.missed,
            Verdict::NotDue => self.not_due,
            Verdict::Monitored => self.monitored,
            Verdict::NoData => self.no_data,
            Verdict::NotApplicable => self.not_applicable,
            Verdict::Waived => self.waived,
        }
    }

    /// How many results there are.
    pub fn total(&self) -> u64 {
        Verdict::ALL.iter().map(|&verdict| self.of(verdict)).sum()
    }

    /// How many results have a target that applies and is not waived.
    pub fn open_targets(&self) -> u64 {
        self.total() - self.monitored - self.not_applicable - self.waived
    }

    /// Whether more than half of the targets lack data.
    pub fn mostly_lacks_data(&self) -> bool {
        2 * self.no_data > self.open_targets()
    }
}
