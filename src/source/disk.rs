//! Folders and files of the file system.

use super::SourceError;
use super::folder::{Entry, EntryKind};
use camino::Utf8Path;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

/// How many entries are listed at most.
const MOST_ENTRIES: usize = 100_000;

/// A path of the file system as shown to the user.
pub(super) fn shown_on_disk(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}

/// Opens a regular file. A pipe or a device could have no end, or never begin.
pub(super) fn open_regular(path: &Utf8Path) -> io::Result<std::fs::File> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::Error::other("neither a file nor a folder"));
    }
    std::fs::File::open(path)
}

/// The bytes of a file from `start` to `end`, or to the file's end.
pub(super) fn range_of(
    mut file: std::fs::File,
    start: u64,
    end: Option<u64>,
) -> io::Result<Box<dyn Read + Send>> {
    if start > 0 {
        file.seek(SeekFrom::Start(start))?;
    }
    Ok(match end {
        Some(end) => Box::new(file.take(end - start)),
        None => Box::new(file),
    })
}

pub(super) fn names_on_disk(path: &Utf8Path) -> Result<Vec<String>, SourceError> {
    let error = |e: std::io::Error| SourceError {
        path: path.to_string(),
        reason: e.to_string(),
    };
    let mut names = Vec::new();
    for entry in path.read_dir_utf8().map_err(error)? {
        let entry = entry.map_err(error)?;
        if entry.file_type().map_err(error)?.is_file() || entry.path().is_file() {
            names.push(entry.file_name().to_owned());
        }
    }
    Ok(names)
}

/// Adds what is in a folder and in those below it; `within` is the folder's own path within the first one.
pub(super) fn entries_on_disk(
    path: &Utf8Path,
    within: &str,
    entries: &mut Vec<Entry>,
) -> Result<(), SourceError> {
    let error = |reason: &dyn fmt::Display| SourceError {
        path: path.to_string(),
        reason: reason.to_string(),
    };
    for entry in path.read_dir_utf8().map_err(|e| error(&e))? {
        let entry = entry.map_err(|e| error(&e))?;
        let name = format!("{within}{}", entry.file_name());
        let own = entry.file_type().map_err(|e| error(&e))?;
        if own.is_dir() {
            entries_on_disk(entry.path(), &format!("{name}/"), entries)?;
            continue;
        }
        let kind = match std::fs::metadata(entry.path()) {
            Err(_) if own.is_symlink() => EntryKind::DanglingLink,
            Ok(target) if target.is_dir() => EntryKind::FolderLink,
            Ok(target) if !target.is_file() => EntryKind::Special,
            // A file that can't be looked at is reported where it is opened.
            _ => EntryKind::File,
        };
        entries.push(Entry { name, kind });
        if entries.len() > MOST_ENTRIES {
            return Err(error(&format_args!("more than {MOST_ENTRIES} files")));
        }
    }
    Ok(())
}
