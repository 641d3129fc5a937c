//! The packed parts of a workbook: how large they are, and one of them as text.

use super::{LARGEST_UNPACKED, WorkbookError, damaged};
use std::io::{self, Cursor, Read, Write};
use zip::ZipArchive;

/// How many times as many bytes as packed a workbook may have unpacked, if they are more than [`ALWAYS_UNPACKED`]: sheets
/// of equal cells come to about 50 times.
const MOST_TIMES: u64 = 100;
const ALWAYS_UNPACKED: u64 = 64 << 20;
/// How many bytes of XML may stand between two signs of tags. A cell holds 32,767 characters at most; the libraries keep
/// such a piece in memory whole.
const LONGEST_PIECE: usize = 4 << 20;

/// Fails where the parts of an archive have together more bytes than a workbook of its size has, or [`LARGEST_UNPACKED`],
/// or a part is a text of unusual length. They are unpacked and counted: what an archive says of itself can't be trusted.
pub fn check_size(bytes: &[u8]) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let of_packed = (bytes.len() as u64).saturating_mul(MOST_TIMES);
    let mut left = LARGEST_UNPACKED.min(of_packed.max(ALWAYS_UNPACKED));
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        if part.size() > left {
            return Err(WorkbookError::TooLarge);
        }
        let is_xml = part.name().is_ok_and(|name| is_xml(&name));
        let mut pieces = Pieces::default();
        let copied = io::copy(&mut part.take(left + 1), &mut pieces).map_err(damaged)?;
        left = left.checked_sub(copied).ok_or(WorkbookError::TooLarge)?;
        if is_xml && pieces.longest > LONGEST_PIECE {
            return Err(WorkbookError::TooLarge);
        }
    }
    Ok(())
}

/// Whether a part is XML, as far as its name tells; others are pictures and programs.
fn is_xml(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(extension.to_ascii_lowercase().as_str(), "xml" | "rels")
}

/// Measures the pieces between the signs of tags in what is written, and keeps nothing.
#[derive(Default)]
struct Pieces {
    /// How long the piece at hand is so far.
    length: usize,
    longest: usize,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for at in memchr::memchr2_iter(b'<', b'>', bytes) {
            self.longest = self.longest.max(self.length + at - from);
            (self.length, from) = (0, at + 1);
        }
        self.length += bytes.len() - from;
        self.longest = self.longest.max(self.length);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(pieces: &[&[u8]]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default())
            .unwrap();
        for piece in pieces {
            zip.write_all(piece).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_far_more_than_a_sheet_is_too_large() {
        let (text, tags) = (vec![b' '; 1 << 20], b"<c/>".repeat(1 << 18));
        let is_too_large =
            |pieces: &[&[u8]]| matches!(check_size(&packed(pieces)), Err(WorkbookError::TooLarge));
        assert!(!is_too_large(&[&tags[..]; 8]));
        assert!(is_too_large(&[&tags[..]; 80]));
        assert!(!is_too_large(&[&text, &text, b"<c>", &text, &text, &text]));
        assert!(is_too_large(&[&text[..]; 5]));
    }
}
