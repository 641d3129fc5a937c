//! What the sheets of a packed workbook may hold, found while its parts are unpacked: reading a sheet once more for what it does
//! not have takes as long as reading its cells.

use memchr::memmem;

/// What the sheets of a workbook may hold. What is not there for certain is taken to be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Whether cells may have been merged.
    pub merged: bool,
    /// Whether a formula may be without a result.
    pub uncomputed: bool,
}

/// The longest text that is looked for has one byte more.
const CARRIED: usize = 8;

/// Looks through the bytes of one part.
#[derive(Debug, Default)]
pub struct PartScan {
    found: Contents,
    is_sheet: bool,
    state: State,
    /// Where the search for formulas goes on, in the bytes that come next.
    at: usize,
    has_begun: bool,
}

/// Where in a formula the search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Outside,
    /// Behind `<f`.
    Tag,
    /// Behind `<f>`.
    Text,
    /// Behind `</f>` or `<f/>`, where its result has to follow.
    Result,
}

impl PartScan {
    /// Looks through some bytes; returns how many of them are done with. The others have to come again, at the beginning of the
    /// next ones.
    pub fn scan(&mut self, bytes: &[u8]) -> usize {
        if !self.has_begun {
            self.has_begun = true;
            // UTF-16: nothing is found in it as it is looked for here.
            if matches!(
                bytes,
                [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [_, 0, ..]
            ) {
                self.found = Contents {
                    merged: true,
                    uncomputed: true,
                };
                self.is_sheet = true;
            }
        }
        self.is_sheet |= memmem::find(bytes, b"sheetData").is_some();
        self.found.merged |= memmem::find(bytes, b"mergeCell").is_some();
        self.found.uncomputed |= memmem::find(bytes, b"<!").is_some() || has_prefixed(bytes);
        if !self.found.uncomputed {
            self.formulas(bytes);
        } else {
            self.at = bytes.len();
        }
        let done = self.at.min(bytes.len().saturating_sub(CARRIED));
        self.at -= done;
        done
    }

    /// What the part may hold, once all of its bytes have come; nothing if it is no sheet.
    pub fn contents(&self) -> Contents {
        match self.is_sheet {
            true => Contents {
                merged: self.found.merged,
                uncomputed: self.found.uncomputed || self.state != State::Outside,
            },
            false => Contents::default(),
        }
    }

    /// Follows each formula as far as the bytes go: `<f>…</f><v>12` or `<f …/><v>12`. All else may have no result.
    fn formulas(&mut self, bytes: &[u8]) {
        while !self.found.uncomputed {
            let rest = &bytes[self.at..];
            let (state, past) = match self.state {
                State::Outside => match memmem::find(rest, b"<f") {
                    Some(at) if rest.len() < at + 3 => return self.at += at,
                    Some(at) if ends_name(rest[at + 2]) => (State::Tag, at + 2),
                    Some(at) => (State::Outside, at + 2),
                    // The last byte may begin one.
                    None => return self.at = bytes.len().saturating_sub(1).max(self.at),
                },
                State::Tag => match memchr::memchr(b'>', rest) {
                    Some(at) if bytes[self.at + at - 1] == b'/' => (State::Result, at + 1),
                    Some(at) => (State::Text, at + 1),
                    // What comes before the end of the tag is looked at with it.
                    None => return self.at = bytes.len().saturating_sub(1).max(self.at),
                },
                State::Text => match memchr::memchr(b'<', rest) {
                    Some(at) if rest.len() < at + 4 => return self.at += at,
                    Some(at) if rest[at..].starts_with(b"</f>") => (State::Result, at + 4),
                    Some(_) => return self.found.uncomputed = true,
                    None => return self.at = bytes.len(),
                },
                State::Result => match rest {
                    [] | [_] | [_, _] | [_, _, _] => return,
                    [b'<', b'v', b'>', value, ..] if *value != b'<' => (State::Outside, 3),
                    _ => return self.found.uncomputed = true,
                },
            };
            (self.state, self.at) = (state, self.at + past);
        }
        self.at = bytes.len();
    }
}

/// Whether a byte may stand behind the name of an element.
fn ends_name(byte: u8) -> bool {
    matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether there is anything like `<x:f>`.
fn has_prefixed(bytes: &[u8]) -> bool {
    let mut found = memmem::find_iter(bytes, b":f");
    found.any(|at| bytes.get(at + 2).is_some_and(|&byte| ends_name(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a part that comes in pieces of some length.
    fn contents(part: &[u8], length: usize) -> Contents {
        let (mut scan, mut buffer) = (PartScan::default(), Vec::new());
        for piece in part.chunks(length) {
            buffer.extend(piece);
            let done = scan.scan(&buffer);
            buffer.drain(..done);
        }
        scan.contents()
    }

    #[test]
    fn what_a_sheet_may_hold_is_found_wherever_it_is_cut() {
        let computed =
            "<c r=\"A1\"><f>B1+C1</f><v>3</v></c><c><f t=\"shared\" si=\"0\"/><v>4</v></c>";
        for (cells, merged, uncomputed) in [
            (
                "<c r=\"A1\"><v>1</v></c><filters/><font>f</font>",
                false,
                false,
            ),
            (computed, false, false),
            ("<c><f>B1</f></c>", false, true),
            ("<c><f>B1</f><v></v></c>", false, true),
            ("<c><f>B1</f><v/></c>", false, true),
            ("<c><f ca=\"1\"/></c>", false, true),
            ("<c><f>B1</f> <v>1</v></c>", false, true),
            ("<c><x:f>B1</x:f><x:v>1</x:v></c>", false, true),
            ("<!-- <f> --><c/>", false, true),
            ("</sheetData><mergeCells count=\"1\"/>", true, false),
        ] {
            let part = format!("<worksheet><sheetData>{computed}{cells}</worksheet>");
            for length in 1..part.len() {
                let found = contents(part.as_bytes(), length);
                assert_eq!(found, Contents { merged, uncomputed }, "{part} {length}");
            }
            // What is no sheet holds nothing.
            let other = part.replace("sheetData", "chart");
            assert_eq!(contents(other.as_bytes(), 7), Contents::default());
            // Nothing is said of UTF-16 but that it may hold all.
            let wide: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let all = Contents {
                merged: true,
                uncomputed: true,
            };
            assert_eq!(contents(&wide, 64), all);
        }
    }
}
