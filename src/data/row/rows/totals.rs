//! Rows of totals, and their comparison with the sums of the rows that they are the totals of.

use super::Rows;
use crate::data::cell::{CellValue, NumericCell};
use crate::data::column_role::ColumnRole;
use crate::data::header::FileSchema;
use crate::data::reporter::{Reporter, WHOLE_ROW};
use crate::data::row::{Reader, RowHead, Sink};
use crate::finding::{Finding, Kept, Place, codes};
use crate::i18n::normalize;
use crate::observation::{PackedAnswer, Period};
use crate::plan::{Kind, LevelIx, Plan, RollUp, VariableIx};
use crate::table::{self, Range, Record, Table};
use crate::text;
use hashbrown::HashMap;

/// At most so many totals of a file are compared with the sums of rows.
pub(super) const MOST_TOTALS: usize = 1000;

/// A row of totals.
pub(in crate::internals::data) struct TotalRow {
    line: u64,
    place: Place,
    /// What is the total of what.
    figures: Vec<(SumKey, i128)>,
}

/// What is added up: the figures of a variable for a period.
type SumKey = (VariableIx, Period);

/// The sum of the figures of rows.
#[derive(Clone, Copy, Debug, Default)]
struct RowSum {
    sum: i128,
    /// Whether a figure is not exactly known, so that the sum is not either.
    unclear: bool,
}

impl Rows<'_> {
    /// Keeps a row of totals for the comparison. A total in another unit of measurement than the rows is left out.
    pub(super) fn keep_total(&mut self, record: &Record<'_>) {
        let roles = &self.schema.header.roles;
        let name = roles.get(ColumnRole::Name).or(roles.get(ColumnRole::Code));
        if self.has_measure_unit() || name.is_some_and(|at| record.get(at).contains(['(', '（'])) {
            return;
        }
        let written = roles
            .get(ColumnRole::Period)
            .map(|at| normalize(record.get(at)));
        let period = written.filter(|written| !written.is_empty());
        let period = period.map_or(self.schema.entry.period, |written| {
            Period::parse(&written)?.within(self.plan.year_starts)
        });
        let mut figures = Vec::new();
        let mut add = |variable: VariableIx, period: Option<Period>, cell: NumericCell| {
            if let (Some(period), NumericCell::Exact(total), true) =
                (period, cell, is_summed(self.plan, variable))
            {
                figures.push(((variable, period), total));
            }
        };
        for (column, numeric) in self.wide.numeric() {
            let (cell, _) = numeric.read(record.bytes(column.at), true);
            add(column.variable, column.period.or(period), cell);
        }
        let long = (
            roles.get(ColumnRole::Variable),
            roles.get(ColumnRole::Value),
        );
        if let (true, (Some(word), Some(at))) = (self.schema.long, long)
            && let Some(known) = self.variables.named(record.bytes(word))
            && let Some(numeric) = &known.numeric
        {
            let (cell, _) = numeric.read(record.bytes(at), true);
            let binding = &known.binding;
            add(binding.variable, binding.period.or(period), cell);
        }
        self.totals.push(TotalRow {
            line: record.line(),
            place: record.whole(&self.schema.path),
            figures,
        });
    }
}

/// Whether the figures of a variable add up.
fn is_summed(plan: &Plan, variable: VariableIx) -> bool {
    let variable = &plan[variable];
    variable.roll_up == RollUp::Sum && matches!(variable.kind, Kind::Count | Kind::Amount)
}

/// Adds up the figures of the rows of a file, by level: of all rows, and of those between one row of totals and the next.
struct RowSums<'a> {
    plan: &'a Plan,
    schema: &'a FileSchema,
    /// The lines of the rows of totals, ascending.
    lines: Vec<u64>,
    /// By the number of rows of totals above, and by level.
    sums: HashMap<(usize, LevelIx), HashMap<SumKey, RowSum>>,
}

