//! Looks for the ends of fields and lines, eight bytes at a time.

use crate::table::csv::Dialect;

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// Where scanning a record stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// At the end of the line, a CR or LF in this place.
    Line(usize),
    /// At a quote: fields have to be found by the rules for quotes.
    Quote,
    /// At the end of the bytes.
    Nothing,
}

/// Puts the places of separators, up to the line's end or a quote, into `ends`. Returns where it stopped, and whether all
/// bytes before are ASCII.
#[inline]
pub(super) fn scan(
    bytes: &[u8],
    separator: u8,
    quote: Option<u8>,
    ends: &mut Vec<usize>,
) -> (Stop, bool) {
    ends.clear();
    match quote {
        Some(Dialect::QUOTE) => scan_by_words(bytes, separator, ends),
        other => scan_by_bytes(bytes, separator, other, ends),
    }
}

/// As [`scan`], for the quote that most files have.
fn scan_by_words(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> (Stop, bool) {
    let mut high = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    let separators = ONES * u64::from(separator);
    let mut start = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        high |= word & HIGHS;
        let found = below(word ^ separators, 1);
        // LF, CR and the quote are below `#`, as little else is.
        let mut others = below(word, b'#') & !found;
        while others != 0 {
            let at = start + first(others);
            let stop = match bytes[at] {
                b'\n' | b'\r' => Stop::Line(at),
                b'"' => Stop::Quote,
                _ => Stop::Nothing,
            };
            if stop != Stop::Nothing {
                push(found & (others - 1), start, ends);
                return (stop, high == 0);
            }
            others &= others - 1;
        }
        push(found, start, ends);
        start += 8;
    }
    for (at, &byte) in (start..).zip(rest) {
        match byte {
            byte if byte == separator => ends.push(at),
            b'\n' | b'\r' => return (Stop::Line(at), high == 0),
            b'"' => return (Stop::Quote, false),
            byte => high |= u64::from(byte & 0x80),
        }
    }
    (Stop::Nothing, high == 0)
}

/// As [`scan`], for files that declare another quote, or none.
fn scan_by_bytes(
    bytes: &[u8],
    separator: u8,
    quote: Option<u8>,
    ends: &mut Vec<usize>,
) -> (Stop, bool) {
    let mut high = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            byte if byte == separator => ends.push(at),
            b'\n' | b'\r' => return (Stop::Line(at), high == 0),
            byte if Some(byte) == quote => return (Stop::Quote, false),
            byte => high |= byte & 0x80,
        }
    }
    (Stop::Nothing, high == 0)
}

/// Appends the places of the first `count` separators; false where a control character comes before the last of them, or there
/// are fewer.
#[inline]
pub(in crate::internals::table::csv) fn first_separators(
    bytes: &[u8],
    separator: u8,
    count: usize,
    ends: &mut Vec<usize>,
) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let separators = ONES * u64::from(separator);
    let mut start = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = below(word ^ separators, 1);
        let mut marks = found | below(word, b' ');
        while marks != 0 {
            let mark = marks & marks.wrapping_neg();
            if found & mark == 0 {
                return false;
            }
            ends.push(start + first(mark));
            if ends.len() == count {
                return true;
            }
            marks ^= mark;
        }
        start += 8;
    }
    for (at, &byte) in (start..).zip(rest) {
        if byte == separator {
            ends.push(at);
            if ends.len() == count {
                return true;
            }
        } else if byte < b' ' {
            return false;
        }
    }
    false
}

/// Appends the place of every byte whose highest bit is set.
#[inline]
fn push(mut marks: u64, start: usize, ends: &mut Vec<usize>) {
    while marks != 0 {
        ends.push(start + first(marks));
        marks &= marks - 1;
    }
}

/// The place of the first byte whose highest bit is set.
#[inline]
fn first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Sets the highest bit of each byte below `limit`, which is at most 128, and clears all others.
fn below(word: u64, limit: u8) -> u64 {
    let carried = (word & !HIGHS) + ONES * u64::from(0x80 - limit);
    !(carried | word) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for separator in [b',', b'\t', b';'] {
            for byte in 0..=255 {
                let text = "甲a,b;c\td e文fgh,".as_bytes();
                for place in 0..text.len() {
                    let mut bytes = text.to_vec();
                    bytes[place] = byte;
                    let (mut ends, mut expected) = (vec![7], Vec::new());
                    let (stop, ascii) = scan(&bytes, separator, Some(b'"'), &mut ends);
                    let end = match stop {
                        Stop::Line(end) => end,
                        _ => bytes.len(),
                    };
                    assert!(!ascii || stop == Stop::Quote || bytes[..end].is_ascii());
                    let slow = scan_by_bytes(&bytes, separator, Some(b'"'), &mut expected);
                    assert_eq!(stop, slow.0);
                    if stop != Stop::Quote {
                        assert_eq!(ends, expected, "{byte} at {place}");
                    }
                }
            }
        }
    }
}
