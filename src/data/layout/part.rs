//! The header of one table, in one line or two, and the rows that belong to it.

use super::found::Found;
use super::titles::{Title, Titles};
use crate::data::unit::RowKind;
use crate::finding::Finding;
use crate::i18n::normalize;
use crate::table::{GridCell, GridRow, ReadError};
use crate::text;

/// A row, or what can't be read as one.
pub type Row = Result<GridRow, ReadError>;

/// A table, or what has been found of it.
pub struct Part {
    /// The titles of the columns.
    pub header: GridRow,
    /// The lines of the header as they are written.
    lines: Vec<GridRow>,
    /// The rows below.
    pub rows: Vec<Row>,
}

impl Part {
    /// A table with this line as its header, or as the first line of it; the others are taken from the rows.
    pub fn new(
        header: GridRow,
        rows: Vec<Row>,
        found: &mut Found<'_>,
    ) -> Result<Part, Box<Finding>> {
        let mut part = Part {
            lines: vec![header.clone()],
            header,
            rows,
        };
        part.second_line(found)?;
        Ok(part)
    }

    /// Splits off the header of the next table and what is below it; `None` where no other table follows. Lines that repeat
    /// the header are set aside.
    pub fn split(&mut self, found: &mut Found<'_>) -> Option<(GridRow, Vec<Row>)> {
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        // How many lines of a header that is repeated have been met.
        let mut met = 0;
        while let Some(row) = rows.next() {
            let row = match row {
                Ok(row) => row,
                error => {
                    met = 0;
                    self.rows.push(error);
                    continue;
                }
            };
            let is_header =
                found.titles().is_header(&row) || self.begins_like(&row, found.titles());
            if is_header {
                met = 0;
            }
            if is_header && let Some(title) = self.title_above() {
                found.title_of_another_table(title, row.line);
            }
            let continues = is_header || met > 0;
            if continues && self.lines.get(met).is_some_and(|line| same(line, &row)) {
                met += 1;
                found.set_aside += 1;
                let line = row.line;
                found.note(text!(
                    "第 {line} 行重复表头",
                    "line {line} repeats the header"
                ));
                continue;
            }
            met = 0;
            if is_header {
                let line = row.line;
                found.note(text!(
                    "第 {line} 行起是另一张表",
                    "another table begins in line {line}"
                ));
                return Some((row, rows.collect()));
            }
            self.rows.push(Ok(row));
        }
        None
    }

    /// The line of a title of another table, which is the last row so far; `None` if it is a row, a remark or says that the table
    /// goes on.
    fn title_above(&self) -> Option<u64> {
        let mut rows = self.rows.iter().rev().flatten();
        let last = rows.find(|row| !row.is_blank())?;
        let texts = last.cells.iter().map(|cell| cell.text.trim());
        let mut filled = texts.filter(|text| !text.is_empty());
        let (text, others) = (filled.next()?, filled.next());
        let goes_on = ["续", "（续", "(续", "continued"];
        let is_title = others.is_none()
            && text.contains(char::is_alphabetic)
            && !goes_on
                .iter()
                .any(|word| text.to_lowercase().starts_with(word))
            && RowKind::of(text).is_none();
        is_title.then_some(last.line)
    }

    /// Whether the first cell of a row is the title of its column, as in the header of another table whose other titles are
    /// names of units, or unknown.
    fn begins_like(&self, row: &GridRow, titles: &Titles<'_>) -> bool {
        let mut cells = row.cells.iter().zip(&self.header.cells).enumerate();
        let first = cells.find(|(_, (cell, _))| !cell.text.trim().is_empty());
        first.is_some_and(|(at, (cell, title))| {
            let names_rows = at == 0 && titles.entry.layout.transposed;
            (names_rows || titles.is_role(title.text.trim()))
                && normalize(&cell.text) == normalize(&title.text)
        })
    }

