//! The sections of `data.toml` as they are written: every key known, every value of its type and format. What a value
//! refers to is checked afterwards.

use super::Placed;
use super::columns::ColumnForm;
use super::layout::{self, LayoutEntry};
use super::values::{date, number, period, year};
use super::waivers::{self, WaiverForm};
use crate::data::cell::{DecimalSign, Notation, Symbol, marks};
use crate::i18n::{Text, normalize};
use crate::number::Number;
use crate::observation::{Period, Side};
use crate::plan::Year;
use crate::text;
use crate::toml_reader::{Key, Node, Table};

/// The top-level keys of `data.toml`.
pub const TOP_KEYS: [&str; 9] = [
    "title",
    "synthetic",
    "plan",
    "boundaries",
    "file",
    "table",
    "acknowledge",
    "reconcile",
    waivers::SECTION,
];

/// All sections. Entries that lack a required key are left out; that has been reported.
#[derive(Default)]
pub struct Forms {
    pub title: Option<Text>,
    pub synthetic: bool,
    /// The id of the plan that the data was collected for.
    pub plan: Option<Placed<String>>,
    /// The file with the outlines of units.
    pub boundaries: Option<Placed<String>>,
    pub files: Vec<FileForm>,
    /// The tables of an engine.
    pub tables: Vec<FileForm>,
    pub acknowledge: Vec<AcknowledgeForm>,
    pub reconcile: Vec<ReconcileForm>,
    pub waivers: Vec<WaiverForm>,
}

/// A `[[file]]` or a `[[table]]`.
pub struct FileForm {
    /// The path of a file, or the name of a table.
    pub path: Placed<String>,
    /// One sheet of a workbook.
    pub sheet: Option<Placed<String>>,
    pub layout: LayoutEntry,
    pub shape: Option<Shape>,
    pub level: Option<Placed<String>>,
    pub year: Option<Placed<Year>>,
    pub period: Option<Placed<Period>>,
    /// In ISO form.
    pub as_of: Option<String>,
    pub planned: bool,
    pub source: Option<String>,
    pub roster: bool,
    pub merged: bool,
    pub checklist: Option<Placed<String>>,
    pub notation: Notation,
    pub unit: Option<Placed<String>>,
    pub running: Option<Running>,
    /// By normalized header: the normalized text that cells have to have.
    pub conditions: Vec<(Placed<String>, String)>,
    /// Headers of columns that are not read.
    pub ignore: Vec<Placed<String>>,
    /// Declared columns by their headers.
    pub columns: Vec<(Placed<String>, ColumnForm)>,
    pub skip: bool,
}

/// The schema of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A roster: one row a unit.
    Units,
    /// One row a unit and period, one column a variable.
    Wide,
    /// One row a figure.
    Long,
}

/// From when on running totals add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// The first year of the plan.
    SinceFirst,
    /// The beginning of each year.
    SinceYear,
}

/// An `[[acknowledge]]`.
pub struct AcknowledgeForm {
    pub code: Placed<String>,
    pub variable: Placed<String>,
    pub unit: Placed<String>,
    pub period: Placed<Period>,
    pub why: Text,
}

/// A `[[reconcile]]`.
pub struct ReconcileForm {
    pub variable: Placed<String>,
    /// A share of the unit's own figure, at least 0 and less than 1.
    pub tolerance: Number,
    pub stands: Side,
}

/// What a `[[file]]` says besides what it says of its rows.
pub const FILE_KEYS: [&str; 3] = ["path", "sheet", "skip"];
/// What a `[[table]]` says besides what it says of its rows.
pub const TABLE_KEYS: [&str; 1] = ["name"];
/// What both say of their rows.
pub const ROW_KEYS: [&str; 19] = [
    "shape",
    "level",
    "year",
    "period",
    "as-of",
    "kind",
    "source",
    "roster",
    "merged",
    "checklist",
    "decimal",
    "symbols",
    "marks",
    "unit",
    "running",
    "fractions",
    "where",
    "ignore",
    "columns",
];

