//! Text files with a record a line: CSV, and the same with tabs or semicolons.

mod byte_range;
mod line;
mod lines;
mod reader;
mod source_lines;

pub use byte_range::split;
pub use reader::{LONGEST_LINE, Reader};
pub use source_lines::complete_places;

use super::{Control, ReadEvent, Table};
use crate::source::{Folder, SourceError};

/// What separates fields: a comma, or tabs or semicolons where the first record has them and no comma. `None` where there
/// is no record.
pub fn separator(folder: &Folder, name: &str) -> Result<Option<u8>, SourceError> {
    let mut separator = None;
    Reader::open(folder, name, b',')?.read(|event| {
        if matches!(event, ReadEvent::Comment(_)) {
            return Control::Next;
        }
        separator = Some(match event {
            ReadEvent::Record(record) if record.len() > 1 => b',',
            ReadEvent::Record(record) if record.raw().contains('\t') => b'\t',
            ReadEvent::Record(record) if record.raw().contains(';') => b';',
            _ => b',',
        });
        Control::Stop
    });
    Ok(separator)
}
