//! Rows that are refused. Where it is plain whose they are, what they would have said is unknown, not unsaid: it may
//! restate or contradict what another row says.

use super::Rows;
use super::head::Head;
use crate::data::words::ColumnRole;
use crate::data::{CellValue, Fields, NumericCell, Sink, dates};
use crate::observation::{PackedAnswer, Period};
use crate::table::Record;

impl Rows<'_> {
    /// Hands on that every figure of a refused row is unknown.
    pub(super) fn refused_row(&mut self, record: &Record<'_>, sink: &mut impl Sink) {
        let Some(unit) = self.units.named(record) else {
            return;
        };
        self.heading.forget();
        self.as_of.clear();
        let stated = self.layout.header.parts.get(ColumnRole::AsOf);
        if let Some(date) = stated.and_then(|at| dates::iso(record.get(at).trim())) {
            self.as_of.push_str(&date);
        }
        let mut head = Head {
            unit,
            level: self.units.level_of(unit),
            parent: self.units.parent_of(unit),
            period: None,
            planned: self.layout.entry.planned,
        };
        for period in self.periods(record) {
            if self.exists(unit, period) {
                head.period = Some(period);
                self.hand_on(record, head, period, sink);
            }
        }
    }

    /// The periods that a refused row may be of: its own, else the file's, else any year of the plan.
    fn periods(&self, record: &Record<'_>) -> Vec<Period> {
        let said = self.layout.header.parts.get(ColumnRole::Period);
        let said = said.map(|at| record.get(at).trim());
        match (said.and_then(Period::parse), self.layout.entry.period) {
            (Some(period), _) => vec![period],
            (None, Some(period)) if said.is_none_or(str::is_empty) => vec![period],
            _ => {
                let years = self.plan.first_asked()..=self.plan.last;
                years.map(Period::Year).collect()
            }
        }
    }

    fn hand_on(&mut self, record: &Record<'_>, head: Head, period: Period, sink: &mut impl Sink) {
        let parts = &self.layout.header.parts;
        let fields = Fields {
            record,
            path: &self.layout.path,
        };
        if !self.layout.long {
            let (codes, readings) = (self.coded.len(), self.numeric.len());
            let codes = vec![PackedAnswer::REFUSED; codes];
            let readings = vec![NumericCell::Refused; readings];
            let head = self.row_head(head, period, &fields);
            return sink.wide(&head, &codes, &readings);
        }
        let (Some(word), Some(at)) = (
            parts.get(ColumnRole::Variable),
            parts.get(ColumnRole::Value),
        ) else {
            return;
        };
        let checklist = self.layout.entry.checklist;
        let Ok(meaning) = self.name_index.meaning(record.get(word), checklist) else {
            return;
        };
        let entry = match self.plan[meaning.variable].scale {
            Some(_) => CellValue::Answer(PackedAnswer::REFUSED),
            None => CellValue::Figure(&NumericCell::Refused),
        };
        let period = meaning.period.unwrap_or(period);
        let head = self.row_head(head, period, &fields);
        sink.long(&head, meaning.variable, entry, at);
    }
}
