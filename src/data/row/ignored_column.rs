//! Ignored columns of which the cells differ: they may tell figures apart. Only all of a file together shows it.

use crate::finding::{Finding, Place, codes};
use crate::text;

/// The cells of an ignored column: what the first says, and where the first is that says otherwise.
#[derive(Clone, Debug)]
pub struct IgnoredColumn {
    first: Box<[u8]>,
    first_place: Place,
    other: Option<Place>,
}

impl IgnoredColumn {
    /// A column of which one cell was met.
    pub fn new(cell: &[u8], place: Place) -> Self {
        IgnoredColumn {
            first: cell.into(),
            first_place: place,
            other: None,
        }
    }

    /// Adds a cell.
    pub fn add(&mut self, cell: &[u8], place: impl FnOnce() -> Place) {
        if self.other.is_none() && *self.first != *cell {
            self.other = Some(place());
        }
    }

    /// The same with lines counted from the line behind `lines_before`.
    pub fn moved(mut self, lines_before: u64) -> Self {
        self.first_place.add_lines(lines_before);
        if let Some(other) = &mut self.other {
            other.add_lines(lines_before);
        }
        self
    }

    /// This part of the file and a later one together.
    pub fn join(mut self, later: IgnoredColumn) -> Self {
        let other = match self.first == later.first {
            true => later.other,
            false => Some(later.first_place),
        };
        self.other = self.other.or(other);
        self
    }

    /// The finding about a column titled `title`; `None` if all cells are the same.
    pub fn finding(self, title: &str) -> Option<Finding> {
        let finding = Finding::new(
            codes::IGNORED_VARIES,
            text!(
                "未读取的列 `{title}` 取值不一",
                "the column `{title}` is left out, and its cells differ"
            ),
        );
        let help = text!(
            "若该列区分数值（性别、口径、计量单位），请用 `where` 选取行，或声明该列是什么",
            "if it tells figures apart (sex, kind, unit), choose rows with `where`, or declare what the column is"
        );
        Some(finding.help(help).at(self.other?))
    }
}