impl RowSums<'_> {
    fn add(&mut self, row: &RowHead<'_>, key: SumKey, cell: &NumericCell, at: usize) {
        if row.planned || !is_summed(self.plan, key.0) {
            return;
        }
        let line = row.fields.line(at);
        let above = self.lines.partition_point(|&total| total < line);
        let sums = self.sums.entry((above, row.level)).or_default();
        let sum = sums.entry(key).or_default();
        match cell {
            NumericCell::Exact(figure) => match sum.sum.checked_add(*figure) {
                Some(total) => sum.sum = total,
                None => sum.unclear = true,
            },
            NumericCell::NotApplicable => {}
            _ => sum.unclear = true,
        }
    }

    /// Whether totals are the sums of all rows of a level, or of several levels, in some stretches between rows of totals; `None`
    /// if that can't be told.
    fn fits(&self, total: &TotalRow, stretch: impl Fn(usize) -> bool) -> Option<bool> {
        let mut levels: Vec<LevelIx> = self.sums.keys().map(|(_, level)| *level).collect();
        levels.sort();
        levels.dedup();
        let mut clear = true;
        let mut fits = |level: Option<LevelIx>| {
            total.figures.iter().all(|(key, figure)| {
                let stretches = self.sums.iter();
                let concerned = stretches.filter(|((at, own), _)| {
                    stretch(*at) && level.is_none_or(|level| level == *own)
                });
                let sums = concerned.filter_map(|(_, sums)| sums.get(key));
                let mut all = 0_i128;
                for sum in sums {
                    clear &= !sum.unclear;
                    all = all.saturating_add(sum.sum);
                }
                all == *figure
            })
        };
        if levels.iter().any(|&level| fits(Some(level))) || fits(None) {
            return Some(true);
        }
        clear.then_some(false)
    }
}

impl Sink for RowSums<'_> {
    fn wide(&mut self, row: &RowHead<'_>, _: &[PackedAnswer], figures: &[NumericCell]) {
        for (column, cell) in self.schema.figure_columns.iter().zip(figures) {
            let period = column.period.unwrap_or(row.period);
            self.add(row, (column.variable, period), cell, column.at);
        }
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, value: CellValue<'_>, at: usize) {
        if let CellValue::Figure(cell) = value {
            self.add(row, (variable, row.period), cell, at);
        }
    }
}

impl Reader<'_> {
    /// Compares rows of totals with the sums of rows: of all, of those above since the total before, or of those below until the
    /// next. One that is none of them is reported.
    pub(in crate::internals::data) fn reconcile_totals(
        &self,
        schema: &FileSchema,
        totals: &[TotalRow],
        reporter: &mut Reporter,
    ) {
        let opened = table::open(
            &self.data.folder,
            &schema.name,
            &schema.format,
            Range::WHOLE,
        );
        let Ok(mut table) = opened else { return };
        let mut sums = RowSums {
            plan: self.plan,
            schema,
            lines: totals.iter().map(|total| total.line).collect(),
            sums: HashMap::new(),
        };
        let unused = Reporter::new(&*schema.path, Kept::default());
        let mut rows = Rows::new(self, schema, Range::WHOLE, unused);
        table.read(|event| rows.event(event, &mut sums));
        for (at, total) in totals.iter().enumerate() {
            if total.figures.is_empty() {
                continue;
            }
            let all = sums.fits(total, |_| true);
            let above = sums.fits(total, |stretch| stretch == at);
            let below = sums.fits(total, |stretch| stretch == at + 1);
            if [all, above, below].iter().all(|fits| *fits == Some(false)) {
                let finding = || {
                    Finding::new(
                        codes::TOTAL_DIFFERS,
                        text!("合计与各行之和不符", "the totals are not the sums of the rows"),
                    )
                    .help(text!(
                        "请核对合计与各行，是否有缺行或错数；合计行不采用",
                        "check the totals and the rows: a row may be missing or a figure wrong; the row of totals is not used"
                    ))
                };
                reporter.note(codes::TOTAL_DIFFERS, WHOLE_ROW, finding, || {
                    total.place.clone()
                });
            }
        }
    }
}
