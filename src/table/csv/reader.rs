//! Reads the records of a text file one after the other, with a buffer of bounded size.

mod comments;
mod decode;
mod faults;
mod plain;
mod quoted;
mod scan;

use super::Dialect;
use super::line::{Line, count_lines};
use crate::source::{Folder, SourceError};
use crate::table::{Control, Range as TableRange, ReadError, ReadEvent, Record, Table, Visitor};
use encoding_rs::{Decoder, Encoding};
use plain::Plain;
use scan::{Stop, scan};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

pub(super) use scan::first_separators;

/// How many bytes are read at once, at most; and first, since many files are small.
const READ_SIZE: usize = 1 << 18;
const FIRST_READ_SIZE: usize = 1 << 14;
/// How many bytes a line may have, and a record that spans several lines. A longer line is refused; a longer record has an
/// unclosed quote.
pub const LONGEST_LINE: usize = 16 << 20;

/// A text file with a record a line, open for reading.
pub struct Reader {
    path: Arc<str>,
    input: Box<dyn Read + Send>,
    /// Where the file can be opened a second time.
    origin: Option<(Folder, String)>,
    /// How many bytes are read next.
    read_size: usize,
    /// As far as `read_size` may grow.
    largest_read: usize,
    separator: u8,
    quote: Option<u8>,
    buffer: Vec<u8>,
    /// The bytes of the buffer that hold what is read and not yet used: from `start` to `end`.
    start: usize,
    end: usize,
    /// Whether the input has ended.
    eof: bool,
    /// Whether the byte-order mark has been looked for.
    opened: bool,
    /// The line at `start`.
    line: u64,
    /// Whether the line before ended with a CR that was the last byte read: an LF may belong to it.
    after_cr: bool,
    /// The encoding that the file is known to be in, unless it begins with a byte-order mark.
    declared: Option<&'static Encoding>,
    /// `None` for UTF-8.
    decoder: Option<Decoder>,
    /// Bytes read and not yet decoded.
    undecoded: Vec<u8>,
    encoding: &'static str,
    /// Whether all records so far were ASCII, so that the encoding is still open.
    only_ascii: bool,
    /// Made when the first quote is met.
    csv: Option<csv_core::Reader>,
    /// The fields of a record with quotes, without the quotes.
    unescaped: Vec<u8>,
    /// Where each field of the record ends.
    ends: Vec<usize>,
    found: Found,
    plain: Plain,
}

/// The record at hand.
#[derive(Default)]
struct Found {
    /// The bytes of the buffer that hold it, without the end of the line.
    raw: Range<usize>,
    /// Where in the buffer the next record begins.
    next: usize,
    /// How many fields it has.
    fields: usize,
    /// How many bytes of `unescaped` its fields take; `None` where none is quoted.
    unescaped: Option<usize>,
    /// See [`Reader::after_cr`].
    ended_by_cr: bool,
    /// Whether it is known to be ASCII.
    ascii: bool,
}

/// What comes next in the file.
enum Next {
    /// A record, which is in `found`.
    Record,
    /// A comment, which is in `found`.
    Comment,
    UnclosedQuote,
    LineTooLong,
    End,
}

impl Reader {
    /// Opens a file of a folder.
    pub fn open(folder: &Folder, name: &str, dialect: Dialect) -> Result<Reader, SourceError> {
        Reader::open_range(folder, name, dialect, TableRange::WHOLE)
    }

    /// Opens a range of a file. Lines are counted from its beginning, and it is read as UTF-8: whether a file is written in
    /// GB 18030 is decided over the whole of it.
    pub fn open_range(
        folder: &Folder,
        name: &str,
        dialect: Dialect,
        range: TableRange,
    ) -> Result<Reader, SourceError> {
        let input = folder.open_range(name, range.start, range.end)?;
        let mut reader = Reader::of_text(folder.shown_path(name), input, dialect, range);
        if range.is_whole() {
            reader.origin = Some((folder.clone(), name.to_owned()));
        }
        Ok(reader)
    }

