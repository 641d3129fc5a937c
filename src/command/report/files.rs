//! The files of a batch, made by several threads and written as they come.

use super::content::{Content, Judged, Whole};
use super::tree::Tree;
use crate::command::{Failure, Lines};
use crate::progress::Progress;
use crate::render::batch::{BatchFile, BatchFormat};
use crate::text;
use rayon::prelude::*;
use std::io;

/// The files of a batch as they are made.
pub struct Files<'a> {
    pub content: &'a Content<'a>,
    pub whole: &'a Whole,
    pub formats: &'a [&'static BatchFormat],
    pub tree: &'a Tree<'a>,
    pub progress: &'a Progress,
    pub lines: &'a Lines,
}

impl Files<'_> {
    /// Writes all files, year by year. Each part is made, written in all formats, and let go.
    pub fn write(&self) -> Result<(), Failure> {
        let (content, whole) = (self.content, self.whole);
        let writing = text!("写入文件", "writing files");
        self.progress.begin(writing, self.tree.len() as u64);
        let mut earlier = None;
        for (year, units) in whole.years() {
            let count = units.len();
            let judged = content.judged(units, year, earlier.take());
            let of_year = || self.write_year(&judged);
            let of_units = || {
                (0..count)
                    .into_par_iter()
                    .try_for_each(|at| self.write_unit(&judged, at))
            };
            let (of_year, of_units) = rayon::join(of_year, of_units);
            of_year.and(of_units)?;
            earlier = Some(judged);
            self.lines.say(&text!(
                "{year}年：{count} 个评估对象",
                "{year}: {count} units"
            ));
        }
        let writers = self.formats.iter().filter_map(|format| format.whole);
        self.put(writers.map(|write| write(&whole.report)))
    }

    /// Writes the files of a year.
    fn write_year(&self, judged: &Judged) -> Result<(), Failure> {
        let mut writers = self
            .formats
            .iter()
            .filter_map(|format| format.year)
            .peekable();
        if writers.peek().is_none() {
            return Ok(());
        }
        let report = self.content.year(self.whole, judged);
        self.put(writers.map(|write| write(&report, &self.whole.report)))
    }

    /// Writes the files of a unit in a year.
    fn write_unit(&self, judged: &Judged, at: usize) -> Result<(), Failure> {
        let mut writers = self
            .formats
            .iter()
            .filter_map(|format| format.unit)
            .peekable();
        if writers.peek().is_none() {
            return Ok(());
        }
        match self.content.unit(self.whole, judged, at) {
            None => Ok(()),
            Some(report) => self.put(writers.map(|write| write(&report, &self.whole.report))),
        }
    }

    fn put(
        &self,
        written: impl Iterator<Item = io::Result<Vec<BatchFile>>>,
    ) -> Result<(), Failure> {
        for files in written {
            for file in files.map_err(|error| self.tree.failed(&error))? {
                self.tree.put(&file)?;
                self.progress.add(1);
            }
        }
        Ok(())
    }
}
