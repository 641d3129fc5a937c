//! Where something stands: in a line of a text file, in a cell of a sheet, under a key of a TOML file.

use std::fmt;
use std::sync::Arc;

/// A file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as the user gave it, `/` between its parts.
    pub file: Arc<str>,
    /// Where in the file.
    pub position: Position,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The file as a whole.
    File,
    /// Characters of one line of a text file.
    Line(LinePosition),
    /// A cell of a workbook.
    Cell(CellPosition),
    /// A key or value of a TOML file.
    Key {
        /// The keys that lead to it, joined by points: `files."a.csv".year`.
        path: String,
        /// Where it is written.
        line: LinePosition,
    },
}

/// Characters of one line of a text file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinePosition {
    /// The line's number, from 1.
    pub line: u64,
    /// The first character meant, counted from 1; 0 where the whole line is meant.
    pub column: u32,
    /// The line's text, shortened around `span` where it is long; of a cell kept in memory, the cell's text alone.
    pub text: String,
    /// The bytes of `text` that are meant.
    pub span: (usize, usize),
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPosition {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The row's number as a spreadsheet shows it, from 1; 0 where the whole sheet is meant.
    pub row: u64,
    /// The column, counted from 1; 0 where the whole row is meant.
    pub column: u32,
    /// What the cell says.
    pub text: String,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Place {
            file: path.into(),
            position: Position::File,
        }
    }

    /// Characters of a line of a file.
    pub fn in_line(path: impl Into<Arc<str>>, line: LinePosition) -> Self {
        Place {
            file: path.into(),
            position: Position::Line(line),
        }
    }

    /// A cell of a workbook.
    pub fn in_sheet(path: impl Into<Arc<str>>, cell: CellPosition) -> Self {
        Place {
            file: path.into(),
            position: Position::Cell(cell),
        }
    }

    /// The same place without the text that stands there.
    pub fn without_text(mut self) -> Self {
        match &mut self.position {
            Position::Line(line) | Position::Key { line, .. } => {
                line.text = String::new();
                line.span = (0, 0);
            }
            Position::Cell(cell) => cell.text = String::new(),
            Position::File => {}
        }
        self
    }

    /// The same place in a TOML file, with the keys that lead to it. A file as a whole or a cell stays what it is.
    pub fn with_key(self, path: impl Into<String>) -> Self {
        let position = match self.position {
            Position::Line(line) | Position::Key { line, .. } => Position::Key {
                path: path.into(),
                line,
            },
            other => other,
        };
        Place { position, ..self }
    }

    /// The place within a text file; `None` for a file as a whole and for a cell of a workbook.
    pub fn in_text(&self) -> Option<&LinePosition> {
        match &self.position {
            Position::Line(line) | Position::Key { line, .. } => Some(line),
            Position::File | Position::Cell(_) => None,
        }
    }

    /// The cell of a workbook; `None` for all other places.
    pub fn in_workbook(&self) -> Option<&CellPosition> {
        match &self.position {
            Position::Cell(cell) => Some(cell),
            _ => None,
        }
    }

    /// The line, or the row of a sheet, from 1; 0 where the file or sheet as a whole is meant.
    pub fn line(&self) -> u64 {
        match &self.position {
            Position::File => 0,
            Position::Line(line) | Position::Key { line, .. } => line.line,
            Position::Cell(cell) => cell.row,
        }
    }

    /// The character of a line, or the column of a sheet, from 1; 0 where the line or file as a whole is meant.
    pub fn column(&self) -> u32 {
        match &self.position {
            Position::File => 0,
            Position::Line(line) | Position::Key { line, .. } => line.column,
            Position::Cell(cell) => cell.column,
        }
    }

    /// What places are sorted by: file, sheet, line, column.
    pub fn order(&self) -> (&str, &str, u64, u32) {
        let sheet = self.in_workbook().map_or("", |cell| &*cell.sheet);
        (&self.file, sheet, self.line(), self.column())
    }

    /// Counts lines from the beginning of a file, where they were counted from a later line: `before` lines come first.
    pub fn add_lines(&mut self, before: u64) {
        match &mut self.position {
            Position::Line(line) | Position::Key { line, .. } => line.line += before,
            Position::File | Position::Cell(_) => {}
        }
    }
}

impl fmt::Display for Place {
    /// `file`, `file:line:column` or `file!Sheet!B7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.position {
            Position::File => f.write_str(file),
            Position::Line(line) | Position::Key { line, .. } => {
                write!(f, "{file}:{}:{}", line.line, line.column)
            }
            Position::Cell(cell) => match cell.reference() {
                Some(reference) => write!(f, "{file}!{}!{reference}", cell.sheet),
                None => write!(f, "{file}!{}", cell.sheet),
            },
        }
    }
}

impl LinePosition {
    /// Whether `text` begins where its line does, so that columns can be counted in it.
    pub fn starts_line(&self) -> bool {
        let before = self.text.get(..self.span.0).unwrap_or("");
        before.chars().count() + 1 == self.column as usize
    }
}

impl CellPosition {
    /// The cell as a spreadsheet names it: `B7`, or `7` for a whole row; `None` for a whole sheet.
    pub fn reference(&self) -> Option<String> {
        cell_reference(self.row, self.column)
    }
}

/// A cell as a spreadsheet names it: `B7`, or `7` for a whole row (column 0); `None` for a whole sheet (row 0).
pub fn cell_reference(row: u64, column: u32) -> Option<String> {
    (row > 0).then(|| format!("{}{row}", column_letters(column)))
}

/// A column's letters: `A` for 1, `Z` for 26, `AA` for 27; empty for 0.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_that_spreadsheets_give_them() {
        for (column, letters) in [
            (0, ""),
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (52, "AZ"),
            (702, "ZZ"),
            (703, "AAA"),
            (16384, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn places_are_written_with_what_is_known() {
        assert_eq!(Place::file("a.csv").to_string(), "a.csv");
        let line = LinePosition {
            line: 3,
            column: 7,
            ..LinePosition::default()
        };
        let place = Place::in_line("a.toml", line);
        assert_eq!(place.to_string(), "a.toml:3:7");
        assert_eq!(place.with_key("files").to_string(), "a.toml:3:7");
        let mut cell = CellPosition {
            sheet: "2014年".into(),
            row: 7,
            column: 2,
            text: String::new(),
        };
        let shown = |cell: &CellPosition| Place::in_sheet("a.xlsx", cell.clone()).to_string();
        assert_eq!(shown(&cell), "a.xlsx!2014年!B7");
        cell.column = 0;
        assert_eq!(shown(&cell), "a.xlsx!2014年!7");
        cell.row = 0;
        assert_eq!(shown(&cell), "a.xlsx!2014年");
    }
}
