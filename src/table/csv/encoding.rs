//! How the characters of a text file are written. A file is UTF-8 if all of it is; else it is GB 18030 if its bytes are
//! frequent Chinese characters in it. Any other encoding is only named: most bytes mean something in several.

use super::LONGEST_LINE;
use crate::finding::Place;
use crate::source::{Folder, SourceError, place_in_line};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::Read;

/// How many bytes at the beginning of a file are looked at as UTF-8, and how many are read at once.
const LOOKED_AT: usize = 8 << 20;

/// The encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, or another form of Unicode that the beginning of the file names. Single characters may be damaged.
    Unicode,
    /// GB 18030, which includes GBK and GB 2312.
    Gb18030,
    /// Probably this one, which has to be declared.
    Likely(&'static Encoding),
}

/// The encoding of a file, which is read whole unless its beginning is UTF-8 and `whole` is not set.
pub fn encoding(folder: &Folder, name: &str, whole: bool) -> Result<TextEncoding, SourceError> {
    let mut input = folder.open(name)?;
    let failed = |error: std::io::Error| folder.error(name, &error);
    let mut bytes = Vec::new();
    let read = input
        .by_ref()
        .take(LOOKED_AT as u64)
        .read_to_end(&mut bytes);
    read.map_err(failed)?;
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let marked = marks.iter().any(|mark| bytes.starts_with(mark));
    if let Some(utf_16) = utf_16_without_mark(&bytes).filter(|_| !marked) {
        return Ok(TextEncoding::Likely(utf_16));
    }
    if marked || is_mostly_utf8(&bytes, !whole || bytes.len() < LOOKED_AT) {
        return Ok(TextEncoding::Unicode);
    }
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let telling = lines.filter(|line| !line.is_ascii()).flatten().copied();
    let telling: Vec<u8> = telling.take(BYTES_COMPARED).collect();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = vec![0; LOOKED_AT * 4 + 16];
    let mut chinese = true;
    loop {
        let last = bytes.is_empty();
        detector.feed(&bytes, last);
        let (result, _, _) = decoder.decode_to_utf8_without_replacement(&bytes, &mut text, last);
        chinese = chinese && result == DecoderResult::InputEmpty;
        if last {
            break;
        }
        bytes.clear();
        let read = input
            .by_ref()
            .take(LOOKED_AT as u64)
            .read_to_end(&mut bytes);
        read.map_err(failed)?;
    }
    let guess = detector.guess(None, Utf8Detection::Deny);
    Ok(match guess == GBK || guess == GB18030 {
        true if chinese => TextEncoding::Gb18030,
        true => TextEncoding::Unicode,
        false => TextEncoding::Likely(most_common(guess, &telling)),
    })
}

/// The place of the first bytes of a file that are not text in an encoding; `None` if there are none, or if the file begins with
/// a byte-order mark, which goes before what is declared.
pub fn undecodable(
    folder: &Folder,
    name: &str,
    declared: &'static Encoding,
) -> Result<Option<Place>, SourceError> {
    let mut input = folder.open(name)?;
    let mut decoder = declared.new_decoder_without_bom_handling();
    let (mut bytes, mut text) = (Vec::new(), vec![0; LOOKED_AT * 4 + 16]);
    let (mut line, mut begun, mut first) = (1, String::new(), true);
    loop {
        bytes.clear();
        let read = input
            .by_ref()
            .take(LOOKED_AT as u64)
            .read_to_end(&mut bytes);
        let last = read.map_err(|error| folder.error(name, &error))? == 0;
        if std::mem::take(&mut first) && Encoding::for_bom(&bytes).is_some() {
            return Ok(None);
        }
        let (result, _, written) =
            decoder.decode_to_utf8_without_replacement(&bytes, &mut text, last);
        let decoded = std::str::from_utf8(&text[..written]).unwrap_or_default();
        line += decoded.bytes().filter(|byte| *byte == b'\n').count() as u64;
        if let Some((_, rest)) = decoded.rsplit_once('\n') {
            begun.clear();
            begun.push_str(rest);
        } else {
            begun.push_str(decoded);
        }
        if begun.len() > LONGEST_LINE {
            // The line is refused for its length, wherever in it something is wrong.
            begun.clear();
        }
        if result != DecoderResult::InputEmpty {
            let start = begun.len();
            begun.push(char::REPLACEMENT_CHARACTER);
            let path = folder.shown_path(name);
            return Ok(Some(place_in_line(path, line, &begun, start..begun.len())));
        }
        if last {
            return Ok(None);
        }
    }
}

