//! The document `kaoping/scorecard/1`. Its structs are its own: what changes inside does not change it.

use super::number::Bounds;
use serde::Serialize;

pub const SCHEMA: &str = "kaoping/scorecard/1";

#[derive(Serialize)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

pub const TOOL: Tool = Tool {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
};

#[derive(Serialize)]
pub struct Plan<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub sha256: &'a str,
}

#[derive(Serialize)]
pub struct Input<'a> {
    pub path: &'a str,
    pub sha256: Option<&'a str>,
    pub encoding: &'a str,
    pub rows: u64,
    pub refused: u64,
}

#[derive(Serialize)]
pub struct Coverage {
    pub expected: u64,
    pub reported: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    pub met: u64,
    pub on_track: u64,
    pub behind: u64,
    pub missed: u64,
    pub not_due: u64,
    pub monitored: u64,
    pub no_data: u64,
    pub not_applicable: u64,
    pub waived: u64,
    /// Of those without data, the ones that are due.
    #[serde(rename = "due_without_data")]
    pub due_without_data: u64,
    /// Met per cent of the denominator; null where nothing is due.
    pub headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    pub denominator: u64,
}

#[derive(Serialize)]
pub struct Unit<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub level: &'a str,
}

/// A unit below the one asked for.
#[derive(Serialize)]
pub struct Member<'a> {
    #[serde(flatten)]
    pub unit: Unit<'a>,
    pub summary: Summary,
    pub coverage: Coverage,
}

/// One indicator for one unit in one year.
#[derive(Serialize)]
pub struct Result<'a> {
    pub id: String,
    pub indicator: &'a str,
    pub name: &'a str,
    pub unit: Unit<'a>,
    pub year: i32,
    pub verdict: &'static str,
    pub due: bool,
    /// Null unless only one value is possible.
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    pub bounds: Option<Bounds>,
    pub unit_of_measure: &'a str,
    pub target: Target,
    pub gap: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_exact: Option<String>,
    /// Per cent, uncapped.
    pub attainment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainment_exact: Option<String>,
    pub pace: Option<Pace>,
    pub previous: Option<Previous>,
    /// Of a checklist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<&'a str>,
    pub notes: Vec<Note<'a>>,
    pub assumed: Vec<Assumed<'a>>,
    pub clause: Clause<'a>,
    pub evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
pub struct Target {
    pub rule: &'static str,
    /// The number to reach; null where the rule has none or is a band.
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<String>,
    /// `by`, `each-year`, `cumulative`.
    pub timing: &'static str,
    pub by: i32,
    pub words: String,
}

#[derive(Serialize)]
pub struct Pace {
    pub method: &'static str,
    pub due_value: Option<String>,
    /// `yes`, `no`, `unknown`.
    pub holds: &'static str,
    pub band: Option<&'static str>,
}

#[derive(Serialize)]
pub struct Previous {
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    pub bounds: Option<Bounds>,
    pub verdict: &'static str,
}

#[derive(Serialize)]
pub struct Note<'a> {
    pub code: &'static str,
    pub text: &'a str,
}

#[derive(Serialize)]
pub struct Assumed<'a> {
    /// The plan's or the indicator's id.
    pub of: &'a str,
    pub key: &'a str,
    pub reason: &'a str,
}

#[derive(Serialize)]
pub struct Clause<'a> {
    pub id: &'a str,
    pub chapter: u32,
    pub section: u32,
    pub phrase: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Evidence<'a> {
    /// A cell that was read, or that should have been.
    Cell(Cell<'a>),
    /// Shown and not used.
    Planned(Cell<'a>),
    /// A count over units that are not judged one by one.
    Summary {
        counted: &'static str,
        variable: &'a str,
        unit: &'a str,
        year: i32,
        expected: Option<u64>,
        reported: u64,
        /// Of a checklist's items, how many units met each.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        items: Vec<ItemCount<'a>>,
    },
}

#[derive(Serialize)]
pub struct ItemCount<'a> {
    pub id: &'a str,
    pub met: u32,
    pub unmet: u32,
    /// Unanswered or unclear.
    pub open: u32,
    pub not_applicable: u32,
}

#[derive(Serialize)]
pub struct Cell<'a> {
    pub variable: &'a str,
    pub unit: &'a str,
    pub period: String,
    pub reported: bool,
    pub place: Option<Place<'a>>,
    pub raw: Option<&'a str>,
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Place<'a> {
    pub file: &'a str,
    /// The sheet of a workbook, and the cell as a spreadsheet names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    pub line: u64,
    pub column: u32,
}

#[derive(Serialize)]
pub struct Finding<'a> {
    pub code: &'static str,
    pub severity: &'static str,
    pub message: &'a str,
    /// The first; null where it has none.
    pub place: Option<Place<'a>>,
    pub places: Vec<Place<'a>>,
    pub help: Option<&'a str>,
    pub count: u64,
}

#[derive(Serialize)]
pub struct Exit<'a> {
    pub code: u8,
    pub reason: &'static str,
    pub message: &'a str,
}
