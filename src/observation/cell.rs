//! One cell of data: what it says, and where it stands.

use super::{InputFile, Period};
use crate::finding::{CellPosition, LinePosition, Place};
use crate::i18n::Text;
use crate::number::Value;
use std::sync::Arc;

/// What a cell turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellState {
    /// A figure or a word of the scale.
    Known,
    /// 近, 以上, 约, `…`: known within limits.
    Approximate,
    /// Said not to apply.
    NotApplicable,
    /// Empty, or a sign for missing.
    Blank,
    /// Could not be read; a finding says why.
    Refused,
    /// Several values that differ: the span between them.
    Conflict,
    /// Of a year of which parts are missing: known within limits.
    Incomplete,
}

impl CellState {
    /// Whether it says anything of the figure.
    pub fn is_usable(self) -> bool {
        !matches!(self, CellState::Blank | CellState::Refused)
    }

    /// Whether nothing of the figure is missing.
    pub fn is_complete(self) -> bool {
        self.is_usable() && self != CellState::Incomplete
    }
}

/// A cell that is kept: its value and the place it was read from.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it is worth; all that it may be if it is missing.
    pub value: Value,
    /// How much it says.
    pub state: CellState,
    /// The answer, where the variable is a flag or an item.
    pub code: Option<PackedAnswer>,
    /// The text as it stands in the file.
    pub raw: Box<str>,
    /// Index into [`super::DataSetInfo::files`].
    pub file: u32,
    /// The line of a text file, or the row of a sheet; from 1.
    pub line: u64,
    /// The character of the line, or the column of a sheet; from 1.
    pub column: u32,
    /// What was said beside it; `None` if nothing was.
    pub evidence: Option<Box<Evidence>>,
    /// The parts that a year's figure was worked out from; `None` for a figure as it was sent.
    pub parts: Option<Box<YearParts>>,
}

/// What the figure of a year was worked out from.
#[derive(Clone, Debug)]
pub struct YearParts {
    /// The periods of which there are figures, the year itself among them where it was sent too.
    pub known: Vec<Period>,
    /// The parts of which there is no figure.
    pub missing: Vec<Period>,
    /// The year's own figure, as it was sent; `None` if none was.
    pub own: Option<Cell>,
}

impl Cell {
    /// The figure as it was sent, not as it was worked out from parts of a year; `None` if no file has it.
    pub fn as_sent(&self) -> Option<&Cell> {
        match &self.parts {
            None => Some(self),
            Some(parts) => parts.own.as_ref(),
        }
    }

    /// Where it was read from, given the files of its data set; of its line only the cell's own text is known.
    pub fn place(&self, files: &[InputFile]) -> Place {
        let file = &files[self.file as usize];
        if let Some(sheet) = &file.sheet {
            let position = CellPosition {
                sheet: sheet.clone(),
                row: self.line,
                column: self.column,
                text: self.raw.to_string(),
            };
            return Place::in_sheet(file.path.clone(), position);
        }
        let position = LinePosition {
            line: self.line,
            column: self.column,
            text: self.raw.to_string(),
            span: (0, self.raw.len()),
        };
        Place::in_line(file.path.clone(), position)
    }
}

/// What stands beside a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Where the figure is from.
    pub source: Option<Arc<str>>,
    /// A remark of those who sent it.
    pub note: Option<Text>,
    /// The document that it rests on.
    pub document: Option<Document>,
    /// Other places of the same cell: conflicting, restated or repeated values, as `file:line:column raw`.
    pub others: Vec<String>,
}

/// The document that a milestone rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: String,
    /// Verified by someone else, not only self-assessed.
    pub verified: bool,
}

/// The answer to one item, packed: a grade's index on its scale, the span of two grades, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PackedAnswer(pub u8);

impl PackedAnswer {
    /// As many grades as a scale may have.
    pub const GRADES: usize = 12;
    /// No answer.
    pub const BLANK: PackedAnswer = PackedAnswer(255);
    /// Said not to apply.
    pub const NOT_APPLICABLE: PackedAnswer = PackedAnswer(254);
    /// An answer that could not be read.
    pub const REFUSED: PackedAnswer = PackedAnswer(253);

    /// A grade, by its index on the scale.
    pub fn grade(at: usize) -> PackedAnswer {
        debug_assert!(at < Self::GRADES);
        PackedAnswer(at as u8)
    }

    /// Somewhere between two grades: a conflict.
    pub fn span(a: usize, b: usize) -> PackedAnswer {
        let (lo, hi) = (a.min(b), a.max(b));
        if lo == hi {
            PackedAnswer::grade(lo)
        } else {
            PackedAnswer((Self::GRADES + lo * Self::GRADES + hi) as u8)
        }
    }

    /// The least and the greatest grade it can be; `None` if it is no grade.
    pub fn grades(self) -> Option<(usize, usize)> {
        let at = self.0 as usize;
        if at < Self::GRADES {
            Some((at, at))
        } else if at < Self::GRADES + Self::GRADES * Self::GRADES {
            let pair = at - Self::GRADES;
            Some((pair / Self::GRADES, pair % Self::GRADES))
        } else {
            None
        }
    }
}
