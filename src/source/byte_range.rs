//! A large file cut at its line feeds, so that several readers can share it.

use super::Folder;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// A range of a file: from one line's beginning to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    /// The first byte.
    pub start: u64,
    /// The byte behind the last; none where it reaches to the file's end.
    pub end: Option<u64>,
}

impl ByteRange {
    /// A file from end to end.
    pub const WHOLE: ByteRange = ByteRange {
        start: 0,
        end: None,
    };

    pub fn is_whole(self) -> bool {
        self == ByteRange::WHOLE
    }

    /// Whether the file begins with it.
    pub fn is_first(self) -> bool {
        self.start == 0
    }

    pub(super) fn open(self, mut file: File) -> io::Result<Box<dyn Read + Send>> {
        if self.start > 0 {
            file.seek(SeekFrom::Start(self.start))?;
        }
        Ok(match self.end {
            Some(end) => Box::new(file.take(end - self.start)),
            None => Box::new(file),
        })
    }
}

/// Cuts a file of a folder into byte_ranges of about `size` bytes. A file that is built in or can't be measured is whole.
///
/// A quoted cell may hold a line feed, so a range can end within one. A reader of the range sees then a quote that
/// is not closed, and the file has to be read whole.
pub fn byte_ranges(folder: &Folder, name: &str, size: u64) -> Vec<ByteRange> {
    let cuts = match folder {
        Folder::Disk(path) => cuts(&path.join(name), size).unwrap_or_default(),
        Folder::BuiltIn(_) => Vec::new(),
    };
    let starts = [0].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().map(Some).chain([None]);
    let byte_ranges = starts.zip(ends);
    byte_ranges
        .map(|(start, end)| ByteRange { start, end })
        .collect()
}

/// Where lines begin, about every `size` bytes.
fn cuts(path: &camino::Utf8Path, size: u64) -> io::Result<Vec<u64>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut cuts = Vec::new();
    let mut at = size;
    while at < length {
        file.seek(SeekFrom::Start(at))?;
        let Some(rest) = rest_of_line(&mut file)? else {
            break;
        };
        let cut = at + rest;
        if cut < length {
            cuts.push(cut);
        }
        at = cut + size;
    }
    Ok(cuts)
}

/// How many bytes there are to the end of the line; none where no line ends any more.
fn rest_of_line(file: &mut File) -> io::Result<Option<u64>> {
    let mut bytes = [0; 4096];
    let mut before = 0;
    loop {
        let read = file.read(&mut bytes)?;
        if let Some(at) = memchr::memchr(b'\n', &bytes[..read]) {
            return Ok(Some(before + at as u64 + 1));
        }
        if read == 0 {
            return Ok(None);
        }
        before += read as u64;
    }
}
