//! Reads the rows of a file or of a range of it.

use super::rows::Rows;
use super::{Reader, Sink};
use crate::data::DataSet;
use crate::data::header::FileSchema;
use crate::data::header::row_shape::decoded;
use crate::data::manifest::unreadable;
use crate::data::reporter::Reporter;
use crate::data::unit::NewUnits;
use crate::finding::Findings;
use crate::table::{self, Range, Table};

/// What came of figure a file or a range of it.
#[derive(Debug)]
pub struct Report {
    /// Rows that were used.
    pub rows: u64,
    /// Rows and cells that could not be used.
    pub refused: u64,
    /// Lines read.
    pub lines: u64,
    /// Whether the range can't be understood by itself, so that the file has to be read whole.
    pub needs_whole_file: bool,
    /// The file's encoding, as far as it was read.
    pub encoding: &'static str,
    /// The units that no roster names.
    pub new_units: NewUnits,
    /// What was found.
    pub findings: Findings,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            rows: 0,
            refused: 0,
            lines: 0,
            needs_whole_file: false,
            encoding: "utf-8",
            new_units: NewUnits::default(),
            findings: Findings::default(),
        }
    }
}

impl FileSchema {
    /// The table in ranges of about `size` bytes, each of which can be read by itself; one where it can't be split.
    pub fn split(&self, data: &DataSet, size: u64) -> Vec<Range> {
        match self.encoding {
            "utf-8" => table::split(&data.folder, &self.name, &self.format, size),
            // In other encodings a byte of a character may look like a line feed.
            _ => vec![Range::WHOLE],
        }
    }
}

impl Reader<'_> {
    /// Reads a range of a file row by row. Memory grows with the units first met, not with the rows; lines are counted from
    /// the beginning of the range.
    pub fn read(&self, schema: &FileSchema, range: Range, sink: &mut impl Sink) -> Report {
        let mut reporter = Reporter::new(&*schema.path);
        let mut report = Report::default();
        if !schema.usable {
            report.findings = reporter.finish();
            return report;
        }
        let (folder, name) = (&self.data.folder, &schema.name);
        let mut table = match table::open(folder, name, &schema.format, range) {
            Ok(table) => table,
            Err(error) => {
                reporter.add(unreadable(&error));
                report.findings = reporter.finish();
                return report;
            }
        };
        let mut rows = Rows::new(self, schema, range, reporter);
        table.read(|event| rows.event(event, sink));
        report.lines = table.lines();
        // A range without the header can't be the first of its file.
        report.needs_whole_file = rows.needs_whole_file || !(rows.header_seen || range.is_whole());
        report.encoding = table.encoding();
        decoded(&schema.path, table.encoding(), &mut rows.reporter);
        report.rows = rows.rows;
        report.refused = rows.refused;
        report.new_units = rows.units.new;
        report.findings = rows.reporter.finish();
        report
    }
}
