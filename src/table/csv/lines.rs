//! Single lines of a file, decoded and counted as its records are.

use super::line::lines_of;
use super::{Dialect, Reader};
use crate::source::{Folder, SourceError};
use crate::table::{Control, Range, ReadEvent, Table, parquet};
use encoding_rs::Encoding;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    open(folder, name, dialect)?.read(|event| {
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

/// Opens the text of a file; of a Parquet file, the text of its rows.
fn open(folder: &Folder, name: &str, dialect: Dialect) -> Result<Reader, SourceError> {
    if !parquet::is_named(name) {
        return Reader::open(folder, name, dialect);
    }
    // Whatever is declared, cells are found in their rows.
    let file = parquet::File::of(folder, name, |_| Some(parquet::MOST_DECIMALS));
    let file = file.map_err(|error| folder.error(name, &error.reason().en))?;
    parquet::open(folder, name, &Arc::new(file), Range::WHOLE)
}