pub const ACKNOWLEDGE_KEYS: [&str; 5] = ["code", "variable", "unit", "period", "why"];
pub const RECONCILE_KEYS: [&str; 4] = ["variable", "tolerance", "stands", "why"];
pub const WAIVERS_KEYS: [&str; 1] = [waivers::SECTION];
pub const SHAPES: [(&str, Shape); 3] = [
    ("units", Shape::Units),
    ("wide", Shape::Wide),
    ("long", Shape::Long),
];
/// Whether figures are planned.
pub const KINDS: [(&str, bool); 2] = [("actual", false), ("planned", true)];
pub const DECIMAL_SIGNS: [(&str, DecimalSign); 2] =
    [(".", DecimalSign::Point), (",", DecimalSign::Comma)];
pub const MEANINGS: [(&str, Symbol); 5] = [
    ("missing", Symbol::Missing),
    ("suppressed", Symbol::Missing),
    ("not-applicable", Symbol::NotApplicable),
    ("zero", Symbol::Zero),
    ("negligible", Symbol::Negligible),
];
pub const SIDES: [(&str, Side); 2] = [("own", Side::Own), ("members", Side::Members)];
pub const RUNNING: [(&str, Running); 1] = [("year", Running::SinceYear)];

impl Forms {
    /// Adds the sections of a parsed document.
    pub fn take(&mut self, top: Table) {
        top.only(&TOP_KEYS);
        if let Some(node) = top.get("title") {
            self.title = node.text();
        }
        if let Some(node) = top.get("synthetic") {
            self.synthetic = node.boolean().unwrap_or(false);
        }
        if let Some(node) = top.get("plan") {
            self.plan = Placed::string(node);
        }
        if let Some(node) = top.get("boundaries") {
            self.boundaries = Placed::string(node);
        }
        let entries = |key: &str| top.get(key).map_or_else(Vec::new, |node| node.entries(key));
        self.files.extend(entries("file").iter().filter_map(file));
        self.tables
            .extend(entries("table").iter().filter_map(engine_table));
        self.acknowledge
            .extend(entries("acknowledge").iter().filter_map(acknowledge));
        self.reconcile
            .extend(entries("reconcile").iter().filter_map(reconcile));
        self.take_waivers(top);
    }

    /// Adds the sections of a parsed `waivers.toml`.
    pub fn take_waivers_file(&mut self, top: Table) {
        top.only(&WAIVERS_KEYS);
        self.take_waivers(top);
    }

    fn take_waivers(&mut self, top: Table) {
        let entries = top.get(waivers::SECTION);
        let entries = entries.map_or_else(Vec::new, |node| node.entries(waivers::SECTION));
        self.waivers
            .extend(entries.iter().filter_map(waivers::read));
    }
}

fn file(table: &Table) -> Option<FileForm> {
    table.only(&[&FILE_KEYS[..], &ROW_KEYS, &layout::KEYS].concat());
    form(table, "path")
}

fn engine_table(table: &Table) -> Option<FileForm> {
    table.only(&[&TABLE_KEYS[..], &ROW_KEYS].concat());
    let form = form(table, "name");
    let columns = table.need("columns");
    columns.and(form)
}

/// What is declared about a file or table, of which `key` is the path or name.
fn form(table: &Table, key: &str) -> Option<FileForm> {
    let path = table.need(key).and_then(Placed::string);
    let string = |key: &str| table.get(key).and_then(Placed::string);
    let flag = |key: &str| {
        let node = table.get(key);
        node.and_then(|node| node.boolean()).unwrap_or(false)
    };
    let ignore = table.get("ignore").and_then(|node| node.list());
    let columns = table.get("columns").and_then(|node| node.table());
    let form = FileForm {
        shape: table.get("shape").and_then(|node| node.word(&SHAPES)),
        level: string("level"),
        year: table.get("year").and_then(year),
        period: table.get("period").and_then(period),
        as_of: table.get("as-of").and_then(date),
        planned: table
            .get("kind")
            .and_then(|node| node.word(&KINDS))
            .unwrap_or(false),
        source: string("source").map(|source| source.value),
        roster: flag("roster"),
        merged: flag("merged"),
        checklist: string("checklist"),
        notation: notation(table),
        unit: string("unit"),
        running: table.get("running").and_then(running),
        conditions: conditions(table),
        ignore: ignore
            .into_iter()
            .flatten()
            .filter_map(Placed::string)
            .collect(),
        columns: columns.map_or_else(Vec::new, ColumnForm::all),
        skip: flag("skip"),
        sheet: string("sheet"),
        layout: LayoutEntry::read(table),
        path: path?,
    };
    Some(form)
}

