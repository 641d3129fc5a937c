//! A data set: its own file, headers, units, and rows read one by one. CSV becomes codes and figures; what can't, a finding.

mod cell_error;
mod dates;
mod discovery;
#[cfg(test)]
mod fixtures;
mod header;
mod manifest;
mod name_index;
mod new_units;
mod numeric;
mod open;
mod quantity;
mod reader;
mod row_shape;
mod rows;
mod scale_lookup;
mod unit_resolver;
mod units_file;
mod words;

pub use name_index::NameIndex;
pub use new_units::NewUnits;
pub use open::open;
pub use reader::Report;

use crate::finding::Place;
use crate::i18n::Text;
use crate::number::{Interval, Number};
use crate::observation::{
    Document, Evidence, InputFile, PackedAnswer, Period, Reconcile, UnitIx, Units, Waiver,
};
use crate::plan::{LevelIx, Plan, VariableIx};
use crate::source::Folder;
use crate::table::{Format, Record};
use hashbrown::HashMap;
use std::sync::Arc;
use words::ColumnRole;

/// A data set whose manifest, headers and units are known, and whose rows are not yet read.
#[derive(Debug)]
pub struct DataSet {
    pub folder: Folder,
    pub title: Text,
    pub synthetic: bool,
    /// Wide and long files, in path order. (Units files are already read.)
    pub schemas: Vec<FileSchema>,
    /// Every file, units files too, in path order; rows and refused of units files are filled, of others 0 until read.
    pub files: Vec<InputFile>,
    /// From units files; levels that a roster names completely are marked.
    pub units: Units,
    pub acknowledged: Vec<Acknowledged>,
    pub reconcile: HashMap<VariableIx, Reconcile>,
    pub waivers: Vec<Waiver>,
}

/// A contradiction that is known and explained.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The code of the finding that it answers.
    pub code: String,
    pub variable: VariableIx,
    pub unit: UnitIx,
    pub period: Period,
    pub why: Text,
}

/// What one file's header says.
#[derive(Clone, Debug)]
pub struct FileSchema {
    /// Index into [`DataSet::files`].
    pub file: u32,
    pub name: String,
    pub path: Arc<str>,
    /// Coded (flag, rating) columns of a wide file, in file order. Empty in a long file.
    pub coded: Vec<Column>,
    /// Numeric columns of a wide file, in file order. Empty in a long file.
    pub numeric: Vec<Column>,
    /// Whether it is a long file (any variable may come in any row).
    pub long: bool,
    header: header::Header,
    entry: manifest::FileEntry,
    format: Format,
    /// As far as the header told.
    encoding: &'static str,
    /// Whether rows can be read at all: they say whose and of when they are.
    usable: bool,
}

/// A column of a wide file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub variable: VariableIx,
    /// From the header; else the row's.
    pub period: Option<Period>,
    /// Position in the row.
    pub at: usize,
    /// What figures are multiplied by; already done in readings.
    pub factor: Option<Number>,
}

/// A unit of a row: known from a roster, or first met in this file (its place in [`Report::new_units`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowUnit {
    Known(UnitIx),
    New(u32),
}

/// What every row says of itself.
#[derive(Debug)]
pub struct RowHead<'a> {
    pub unit: RowUnit,
    /// The unit's level, and the unit that it stands below.
    pub level: LevelIx,
    pub parent: Option<UnitIx>,
    /// Where [`RowUnit::New`] is to be looked up.
    pub new: &'a NewUnits,
    /// The row's own; columns may override it.
    pub period: Period,
    pub planned: bool,
    /// ISO text, compares as text (`2014` < `2014-05`).
    pub as_of: Option<&'a str>,
    pub fields: &'a Fields<'a>,
    layout: &'a FileSchema,
}

impl RowHead<'_> {
    /// Source, note and document, where any of them is given.
    pub fn evidence(&self) -> Option<Evidence> {
        let cell = |part: ColumnRole| {
            let at = self.layout.header.parts.get(part)?;
            let text = self.fields.raw(at).trim();
            (!text.is_empty()).then_some(text)
        };
        let source = cell(ColumnRole::Source).or(self.layout.entry.source.as_deref());
        let document = cell(ColumnRole::Document).map(|number| Document {
            number: number.to_owned(),
            date: cell(ColumnRole::Date)
                .map(|date| dates::iso(date).map_or(date.to_owned(), |iso| iso.into_owned()))
                .unwrap_or_default(),
            verified: cell(ColumnRole::Verified)
                .and_then(words::verified)
                .unwrap_or(false),
        });
        let evidence = Evidence {
            source: source.map(Into::into),
            note: cell(ColumnRole::Note).map(Text::same),
            document,
            others: Vec::new(),
        };
        (evidence != Evidence::default()).then_some(evidence)
    }
}

/// The cells of a row: raw text and places.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    record: &'a Record<'a>,
    path: &'a Arc<str>,
}

impl Fields<'_> {
    /// The cell's text, without its quotes.
    pub fn raw(&self, at: usize) -> &str {
        self.record.get(at)
    }

    /// From 1.
    pub fn line(&self, at: usize) -> u64 {
        self.record.field_line(at)
    }

    /// In characters, from 1.
    pub fn column(&self, at: usize) -> u32 {
        self.record.field_column(at)
    }

    pub fn place(&self, at: usize) -> Place {
        self.record.place(self.path, at)
    }
}

/// What a numeric cell says, at the variable's declared decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumericCell {
    Exact(i128),
    /// 近, 以上, 约, `…`: known within limits, those of the variable's range included.
    Between(Box<Interval>),
    NotApplicable,
    Blank,
    Refused,
}

/// What a single cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellValue<'a> {
    Answer(PackedAnswer),
    Figure(&'a NumericCell),
}

/// What to read, and what with.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub data: &'a DataSet,
    pub plan: &'a Plan,
    /// The words of the plan, for long files.
    pub name_index: &'a NameIndex<'a>,
    /// Levels whose units' names are to be kept.
    pub names_of: &'a [LevelIx],
}

/// Takes rows as they are read. One sink a file.
pub trait Sink {
    /// A row of a wide file: one code for each of `layout.coded`, one reading for each of `layout.numeric`.
    fn wide(&mut self, row: &RowHead<'_>, codes: &[PackedAnswer], readings: &[NumericCell]);
    /// A row of a long file; `at` is the position of the value's cell.
    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, entry: CellValue<'_>, at: usize);
}
