//! Reads the rows of a file or of a range of it.

use super::balance::{Balance, RowFate};
use super::ignored_column::IgnoredColumn;
use super::rows::Rows;
use super::running::{Differences, RunningTotals};
use super::{Reader, Sink};
use crate::data::DataSet;
use crate::data::cell::Fractions;
use crate::data::header::FileSchema;
use crate::data::header::row_shape::decoded;
use crate::data::manifest::{Running, unreadable};
use crate::data::reporter::Reporter;
use crate::data::unit::NewUnits;
use crate::finding::{Findings, Kept};
use crate::plan::VariableIx;
use crate::table::{self, Control, LinesUsed, PlainLines, Range, ReadEvent, Table, Visitor};
use hashbrown::HashMap;

/// What reading a file, or a range of it, gave.
#[derive(Debug)]
pub struct Report {
    /// What became of the rows that were met, blank ones apart.
    pub balance: Balance,
    /// Lines read.
    pub lines: u64,
    /// Whether the range can't be understood by itself, so that the file has to be read whole.
    pub needs_whole_file: bool,
    /// The file's encoding, as far as it was read.
    pub encoding: &'static str,
    /// Whether no figure of the file can be used.
    pub all_in_doubt: bool,
    /// How the figures of variables in per cent are written.
    pub fractions: HashMap<VariableIx, Fractions>,
    /// By ignored column: its cells; `None` if none was met.
    pub ignored: Vec<Option<IgnoredColumn>>,
    /// The units that no roster names.
    pub new_units: NewUnits,
    /// What was found.
    pub findings: Findings,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            balance: Balance::default(),
            lines: 0,
            needs_whole_file: false,
            encoding: "utf-8",
            all_in_doubt: false,
            fractions: HashMap::new(),
            ignored: Vec::new(),
            new_units: NewUnits::default(),
            findings: Findings::default(),
        }
    }
}

impl FileSchema {
    /// The table in ranges of about `size` bytes, each of which can be read by itself; one where it can't be split.
    pub fn split(&self, data: &DataSet, size: u64) -> Vec<Range> {
        match self.encoding {
            // The total before a figure, or the row that is chosen, may stand anywhere in the file.
            _ if self.entry.running.is_some() || !self.entry.conditions.is_empty() => {
                vec![Range::WHOLE]
            }
            "utf-8" => table::split(&data.folder, &self.name, &self.format, size),
            // In other encodings a byte of a character may look like a line feed.
            _ => vec![Range::WHOLE],
        }
    }

    /// How many bytes of a range are counted as work: none of a table that is in memory.
    pub fn counted_bytes(&self, data: &DataSet, range: Range) -> u64 {
        match self.format.is_read_by_range() && data.progress.is_watched() {
            true => range.bytes(data.folder.counted_bytes(&self.name, &data.progress)),
            false => 0,
        }
    }
}

impl Reader<'_> {
    /// Reads a range of a file row by row. Memory grows with the units first met, not with the rows; lines are counted from
    /// the beginning of the range.
    pub fn read(&self, schema: &FileSchema, range: Range, sink: &mut impl Sink) -> Report {
        let kept = self.data.kept;
        let reporter = Reporter::new(&*schema.path, kept);
        let mut reporter = reporter.of_table(&schema.header.titles);
        let mut report = Report::default();
        let (folder, name) = (&self.data.folder, &schema.name);
        let mut table = match table::open(folder, name, &schema.format, range) {
            Ok(table) => table,
            Err(error) => {
                reporter.add(unreadable(&error));
                report.findings = reporter.finish();
                return report;
            }
        };
        if !schema.usable {
            report.balance = all_refused(&mut table, range);
            report.lines = table.lines();
            report.encoding = table.encoding();
            report.findings = reporter.finish();
            return report;
        }
        let mut rows = Rows::new(self, schema, range, reporter);
        if let Some(since) = schema.entry.running {
            let totals = self.running_totals(schema, since);
            let mut differences = Differences::new(totals, self.plan.first, sink, kept.places);
            table.read(|event| rows.event(event, &mut differences));
            rows.balance.refused += differences.finish(&mut rows.reporter);
        } else {
            table.read_for(&mut RowsInto {
                rows: &mut rows,
                sink,
            });
        }
        rows.note_conditions();
        report.lines = table.lines();
        // A range without the header can't be the first of its file.
        report.needs_whole_file = rows.needs_whole_file || !(rows.header_seen || range.is_whole());
        report.encoding = table.encoding();
        decoded(&schema.path, table.encoding(), &mut rows.reporter);
        report.balance = rows.balance;
        report.all_in_doubt = rows.all_in_doubt;
        report.fractions = std::mem::take(&mut rows.fractions);
        report.ignored = std::mem::take(&mut rows.ignored);
        let totals = std::mem::take(&mut rows.totals);
        if !totals.is_empty() && !report.needs_whole_file {
            self.reconcile_totals(schema, &totals, &mut rows.reporter);
        }
        report.new_units = rows.units.new;
        report.findings = rows.reporter.finish();
        report
    }

    /// The running totals of a file; none where it can't be read, which is reported when it is read again.
    fn running_totals<'s>(&'s self, schema: &'s FileSchema, since: Running) -> RunningTotals<'s> {
        let mut totals = RunningTotals::new(schema, since);
        let opened = table::open(
            &self.data.folder,
            &schema.name,
            &schema.format,
            Range::WHOLE,
        );
        if let Ok(mut table) = opened {
            let reporter = Reporter::new(&*schema.path, Kept::default());
            let mut rows = Rows::new(self, schema, Range::WHOLE, reporter);
            table.read(|event| rows.event(event, &mut totals));
        }
        totals.doubt_falls();
        totals
    }
}

/// Hands what comes in a table to a reader of rows, and the rows to a sink.
struct RowsInto<'r, 'a, S> {
    rows: &'r mut Rows<'a>,
    sink: &'r mut S,
}

impl<S: Sink> Visitor for RowsInto<'_, '_, S> {
    fn event(&mut self, event: ReadEvent<'_>) -> Control {
        self.rows.event(event, self.sink)
    }

    fn wants_lines(&mut self) -> bool {
        self.rows.is_sight_promising()
    }

    fn lines(&mut self, lines: PlainLines<'_>) -> LinesUsed {
        self.rows.lines(lines, self.sink)
    }
}

/// The balance of a range of a table of which no row can be used; a finding about its header says why.
pub(in crate::internals::data) fn all_refused(table: &mut impl Table, range: Range) -> Balance {
    let mut balance = Balance::default();
    let mut header_seen = !range.is_first();
    table.read(|event| {
        let is_row = match event {
            ReadEvent::Comment(_) => false,
            ReadEvent::Error(_) => true,
            ReadEvent::Record(record) => {
                let blank = (0..record.len()).all(|at| record.get(at).trim().is_empty());
                std::mem::replace(&mut header_seen, true) && !blank
            }
        };
        if is_row {
            balance.add(None, RowFate::Refused);
        }
        Control::Next
    });
    balance
}
