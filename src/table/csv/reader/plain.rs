//! Finds the lines in the buffer that need no unquoting and no decoding, many at a time.

use super::Reader;
use crate::table::Visitor;
use crate::table::csv::PlainLines;
use std::ops::Range;

/// What is known of the bytes of the buffer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plain {
    /// The lines up to here are whole, are UTF-8 and hold no quote.
    until: usize,
    /// No line that begins before here is to be looked at again.
    none_before: usize,
}

impl Reader {
    /// Offers a visitor the lines from the next one on that need no unquoting, if there are any and it wants them, and goes on
    /// behind those that it uses.
    pub(super) fn offer_lines(&mut self, visitor: &mut impl Visitor) {
        if !visitor.wants_lines() {
            return;
        }
        let range = self.plain_range();
        if range.is_empty() {
            return;
        }
        let used = visitor.lines(PlainLines {
            text: &self.buffer[range],
            line: self.line,
            separator: self.separator,
        });
        if used.lines == 0 {
            return;
        }
        let end = self.start + used.bytes;
        self.only_ascii = self.only_ascii && self.buffer[self.start..end].is_ascii();
        self.start = end;
        self.line += used.lines;
        self.after_cr = false;
    }

    /// The bytes of the buffer that hold them.
    fn plain_range(&mut self) -> Range<usize> {
        let start = self.start;
        if start >= self.plain.until && start >= self.plain.none_before {
            let rest = &self.buffer[start..self.end];
            let quote = self.quote.and_then(|quote| memchr::memchr(quote, rest));
            let end = quote.unwrap_or(rest.len());
            let whole = memchr::memrchr(b'\n', &rest[..end]).map_or(0, |at| at + 1);
            match simdutf8::basic::from_utf8(&rest[..whole]) {
                Ok(_) if whole > 0 => self.plain.until = start + whole,
                Ok(_) => self.plain.none_before = start + end,
                // Line by line, so that the lines that are no text are found.
                Err(_) => self.plain.none_before = start + whole,
            }
        }
        start..self.plain.until.max(start)
    }
}
