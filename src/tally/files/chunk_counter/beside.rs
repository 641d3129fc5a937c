//! Rows beside those that an engine counted: a unit whose row is read here must not have been counted there.

use super::ChunkCounter;
use crate::data::{DataSet, FileSchema, RowHead, RowUnit};
use crate::observation::Units;
use crate::plan::LevelIx;

/// Which rows of a file an engine may have counted otherwise.
pub enum BesideCounts {
    /// None.
    Nothing,
    /// Of a table, which the engine divided by the codes and names of its rows: those that name their unit otherwise.
    OtherwiseNamed,
    /// Of a file: those of the levels that tables hold.
    OfLevels(Vec<LevelIx>),
}

impl BesideCounts {
    /// Those of a file of a data set.
    pub fn of(data: &DataSet, schema: &FileSchema) -> BesideCounts {
        if schema.table().is_some() {
            return BesideCounts::OtherwiseNamed;
        }
        let tables = data
            .schemas
            .iter()
            .filter(|schema| schema.table().is_some());
        let levels: Vec<LevelIx> = tables.filter_map(FileSchema::declared_level).collect();
        match levels.is_empty() {
            true => BesideCounts::Nothing,
            false => BesideCounts::OfLevels(levels),
        }
    }

    /// Whether a row is one of them.
    pub fn contain(&self, row: &RowHead<'_>, units: &Units) -> bool {
        match self {
            BesideCounts::Nothing => false,
            BesideCounts::OtherwiseNamed => !row.names_unit_plainly(units),
            BesideCounts::OfLevels(levels) => levels.contains(&row.level),
        }
    }
}

impl ChunkCounter<'_> {
    /// Whether a row is passed over, since the figures of its unit are left out. One whose unit is not judged and that an engine may
    /// have counted otherwise is noted.
    pub(super) fn passes_over(&mut self, row: &RowHead<'_>) -> bool {
        if self.beside.contain(row, self.units) && !self.keeps_unit(row) {
            (self.result.beside).add(self.most_places, || row.fields.place(0));
        }
        let code = || match row.unit {
            RowUnit::Known(unit) => self.units.code(unit),
            RowUnit::New(at) => row.new.code(at),
        };
        (self.count_plan.only.as_ref()).is_some_and(|only| !only.contains(code()))
    }
}
