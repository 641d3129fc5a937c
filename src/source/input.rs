//! What comes through standard input, held in memory.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

/// How many bytes are read from standard input at most.
const LARGEST_INPUT: u64 = 1 << 30;

/// The bytes that came through standard input, as a file.
#[derive(Clone)]
pub struct Input {
    /// `stdin`, with the extension that belongs to the bytes.
    pub name: String,
    /// All bytes.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

impl Input {
    /// Reads standard input to its end. Fails where it can't be read, or is larger than 1 GiB.
    pub fn read() -> io::Result<Input> {
        Input::from(io::stdin().lock())
    }

    fn from(input: impl Read) -> io::Result<Input> {
        let mut bytes = Vec::new();
        input.take(LARGEST_INPUT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST_INPUT {
            return Err(io::Error::other("more than 1 GiB"));
        }
        let extension = match bytes.as_slice() {
            [b'P', b'K', 3, 4, ..] if holds(&bytes, b"opendocument.spreadsheet") => "ods",
            [b'P', b'K', 3, 4, ..] => "xlsx",
            [b'P', b'A', b'R', b'1', ..] => "parquet",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "xls",
            _ => "csv",
        };
        Ok(Input {
            name: format!("stdin.{extension}"),
            bytes: bytes.into(),
        })
    }
}

/// Whether the beginning of some bytes holds a word.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(256)];
    memchr::memmem::find(start, word).is_some()
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn the_bytes_tell_what_kind_of_file_they_are() {
        for (bytes, name) in [
            (&b"code,year\n"[..], "stdin.csv"),
            (b"", "stdin.csv"),
            (b"PK\x03\x04[Content_Types].xml", "stdin.xlsx"),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "stdin.ods",
            ),
            (b"PAR1", "stdin.parquet"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "stdin.xls"),
        ] {
            assert_eq!(Input::from(bytes).unwrap().name, name);
        }
    }
}
