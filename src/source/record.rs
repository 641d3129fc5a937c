//! One CSV record: its fields, and where each of them stands.

use super::place_in_line;
use crate::finding::Place;
use std::ops::Range;
use std::sync::Arc;

/// One record. Its fields borrow from the reader's buffer.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub(super) line: u64,
    /// UTF-8, as is `text` and each of its fields; looked at as text where it is asked for.
    pub(super) raw: &'a [u8],
    /// The fields' contents: `raw` itself, or without the quotes, one after the other.
    pub(super) text: &'a [u8],
    pub(super) ends: &'a [usize],
    /// Bytes between one field's end and the next one's start in `text`.
    pub(super) gap: usize,
    pub(super) separator: u8,
}

impl<'a> Record<'a> {
    /// How many fields there are; at least one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field's content, without its quotes; empty where there is no such field.
    pub fn get(&self, at: usize) -> &'a str {
        as_text(self.bytes(at))
    }

    /// A field's content as bytes.
    #[inline]
    pub fn bytes(&self, at: usize) -> &'a [u8] {
        self.text.get(self.range(at)).unwrap_or(b"")
    }

    /// The first fields with the separators between them, as they stand in the file; none where any field is quoted.
    pub fn first(&self, fields: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(fields.checked_sub(1)?)?;
        self.text.get(..end).filter(|_| self.gap == 1)
    }

    /// Several fields of one byte each: these bytes and the separators between them; none where they are no such fields.
    pub fn signs(&self, fields: Range<usize>) -> Option<&'a [u8]> {
        let (before, last) = (fields.start.checked_sub(1)?, fields.end.checked_sub(1)?);
        let start = self.ends.get(before)? + self.gap;
        let signs = self.text.get(start..*self.ends.get(last)?)?;
        if self.gap == 0 || signs.len() + 1 != 2 * fields.len() {
            return None;
        }
        // Every other byte is a separator; eight bytes are looked at in one step.
        let odd = u64::from_ne_bytes([0, 0xff, 0, 0xff, 0, 0xff, 0, 0xff]);
        let separators = u64::from_ne_bytes([self.separator; 8]);
        let (words, rest) = signs.as_chunks::<8>();
        let words = words.iter().map(|word| u64::from_ne_bytes(*word));
        let strange = words.fold(0, |all, word| all | (word ^ separators) & odd);
        let mut rest = rest.iter().skip(1).step_by(2);
        let plain = strange == 0 && rest.all(|&byte| byte == self.separator);
        plain.then_some(signs)
    }

    /// The contents of several fields, one after the other; none where one of them is the first or there is no such field.
    pub fn run(&self, fields: Range<usize>) -> Option<impl Iterator<Item = &'a [u8]> + use<'a>> {
        let ends = self.ends.get(fields.start.checked_sub(1)?..fields.end)?;
        let (bytes, gap) = (self.text, self.gap);
        Some((ends.windows(2)).map(move |ends| bytes.get(ends[0] + gap..ends[1]).unwrap_or(b"")))
    }

    #[inline]
    fn range(&self, at: usize) -> Range<usize> {
        match (at, self.ends.get(at)) {
            (_, None) => 0..0,
            (0, Some(&end)) => 0..end,
            (_, Some(&end)) => self.ends[at - 1] + self.gap..end,
        }
    }

    /// As it stands in the file, without the line's end.
    pub fn raw(&self) -> &'a str {
        as_text(self.raw)
    }

    /// The line on which it begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Whether it runs over several lines.
    pub fn is_multiline(&self) -> bool {
        self.gap == 0 && memchr::memchr2(b'\n', b'\r', self.raw).is_some()
    }

    /// The field whose closing quote has text behind it, so that quotes are in doubt. Blanks are no text.
    pub fn stray_quote(&self) -> Option<usize> {
        if self.gap == 1 {
            return None;
        }
        let bytes = self.raw;
        let (mut start, mut field) = (0, 0);
        loop {
            let mut at = start;
            if bytes.get(at) == Some(&b'"') {
                at = after_quotes(bytes, at);
            }
            let rest = &bytes[at..];
            let len = memchr::memchr(self.separator, rest).unwrap_or(rest.len());
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            if at > start && !rest[..len].iter().all(blank) {
                return Some(field);
            }
            if len == rest.len() {
                return None;
            }
            (start, field) = (at + len + 1, field + 1);
        }
    }

    /// The line on which a field begins.
    pub fn field_line(&self, at: usize) -> u64 {
        self.line + count_lines(&self.raw[..self.span(at).start])
    }

    /// The column at which a field begins, in characters from 1.
    pub fn field_column(&self, at: usize) -> u32 {
        let before = as_text(&self.raw[..self.span(at).start]);
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        before[line..].chars().count() as u32 + 1
    }

    /// A field's place.
    pub fn place(&self, path: &Arc<str>, at: usize) -> Place {
        place_in_record(path, self.line, self.raw(), self.span(at))
    }

    /// The place of the record as a whole.
    pub fn whole(&self, path: &Arc<str>) -> Place {
        place_in_record(path, self.line, self.raw(), 0..self.raw.len())
    }

    /// The bytes of `raw` that a field takes, quotes and all; the record's end where there is no such field.
    fn span(&self, at: usize) -> Range<usize> {
        let end = self.raw.len();
        if self.gap == 1 {
            let start = match at {
                0 => 0,
                _ => self.ends.get(at - 1).map_or(end, |&end| end + 1),
            };
            return start.min(end)..self.ends.get(at).copied().unwrap_or(end);
        }
        let ranges = field_ranges(self.raw(), self.separator);
        ranges.get(at).cloned().unwrap_or(end..end)
    }
}

/// Bytes that are known to be UTF-8.
fn as_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Lines ended in a range of bytes: by LF, CR LF, or CR alone.
pub(super) fn count_lines(bytes: &[u8]) -> u64 {
    let mut lines = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let part_of_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        lines += u64::from(!part_of_crlf);
    }
    lines
}

/// Where the fields of a record with quotes stand.
pub(super) fn field_ranges(raw: &str, separator: u8) -> Vec<Range<usize>> {
    let bytes = raw.as_bytes();
    let mut ranges = Vec::new();
    let mut start = 0;
    loop {
        let mut at = start;
        if bytes.get(at) == Some(&b'"') {
            at = after_quotes(bytes, at);
        }
        while at < bytes.len() && bytes[at] != separator {
            at += 1;
        }
        ranges.push(start..at);
        if at == bytes.len() {
            return ranges;
        }
        start = at + 1;
    }
}

/// The byte behind the quote that closes the one at `at`.
fn after_quotes(bytes: &[u8], mut at: usize) -> usize {
    at += 1;
    while at < bytes.len() {
        if bytes[at] != b'"' {
            at += 1;
        } else if bytes.get(at + 1) == Some(&b'"') {
            at += 2;
        } else {
            return at + 1;
        }
    }
    at
}

/// A place in a record that may run over several lines.
pub(super) fn place_in_record(path: &Arc<str>, line: u64, raw: &str, span: Range<usize>) -> Place {
    let before = &raw.as_bytes()[..span.start];
    let from = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let to = memchr::memchr2(b'\n', b'\r', &raw.as_bytes()[span.start..])
        .map_or(raw.len(), |at| span.start + at);
    let end = span.end.clamp(span.start, to);
    place_in_line(
        path.clone(),
        line + count_lines(before),
        &raw[from..to],
        span.start - from..end - from,
    )
}
