//! Reads a file, or a range of it, row by row.

use super::cell_error::Reporter;
use super::manifest::unreadable;
use super::row_shape::decoded;
use super::rows::Rows;
use super::{DataSet, FileSchema, NewUnits, Reader, Sink};
use crate::finding::Findings;
use crate::source::{ByteRange, Records, byte_ranges};

/// What came of reading a file or a range of it.
#[derive(Debug)]
pub struct Report {
    /// Rows that were used.
    pub rows: u64,
    /// Rows and cells that could not be used.
    pub refused: u64,
    /// Lines read.
    pub lines: u64,
    /// Whether the range can't be understood by itself: the file has to be read whole.
    pub torn: bool,
    pub encoding: &'static str,
    pub new_units: NewUnits,
    pub findings: Findings,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            rows: 0,
            refused: 0,
            lines: 0,
            torn: false,
            encoding: "utf-8",
            new_units: NewUnits::default(),
            findings: Findings::default(),
        }
    }
}

impl FileSchema {
    /// The file in byte_ranges of about `size` bytes, each of which can be read by itself.
    pub fn byte_ranges(&self, data: &DataSet, size: u64) -> Vec<ByteRange> {
        match self.encoding {
            "utf-8" => byte_ranges(&data.folder, &self.name, size),
            _ => vec![ByteRange::WHOLE],
        }
    }
}

impl Reader<'_> {
    /// Reads a range of a file row by row in pieces of 256 KiB; memory does not grow with rows but for new units.
    /// Lines are counted from the beginning of the range.
    pub fn read(&self, layout: &FileSchema, range: ByteRange, sink: &mut impl Sink) -> Report {
        let mut reporter = Reporter::new(&*layout.path);
        let mut report = Report::default();
        if !layout.usable {
            report.findings = reporter.finish();
            return report;
        }
        let (folder, name) = (&self.data.folder, &layout.name);
        let opened = Records::open_range(folder, name, layout.separator, range);
        let mut records = match opened {
            Ok(records) => records,
            Err(error) => {
                reporter.add(unreadable(&error));
                report.findings = reporter.finish();
                return report;
            }
        };
        let mut rows = Rows::new(self, layout, range, reporter);
        records.each(|step| rows.step(step, sink));
        report.lines = records.lines();
        // Without its header a file is not cut where it could be.
        report.torn = rows.torn || !(rows.header_seen || range.is_whole());
        report.encoding = records.encoding();
        decoded(&layout.path, records.encoding(), &mut rows.reporter);
        report.rows = rows.rows;
        report.refused = rows.refused;
        report.new_units = rows.units.new;
        report.findings = rows.reporter.finish();
        report
    }
}
