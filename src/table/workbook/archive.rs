//! The packed parts of a workbook: how large they are, and what its sheets may hold.

use super::contents::{Contents, PartScan};
use super::{LARGEST_UNPACKED, WorkbookError, damaged};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// How many times as many bytes as packed a workbook may have unpacked, if they are more than [`ALWAYS_UNPACKED`]: sheets of
/// answers of one digit come to about 50 times in Office Open XML, and to 140 in OpenDocument.
const MOST_TIMES: u64 = 200;
const ALWAYS_UNPACKED: u64 = 64 << 20;
/// How many bytes of XML may stand between two signs of tags. A cell holds 32,767 characters at most; the libraries keep
/// such a piece in memory whole.
const LONGEST_PIECE: usize = 4 << 20;

/// So many bytes of a part are looked at together.
const BLOCK: usize = 64 << 10;

/// What the sheets of an archive may hold. Fails where the parts of an archive have together more bytes than a workbook of its size has, or [`LARGEST_UNPACKED`],
/// or a part is a text of unusual length. They are unpacked and counted: what an archive says of itself can't be trusted.
pub fn check_size(bytes: &[u8]) -> Result<Contents, WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let of_packed = (bytes.len() as u64).saturating_mul(MOST_TIMES);
    let mut left = LARGEST_UNPACKED.min(of_packed.max(ALWAYS_UNPACKED));
    let mut contents = Contents::default();
    let mut buffer = vec![0; BLOCK];
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        if part.size() > left {
            return Err(WorkbookError::TooLarge);
        }
        let is_xml = part.name().is_ok_and(|name| is_xml(&name));
        let counted = Unpacked::read(&mut part.take(left + 1), &mut buffer).map_err(damaged)?;
        left = left
            .checked_sub(counted.bytes)
            .ok_or(WorkbookError::TooLarge)?;
        if is_xml && counted.longest > LONGEST_PIECE {
            return Err(WorkbookError::TooLarge);
        }
        contents.merged |= counted.contents.merged;
        contents.uncomputed |= counted.contents.uncomputed;
    }
    Ok(contents)
}

/// Whether a part is XML, as far as its name tells; others are pictures and programs.
fn is_xml(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(extension.to_ascii_lowercase().as_str(), "xml" | "rels")
}

/// What a part is found to be when it is unpacked.
#[derive(Debug, Default)]
struct Unpacked {
    bytes: u64,
    /// How long the piece between two signs of tags is that is at hand, and how long the longest is. Pieces that are shorter than
    /// a block need not be measured.
    length: usize,
    longest: usize,
    contents: Contents,
}

impl Unpacked {
    /// Reads a part to its end, block by block.
    fn read(part: &mut impl Read, buffer: &mut [u8]) -> io::Result<Self> {
        let (mut unpacked, mut scan, mut kept) = (Unpacked::default(), PartScan::default(), 0);
        loop {
            let read = part.read(&mut buffer[kept..])?;
            if read == 0 {
                unpacked.contents = scan.contents();
                return Ok(unpacked);
            }
            unpacked.bytes += read as u64;
            let filled = kept + read;
            unpacked.measure(&buffer[kept..filled]);
            let done = scan.scan(&buffer[..filled]);
            buffer.copy_within(done..filled, 0);
            kept = filled - done;
        }
    }

    fn measure(&mut self, bytes: &[u8]) {
        let first = memchr::memchr2(b'<', b'>', bytes);
        self.length += first.unwrap_or(bytes.len());
        self.longest = self.longest.max(self.length);
        if let Some(last) = memchr::memrchr2(b'<', b'>', bytes) {
            self.length = bytes.len() - last - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
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

    #[test]
    fn a_large_sheet_of_answers_is_not_too_large() {
        let cell = |answer: u64| {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{answer}\" calcext:value-type=\"float\">\
                 <text:p>{answer}</text:p></table:table-cell>"
            )
        };
        let (mut chance, mut cells) = (7_u64, String::new());
        while (cells.len() as u64) < ALWAYS_UNPACKED + (1 << 20) {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            cells += &cell(u64::from(chance >> 61 > 0));
        }
        let packed = packed(&[cells.as_bytes()]);
        assert!(cells.len() > 100 * packed.len());
        assert!(check_size(&packed).is_ok());
    }
}
