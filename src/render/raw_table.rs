//! Tables as they were read, for other programs.

use std::io::{self, Write};

/// Writes the rows of a table as CSV, every cell as it is.
pub struct TableWriter<'a>(csv::Writer<&'a mut dyn Write>);

impl<'a> TableWriter<'a> {
    /// Writes to `out`.
    pub fn new(out: &'a mut dyn Write) -> Self {
        let mut builder = csv::WriterBuilder::new();
        TableWriter(builder.flexible(true).from_writer(out))
    }

    /// Writes a row.
    pub fn row<'f>(&mut self, fields: impl Iterator<Item = &'f [u8]>) -> io::Result<()> {
        Ok(self.0.write_record(fields)?)
    }

    /// Writes what is still to be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
