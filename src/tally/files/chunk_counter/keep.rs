//! Cells that are kept one by one.

use super::ChunkCounter;
use crate::data::{CellValue, RowHead, RowUnit};
use crate::observation::{Cell, CellState, PackedAnswer, Period, UnitIx};
use crate::plan::{VariableIx, Year};
use crate::tally::count_plan::Relevance;
use crate::tally::files::seen::Group;
use crate::tally::kept_cell::{CellKey, KeptCell};
use crate::tally::source::UnplacedRow;
use crate::tally::values;

impl ChunkCounter<'_> {
    /// Keeps a cell with its place and text, or without where nobody asks for them.
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
        if self.is_unplaced(row, variable, period)
            && let (Some(answer), Period::Year(year)) = (code, period)
        {
            return self.keep_unplaced(row, (variable, answer), year);
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

    /// Whether a cell, if it is an answer, is kept without its place: one of a judged unit that occurs once. Of several it is
    /// told where they stand, and which of them is later.
    fn is_unplaced(&mut self, row: &RowHead<'_>, variable: VariableIx, period: Period) -> bool {
        let asked = self.count_plan.unplaced && !row.planned;
        if !asked || !matches!(period, Period::Year(_)) || !self.keeps_unit(row) {
            return false;
        }
        let group = Group::Variable(variable);
        let once =
            !self.is_repeated(group, period, row) && self.note_counted(group, period, row.unit);
        once && row.as_of.is_none() && self.plan[variable].within_year.is_none()
    }

    /// Keeps an answer without its place.
    fn keep_unplaced(&mut self, row: &RowHead<'_>, answer: (VariableIx, PackedAnswer), year: Year) {
        let unplaced = &mut self.result.unplaced;
        match unplaced.last_mut() {
            Some((unit, last)) if *unit == row.unit && last.year == year => {
                last.answers.push(answer);
            }
            _ => {
                let unit = match row.unit {
                    RowUnit::Known(unit) => unit,
                    RowUnit::New(_) => UnitIx(0),
                };
                let kept = UnplacedRow {
                    unit,
                    year,
                    file: self.schema.file,
                    answers: vec![answer],
                };
                unplaced.push((row.unit, kept));
            }
        }
    }
}
