//! One record of a table: its fields as text, and their places.

use crate::finding::Place;
use std::ops::Range;
use std::sync::Arc;

/// One record. Its fields borrow from the table's buffer.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The fields' text, which is UTF-8, one after the other.
    pub(super) text: &'a [u8],
    /// Where each field ends in `text`.
    pub(super) ends: &'a [usize],
    /// Bytes between one field's end and the next one's start: 1 where `text` is as written, separators included; else 0.
    pub(super) gap: usize,
    /// What stands between fields where `gap` is 1.
    pub(super) separator: u8,
    /// Where the fields are written.
    pub(super) origin: &'a dyn Locate,
}

/// Where the fields of a record are written. Asked only where something is wrong, or a cell is kept.
pub trait Locate {
    /// The line, or the row of a sheet, on which the record begins; from 1.
    fn line(&self) -> u64;

    /// The line or row of a field; from 1.
    fn field_line(&self, field: usize) -> u64;

    /// The character of the line at which a field begins, or its column in a sheet; from 1.
    fn field_column(&self, field: usize) -> u32;

    /// The lines and columns of all `fields` fields; see [`Locate::field_line`] and [`Locate::field_column`].
    fn field_positions(&self, fields: usize, positions: &mut Vec<(u64, u32)>) {
        let position = |field| (self.field_line(field), self.field_column(field));
        positions.clear();
        positions.extend((0..fields).map(position));
    }

    /// The place of a field in a file; the record's end where there is no such field.
    fn place(&self, path: &Arc<str>, field: usize) -> Place;

    /// The place of the record as a whole.
    fn whole(&self, path: &Arc<str>) -> Place;

    /// The record as written, without the end of its line; empty where it is no text.
    fn raw(&self) -> &str {
        ""
    }

    /// The last line of the record, from 1.
    fn last_line(&self) -> u64 {
        self.line()
    }

    /// Whether the record spans several lines.
    fn is_multiline(&self) -> bool {
        false
    }

    /// The lines inside the record, the first apart, that would be records of `fields` fields if the record's quotes were
    /// left out of account.
    fn inner_records(&self, _path: &Arc<str>, _fields: usize) -> Vec<Place> {
        Vec::new()
    }

    /// Whether the cell of a field is one of several that were merged, so that it holds for more than itself.
    fn is_merged(&self, _field: usize) -> bool {
        false
    }

    /// The field whose closing quote has more text behind it, if any: the quotes are in doubt.
    fn stray_quote(&self) -> Option<usize> {
        None
    }
}

impl<'a> Record<'a> {
    /// How many fields there are; at least one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no field.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// What stands between fields as they are written.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// A field's text, without quotes around it; empty where there is no such field.
    pub fn get(&self, field: usize) -> &'a str {
        as_text(self.bytes(field))
    }

    /// A field's text as bytes of UTF-8; empty where there is no such field.
    #[inline]
    pub fn bytes(&self, field: usize) -> &'a [u8] {
        self.text.get(self.range(field)).unwrap_or(b"")
    }

    /// The first fields with the separators between them, as written; `None` where any field of the record is quoted or
    /// there are fewer fields.
    pub fn leading(&self, fields: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(fields.checked_sub(1)?)?;
        self.text.get(..end).filter(|_| self.gap == 1)
    }

    /// Several consecutive fields of one byte each, with the separators between them; `None` where any of them is longer or
    /// empty, where any field of the record is quoted, and where the first of them is the record's first.
    pub fn single_byte_fields(&self, fields: Range<usize>) -> Option<&'a [u8]> {
        let (before, last) = (fields.start.checked_sub(1)?, fields.end.checked_sub(1)?);
        let start = self.ends.get(before)? + self.gap;
        let bytes = self.text.get(start..*self.ends.get(last)?)?;
        if self.gap == 0 || bytes.len() + 1 != 2 * fields.len() {
            return None;
        }
        // Every other byte has to be a separator; eight bytes are compared at once.
        let odd = u64::from_ne_bytes([0, 0xff, 0, 0xff, 0, 0xff, 0, 0xff]);
        let separators = u64::from_ne_bytes([self.separator; 8]);
        let (words, rest) = bytes.as_chunks::<8>();
        let words = words.iter().map(|word| u64::from_ne_bytes(*word));
        let others = words.fold(0, |all, word| all | (word ^ separators) & odd);
        let mut rest = rest.iter().skip(1).step_by(2);
        let all_single = others == 0 && rest.all(|&byte| byte == self.separator);
        all_single.then_some(bytes)
    }

    /// The text of several consecutive fields, one by one; `None` where the first of them is the record's first, or the
    /// record has not all of them.
    pub fn consecutive(
        &self,
        fields: Range<usize>,
    ) -> Option<impl Iterator<Item = &'a [u8]> + use<'a>> {
        let ends = self.ends.get(fields.start.checked_sub(1)?..fields.end)?;
        let (bytes, gap) = (self.text, self.gap);
        Some((ends.windows(2)).map(move |ends| bytes.get(ends[0] + gap..ends[1]).unwrap_or(b"")))
    }

    #[inline]
    fn range(&self, field: usize) -> Range<usize> {
        match (field, self.ends.get(field)) {
            (_, None) => 0..0,
            (0, Some(&end)) => 0..end,
            (_, Some(&end)) => self.ends[field - 1] + self.gap..end,
        }
    }

    /// See [`Locate::raw`].
    pub fn raw(&self) -> &'a str {
        self.origin.raw()
    }

    /// See [`Locate::line`].
    pub fn line(&self) -> u64 {
        self.origin.line()
    }

    /// See [`Locate::last_line`].
    pub fn last_line(&self) -> u64 {
        self.origin.last_line()
    }

    /// See [`Locate::is_multiline`].
    pub fn is_multiline(&self) -> bool {
        self.gap == 0 && self.origin.is_multiline()
    }

    /// See [`Locate::inner_records`].
    pub fn inner_records(&self, path: &Arc<str>, fields: usize) -> Vec<Place> {
        match self.is_multiline() {
            true => self.origin.inner_records(path, fields),
            false => Vec::new(),
        }
    }

    /// See [`Locate::field_positions`].
    pub fn field_positions(&self, positions: &mut Vec<(u64, u32)>) {
        self.origin.field_positions(self.len(), positions);
    }

    /// See [`Locate::is_merged`].
    pub fn is_merged(&self, field: usize) -> bool {
        self.origin.is_merged(field)
    }

    /// See [`Locate::stray_quote`].
    #[inline]
    pub fn stray_quote(&self) -> Option<usize> {
        match self.gap {
            0 => self.origin.stray_quote(),
            _ => None,
        }
    }

    /// See [`Locate::field_line`].
    pub fn field_line(&self, field: usize) -> u64 {
        self.origin.field_line(field)
    }

    /// See [`Locate::field_column`].
    pub fn field_column(&self, field: usize) -> u32 {
        self.origin.field_column(field)
    }

    /// See [`Locate::place`].
    pub fn place(&self, path: &Arc<str>, field: usize) -> Place {
        self.origin.place(path, field)
    }

    /// See [`Locate::whole`].
    pub fn whole(&self, path: &Arc<str>) -> Place {
        self.origin.whole(path)
    }
}

impl std::fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fields = (0..self.len()).map(|field| self.get(field));
        f.debug_list().entries(fields).finish()
    }
}

/// Bytes that are known to be UTF-8.
pub(super) fn as_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