    /// Joins a header of two lines: titles of groups, and below them those of the columns.
    fn second_line(&mut self, found: &mut Found<'_>) -> Result<(), Box<Finding>> {
        let titles = found.titles();
        let Some(Ok(below)) = self.rows.first() else {
            return Ok(());
        };
        if titles.is_unit_row(below) {
            self.unit_row(found);
            return Ok(());
        }
        if titles.is_row_of_numbers(below) {
            let line = below.line;
            found.note(text!(
                "第 {line} 行只是列号",
                "line {line} only numbers the columns"
            ));
            self.take_line();
            return Ok(());
        }
        let header_known = titles.known(&self.header);
        let years = titles.is_row_of_years(below, &self.header);
        if !years && !titles.is_part_of_header(below) {
            return Ok(());
        }
        if self.same_columns(below, titles) {
            let line = below.line;
            found.note(text!(
                "第 {line} 行重复表头",
                "line {line} repeats the header"
            ));
            self.take_line();
            return Ok(());
        }
        let mut joined = self.header.clone();
        let mut group = GridCell::default();
        let mut contradiction = false;
        for (at, cell) in joined.cells.iter_mut().enumerate() {
            let own = below.cells.get(at).cloned().unwrap_or_default();
            if !cell.text.trim().is_empty() {
                group = cell.clone();
            }
            if own.text.trim().is_empty() {
                continue;
            }
            let of_both = |text: &str| {
                !matches!(
                    titles.of(text),
                    Title::Blank | Title::Period | Title::Unknown
                )
            };
            // A title in cells that were merged stands in both lines.
            let differ = normalize(&cell.text) != normalize(&own.text);
            contradiction |= differ && of_both(&cell.text) && of_both(&own.text);
            let text = match (titles.of(&group.text), titles.of(&own.text)) {
                (Title::Blank | Title::Unknown, _) => own.text.clone(),
                (Title::Period, _) => format!("{} {}", own.text.trim(), group.text.trim()).into(),
                (_, Title::Period) => format!("{} {}", group.text.trim(), own.text.trim()).into(),
                _ => own.text.clone(),
            };
            contradiction |= matches!(titles.of(&text), Title::Blank | Title::Unknown);
            *cell = GridCell { text, ..own };
        }
        if contradiction || titles.known(&joined) < header_known {
            let message = text!(
                "第 {} 行和第 {} 行都像是表头",
                "lines {} and {} both look like the header",
                self.header.line,
                below.line
            );
            return Err(found.ambiguous(message, [&self.header, below]));
        }
        let line = below.line;
        found.note(text!(
            "表头有两行，至第 {line} 行",
            "the header has two lines, to line {line}"
        ));
        self.header = joined;
        self.take_line();
        Ok(())
    }

    /// Gives the titles the units of measurement that stand in the row below them.
    fn unit_row(&mut self, found: &mut Found<'_>) {
        let Some(Ok(units)) = self.rows.first().cloned() else {
            return;
        };
        for (title, unit) in self.header.cells.iter_mut().zip(&units.cells) {
            let unit = unit
                .text
                .trim()
                .trim_matches(['(', ')', '（', '）', '[', ']']);
            if !unit.is_empty() && !title.text.trim().is_empty() {
                title.text = format!("{}（{unit}）", title.text.trim()).into();
            }
        }
        let line = units.line;
        found.note(text!(
            "计量单位见第 {line} 行",
            "the units of measurement are given in line {line}"
        ));
        self.take_line();
    }

    /// Whether a row names the same columns as the header, in other words.
    fn same_columns(&self, row: &GridRow, titles: &Titles<'_>) -> bool {
        let meaning = |row: &GridRow| -> Vec<_> {
            let cells = row.cells.iter();
            let meanings = cells.map(|cell| {
                let binding = titles
                    .name_index
                    .resolve(&cell.text, titles.entry.checklist);
                (titles.of(&cell.text), binding.ok())
            });
            meanings.collect()
        };
        meaning(row) == meaning(&self.header)
    }

    /// The position of the column with a title.
    pub fn position(&self, title: &str) -> Option<usize> {
        let wanted = normalize(title);
        let mut cells = self.header.cells.iter();
        cells.position(|cell| normalize(&cell.text) == wanted)
    }

    /// Makes the first row a line of the header.
    fn take_line(&mut self) {
        self.lines.extend(self.rows.drain(..1).flatten());
    }
}

/// Whether two rows say the same.
fn same(row: &GridRow, other: &GridRow) -> bool {
    let texts = |row: &GridRow| -> Vec<String> {
        row.cells.iter().map(|cell| normalize(&cell.text)).collect()
    };
    texts(row) == texts(other)
}
