//! One record of a text file: how its fields are written, and where.

use crate::finding::Place;
use crate::source::place_in_line;
use crate::table::Locate;
use crate::table::record::as_text;
use std::ops::Range;
use std::sync::Arc;

/// A record as written.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// UTF-8; without the end of the line.
    pub(super) raw: &'a [u8],
    /// Where each field ends in `raw`, if none is quoted.
    pub(super) ends: &'a [usize],
    /// Whether any field is quoted.
    pub(super) quoted: bool,
    pub(super) separator: u8,
    pub(super) quote: Option<u8>,
}

impl Locate for Line<'_> {
    fn line(&self) -> u64 {
        self.line
    }

    fn raw(&self) -> &str {
        as_text(self.raw)
    }

    fn last_line(&self) -> u64 {
        self.line + count_lines(self.raw)
    }

    fn is_multiline(&self) -> bool {
        self.quoted && memchr::memchr2(b'\n', b'\r', self.raw).is_some()
    }

    fn inner_records(&self, path: &Arc<str>, fields: usize) -> Vec<Place> {
        let lines = (self.line..).zip(lines_of(self.raw())).skip(1);
        let separators = |line: &str| memchr::memchr_iter(self.separator, line.as_bytes()).count();
        let records = lines.filter(|(_, line)| separators(line) + 1 == fields);
        let places = records.map(|(at, line)| place_in_line(path.clone(), at, line, 0..line.len()));
        places.collect()
    }

    /// Blanks behind a closing quote are no text.
    fn stray_quote(&self) -> Option<usize> {
        if !self.quoted {
            return None;
        }
        let bytes = self.raw;
        let (mut start, mut field) = (0, 0);
        loop {
            let mut at = start;
            if self.quote.is_some() && bytes.get(at).copied() == self.quote {
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

    fn field_line(&self, at: usize) -> u64 {
        self.line + count_lines(&self.raw[..self.span(at).start])
    }

    fn field_column(&self, at: usize) -> u32 {
        let before = &self.raw[..self.span(at).start];
        let line = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
        characters(&before[line..]) + 1
    }

    fn field_positions(&self, fields: usize, positions: &mut Vec<(u64, u32)>) {
        let raw = self.raw();
        let ranges = field_ranges(raw, self.separator, self.quote).into_iter();
        let (mut from, mut line, mut column) = (0, self.line, 1);
        positions.clear();
        positions.extend(ranges.take(fields).map(|range| {
            let between = &raw[from..range.start];
            from = range.start;
            line += count_lines(between.as_bytes());
            match between.rfind(['\n', '\r']) {
                Some(at) => column = between[at + 1..].chars().count() as u32 + 1,
                None => column += between.chars().count() as u32,
            }
            (line, column)
        }));
    }

    fn place(&self, path: &Arc<str>, at: usize) -> Place {
        place_in_record(path, self.line, self.raw(), self.span(at))
    }

    fn whole(&self, path: &Arc<str>) -> Place {
        place_in_record(path, self.line, self.raw(), 0..self.raw.len())
    }
}

/// How many characters a text of UTF-8 has: bytes from 0x80 to 0xBF continue one.
pub(super) fn characters(text: &[u8]) -> u32 {
    let begins = |byte: &&u8| !matches!(byte, 0x80..=0xBF);
    text.iter().filter(begins).count() as u32
}

impl Line<'_> {
    /// The bytes of `raw` that a field takes, quotes included; the record's end where there is no such field.
    fn span(&self, at: usize) -> Range<usize> {
        let end = self.raw.len();
        if !self.quoted {
            let start = match at {
                0 => 0,
                _ => self.ends.get(at - 1).map_or(end, |&end| end + 1),
            };
            return start.min(end)..self.ends.get(at).copied().unwrap_or(end);
        }
        let ranges = field_ranges(self.raw(), self.separator, self.quote);
        ranges.get(at).cloned().unwrap_or(end..end)
    }
}

/// The lines of a text, ended by LF, CR LF, or CR alone.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n');
    lines.flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// How many lines end in some bytes: with LF, CR LF, or CR alone.
pub(super) fn count_lines(bytes: &[u8]) -> u64 {
    let mut lines = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let part_of_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        lines += u64::from(!part_of_crlf);
    }
    lines
}

/// The bytes of a record with quotes that each field takes, quotes included.
pub(super) fn field_ranges(raw: &str, separator: u8, quote: Option<u8>) -> Vec<Range<usize>> {
    let bytes = raw.as_bytes();
    let mut ranges = Vec::new();
    let mut start = 0;
    loop {
        let mut at = start;
        if quote.is_some() && bytes.get(at).copied() == quote {
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
    let quote = bytes[at];
    at += 1;
    while at < bytes.len() {
        if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    at
}

/// A place in a record that may span several lines.
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
