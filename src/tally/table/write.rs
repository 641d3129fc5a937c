//! Writes what was counted as a tally table.

use super::kind::{Gathered, RowKind};
use super::{COLUMNS, numbers};
use crate::data::DataSet;
use crate::observation::{AggregateValue, UnitIx, Units};
use crate::plan::{LevelIx, Plan, Year};
use crate::tally::source::Counted;
use std::io::{self, Write};

/// Writes what was `counted`, in the order of what is counted, codes of units, and years. `digest` is that of the plan;
/// `named` says how many units of which level sent a row, by the unit at which they are gathered.
pub fn write(
    out: &mut dyn Write,
    plan: &Plan,
    data: &DataSet,
    (digest, gathered): (&str, &Gathered),
    counted: &Counted,
    named: &[((LevelIx, UnitIx, Year), u64)],
) -> io::Result<()> {
    let units = counted.units.as_ref().unwrap_or(&data.units);
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    let mut row = |kind: &RowKind, unit: &str, year: Option<Year>, cells: numbers::Cells| {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let head = [kind.word(plan), unit.to_owned(), year];
        writer.write_record(head.into_iter().chain(cells))
    };
    let nothing = numbers::Cells::default;
    row(&RowKind::Plan(digest.to_owned()), "", None, nothing())?;
    row(&RowKind::Question(gathered.clone()), "", None, nothing())?;
    for (file, read) in data.files.iter().zip(&counted.files) {
        let rows = numbers::of_count(read.rows);
        row(&RowKind::Rows(file.name.clone()), "", None, rows)?;
    }
    if let Some(year) = counted.latest {
        row(&RowKind::Latest, "", Some(year), nothing())?;
    }
    let mut named = named.to_vec();
    named.sort_by_key(|&((level, unit, year), _)| (level, units.code(unit), year));
    for ((level, unit, year), count) in named {
        let count = numbers::of_count(count);
        row(&RowKind::Named(level), units.code(unit), Some(year), count)?;
    }
    for ((aggregate, unit, year), value) in in_order(counted, units) {
        let cells = match value {
            AggregateValue::Outcomes(outcomes) => numbers::of_outcomes(outcomes),
            AggregateValue::Sum(sum) => numbers::of_sum(sum),
        };
        let kind = RowKind::Counted(aggregate);
        row(&kind, units.code(unit), Some(year), cells)?;
    }
    writer.flush()
}

type Key = (crate::observation::Aggregate, UnitIx, Year);

/// The counts, by what is counted, code and year.
fn in_order<'a>(counted: &'a Counted, units: &Units) -> Vec<(Key, &'a AggregateValue)> {
    let mut counts: Vec<_> = counted.counts.values.iter().collect();
    counts.sort_by_key(|((aggregate, unit, year), _)| (*aggregate, units.code(*unit), *year));
    counts
}