/// How many bytes of lines with characters outside ASCII are compared in two encodings.
const BYTES_COMPARED: usize = 1 << 16;

/// The encoding of Western Europe where the text is the same in it, but for signs of currencies; else the encoding that was
/// guessed.
fn most_common(guess: &'static Encoding, text: &[u8]) -> &'static Encoding {
    let chars = |encoding: &'static Encoding| -> Vec<char> {
        let text = encoding.decode_without_bom_handling(text).0;
        text.chars().collect()
    };
    let (guessed, western) = (chars(guess), chars(WINDOWS_1252));
    // A sign of a currency may be followed by a short word, such as m for millions.
    let is_currency = |at: usize| {
        let behind = western[at + 1..].iter().take_while(|c| c.is_alphabetic());
        "£¥€¢".contains(western[at]) && behind.count() <= 2
    };
    let alike = |at: usize| guessed.get(at) == western.get(at) || is_currency(at);
    match guess.is_single_byte() && (0..western.len()).all(alike) {
        true => WINDOWS_1252,
        false => guess,
    }
}

/// UTF-16 whose beginning does not say so: every other byte of ASCII characters is nil, and no byte between them.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, bytes)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    let nil = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    match (nil(0), nil(1)) {
        (0, later) if later * 8 > pairs.len() => Some(UTF_16LE),
        (first, 0) if first * 8 > pairs.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are UTF-8, or more of their characters outside ASCII are than are damaged. `complete` says that no more
/// follow.
fn is_mostly_utf8(bytes: &[u8], complete: bool) -> bool {
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut valid, mut damaged) = (0usize, 0usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        let outside = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
        let cut = chunks.peek().is_none() && !complete;
        if !chunk.invalid().is_empty() && !cut {
            damaged += 1;
        }
        valid += outside(chunk.valid());
    }
    damaged == 0 || valid > damaged
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, WINDOWS_1250};

    fn of(bytes: &[u8]) -> TextEncoding {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), bytes).unwrap();
        let path = folder.path().to_str().unwrap().to_owned();
        encoding(&Folder::Disk(path.into()), "a.csv", true).unwrap()
    }

    #[test]
    fn each_file_has_one_encoding() {
        let chinese = "代码,名称,年份,常住人口\n110101,东城区,2023,708000\n";
        let german = "code,name,year,spend\n09162,München,2023,5.2\n09163,Würzburg,2023,6.1\n";
        let traditional = "代碼,名稱,年份,常住人口\n110101,東城區,2023,708000\n";
        assert_eq!(of(b"code,year\n1,2023\n"), TextEncoding::Unicode);
        assert_eq!(of(chinese.as_bytes()), TextEncoding::Unicode);
        assert_eq!(of(&GB18030.encode(chinese).0), TextEncoding::Gb18030);
        let western = WINDOWS_1252.encode(german).0;
        assert_eq!(of(&western), TextEncoding::Likely(WINDOWS_1252));
        let turkish = WINDOWS_1252
            .encode("code,name\n1,D\u{fc}sseldorf\n2,K\u{f6}ln\n")
            .0;
        assert_eq!(of(&turkish), TextEncoding::Likely(WINDOWS_1252));
        let welsh = WINDOWS_1252
            .encode("code,name,spend (£m)\nW06000001,Ynys M\u{f4}n,4.8\n")
            .0;
        assert_eq!(of(&welsh), TextEncoding::Likely(WINDOWS_1252));
        let polish = WINDOWS_1250
            .encode("code,name\n1,\u{141}uk\u{f3}w\n2,Krak\u{f3}w\n3,\u{141}om\u{17c}a\n")
            .0;
        assert_eq!(of(&polish), TextEncoding::Likely(WINDOWS_1250));
        let utf_16: Vec<u8> = chinese.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(&utf_16), TextEncoding::Likely(UTF_16LE));
        let utf_16: Vec<u8> = german.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&utf_16), TextEncoding::Likely(UTF_16BE));
        assert_eq!(of(&BIG5.encode(traditional).0), TextEncoding::Likely(BIG5));
        // One damaged character among many is no other encoding.
        let mut damaged = chinese.as_bytes().to_vec();
        damaged.truncate(damaged.len() - 20);
        damaged.push(0xE4);
        assert_eq!(of(&damaged), TextEncoding::Unicode);
    }
}
