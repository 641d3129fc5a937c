//! A small text file held whole: a range of bytes is turned into a place.

use crate::finding::{LinePosition, Place};
use std::ops::Range;
use std::sync::Arc;

/// How many bytes of a line a place carries.
const LINE_SHOWN: usize = 400;

/// A file's path and text.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The path as shown to the user.
    pub path: Arc<str>,
    /// All of the file.
    pub text: String,
}

/// Where the lines of a text begin.
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text, ended by LF.
    pub fn of(text: &str) -> Lines {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        Lines(std::iter::once(0).chain(ends.map(|end| end + 1)).collect())
    }

    /// The number of the line that has a byte, from 1.
    fn number(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start <= byte)
    }
}

impl TextFile {
    /// The place of a range of bytes; only what is in the first line where it spans several.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.place_in(&Lines::of(&self.text), span)
    }

    /// The same, given the lines of the text.
    pub fn place_in(&self, lines: &Lines, span: Range<usize>) -> Place {
        let text = &self.text;
        let start = floor_boundary(text, span.start.min(text.len()));
        let number = lines.number(start);
        let line_start = lines.0[number - 1];
        let line_end = lines.0.get(number).map_or(text.len(), |next| next - 1);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let end = span
            .end
            .clamp(start, line_start + line.len().max(start - line_start));
        place_in_line(
            self.path.clone(),
            number as u64,
            line,
            start - line_start..floor_boundary(text, end) - line_start,
        )
    }
}

/// A place in a line, given the line's whole text and the bytes of it that are meant; a long line is shortened around them.
pub fn place_in_line(file: Arc<str>, line: u64, text: &str, span: Range<usize>) -> Place {
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end.max(start));
    let column = text[..start].chars().count() as u32 + 1;
    let from = if end.saturating_sub(LINE_SHOWN / 2) > LINE_SHOWN / 2 {
        floor_boundary(text, start.saturating_sub(LINE_SHOWN / 4))
    } else {
        0
    };
    let to = floor_boundary(text, from + LINE_SHOWN);
    let position = LinePosition {
        line,
        column,
        text: harmless(&text[from..to]),
        span: (start - from, end.min(to).max(start) - from),
    };
    Place::in_line(file, position)
}

/// Replaces each character that could steer a terminal by `?`, as often as it has bytes, so that spans stay right.
fn harmless(text: &str) -> String {
    if !text.bytes().any(may_steer) || !text.contains(steers) {
        return text.to_owned();
    }
    let shown = text.chars().flat_map(|c| match steers(c) {
        true => std::iter::repeat_n('?', c.len_utf8()),
        false => std::iter::repeat_n(c, 1),
    });
    shown.collect()
}

/// Whether a character that begins with a byte may be one that [`steers`].
fn may_steer(byte: u8) -> bool {
    matches!(byte, 0..=0x1F | 0x7F | 0xC2 | 0xE2)
}

fn steers(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
