//! The key of a row as the sink gets it.

use crate::data::cell::{date, words};
use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;
use crate::data::unit::{NewUnits, RowUnit};
use crate::finding::Place;
use crate::i18n::{Lang, Text};
use crate::observation::{Document, Evidence, Period, UnitIx, Units};
use crate::plan::LevelIx;
use crate::table::{PlainLine, Record};
use std::sync::Arc;

/// Whose figures a row holds, for which period, and where they come from.
#[derive(Clone, Copy, Debug)]
pub struct RowHead<'a> {
    /// The unit.
    pub unit: RowUnit,
    /// The unit's level.
    pub level: LevelIx,
    /// The unit above; `None` for the highest.
    pub parent: Option<UnitIx>,
    /// The units that [`RowUnit::New`] refers to.
    pub new: &'a NewUnits,
    /// The row's period; a column's own comes first.
    pub period: Period,
    /// Whether figures are planned, not actual.
    pub planned: bool,
    /// When the figures were reported, in ISO form; such dates compare as text. `None` if neither row nor file says.
    pub as_of: Option<&'a str>,
    /// The row's cells.
    pub fields: &'a Fields<'a>,
    pub(super) schema: &'a FileSchema,
}

impl RowHead<'_> {
    /// Whether the row names its unit by its code as it is, with spaces around it at most; or, without a code, by its name as it is.
    pub fn names_unit_plainly(&self, units: &Units) -> bool {
        let cell = |role: ColumnRole| {
            let at = self.schema.header.roles.get(role);
            at.map_or("", |at| self.fields.raw(at).trim_matches(' '))
        };
        let (code, name) = match self.unit {
            RowUnit::Known(unit) => (units.code(unit), units.name(unit, Lang::Zh)),
            RowUnit::New(at) => (self.new.code(at), self.new.name(at)),
        };
        match cell(ColumnRole::Code) {
            "" => cell(ColumnRole::Name) == name,
            written => written == code,
        }
    }

    /// Source, note and document; `None` if the row has none of them.
    pub fn evidence(&self) -> Option<Evidence> {
        let cell = |role: ColumnRole| {
            let at = self.schema.header.roles.get(role)?;
            let text = self.fields.raw(at).trim();
            (!text.is_empty()).then_some(text)
        };
        let source = cell(ColumnRole::Source).or(self.schema.entry.source.as_deref());
        let document = cell(ColumnRole::Document).map(|number| Document {
            number: number.to_owned(),
            date: cell(ColumnRole::Date)
                .map(|date| date::iso(date).map_or(date.to_owned(), |iso| iso.into_owned()))
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

/// The cells of a row: their text and places.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    row: Row<'a>,
    path: &'a Arc<str>,
}

/// A row as it was read.
#[derive(Clone, Copy, Debug)]
enum Row<'a> {
    Record(&'a Record<'a>),
    Line(PlainLine<'a>),
}

impl<'a> Fields<'a> {
    /// The cells of a record of the file with this path.
    pub(super) fn of(record: &'a Record<'a>, path: &'a Arc<str>) -> Fields<'a> {
        let row = Row::Record(record);
        Fields { row, path }
    }

    /// The cells of a line of the file with this path.
    pub(super) fn in_line(line: PlainLine<'a>, path: &'a Arc<str>) -> Fields<'a> {
        let row = Row::Line(line);
        Fields { row, path }
    }

    /// The cell's text, without its quotes.
    pub fn raw(&self, at: usize) -> &str {
        match &self.row {
            Row::Record(record) => record.get(at),
            Row::Line(line) => line.get(at),
        }
    }

    /// The cell's line, from 1.
    pub fn line(&self, at: usize) -> u64 {
        match &self.row {
            Row::Line(line) if line.column(0).is_some() => line.line,
            _ => self.look(|record| record.field_line(at)),
        }
    }

    /// The cell's column in characters, from 1.
    pub fn column(&self, at: usize) -> u32 {
        let in_line = match &self.row {
            Row::Line(line) => line.column(at),
            Row::Record(_) => None,
        };
        in_line.unwrap_or_else(|| self.look(|record| record.field_column(at)))
    }

    /// The cell's place.
    pub fn place(&self, at: usize) -> Place {
        self.look(|record| record.place(self.path, at))
    }

    fn look<T>(&self, look: impl FnOnce(&Record<'_>) -> T) -> T {
        match &self.row {
            Row::Record(record) => look(record),
            Row::Line(line) => line.as_record(look),
        }
    }
}