/// The rows that are read, as the texts of some of their cells.
fn conditions(table: &Table) -> Vec<(Placed<String>, String)> {
    let conditions = table.get("where").and_then(|node| node.table());
    let conditions = conditions.map_or_else(Vec::new, |table| table.entries());
    let read = |(key, node): (Key, Node)| {
        let header = Placed {
            value: normalize(key.name()),
            place: key.place(),
        };
        Some((header, normalize(node.string()?)))
    };
    conditions.into_iter().filter_map(read).collect()
}

/// How the figures of a file are written.
fn notation(table: &Table) -> Notation {
    let symbols = table.get("symbols").and_then(|node| node.table());
    let symbols = symbols.map_or_else(Vec::new, |table| table.entries());
    Notation {
        decimal: table
            .get("decimal")
            .and_then(|node| node.word(&DECIMAL_SIGNS)),
        symbols: symbols
            .into_iter()
            .filter_map(|(key, node)| Some((normalize(key.name()), node.word(&MEANINGS)?)))
            .collect(),
        marks: marks_of(table),
        fractions: table.get("fractions").and_then(|node| node.boolean()),
        semicolons: false,
    }
}

/// The marks at the end of names and figures, normalized.
fn marks_of(table: &Table) -> Vec<String> {
    let nodes = table.get("marks").and_then(|node| node.filled_list());
    let read = |node: Node| {
        let written = node.filled()?;
        let mark = normalize(written);
        if !marks::is_mark(&mark) {
            node.bad(
                text!("`{written}` 不能作注释标记", "`{written}` can't be a mark"),
                text!(
                    "请写数值以外的标记，如 `*`、`①`、`(1)`",
                    "write what is no part of a figure, such as `*`, `①` or `(1)`"
                ),
            );
            return None;
        }
        Some(mark)
    };
    nodes.into_iter().flatten().filter_map(read).collect()
}

fn acknowledge(table: &Table) -> Option<AcknowledgeForm> {
    table.only(&ACKNOWLEDGE_KEYS);
    let string = |key: &str| table.need(key).and_then(Placed::string);
    let (code, variable, unit) = (string("code"), string("variable"), string("unit"));
    let period = table.need("period").and_then(period);
    let why = why(table);
    Some(AcknowledgeForm {
        code: code?,
        variable: variable?,
        unit: unit?,
        period: period?,
        why: why?,
    })
}

fn reconcile(table: &Table) -> Option<ReconcileForm> {
    table.only(&RECONCILE_KEYS);
    let variable = table.need("variable").and_then(Placed::string);
    let tolerance = match table.get("tolerance") {
        None => Some(Number::zero()),
        Some(node) => number(
            node,
            |number| *number >= Number::zero() && *number < Number::one(),
            text!(
                "应不小于 0 且小于 1；`0.001` 表示本级数值的千分之一",
                "write at least 0 and less than 1; `0.001` is a thousandth of the unit's own figure"
            ),
        ),
    };
    let stands = table.need("stands").and_then(|node| node.word(&SIDES));
    let why = why(table);
    why?;
    Some(ReconcileForm {
        variable: variable?,
        tolerance: tolerance?,
        stands: stands?,
    })
}

/// The required reason.
fn why(table: &Table) -> Option<Text> {
    table.need("why").and_then(|node| node.text())
}

/// From when on figures are running totals: `true` for the plan's first year, `"year"` for the beginning of each year.
fn running(node: Node) -> Option<Running> {
    match node.raw().as_bool() {
        Some(since_first) => since_first.then_some(Running::SinceFirst),
        None => node.word(&RUNNING),
    }
}
