//! Reads the rows of a sheet one after the other.

use super::sheet::{Area, Sheet};
use crate::finding::{CellPosition, Place};
use crate::table::{Control, Locate, ReadEvent, Record, Table, Visitor};
use std::ops::Range;
use std::sync::Arc;

/// How many bytes of a row a place shows.
const ROW_SHOWN: usize = 400;

/// A sheet, open for reading. Rows without text are left out; every row has as many fields as the sheet has columns. What
/// the first of several merged cells holds is read in each row that they reach over.
pub struct Reader {
    sheet: Arc<Sheet>,
    /// The first cell that has not been read.
    next: usize,
    /// The first merged area that begins below the row at hand.
    next_area: usize,
    /// The merged areas that the row at hand is part of.
    areas: Vec<Area>,
    /// The last row that was read, from 1.
    row: u32,
    text: String,
    ends: Vec<usize>,
}

impl Reader {
    /// Reads a sheet from its beginning.
    pub fn new(sheet: Arc<Sheet>) -> Reader {
        Reader {
            sheet,
            next: 0,
            next_area: 0,
            areas: Vec::new(),
            row: 0,
            text: String::new(),
            ends: Vec::new(),
        }
    }

    /// The cells of the next row that has any, by their indices.
    fn next_row(&self) -> Option<Range<usize>> {
        let rest = &self.sheet.cells[self.next..];
        let row = rest.first()?.row;
        let cells = rest.partition_point(|cell| cell.row == row);
        Some(self.next..self.next + cells)
    }

    /// Goes on to a row, and finds the merged areas that it is part of.
    fn enter(&mut self, row: u32) {
        self.row = row;
        let areas = &self.sheet.merged[self.next_area..];
        let begun = areas.partition_point(|area| area.first.0 <= row);
        self.areas.extend(&areas[..begun]);
        self.next_area += begun;
        self.areas.retain(|area| area.last.0 >= row);
    }

    /// Puts the text of a row's cells together.
    fn fill(&mut self, cells: Range<usize>) {
        let sheet = &*self.sheet;
        self.text.clear();
        self.ends.clear();
        for at in cells {
            self.ends
                .resize(sheet.cells[at].column as usize, self.text.len());
            self.text.push_str(sheet.text_of(at));
            self.ends.push(self.text.len());
        }
        self.ends.resize(sheet.width, self.text.len());
        let row = self.row;
        for area in self.areas.iter().filter(|area| area.first.0 < row) {
            let column = area.first.1 as usize - 1;
            let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
            let text = sheet.at(area.first);
            if self.ends.get(column) == Some(&start) {
                self.text.insert_str(start, text);
                self.ends[column..]
                    .iter_mut()
                    .for_each(|end| *end += text.len());
            }
        }
    }
}

impl Table for Reader {
    fn read_for(&mut self, visitor: &mut impl Visitor) {
        while let Some(cells) = self.next_row() {
            self.next = cells.end;
            self.enter(self.sheet.cells[cells.start].row + 1);
            self.fill(cells);
            let origin = Row {
                sheet: &self.sheet,
                areas: &self.areas,
                row: self.row,
                text: &self.text,
                ends: &self.ends,
            };
            let record = Record {
                text: self.text.as_bytes(),
                ends: &self.ends,
                gap: 0,
                separator: b'\t',
                origin: &origin,
            };
            if visitor.event(ReadEvent::Record(&record)) == Control::Stop {
                return;
            }
        }
    }

    fn lines(&self) -> u64 {
        u64::from(self.row)
    }

    fn encoding(&self) -> &'static str {
        "utf-8"
    }
}

/// A row of a sheet.
struct Row<'a> {
    sheet: &'a Sheet,
    /// The merged areas that it is part of.
    areas: &'a [Area],
    /// Its number, from 1.
    row: u32,
    text: &'a str,
    ends: &'a [usize],
}

impl Row<'_> {
    /// The text of a field; empty where there is no such field.
    fn field(&self, field: usize) -> &str {
        let start = field
            .checked_sub(1)
            .map_or(Some(&0), |before| self.ends.get(before));
        match (start, self.ends.get(field)) {
            (Some(&start), Some(&end)) => &self.text[start..end],
            _ => "",
        }
    }

    fn position(&self, path: &Arc<str>, column: u32, text: &str) -> Place {
        Place::in_sheet(
            path.clone(),
            CellPosition {
                sheet: self.sheet.name.clone(),
                row: self.line(),
                column,
                text: shortened(text),
            },
        )
    }
}

impl Locate for Row<'_> {
    fn line(&self) -> u64 {
        u64::from(self.row)
    }

    fn field_line(&self, _field: usize) -> u64 {
        self.line()
    }

    fn field_column(&self, field: usize) -> u32 {
        field as u32 + 1
    }

    fn place(&self, path: &Arc<str>, field: usize) -> Place {
        self.position(path, field as u32 + 1, self.field(field))
    }

    fn whole(&self, path: &Arc<str>) -> Place {
        let fields = (0..self.ends.len()).map(|field| self.field(field));
        let filled: Vec<&str> = fields
            .filter(|text| !text.is_empty())
            .take(ROW_SHOWN)
            .collect();
        self.position(path, 0, &filled.join("\t"))
    }

    fn is_merged(&self, field: usize) -> bool {
        let column = field as u32 + 1;
        let mut areas = self.areas.iter();
        areas.any(|area| (area.first.1..=area.last.1).contains(&column))
    }
}

/// The beginning of a text, in one line and without characters that could steer a terminal.
pub fn shortened(text: &str) -> String {
    let mut end = text.len().min(ROW_SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let harmless = |c: char| if c.is_control() { ' ' } else { c };
    text[..end].chars().map(harmless).collect()
}
