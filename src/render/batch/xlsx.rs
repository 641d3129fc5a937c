//! XLSX: a workbook for each year.

use super::{BatchFile, BatchFormat};
use crate::render::workbook;
use crate::report::batch::{BatchReport, YearReport};
use std::io;

pub(super) const FORMAT: BatchFormat = BatchFormat {
    id: "xlsx",
    paths,
    explanations: false,
    trends: true,
    unit: None,
    year: Some(year),
    whole: None,
};

fn paths(batch: &BatchReport) -> Vec<String> {
    let years = batch.years.iter();
    years.map(|year| format!("{year}.xlsx")).collect()
}

fn year(report: &YearReport, batch: &BatchReport) -> io::Result<Vec<BatchFile>> {
    Ok(vec![BatchFile {
        path: format!("{}.xlsx", report.year),
        bytes: workbook::write(report, batch)?,
    }])
}
