//! Fills the buffer, decoding what is not UTF-8.

use super::Reader;
use crate::source::SourceError;
use crate::table::csv::encoding::{TextEncoding, encoding};
use encoding_rs::{Decoder, DecoderResult, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::io::Read;

impl Reader {
    /// Reads more behind what is not yet used; whether anything is left to use.
    pub(super) fn fill(&mut self) -> Result<bool, SourceError> {
        if self.eof {
            return Ok(false);
        }
        self.plain = Default::default();
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let before = self.end;
        while !self.eof && (!self.opened || self.end == before || self.start == self.end) {
            self.read_more()?;
            self.read_size = (self.read_size * 2).min(self.largest_read);
            if !self.opened && (self.end >= 3 || self.eof) {
                self.opened = true;
                self.skip_mark()?;
            }
        }
        Ok(self.start < self.end)
    }

    fn read_more(&mut self) -> Result<(), SourceError> {
        if self.decoder.is_some() {
            return self.fill_decoded();
        }
        // A long record is scanned from its beginning each time, so that what is read has to grow with it.
        let room = self.end + self.read_size.max(self.end);
        if self.buffer.len() < room {
            self.buffer.resize(room, 0);
        }
        let read = read_some(&mut self.input, &mut self.buffer[self.end..room])
            .map_err(|reason| self.error(reason))?;
        self.eof = read == 0;
        self.end += read;
        Ok(())
    }

    /// Skips the byte-order mark, which names the encoding.
    fn skip_mark(&mut self) -> Result<(), SourceError> {
        let head = &self.buffer[..self.end];
        if head.starts_with(b"\xEF\xBB\xBF") {
            self.start = 3;
        } else if head.starts_with(b"\xFF\xFE") {
            self.start = 2;
            self.decode_from_here(UTF_16LE.new_decoder_without_bom_handling(), "utf-16le")?;
        } else if head.starts_with(b"\xFE\xFF") {
            self.start = 2;
            self.decode_from_here(UTF_16BE.new_decoder_without_bom_handling(), "utf-16be")?;
        } else if let Some(declared) = self.declared.filter(|declared| *declared != UTF_8) {
            let name = match declared == GB18030 || declared == GBK {
                true => "gb18030",
                false => declared.name(),
            };
            self.decode_from_here(declared.new_decoder_without_bom_handling(), name)?;
        }
        Ok(())
    }

    /// Goes on in GB 18030 where all before was ASCII and the whole file is valid in it; whether it did.
    pub(super) fn convert(&mut self) -> Result<bool, SourceError> {
        // Tried once; afterwards each record that is no text is refused by itself.
        let Some((folder, name)) = self.origin.take() else {
            return Ok(false);
        };
        let open = self.decoder.is_none() && self.declared.is_none() && self.only_ascii;
        if !open || encoding(&folder, &name, true)? != TextEncoding::Gb18030 {
            return Ok(false);
        }
        self.decode_from_here(GB18030.new_decoder_without_bom_handling(), "gb18030")?;
        Ok(true)
    }

    fn decode_from_here(
        &mut self,
        decoder: Decoder,
        encoding: &'static str,
    ) -> Result<(), SourceError> {
        self.undecoded = self.buffer[self.start..self.end].to_vec();
        self.decoder = Some(decoder);
        self.encoding = encoding;
        self.start = 0;
        self.end = 0;
        self.plain = Default::default();
        self.decode()
    }

    fn fill_decoded(&mut self) -> Result<(), SourceError> {
        self.undecoded.resize(self.read_size.max(self.end), 0);
        let read =
            read_some(&mut self.input, &mut self.undecoded).map_err(|reason| self.error(reason))?;
        self.undecoded.truncate(read);
        self.eof = read == 0;
        self.decode()
    }

    /// Appends the text of `undecoded` to the buffer.
    fn decode(&mut self) -> Result<(), SourceError> {
        let Some(decoder) = self.decoder.as_mut() else {
            return Ok(());
        };
        let room = decoder
            .max_utf8_buffer_length_without_replacement(self.undecoded.len())
            .unwrap_or(self.undecoded.len() * 4 + 16);
        if self.buffer.len() < self.end + room {
            self.buffer.resize(self.end + room, 0);
        }
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(
            &self.undecoded,
            &mut self.buffer[self.end..],
            self.eof,
        );
        self.end += written;
        match result {
            DecoderResult::InputEmpty => Ok(()),
            _ => Err(self.error(format!("not valid {}", self.encoding))),
        }
    }
}

fn read_some(input: &mut dyn Read, into: &mut [u8]) -> Result<usize, String> {
    loop {
        match input.read(into) {
            Ok(read) => return Ok(read),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}
