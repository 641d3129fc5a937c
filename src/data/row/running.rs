//! Files of running totals: the figure of a year is the total up to its end less that of an earlier year.

use super::{CellValue, NumericCell, RowHead, Sink};
use crate::data::header::FileSchema;
use crate::data::reporter::{Reporter, WHOLE_ROW};
use crate::data::unit::RowUnit;
use crate::finding::{Finding, Place, codes};
use crate::observation::{PackedAnswer, Period};
use crate::plan::{VariableIx, Year};
use crate::text;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The running totals of a unit and a variable by year; `None` for a year with different totals, or one that is not exact or in
/// doubt.
type Series = BTreeMap<Year, Option<i128>>;

/// The running totals of a file.
pub(super) struct RunningTotals<'a> {
    schema: &'a FileSchema,
    series: HashMap<(RowUnit, VariableIx), Series>,
}

impl<'a> RunningTotals<'a> {
    /// None yet.
    pub fn new(schema: &'a FileSchema) -> Self {
        RunningTotals {
            schema,
            series: HashMap::new(),
        }
    }

    /// Puts in doubt both totals where one is less than the one before: either may be wrong, and so is every difference from
    /// it.
    pub fn doubt_falls(&mut self) {
        for series in self.series.values_mut() {
            let totals: Vec<(Year, Option<i128>)> = series.iter().map(|(y, t)| (*y, *t)).collect();
            let falls = totals
                .windows(2)
                .filter(|pair| match (pair[0].1, pair[1].1) {
                    (Some(before), Some(after)) => after < before,
                    _ => false,
                });
            for (year, _) in falls.flatten() {
                series.insert(*year, None);
            }
        }
    }

    fn add(&mut self, row: &RowHead<'_>, variable: VariableIx, period: Period, cell: &NumericCell) {
        let Period::Year(year) = period else { return };
        let total = match cell {
            NumericCell::Exact(total) => Some(*total),
            NumericCell::Blank | NumericCell::NotApplicable => return,
            NumericCell::Between(_) | NumericCell::Refused => None,
        };
        let series = self.series.entry((row.unit, variable)).or_default();
        let known = series.entry(year).or_insert(total);
        if *known != total {
            *known = None;
        }
    }
}

impl Sink for RunningTotals<'_> {
    fn wide(&mut self, row: &RowHead<'_>, _: &[PackedAnswer], figures: &[NumericCell]) {
        for (column, cell) in self.schema.figure_columns.iter().zip(figures) {
            self.add(
                row,
                column.variable,
                column.period.unwrap_or(row.period),
                cell,
            );
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, _: usize) {
        if let CellValue::Figure(cell) = value {
            self.add(row, variable, row.period, cell);
        }
    }
}

/// Passes on the figures of single years, or of several together where years between have no total.
pub(super) struct Differences<'a, S> {
    totals: RunningTotals<'a>,
    /// The first year that the totals add up from.
    first: Year,
    sink: &'a mut S,
    /// The totals from which no figure can be computed.
    refused: Vec<Place>,
    /// How many there are.
    count: u64,
    /// How many of their places are kept.
    most_places: usize,
}

impl<'a, S: Sink> Differences<'a, S> {
    /// The differences of totals that add up from the year `first`.
    pub fn new(
        totals: RunningTotals<'a>,
        first: Year,
        sink: &'a mut S,
        most_places: usize,
    ) -> Self {
        Differences {
            totals,
            first,
            sink,
            refused: Vec::new(),
            count: 0,
            most_places,
        }
    }

    /// Notes the totals from which no figure can be computed; returns how many there are.
    pub fn finish(self, reporter: &mut Reporter) -> u64 {
        for place in self.refused {
            let finding = || {
                Finding::new(
                    codes::RUNNING_TOTAL,
                    text!(
                        "累计数不是确数，或前后两期累计数下降，无法还原为当期数",
                        "a running total that is not exact, or one of two that fall: the year's figure can't be computed"
                    ),
                )
                .help(text!(
                    "请核对两期累计数；若并非累计数，请删去 `running = true`",
                    "check the two totals; remove `running = true` if the figures are no running totals"
                ))
            };
            reporter.note(codes::RUNNING_TOTAL, WHOLE_ROW, finding, || place);
        }
        self.count
    }

    fn pass(
        &mut self,
        row: &RowHead<'_>,
        variable: VariableIx,
        period: Period,
        cell: &NumericCell,
        at: usize,
    ) {
        let (period, cell) = match (period, cell) {
            (Period::Year(year), NumericCell::Exact(_) | NumericCell::Between(_)) => {
                match self.difference(row.unit, variable, year) {
                    Some((period, figure)) => (period, NumericCell::Exact(figure)),
                    None => {
                        self.count += 1;
                        if self.refused.len() < self.most_places {
                            self.refused.push(row.fields.place(at));
                        }
                        (period, NumericCell::Refused)
                    }
                }
            }
            _ => (period, cell.clone()),
        };
        let row = RowHead { period, ..*row };
        self.sink.long(&row, variable, CellValue::Figure(&cell), at);
    }

    /// What a total adds to the one before, and for which years; `None` if one of the two is not exact or in doubt.
    fn difference(
        &self,
        unit: RowUnit,
        variable: VariableIx,
        year: Year,
    ) -> Option<(Period, i128)> {
        let series = self.totals.series.get(&(unit, variable))?;
        let total = (*series.get(&year)?)?;
        let (from, before) = match series.range(..year).next_back() {
            Some((last, before)) => (last + 1, (*before)?),
            None => (self.first.min(year), 0),
        };
        let figure = total.checked_sub(before).filter(|figure| *figure >= 0)?;
        let period = match from == year {
            true => Period::Year(year),
            false => Period::Span(from, year),
        };
        Some((period, figure))
    }
}

impl<S: Sink> Sink for Differences<'_, S> {
    fn wide(&mut self, row: &RowHead<'_>, answers: &[PackedAnswer], figures: &[NumericCell]) {
        let schema = self.totals.schema;
        for (column, answer) in schema.answer_columns.iter().zip(answers) {
            let period = column.period.unwrap_or(row.period);
            let row = RowHead { period, ..*row };
            let answer = CellValue::Answer(*answer);
            self.sink.long(&row, column.variable, answer, column.at);
        }
        for (column, cell) in schema.figure_columns.iter().zip(figures) {
            let period = column.period.unwrap_or(row.period);
            self.pass(row, column.variable, period, cell, column.at);
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, at: usize) {
        match value {
            CellValue::Figure(cell) => self.pass(row, variable, row.period, cell, at),
            CellValue::Answer(_) => self.sink.long(row, variable, value, at),
        }
    }
}
