//! Rows of long files: one row a figure.

use super::head::Head;
use super::variables::LongVariable;
use super::{Refused, Rows};
use crate::data::cell::{CellError, CellValue, NumericCell, NumericColumn};
use crate::data::column_role::ColumnRole;
use crate::data::header::{ColumnBinding, HeaderError, header_finding, unknown_variable_help};
use crate::data::row::{Fields, Sink};
use crate::data::words::shorten;
use crate::finding::codes;
use crate::number::Number;
use crate::observation::PackedAnswer;
use crate::plan::VariableIx;
use crate::table::Record;
use crate::text;
use std::borrow::Cow;

impl<'a> Rows<'a> {
    /// Reads a row of a long file.
    pub(super) fn long(
        &mut self,
        record: &Record<'_>,
        head: Head,
        sink: &mut impl Sink,
    ) -> Result<(), Refused> {
        let roles = &self.schema.header.roles;
        let (Some(word_at), Some(at)) = (
            roles.get(ColumnRole::Variable),
            roles.get(ColumnRole::Value),
        ) else {
            return Err(Refused);
        };
        let unit = match self.has_measure_unit() {
            true => self.measure_unit(record, head.unit),
            false => String::new(),
        };
        let key = match unit.is_empty() {
            true => Cow::Borrowed(record.bytes(word_at)),
            false => Cow::Owned([record.bytes(word_at), b"\x1f", unit.as_bytes()].concat()),
        };
        self.variable = match self.variables.find(&key, self.variable) {
            Some(at) => at,
            None => {
                let variable = self.long_variable(record, word_at, &key, &unit)?;
                self.variables.add(variable)
            }
        };
        let known = self.variables.at(self.variable);
        let variable = known.binding.variable;
        let Some(period) = known.binding.period.or(head.period) else {
            return Err(self.no_period(record));
        };
        let is_figure = known.numeric.is_some();
        let whole = known
            .numeric
            .as_ref()
            .is_some_and(|numeric| numeric.looked_at_whole);
        let (mut figure, mut answer, mut error) = (NumericCell::Blank, PackedAnswer::BLANK, None);
        let combined = self.is_combined(head, variable, period);
        match &known.numeric {
            Some(numeric) => match numeric.exact(record.bytes(at), combined) {
                Some(exact) => figure = NumericCell::Exact(exact),
                None => (figure, error) = numeric.read(record.bytes(at), combined),
            },
            None => (answer, error) = self.answer(variable, record, at),
        }
        let blank = match is_figure {
            true => figure == NumericCell::Blank,
            false => answer == PackedAnswer::BLANK,
        };
        if !self.exists(head.unit, period) {
            return Err(self.row_not_existing(record, head.unit, period));
        }
        let misplaced = match self.plan[variable].level < head.level {
            true => Some(CellError::WrongLevel),
            false => self.misfit(head.unit, variable, period),
        };
        if misplaced.is_some() && !blank {
            error = misplaced;
            (figure, answer) = (NumericCell::Refused, PackedAnswer::REFUSED);
        }
        if let Some(error) = error {
            self.note_cell(record, at, variable, error);
        }
        if whole {
            self.look_at_fraction(record, at, variable, &figure, error);
        }
        if !blank && self.doubts.is_some_and(|doubts| doubts.about(variable)) {
            self.balance.refused += 1;
            (figure, answer) = (NumericCell::Refused, PackedAnswer::REFUSED);
        }
        let fields = Fields::of(record, &self.schema.path);
        let value = match is_figure {
            true => CellValue::Figure(&figure),
            false => CellValue::Answer(answer),
        };
        let head = self.row_head(head, period, &fields);
        sink.long(&head, variable, value, at);
        Ok(())
    }

    /// Reads an answer.
    fn answer(
        &self,
        variable: VariableIx,
        record: &Record<'_>,
        at: usize,
    ) -> (PackedAnswer, Option<CellError>) {
        let variable = &self.plan[variable];
        let scale = &self.scales[variable.scale.map_or(0, |scale| scale.0 as usize)];
        match scale.fast(record.bytes(at), variable.may_not_apply) {
            Some(answer) => (answer, None),
            None => scale.slow(
                record.get(at),
                variable.may_not_apply,
                &self.schema.notation,
            ),
        }
    }

    /// Applies the unit of measurement of a row, or else that of the table, to what a cell names.
    fn apply_unit(
        &mut self,
        record: &Record<'_>,
        binding: &mut ColumnBinding,
        unit: &str,
    ) -> Result<(), Refused> {
        let variable = &self.plan[binding.variable];
        let table = self.schema.unit.as_deref().filter(|_| !binding.has_unit);
        let unit = match unit {
            "" => table.unwrap_or(""),
            unit => unit,
        };
        if unit.is_empty() {
            return Ok(());
        }
        let own = binding.factor.clone().unwrap_or(Number::one());
        match Self::factor_of(variable, unit) {
            Some(factor) if !binding.has_unit || factor == own => {
                binding.factor = Some(factor).filter(|factor| *factor != Number::one());
                Ok(())
            }
            _ => Err(self.unit_misfit(record, variable, unit)),
        }
    }

    /// The variable that a cell names, ready to be read.
    fn long_variable(
        &mut self,
        record: &Record<'_>,
        at: usize,
        key: &[u8],
        unit: &str,
    ) -> Result<LongVariable<'a>, Refused> {
        let name_index = self.name_index;
        let word = self.schema.notation.unmarked(record.get(at));
        match name_index.resolve(word, self.schema.entry.checklist) {
            Ok(mut binding) => {
                let variable = &self.plan[binding.variable];
                if variable.scale.is_none() {
                    self.apply_unit(record, &mut binding, unit)?;
                }
                let numeric = variable.scale.is_none().then(|| {
                    let notation = &self.schema.notation;
                    NumericColumn::new(variable, binding.factor.clone(), notation)
                });
                Ok(LongVariable::new(key, binding, numeric))
            }
            Err(error) => {
                let code = match error {
                    HeaderError::Unknown => codes::UNKNOWN_VARIABLE,
                    HeaderError::Ambiguous(_) => codes::AMBIGUOUS_COLUMN,
                    HeaderError::Unit(..) => codes::UNIT_MISMATCH,
                    HeaderError::UnitInDoubt(..) => codes::AMBIGUOUS_FIGURE,
                };
                // Built only for findings that are kept, since the search for similar names is slow.
                let finding = || {
                    let mut finding = header_finding(self.plan, name_index, word, &error, true);
                    if error == HeaderError::Unknown {
                        finding.code = code;
                        finding.help = Some(unknown_variable_help(name_index, word));
                        finding.message =
                            text!("没有数据项 `{}`", "no variable `{}`", shorten(word));
                    }
                    finding
                };
                let path = &self.schema.path;
                self.reporter
                    .note(code, at as u32, finding, || record.place(path, at));
                Err(Refused)
            }
        }
    }
}
