//! Looks for the ends of fields and lines, eight bytes at a time.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// Where a look at a record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The line's end, a CR or an LF.
    Line(usize),
    /// A quote: fields are to be told apart with more care.
    Quote,
    /// Nothing of these.
    Nothing,
}

/// Notes where fields end, up to the line's end or to a quote; and whether all that was looked at is ASCII.
pub(super) fn scan(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> (Stop, bool) {
    ends.clear();
    let mut high = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    let separators = ONES * u64::from(separator);
    let mut start = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        high |= word & HIGHS;
        let found = below(word ^ separators, 1);
        // LF, CR and the quote are all below `#`, as is little else.
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

/// Notes every byte that is marked by its highest bit.
#[inline]
fn push(mut marks: u64, start: usize, ends: &mut Vec<usize>) {
    while marks != 0 {
        ends.push(start + first(marks));
        marks &= marks - 1;
    }
}

/// The first byte that is marked by its highest bit.
#[inline]
fn first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// The highest bit of each byte that is below `limit`, which is 128 at most.
fn below(word: u64, limit: u8) -> u64 {
    let carried = (word & !HIGHS) + ONES * u64::from(0x80 - limit);
    !(carried | word) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, byte by byte.
    fn slowly(bytes: &[u8], separator: u8, ends: &mut Vec<usize>) -> Stop {
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                byte if byte == separator => ends.push(at),
                b'\n' | b'\r' => return Stop::Line(at),
                b'"' => return Stop::Quote,
                _ => {}
            }
        }
        Stop::Nothing
    }

    #[test]
    fn every_byte_in_every_place() {
        for separator in [b',', b'\t', b';'] {
            for byte in 0..=255 {
                let text = "甲a,b;c\td e文fgh,".as_bytes();
                for place in 0..text.len() {
                    let mut bytes = text.to_vec();
                    bytes[place] = byte;
                    let (mut ends, mut expected) = (vec![7], Vec::new());
                    let (stop, ascii) = scan(&bytes, separator, &mut ends);
                    let end = match stop {
                        Stop::Line(end) => end,
                        _ => bytes.len(),
                    };
                    assert!(!ascii || stop == Stop::Quote || bytes[..end].is_ascii());
                    assert_eq!(stop, slowly(&bytes, separator, &mut expected));
                    if stop != Stop::Quote {
                        assert_eq!(ends, expected, "{byte} at {place}");
                    }
                }
            }
        }
    }
}
