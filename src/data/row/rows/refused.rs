//! Refused rows. If the unit of a refused row is known, its figures count as unknown, not as unreported: they might restate or
//! contradict those of another row.

use super::Rows;
use super::head::Head;
use crate::data::cell::{CellValue, NumericCell, date};
use crate::data::column_role::ColumnRole;
use crate::data::row::{Fields, Sink};
use crate::data::unit::RowUnit;
use crate::observation::{PackedAnswer, Period};
use crate::plan::VariableIx;
use crate::table::Record;

impl Rows<'_> {
    /// The unit that a refused row's code or name identifies. `None` if there is none, or if only the whole file can show it:
    /// an earlier part may have named it first.
    pub(super) fn named(&mut self, record: &Record<'_>) -> Option<RowUnit> {
        let unit = self.units.named(record);
        self.needs_whole_file |= !self.whole && unit.is_none() && self.units.may_be_new();
        unit
    }

    /// Passes to the sink that every figure of a refused row is unknown.
    pub(super) fn refused_row(&mut self, record: &Record<'_>, sink: &mut impl Sink) {
        let Some(unit) = self.named(record) else {
            return;
        };
        self.forget_key();
        self.as_of.clear();
        let at = self.schema.header.roles.get(ColumnRole::AsOf);
        if let Some(date) = at.and_then(|at| date::iso(record.get(at).trim())) {
            self.as_of.push_str(&date);
        }
        let mut head = Head {
            unit,
            level: self.units.level_of(unit),
            parent: self.units.parent_of(unit),
            period: None,
            planned: self.schema.entry.planned,
        };
        for period in self.periods(record) {
            if self.exists(unit, period) {
                head.period = Some(period);
                self.pass_refused(record, head, period, sink);
            }
        }
    }

    /// The periods that a refused row may be for: its own, else the file's, else all years of the plan.
    fn periods(&self, record: &Record<'_>) -> Vec<Period> {
        let at = self.schema.header.roles.get(ColumnRole::Period);
        let written = at.map(|at| record.get(at).trim());
        let written_period = written.and_then(Period::parse);
        let period = written_period.and_then(|period| period.within(self.plan.year_starts));
        match (period, self.schema.entry.period) {
            (Some(period), _) => vec![period],
            (None, Some(period)) if written.is_none_or(str::is_empty) => vec![period],
            _ => {
                let years = self.plan.earliest_year()..=self.plan.last;
                years.map(Period::Year).collect()
            }
        }
    }

    fn pass_refused(
        &mut self,
        record: &Record<'_>,
        head: Head,
        period: Period,
        sink: &mut impl Sink,
    ) {
        let roles = &self.schema.header.roles;
        let fields = Fields::of(record, &self.schema.path);
        if !self.schema.long {
            if !self.is_first_refused(head.unit, period, None) {
                return;
            }
            let (answers, figures) = (
                self.schema.answer_columns.len(),
                self.schema.figure_columns.len(),
            );
            let answers = vec![PackedAnswer::REFUSED; answers];
            let figures = vec![NumericCell::Refused; figures];
            let head = self.row_head(head, period, &fields);
            return sink.wide(&head, &answers, &figures);
        }
        let (Some(word), Some(at)) = (
            roles.get(ColumnRole::Variable),
            roles.get(ColumnRole::Value),
        ) else {
            return;
        };
        let checklist = self.schema.entry.checklist;
        let Ok(binding) = self.name_index.resolve(record.get(word), checklist) else {
            return;
        };
        let value = match self.plan[binding.variable].scale {
            Some(_) => CellValue::Answer(PackedAnswer::REFUSED),
            None => CellValue::Figure(&NumericCell::Refused),
        };
        let period = binding.period.unwrap_or(period);
        if !self.is_first_refused(head.unit, period, Some(binding.variable)) {
            return;
        }
        let head = self.row_head(head, period, &fields);
        sink.long(&head, binding.variable, value, at);
    }

    /// Whether nothing of the kind has been passed on yet: a second refused row says the same as the first.
    fn is_first_refused(
        &mut self,
        unit: RowUnit,
        period: Period,
        variable: Option<VariableIx>,
    ) -> bool {
        let key = (unit, period, variable, self.as_of.as_str().into());
        self.refused_before.insert(key)
    }
}
