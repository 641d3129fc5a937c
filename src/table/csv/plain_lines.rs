//! Lines that need no unquoting, many at a time, and one of them with its fields.

use super::line::{Line, characters};
use super::reader::first_separators;
use crate::table::record::{Record, as_text};

/// Whole lines of a text file, each with its end. They are UTF-8 and hold no quote.
#[derive(Clone, Copy, Debug)]
pub struct PlainLines<'a> {
    /// Their bytes.
    pub text: &'a [u8],
    /// The number of the first line, from 1.
    pub line: u64,
    /// What stands between two fields.
    pub separator: u8,
}

impl PlainLines<'_> {
    /// Where the first fields of the first line end; `None` where it has not so many, where they hold a control character or
    /// are longer than `longest` bytes together, and where the first of them is empty or begins a comment.
    #[inline]
    pub fn ends<'e>(
        &self,
        fields: usize,
        longest: usize,
        ends: &'e mut Vec<usize>,
    ) -> Option<&'e [usize]> {
        ends.clear();
        let text = &self.text[..self.text.len().min(longest)];
        let found = first_separators(text, self.separator, fields, ends);
        let begins = !matches!(text.first(), None | Some(b'#'));
        (found && begins && *ends.first()? > 0).then_some(ends)
    }
}

/// As many of some [`PlainLines`] as were used, from the first on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinesUsed {
    /// How many bytes they have.
    pub bytes: usize,
    /// How many lines there are.
    pub lines: u64,
}

/// One of several [`PlainLines`]. Its fields are looked for only when they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct PlainLine<'a> {
    /// Its bytes, without the end of the line.
    pub text: &'a [u8],
    /// Its number, from 1.
    pub line: u64,
    /// What stands between two fields.
    pub separator: u8,
}

impl<'a> PlainLine<'a> {
    /// A field's text; empty where there is no such field.
    pub fn get(&self, field: usize) -> &'a str {
        let mut fields = self.text.split(|&byte| byte == self.separator);
        fields.nth(field).map_or("", as_text)
    }

    /// The column of a field in characters, from 1; `None` where the line is read as several.
    pub fn column(&self, field: usize) -> Option<u32> {
        if memchr::memchr2(b'\n', b'\r', self.text).is_some() {
            return None;
        }
        let start = match field.checked_sub(1) {
            None => 0,
            Some(before) => {
                let mut ends = memchr::memchr_iter(self.separator, self.text);
                ends.nth(before).map_or(self.text.len(), |end| end + 1)
            }
        };
        Some(characters(&self.text[..start]) + 1)
    }

    /// Looks at the line as a record.
    pub fn as_record<T>(&self, look: impl FnOnce(&Record<'_>) -> T) -> T {
        let mut ends: Vec<usize> = memchr::memchr_iter(self.separator, self.text).collect();
        ends.push(self.text.len());
        let line = Line {
            line: self.line,
            raw: self.text,
            ends: &ends,
            quoted: false,
            separator: self.separator,
            quote: None,
        };
        look(&Record {
            text: self.text,
            ends: &ends,
            gap: 1,
            separator: self.separator,
            origin: &line,
        })
    }
}
