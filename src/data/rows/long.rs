//! Rows of long files: a row a figure.

use super::head::Head;
use super::variables::LongVariable;
use super::{Refused, Rows};
use crate::data::cell_error::CellError;
use crate::data::header::puzzled;
use crate::data::name_index::HeaderError;
use crate::data::numeric::NumericColumn;
use crate::data::words::ColumnRole;
use crate::data::{CellValue, Fields, NumericCell, Sink};
use crate::finding::codes;
use crate::observation::PackedAnswer;
use crate::plan::VariableIx;
use crate::table::Record;
use crate::text;

impl<'a> Rows<'a> {
    /// A row of a long file.
    pub(super) fn long(
        &mut self,
        record: &Record<'_>,
        head: Head,
        sink: &mut impl Sink,
    ) -> Result<(), Refused> {
        let parts = &self.layout.header.parts;
        let (Some(word_at), Some(at)) = (
            parts.get(ColumnRole::Variable),
            parts.get(ColumnRole::Value),
        ) else {
            return Err(Refused);
        };
        self.variable = match self.variables.find(record.bytes(word_at), self.variable) {
            Some(at) => at,
            None => {
                let variable = self.long_variable(record, word_at)?;
                self.variables.add(variable)
            }
        };
        let known = self.variables.at(self.variable);
        let variable = known.meaning.variable;
        let Some(period) = known.meaning.period.or(head.period) else {
            return Err(self.no_period(record));
        };
        let figure = known.numeric.is_some();
        let (mut reading, mut code, mut trouble) = (NumericCell::Blank, PackedAnswer::BLANK, None);
        let several = self.several(head, self.plan[variable].level, period);
        match &known.numeric {
            Some(numeric) => match numeric.exact(record.bytes(at), several) {
                Some(exact) => reading = NumericCell::Exact(exact),
                None => (reading, trouble) = numeric.read(record.bytes(at), several),
            },
            None => (code, trouble) = self.answer(variable, record, at),
        }
        let blank = match figure {
            true => reading == NumericCell::Blank,
            false => code == PackedAnswer::BLANK,
        };
        if !self.exists(head.unit, period) {
            return Err(self.row_not_existing(record, head.unit, period));
        }
        if self.plan[variable].level < head.level && !blank {
            trouble = Some(CellError::WrongLevel);
            (reading, code) = (NumericCell::Refused, PackedAnswer::REFUSED);
        }
        if let Some(trouble) = trouble {
            self.cell_trouble(record, at, variable, trouble);
        }
        let fields = Fields {
            record,
            path: &self.layout.path,
        };
        let entry = match figure {
            true => CellValue::Figure(&reading),
            false => CellValue::Answer(code),
        };
        let head = self.row_head(head, period, &fields);
        sink.long(&head, variable, entry, at);
        Ok(())
    }

    /// An answer in words.
    fn answer(
        &self,
        variable: VariableIx,
        record: &Record<'_>,
        at: usize,
    ) -> (PackedAnswer, Option<CellError>) {
        let variable = &self.plan[variable];
        let scale = &self.scales[variable.scale.map_or(0, |scale| scale.0 as usize)];
        match scale.fast(record.bytes(at), variable.may_not_apply) {
            Some(code) => (code, None),
            None => scale.slow(record.get(at), variable.may_not_apply),
        }
    }

    fn long_variable(
        &mut self,
        record: &Record<'_>,
        at: usize,
    ) -> Result<LongVariable<'a>, Refused> {
        let name_index = self.name_index;
        let word = record.get(at);
        match name_index.meaning(word, self.layout.entry.checklist) {
            Ok(meaning) => {
                let variable = &self.plan[meaning.variable];
                let numeric = variable
                    .scale
                    .is_none()
                    .then(|| NumericColumn::new(variable, meaning.factor.clone()));
                Ok(LongVariable::new(word, meaning, numeric))
            }
            Err(puzzle) => {
                let code = match puzzle {
                    HeaderError::Unknown => codes::UNKNOWN_VARIABLE,
                    HeaderError::Ambiguous(_) => codes::AMBIGUOUS_COLUMN,
                    HeaderError::Unit(..) => codes::UNIT_MISMATCH,
                };
                // Put into words only where they are kept: the nearest name is long in finding.
                let finding = || {
                    let mut finding = puzzled(self.plan, name_index, word, &puzzle, true);
                    if puzzle == HeaderError::Unknown {
                        finding.code = code;
                        finding.message = text!("没有数据项 `{}`", "no variable `{}`", word.trim());
                    }
                    finding
                };
                let path = &self.layout.path;
                self.reporter
                    .note(code, at as u32, finding, || record.place(path, at));
                Err(Refused)
            }
        }
    }
}
