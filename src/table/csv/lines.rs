//! Single lines of a file, decoded and counted as its records are.

use super::line::lines_of;
use super::{Dialect, Reader};
use crate::source::{Folder, SourceError};
use crate::table::{Control, ReadEvent, Table};
use encoding_rs::Encoding;
use std::collections::{BTreeMap, BTreeSet};

/// The lines with the numbers `wanted`, counted from 1. Lines that are not text and blank lines are left out.
pub fn lines(
    folder: &Folder,
    name: &str,
    encoding: &str,
    wanted: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, String>, SourceError> {
    let mut found = BTreeMap::new();
    let last = wanted.last().copied().unwrap_or(0);
    let dialect = Dialect {
        separator: b',',
        quote: None,
        encoding: Encoding::for_label(encoding.as_bytes()),
    };
    Reader::open(folder, name, dialect)?.read(|event| {
        let (ReadEvent::Record(record) | ReadEvent::Comment(record)) = event else {
            return Control::Next;
        };
        if record.line() > last {
            return Control::Stop;
        }
        for (number, line) in (record.line()..).zip(lines_of(record.raw())) {
            if wanted.contains(&number) {
                found.insert(number, line.to_owned());
            }
        }
        Control::Next
    });
    Ok(found)
}
