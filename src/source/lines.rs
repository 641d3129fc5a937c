//! Single lines of a file, as its records were read: decoded, and counted alike.

use super::{Flow, Folder, Records, SourceError, Step};
use std::collections::{BTreeMap, BTreeSet};

/// Lines of records by number from 1; those that are not text, and what stands between records, are left out.
pub fn lines(
    folder: &Folder,
    name: &str,
    wanted: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, String>, SourceError> {
    let mut found = BTreeMap::new();
    let last = wanted.last().copied().unwrap_or(0);
    Records::open(folder, name, b',')?.each(|step| {
        let Step::Record(record) = step else {
            return Flow::Next;
        };
        if record.line() > last {
            return Flow::Stop;
        }
        for (number, line) in (record.line()..).zip(split(record.raw())) {
            if wanted.contains(&number) {
                found.insert(number, line.to_owned());
            }
        }
        Flow::Next
    });
    Ok(found)
}

/// Lines ended by LF, CR LF, or CR alone.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n');
    lines.flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}
