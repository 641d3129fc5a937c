//! Files of running totals: the figure of a year is the total up to its end less that of an earlier year, that of a part of a
//! year the total from the beginning of the year up to its end.

use super::{CellValue, NumericCell, RowHead, Sink};
use crate::data::header::FileSchema;
use crate::data::manifest::Running;
use crate::data::reporter::{Reporter, WHOLE_ROW};
use crate::data::unit::RowUnit;
use crate::finding::{Finding, Place, codes};
use crate::observation::{MONTHS, PackedAnswer, Part, Period};
use crate::plan::{VariableIx, Year};
use crate::text;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The running totals of a unit and a variable by year and the last month of the year that is in them; `None` for a time with
/// different totals or one that is not exact or in
/// doubt.
type Series = BTreeMap<(Year, u8), Option<i128>>;

/// The year and the last month of it that are in a running total of a period; `None` for a figure of several years.
fn end(period: Period) -> Option<(Year, u8)> {
    match period {
        Period::Year(year) => Some((year, MONTHS)),
        Period::Part(part) => Some((part.year(), part.last())),
        Period::Span(..) => None,
    }
}

/// The months from the beginning of the year to the end of a part of it.
fn up_to(part: Part) -> Period {
    match part.sibling(1, part.last()) {
        Some(part) => Period::Part(part),
        None => Period::Year(part.year()),
    }
}

/// The running totals of a file.
pub(super) struct RunningTotals<'a> {
    schema: &'a FileSchema,
    /// From when on the totals add up.
    since: Running,
    series: HashMap<(RowUnit, VariableIx), Series>,
}

impl<'a> RunningTotals<'a> {
    /// None yet.
    pub fn new(schema: &'a FileSchema, since: Running) -> Self {
        RunningTotals {
            schema,
            since,
            series: HashMap::new(),
        }
    }

    /// Puts in doubt both totals where one is less than the one before: either may be wrong, and so is every difference from
    /// it. Totals that begin anew each year are held against those of the same year.
    pub fn doubt_falls(&mut self) {
        let each_year = self.since == Running::SinceYear;
        for series in self.series.values_mut() {
            let totals: Vec<_> = series.iter().map(|(end, total)| (*end, *total)).collect();
            let falls = totals
                .windows(2)
                .filter(|pair| match (pair[0].1, pair[1].1) {
                    (Some(before), Some(after)) => {
                        let follows = pair[0].0.0 == pair[1].0.0 || !each_year;
                        follows && after < before
                    }
                    _ => false,
                });
            for (end, _) in falls.flatten() {
                series.insert(*end, None);
            }
        }
    }

    fn add(&mut self, row: &RowHead<'_>, variable: VariableIx, period: Period, cell: &NumericCell) {
        let Some(end) = end(period) else { return };
        let total = match cell {
            NumericCell::Exact(total) => Some(*total),
            NumericCell::Blank | NumericCell::NotApplicable => return,
            NumericCell::Between(_) | NumericCell::Refused => None,
        };
        let series = self.series.entry((row.unit, variable)).or_default();
        let known = series.entry(end).or_insert(total);
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
                    "请核对两期累计数；各年从年初重新累计的，写 `running = \"year\"`；并非累计数的，请删去 `running`",
                    "check the two totals; write `running = \"year\"` if they begin anew each year, and remove `running` if the figures are no running totals"
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
        let (period, cell) = match cell {
            _ if end(period).is_none() => (period, cell.clone()),
            NumericCell::Exact(_) | NumericCell::Between(_) => {
                match self.difference(row.unit, variable, period) {
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

    /// What a total adds to the one before, and for which time; `None` if one of the two is not exact or in doubt, or the
    /// time is no year, years or part of a year.
    fn difference(
        &self,
        unit: RowUnit,
        variable: VariableIx,
        period: Period,
    ) -> Option<(Period, i128)> {
        let series = self.totals.series.get(&(unit, variable))?;
        let (year, month) = end(period)?;
        let total = (*series.get(&(year, month))?)?;
        let (from, before) = match self.totals.since {
            Running::SinceYear => (year, 0),
            Running::SinceFirst => {
                let mut whole_years = series.range(..(year, 1));
                match whole_years.rfind(|((_, month), _)| *month == MONTHS) {
                    Some(((last, _), before)) => (last + 1, (*before)?),
                    None => (self.first.min(year), 0),
                }
            }
        };
        let figure = total.checked_sub(before).filter(|figure| *figure >= 0)?;
        let period = match period {
            Period::Part(part) if from == year => up_to(part),
            Period::Part(_) => return None,
            _ if from == year => Period::Year(year),
            _ => Period::Span(from, year),
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