    /// Reads a range of a table that is written as text in UTF-8 while it is read.
    pub fn of_text(
        path: Arc<str>,
        input: Box<dyn Read + Send>,
        dialect: Dialect,
        range: TableRange,
    ) -> Reader {
        let mut reader = Reader::new(path, input, dialect, READ_SIZE);
        reader.opened = !range.is_first();
        reader.only_ascii = range.is_whole();
        reader
    }

    /// Reads from any input, up to `read_size` bytes at once. The path is named in findings.
    pub fn new(
        path: Arc<str>,
        input: Box<dyn Read + Send>,
        dialect: Dialect,
        read_size: usize,
    ) -> Reader {
        Reader {
            path,
            input,
            origin: None,
            read_size: read_size.clamp(1, FIRST_READ_SIZE),
            largest_read: read_size.max(1),
            separator: dialect.separator,
            quote: dialect.quote,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            eof: false,
            opened: false,
            line: 1,
            after_cr: false,
            declared: dialect.encoding,
            decoder: None,
            undecoded: Vec::new(),
            encoding: "utf-8",
            only_ascii: true,
            csv: None,
            unescaped: Vec::new(),
            ends: Vec::new(),
            found: Found::default(),
            plain: Plain::default(),
        }
    }

    /// The record at hand, if its bytes are text.
    #[inline]
    fn line(&mut self) -> Option<(Line<'_>, &[u8])> {
        let found = &self.found;
        let raw = &self.buffer[found.raw.clone()];
        if !found.ascii {
            std::str::from_utf8(raw).ok()?;
            self.only_ascii = self.only_ascii && raw.is_ascii();
        }
        let line = Line {
            line: self.line,
            raw,
            ends: &self.ends[..found.fields],
            quoted: found.unescaped.is_some(),
            separator: self.separator,
            quote: self.quote,
        };
        let text = match found.unescaped {
            Some(len) => &self.unescaped[..len],
            None => raw,
        };
        Some((line, text))
    }

