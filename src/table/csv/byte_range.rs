//! A large file split at the ends of its lines, so that several readers can share it.

use crate::source::{Folder, SourceError};
use crate::table::Range;
use std::io::Read;

/// Splits a file into ranges of about `size` bytes, each of which begins with a line. A file that is built in or can't be
/// read is one range.
///
/// A quoted field may span lines, so a range can end within one. Its reader meets a quote that is not closed, and the file
/// has to be read whole.
pub fn split(folder: &Folder, name: &str, size: u64) -> Vec<Range> {
    let starts = line_starts(folder, name, size).unwrap_or_default();
    let ends = starts.iter().copied().map(Some).chain([None]);
    let starts = [0].into_iter().chain(starts.iter().copied());
    let ranges = starts.zip(ends);
    ranges.map(|(start, end)| Range { start, end }).collect()
}

/// Where lines begin, about every `size` bytes, the file's beginning apart.
fn line_starts(folder: &Folder, name: &str, size: u64) -> Result<Vec<u64>, SourceError> {
    let Some(length) = folder.size(name)? else {
        return Ok(Vec::new());
    };
    let mut starts = Vec::new();
    let mut at = size;
    while at < length {
        let mut rest = folder.open_range(name, at, None)?;
        let Some(rest) = rest_of_line(&mut rest).map_err(|error| folder.error(name, &error))?
        else {
            break;
        };
        let start = at + rest;
        if start < length {
            starts.push(start);
        }
        at = start + size;
    }
    Ok(starts)
}

/// How many bytes there are to the end of the line, its LF included; `None` where no line ends any more.
fn rest_of_line(input: &mut dyn Read) -> std::io::Result<Option<u64>> {
    let mut bytes = [0; 4096];
    let mut before = 0;
    loop {
        let read = input.read(&mut bytes)?;
        if let Some(at) = memchr::memchr(b'\n', &bytes[..read]) {
            return Ok(Some(before + at as u64 + 1));
        }
        if read == 0 {
            return Ok(None);
        }
        before += read as u64;
    }
}
