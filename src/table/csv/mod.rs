//! Text files with a record a line: CSV, and the same with tabs or semicolons.

mod byte_range;
mod encoding;
mod line;
mod lines;
mod plain_lines;
mod reader;
mod source_lines;

pub use byte_range::split;
pub use encoding::{TextEncoding, encoding, undecodable};
pub use plain_lines::{LinesUsed, PlainLine, PlainLines};
pub use reader::{LONGEST_LINE, Reader};
pub use source_lines::complete_places;

use super::{Control, ReadEvent, Table};
use crate::source::{Folder, SourceError};
use encoding_rs::Encoding;

/// How the fields of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// What separates them: a byte of ASCII.
    pub separator: u8,
    /// What stands around a field that holds separators or line ends: a byte of ASCII; `None` where nothing does.
    pub quote: Option<u8>,
    /// The encoding of the whole file; `None` for UTF-8, and where it is decided while the file is read.
    pub encoding: Option<&'static Encoding>,
}

impl Dialect {
    /// The quote of a file that does not declare another.
    pub const QUOTE: u8 = b'"';
}

/// How many records without any separator are passed over to find one.
const RECORDS_SEARCHED: usize = 30;

/// What separates fields, given quote and encoding: a comma, or tabs, semicolons or `|` where the first record with any of these
/// has no comma. `None` where there is no record.
pub fn separator(
    folder: &Folder,
    name: &str,
    quote: Option<u8>,
    encoding: Option<&'static Encoding>,
) -> Result<Option<u8>, SourceError> {
    let (mut separator, mut passed) = (None, 0);
    let dialect = Dialect {
        separator: b',',
        quote,
        encoding,
    };
    Reader::open(folder, name, dialect)?.read(|event| {
        let found = match event {
            ReadEvent::Comment(_) => return Control::Next,
            ReadEvent::Record(record) if record.len() == 1 => {
                let mut others = b"\t;|".iter().copied();
                others.find(|other| record.raw().as_bytes().contains(other))
            }
            ReadEvent::Record(_) | ReadEvent::Error(_) => Some(b','),
        };
        separator = found.or(Some(b','));
        passed += 1;
        match found.is_some() || passed == RECORDS_SEARCHED {
            true => Control::Stop,
            false => Control::Next,
        }
    });
    Ok(separator)
}
