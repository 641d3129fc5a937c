//! Records with quotes, by the rules of the csv library.

use super::{Found, LONGEST_LINE, Next, Reader, terminator};
use crate::finding::Place;
use crate::source::SourceError;
use crate::table::csv::Dialect;
use crate::table::csv::line::{field_ranges, place_in_record};
use csv_core::ReadRecordResult;

impl Reader {
    /// Looks for the end of the next record, which has a quote.
    pub(super) fn find_quoted(&mut self) -> Result<Next, SourceError> {
        if self.unescaped.is_empty() {
            self.unescaped.resize(4096, 0);
        }
        loop {
            self.ends.resize(self.ends.capacity().max(64), 0);
            let csv = self.csv.get_or_insert_with(|| {
                let mut builder = csv_core::ReaderBuilder::new();
                let quote = self.quote.unwrap_or(Dialect::QUOTE);
                builder.delimiter(self.separator).quote(quote).build()
            });
            csv.reset();
            let rest = &self.buffer[self.start..self.end];
            let (mut result, used, mut out, mut fields) =
                csv.read_record(rest, &mut self.unescaped, &mut self.ends);
            if matches!(result, ReadRecordResult::InputEmpty) && self.eof {
                // A line's end closes the record, unless a quote is open.
                let (last, _, more, more_fields) =
                    csv.read_record(b"\n", &mut self.unescaped[out..], &mut self.ends[fields..]);
                (result, out, fields) = (last, out + more, fields + more_fields);
                if matches!(result, ReadRecordResult::InputEmpty) {
                    return Ok(Next::UnclosedQuote);
                }
            }
            match result {
                ReadRecordResult::Record if used > LONGEST_LINE => return Ok(self.too_long()),
                ReadRecordResult::Record => {
                    self.quoted(used, out, fields);
                    return Ok(Next::Record);
                }
                ReadRecordResult::InputEmpty if rest.len() > LONGEST_LINE => {
                    return Ok(self.too_long());
                }
                ReadRecordResult::InputEmpty => {
                    self.fill()?;
                }
                ReadRecordResult::OutputFull => {
                    self.unescaped.resize(self.unescaped.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => self.ends.reserve(self.ends.len() * 2),
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    /// Why a record is too long: its line is, or a quote is not closed.
    fn too_long(&self) -> Next {
        let rest = &self.buffer[self.start..self.end];
        let line = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        if line > LONGEST_LINE {
            Next::LineTooLong
        } else {
            Next::UnclosedQuote
        }
    }

    /// Takes the next `used` bytes, the line's end included, for a record whose fields are in `unescaped`.
    fn quoted(&mut self, used: usize, out: usize, fields: usize) {
        let rest = &self.buffer[self.start..self.end];
        let mut len = used;
        if rest[..len].ends_with(b"\n") {
            len -= 1;
        }
        if rest[..len].ends_with(b"\r") {
            len -= 1;
        }
        let (terminator, ended_by_cr) = terminator(&rest[len..]);
        self.found = Found {
            raw: self.start..self.start + len,
            next: self.start + len + terminator,
            fields,
            unescaped: Some(out),
            ended_by_cr,
            ascii: false,
        };
    }

    /// The place of the quote that is not closed.
    pub(super) fn quote_place(&self) -> Place {
        let rest = &self.buffer[self.start..self.end];
        let raw = String::from_utf8_lossy(rest);
        let fields = field_ranges(&raw, self.separator, self.quote);
        let last = fields.last().map_or(0, |range| range.start);
        let end = raw[last..]
            .find(['\n', '\r'])
            .map_or(raw.len(), |at| last + at);
        place_in_record(&self.path, self.line, &raw, last..end)
    }
}