    /// Hands on bytes that are no text; `None` where they turn out to be in another encoding and are to be read again.
    fn not_text(&mut self, visit: &mut impl FnMut(ReadEvent<'_>) -> Control) -> Option<Control> {
        match self.convert() {
            Ok(true) => None,
            Ok(false) => {
                let error = ReadError::Encoding(self.bad_bytes_place());
                Some(visit(ReadEvent::Error(error)))
            }
            Err(error) => {
                visit(ReadEvent::Error(ReadError::Unreadable(error)));
                Some(Control::Stop)
            }
        }
    }

    /// Goes on behind the record at hand.
    fn skip_record(&mut self) {
        let found = &self.found;
        self.line += 1;
        if found.unescaped.is_some() {
            self.line += count_lines(&self.buffer[found.raw.clone()]);
        }
        self.start = found.next;
        self.after_cr = found.ended_by_cr;
    }

    /// Goes on at the end of the line at hand, whatever it holds.
    fn skip_line(&mut self) {
        let rest = &self.buffer[self.start..self.end];
        match memchr::memchr2(b'\n', b'\r', rest) {
            Some(at) => self.start += at,
            None => self.start = self.end,
        }
    }

    /// Whether a record without quotes comes next whose end is in the buffer, as nearly all are; it is then in `found`.
    fn plain_line(&mut self) -> bool {
        let rest = &self.buffer[self.start..self.end];
        if matches!(rest.first(), None | Some(b'\n' | b'\r' | b'#')) {
            return false;
        }
        let (Stop::Line(end), ascii) = scan(rest, self.separator, self.quote, &mut self.ends)
        else {
            return false;
        };
        if end > LONGEST_LINE {
            return false;
        }
        self.unquoted(end, ascii);
        true
    }

    /// Looks for the next record.
    fn find_next(&mut self) -> Result<Next, SourceError> {
        if !self.skip_blank_lines()? {
            return Ok(Next::End);
        }
        if self.buffer[self.start] == b'#' {
            return self.find_comment();
        }
        loop {
            let rest = &self.buffer[self.start..self.end];
            let (stop, ascii) = scan(rest, self.separator, self.quote, &mut self.ends);
            let end = match stop {
                Stop::Quote => return self.find_quoted(),
                Stop::Line(end) => end,
                Stop::Nothing if self.eof || rest.len() > LONGEST_LINE => rest.len(),
                Stop::Nothing => {
                    self.fill()?;
                    continue;
                }
            };
            if end > LONGEST_LINE {
                return Ok(Next::LineTooLong);
            }
            self.unquoted(end, ascii);
            return Ok(Next::Record);
        }
    }

    /// Takes the next `len` bytes for a record without quotes, whose separators are in `ends`.
    fn unquoted(&mut self, len: usize, ascii: bool) {
        self.ends.push(len);
        let rest = &self.buffer[self.start..self.end];
        let (terminator, ended_by_cr) = terminator(&rest[len..]);
        self.found = Found {
            raw: self.start..self.start + len,
            next: self.start + len + terminator,
            fields: self.ends.len(),
            unescaped: None,
            ended_by_cr,
            ascii,
        };
    }

    /// Goes on at the end of the line at hand, reading as much as it takes to find it.
    fn skip_long_line(&mut self) -> Result<(), SourceError> {
        loop {
            self.skip_line();
            if self.start < self.end || !self.fill()? {
                return Ok(());
            }
        }
    }
}

impl Table for Reader {
    fn read_for(&mut self, visitor: &mut impl Visitor) {
        loop {
            self.offer_lines(visitor);
            let mut visit = |event: ReadEvent<'_>| visitor.event(event);
            let next = match self.plain_line() {
                true => Ok(Next::Record),
                false => self.find_next(),
            };
            let comment = matches!(next, Ok(Next::Comment));
            match next {
                Ok(Next::Record | Next::Comment) => {}
                Ok(Next::UnclosedQuote) => {
                    let error = ReadError::UnclosedQuote(self.quote_place());
                    self.skip_line();
                    if visit(ReadEvent::Error(error)) == Control::Stop {
                        return;
                    }
                    continue;
                }
                Ok(Next::LineTooLong) => {
                    let error = ReadError::LineTooLong(self.long_line_place());
                    if visit(ReadEvent::Error(error)) == Control::Stop {
                        return;
                    }
                    match self.skip_long_line() {
                        Ok(()) => continue,
                        Err(error) => {
                            visit(ReadEvent::Error(ReadError::Unreadable(error)));
                            return;
                        }
                    }
                }
                Ok(Next::End) => return,
                Err(error) => {
                    visit(ReadEvent::Error(ReadError::Unreadable(error)));
                    return;
                }
            }
            let control = match self.line() {
                Some((line, text)) => {
                    let record = Record {
                        text,
                        ends: line.ends,
                        gap: usize::from(!line.quoted),
                        separator: line.separator,
                        origin: &line,
                    };
                    visit(match comment {
                        true => ReadEvent::Comment(&record),
                        false => ReadEvent::Record(&record),
                    })
                }
                None => match self.not_text(&mut visit) {
                    Some(control) => control,
                    None => continue,
                },
            };
            match control {
                Control::Next => self.skip_record(),
                Control::NextLine => self.skip_line(),
                Control::Stop => return,
            }
        }
    }

    fn lines(&self) -> u64 {
        self.line - 1
    }

    fn encoding(&self) -> &'static str {
        self.encoding
    }
}

/// How many bytes of `rest` end the line, and whether an LF that belongs to it may yet be read.
fn terminator(rest: &[u8]) -> (usize, bool) {
    match rest {
        [b'\r', b'\n', ..] => (2, false),
        [b'\r'] => (1, true),
        [b'\r' | b'\n', ..] => (1, false),
        _ => (0, false),
    }
}
