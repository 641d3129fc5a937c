//! A data set: its declarations, headers, units and rows. Tables become answers and figures; what can't be read becomes a
//! finding.
//!
//! A folder may use those above it in this list: `cell`, `manifest`, `header`, `layout`, `unit`, `row`.

mod cell;
mod column_role;
mod discovery;
#[cfg(test)]
pub(crate) mod fixtures;
mod form;
mod header;
mod layout;
mod manifest;
mod open;
mod reporter;
mod row;
mod tables;
mod unit;
mod words;

pub use cell::date::iso as iso_date;
pub use cell::{CellValue, Fractions, NumericCell};
pub use form::{FormColumn, FormEntry, form_columns, form_key};
pub use header::{Column, FileSchema, NameIndex, PlainRows, PlainUnits};
pub use manifest::{EngineTable, Results, WAIVERS, data_schema, declaration_files, waivers_schema};
pub use open::{open, open_keeping, open_tables};
pub use row::{Balance, Doubts, Fields, IgnoredColumn, Reader, Report, RowHead, Sink};
pub use tables::{FoundTable, TableQuery, read_error, tables};
pub use unit::{NewUnits, RowUnit, damage};

use crate::finding::Kept;
use crate::i18n::Text;
use crate::observation::{Boundaries, InputFile, Period, Reconcile, UnitIx, Units, Waiver};
use crate::plan::VariableIx;
use crate::progress::Progress;
use crate::source::Folder;
use hashbrown::HashMap;
use std::sync::OnceLock;
use unit::NameMatcher;

/// A data set whose declarations, headers and units are known. Its rows of figures are not read yet.
#[derive(Debug)]
pub struct DataSet {
    /// The data folder.
    pub folder: Folder,
    /// The declared title, else the folder's name.
    pub title: Text,
    /// Whether all figures are made up.
    pub synthetic: bool,
    /// How wide and long files are to be read, in the order of paths.
    pub schemas: Vec<FileSchema>,
    /// How the tables of units are to be read that an engine holds.
    pub rosters: Vec<FileSchema>,
    /// All files that are read, units files included, in the order of paths. Their counts of rows are 0 until they are read;
    /// units files have been.
    pub files: Vec<InputFile>,
    /// The names of the files that hold counts of an engine.
    pub tallies: Vec<String>,
    /// The units that units files name, and which levels rosters name completely.
    pub units: Units,
    /// The outlines of units, for maps; `None` if the data set brings none.
    pub boundaries: Option<Boundaries>,
    /// Contradictions that are known.
    pub acknowledged: Vec<Acknowledged>,
    /// How sums are compared, by variable.
    pub reconcile: HashMap<VariableIx, Reconcile>,
    /// Indicators that are waived.
    pub waivers: Vec<Waiver>,
    /// How much is kept of what is found.
    pub kept: Kept,
    /// Counts the bytes of the files that are read.
    pub progress: Progress,
    /// The units by their names, made when a name is first met that is not written as in a units file.
    names: OnceLock<NameMatcher>,
}

impl DataSet {
    /// How many bytes the files of figures have that are not held in memory.
    pub fn bytes(&self) -> u64 {
        let mut names: Vec<&str> = self.schemas.iter().map(|schema| &*schema.name).collect();
        names.dedup();
        let size = |name: &&str| self.folder.size(name).ok().flatten().unwrap_or(0);
        names.iter().map(size).sum()
    }

    /// How many figures a row has at most, by index of `files`; 0 where no figures are read.
    pub fn figure_columns(&self) -> Vec<u64> {
        let mut columns = vec![0; self.files.len()];
        for schema in &self.schemas {
            let wide = schema.answer_columns.len() + schema.figure_columns.len();
            columns[schema.file as usize] = wide.max(1) as u64;
        }
        columns
    }

    /// The same files, read as figures of other units.
    pub fn of_units(mut self, units: &Units) -> DataSet {
        self.units = units.clone();
        self.names = OnceLock::new();
        self
    }

    /// The same with what is declared about figures of `units` in place of its own: what names a unit that is not among `units`
    /// is left out.
    pub fn declared_for(mut self, units: &Units) -> DataSet {
        let own = std::mem::take(&mut self.units);
        let known = |unit: UnitIx| units.by_code(own.code(unit));
        let acknowledged = self.acknowledged.into_iter();
        self.acknowledged = acknowledged
            .filter_map(|one| {
                let unit = known(one.unit)?;
                Some(Acknowledged { unit, ..one })
            })
            .collect();
        let waivers = self.waivers.into_iter();
        self.waivers = waivers
            .filter_map(|one| {
                let unit = known(one.unit)?;
                Some(Waiver { unit, ..one })
            })
            .collect();
        self.of_units(units)
    }

    /// The names of the units that units files name.
    fn matcher(&self) -> &NameMatcher {
        self.names.get_or_init(|| NameMatcher::new(&self.units))
    }
}

/// A contradiction that `data.toml` acknowledges.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The code of the findings that are acknowledged.
    pub code: String,
    /// The variable.
    pub variable: VariableIx,
    /// The unit.
    pub unit: UnitIx,
    /// The period.
    pub period: Period,
    /// The reason given.
    pub why: Text,
}
