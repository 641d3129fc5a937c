//! What can't be read of a file, and where it is.

use super::Reader;
use crate::finding::Place;
use crate::source::SourceError;
use crate::table::csv::line::place_in_record;

impl Reader {
    /// The place of a line of which only the beginning is to be shown.
    pub(super) fn long_line_place(&self) -> Place {
        let rest = &self.buffer[self.start..self.end];
        let raw = String::from_utf8_lossy(&rest[..rest.len().min(1 << 10)]);
        place_in_record(&self.path, self.line, &raw, 0..raw.len())
    }

    pub(super) fn bad_bytes_place(&self) -> Place {
        let bytes = &self.buffer[self.found.raw.clone()];
        let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), |raw| raw.len());
        let raw = String::from_utf8_lossy(bytes);
        place_in_record(&self.path, self.line, &raw, valid..valid + 3)
    }

    pub(super) fn error(&self, reason: String) -> SourceError {
        SourceError {
            path: self.path.to_string(),
            reason,
        }
    }
}
