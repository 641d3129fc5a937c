//! Cells that are kept one by one.

use super::ChunkCounter;
use crate::data::{CellValue, RowHead, RowUnit};
use crate::observation::{Cell, CellState, Period, UnitIx};
use crate::plan::VariableIx;
use crate::tally::count_plan::Relevance;
use crate::tally::kept_cell::{CellKey, KeptCell};
use crate::tally::values;

impl ChunkCounter<'_> {
    /// Keeps a cell with its place and text.
    pub(super) fn keep(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        entry: CellValue<'_>,
        at: usize,
    ) {
        let (value, state, code) = match entry {
            CellValue::Answer(code) => {
                let (value, state) = values::of_code(self.plan, variable, code);
                (value, state, Some(code))
            }
            CellValue::Figure(reading) => {
                let (value, state) = values::of_reading(self.plan, variable, reading);
                (value, state, None)
            }
        };
        if state.is_usable() && !row.planned {
            self.note_year(period);
            let most = self.most_places;
            match self.count_plan.relevance(variable, period) {
                Relevance::Yes => {}
                Relevance::OtherTime => self.result.outside.add(most, || row.fields.place(at)),
                Relevance::Nothing => self.result.unused.add(most, || row.fields.place(at)),
            }
        }
        if !(self.kept).admits(row, variable, period, (&value, state)) {
            return;
        }
        let unit = match row.unit {
            RowUnit::Known(unit) => unit,
            RowUnit::New(_) => UnitIx(0),
        };
        let evidence = if state == CellState::Blank {
            None
        } else {
            row.evidence()
        };
        let kept_cell = KeptCell {
            key: (variable, unit, period) as CellKey,
            planned: row.planned,
            as_of: row.as_of.map(Into::into),
            cell: Box::new(Cell {
                value,
                state,
                code,
                raw: row.fields.raw(at).into(),
                file: self.schema.file,
                line: row.fields.line(at),
                column: row.fields.column(at),
                evidence: evidence.map(Box::new),
                parts: None,
            }),
        };
        self.result.kept_cells.push((row.unit, kept_cell));
    }
}
