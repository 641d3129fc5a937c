//! CSV records as a stream: fields, exact lines and columns, in pieces, never the file whole.

mod feed;
mod quoted;
mod scan;

use super::record::{Record, count_lines, place_in_record};
use super::{ByteRange, Folder, SourceError};
use crate::finding::Place;
use encoding_rs::Decoder;
use scan::{Stop, scan};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

/// How much is read at once, at most.
const CHUNK: usize = 1 << 18;
/// How much is read first: many files are small.
const FIRST_CHUNK: usize = 1 << 14;

/// A file's records, read one by one.
pub struct Records {
    path: Arc<str>,
    input: Box<dyn Read + Send>,
    /// Where the file can be opened a second time.
    origin: Option<(Folder, String)>,
    chunk: usize,
    /// As far as `chunk` may grow.
    largest: usize,
    separator: u8,
    buffer: Vec<u8>,
    /// What of the buffer is read and not yet used.
    start: usize,
    end: usize,
    eof: bool,
    opened: bool,
    /// The line at `start`.
    line: u64,
    /// A line just ended with CR at the end of what was read: an LF may belong to it.
    after_cr: bool,
    decoder: Option<Decoder>,
    undecoded: Vec<u8>,
    encoding: &'static str,
    only_ascii: bool,
    /// Made when the first quote is met.
    csv: Option<csv_core::Reader>,
    unescaped: Vec<u8>,
    ends: Vec<usize>,
    /// The record at hand: kept here, since to hand it on is to copy it.
    found: Found,
}

/// What stands next in the file.
pub enum Step<'a> {
    Record(&'a Record<'a>),
    Bad(Bad),
}

/// Why no record could be read.
#[derive(Debug)]
pub enum Bad {
    /// Ends the reading.
    Unreadable(SourceError),
    /// The place of the quote; reading goes on with the next line.
    UnclosedQuote(Place),
    /// Bytes that are no text; reading goes on with the next record.
    Encoding(Place),
}

/// What to do after a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Next,
    /// Read again from the second line of this record: its quotes are not to be trusted.
    NextLine,
    Stop,
}

/// A record's range of the buffer.
#[derive(Default)]
struct Found {
    raw: Range<usize>,
    /// Where the next record begins.
    next: usize,
    fields: usize,
    /// How much of `unescaped` is used; none where there are no quotes.
    unescaped: Option<usize>,
    ended_by_cr: bool,
    /// Known to be nothing but ASCII.
    ascii: bool,
}

enum Located {
    /// It stands in `found`.
    Found,
    UnclosedQuote,
    End,
}

impl Records {
    /// Opens a file of a folder.
    pub fn open(folder: &Folder, name: &str, separator: u8) -> Result<Records, SourceError> {
        Records::open_range(folder, name, separator, ByteRange::WHOLE)
    }

    /// Opens a range of a file; lines are counted from its beginning, and only a whole file is tried in another
    /// encoding.
    pub fn open_range(
        folder: &Folder,
        name: &str,
        separator: u8,
        range: ByteRange,
    ) -> Result<Records, SourceError> {
        let input = folder.open_range(name, range)?;
        let mut records = Records::new(folder.shown_path(name), input, separator, CHUNK);
        records.opened = !range.is_first();
        records.only_ascii = range.is_whole();
        if range.is_whole() {
            records.origin = Some((folder.clone(), name.to_owned()));
        }
        Ok(records)
    }

    /// Reads from anywhere, in pieces of a given size.
    pub fn new(
        path: Arc<str>,
        input: Box<dyn Read + Send>,
        separator: u8,
        chunk: usize,
    ) -> Records {
        Records {
            path,
            input,
            origin: None,
            chunk: chunk.clamp(1, FIRST_CHUNK),
            largest: chunk.max(1),
            separator,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            eof: false,
            opened: false,
            line: 1,
            after_cr: false,
            decoder: None,
            undecoded: Vec::new(),
            encoding: "utf-8",
            only_ascii: true,
            csv: None,
            unescaped: Vec::new(),
            ends: Vec::new(),
            found: Found::default(),
        }
    }

    /// How many lines have been left behind.
    pub fn lines(&self) -> u64 {
        self.line - 1
    }

    /// The encoding that the file turned out to be in, as far as it was read.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Hands on every record and everything that is none, until the end or until told to stop.
    pub fn each(&mut self, mut visit: impl FnMut(Step<'_>) -> Flow) {
        loop {
            let located = match self.plain_line() {
                true => Ok(Located::Found),
                false => self.locate(),
            };
            match located {
                Ok(Located::Found) => {}
                Ok(Located::UnclosedQuote) => {
                    let bad = Bad::UnclosedQuote(self.quote_place());
                    self.skip_line();
                    if visit(Step::Bad(bad)) == Flow::Stop {
                        return;
                    }
                    continue;
                }
                Ok(Located::End) => return,
                Err(error) => {
                    visit(Step::Bad(Bad::Unreadable(error)));
                    return;
                }
            }
            let flow = match self.record() {
                Some(record) => visit(Step::Record(&record)),
                None => match self.convert() {
                    Ok(true) => continue,
                    Ok(false) => visit(Step::Bad(Bad::Encoding(self.bad_bytes_place()))),
                    Err(error) => {
                        visit(Step::Bad(Bad::Unreadable(error)));
                        return;
                    }
                },
            };
            match flow {
                Flow::Next => self.pass(),
                Flow::NextLine => self.skip_line(),
                Flow::Stop => return,
            }
        }
    }

    /// The record, if its bytes are text.
    fn record(&mut self) -> Option<Record<'_>> {
        let found = &self.found;
        let raw = &self.buffer[found.raw.clone()];
        if !found.ascii {
            std::str::from_utf8(raw).ok()?;
            self.only_ascii = self.only_ascii && raw.is_ascii();
        }
        let text = match found.unescaped {
            Some(len) => &self.unescaped[..len],
            None => raw,
        };
        Some(Record {
            line: self.line,
            raw,
            text,
            ends: &self.ends[..found.fields],
            gap: usize::from(found.unescaped.is_none()),
            separator: self.separator,
        })
    }

    /// Leaves a record behind.
    fn pass(&mut self) {
        let found = &self.found;
        self.line += 1;
        if found.unescaped.is_some() {
            self.line += count_lines(&self.buffer[found.raw.clone()]);
        }
        self.start = found.next;
        self.after_cr = found.ended_by_cr;
    }

    /// Leaves one line behind, whatever it holds.
    fn skip_line(&mut self) {
        let rest = &self.buffer[self.start..self.end];
        match memchr::memchr2(b'\n', b'\r', rest) {
            Some(at) => self.start += at,
            None => self.start = self.end,
        }
    }

    /// Whether a record without quotes stands next, its line's end already read: what nearly all of them are.
    fn plain_line(&mut self) -> bool {
        let rest = &self.buffer[self.start..self.end];
        if matches!(rest.first(), None | Some(b'\n' | b'\r' | b'#')) {
            return false;
        }
        let (Stop::Line(end), ascii) = scan(rest, self.separator, &mut self.ends) else {
            return false;
        };
        self.plain(end, ascii);
        true
    }

    fn locate(&mut self) -> Result<Located, SourceError> {
        if !self.skip_idle()? {
            return Ok(Located::End);
        }
        loop {
            let rest = &self.buffer[self.start..self.end];
            let (stop, ascii) = scan(rest, self.separator, &mut self.ends);
            let end = match stop {
                Stop::Quote => return self.locate_quoted(),
                Stop::Line(end) => end,
                Stop::Nothing if self.eof => rest.len(),
                Stop::Nothing => {
                    self.fill()?;
                    continue;
                }
            };
            self.plain(end, ascii);
            return Ok(Located::Found);
        }
    }

    /// A record without quotes, `len` bytes long, whose separators are noted.
    fn plain(&mut self, len: usize, ascii: bool) {
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

    /// Skips blank lines and comments; whether anything is left.
    fn skip_idle(&mut self) -> Result<bool, SourceError> {
        let mut comment = false;
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok(false);
            }
            match self.buffer[self.start] {
                b'\n' => {
                    self.line += u64::from(!self.after_cr);
                    self.after_cr = false;
                    comment = false;
                    self.start += 1;
                }
                b'\r' => {
                    self.line += 1;
                    self.after_cr = true;
                    comment = false;
                    self.start += 1;
                }
                byte if comment || byte == b'#' => {
                    comment = true;
                    self.after_cr = false;
                    self.skip_line();
                }
                _ => {
                    self.after_cr = false;
                    return Ok(true);
                }
            }
        }
    }

    fn bad_bytes_place(&self) -> Place {
        let bytes = &self.buffer[self.found.raw.clone()];
        let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), |raw| raw.len());
        let raw = String::from_utf8_lossy(bytes);
        place_in_record(&self.path, self.line, &raw, valid..valid + 3)
    }

    fn error(&self, reason: String) -> SourceError {
        SourceError {
            path: self.path.to_string(),
            reason,
        }
    }
}

/// How long the line's end is that `rest` begins with, and whether an LF may yet follow.
fn terminator(rest: &[u8]) -> (usize, bool) {
    match rest {
        [b'\r', b'\n', ..] => (2, false),
        [b'\r'] => (1, true),
        [b'\r' | b'\n', ..] => (1, false),
        _ => (0, false),
    }
}
