//! Ignored columns whose cells may tell figures apart. Only all of a file together shows it.

use crate::finding::{Finding, Place, codes};
use crate::text;
use std::collections::BTreeSet;

/// A column with more different cells holds free text: remarks, persons, addresses. What tells figures apart (sex, kind,
/// unit of measurement) has few.
const MOST_WORDS: usize = 12;
/// From this many cells on, one that is different in each of them is free text too.
const FEW_CELLS: u64 = 6;

/// The cells of an ignored column: the different ones, and where the first is that differs from the one before.
#[derive(Clone, Debug)]
pub struct IgnoredColumn {
    first_place: Place,
    other: Option<Place>,
    /// The different cells, at most one more than [`MOST_WORDS`].
    words: BTreeSet<Box<[u8]>>,
    cells: u64,
}

impl IgnoredColumn {
    /// A column of which one cell was met.
    pub fn new(cell: &[u8], place: Place) -> Self {
        IgnoredColumn {
            first_place: place,
            other: None,
            words: BTreeSet::from([cell.into()]),
            cells: 1,
        }
    }

    /// Adds a cell.
    pub fn add(&mut self, cell: &[u8], place: impl FnOnce() -> Place) {
        self.cells += 1;
        if self.words.len() <= MOST_WORDS && !self.words.contains(cell) {
            self.words.insert(cell.into());
            self.other.get_or_insert_with(place);
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
        let known = |words: &BTreeSet<Box<[u8]>>| later.words.is_subset(words);
        let other = match known(&self.words) && self.words.len() == 1 {
            true => None,
            // The first cell of the later part is other than all before, or the later part has one that is.
            false if self.words.is_disjoint(&later.words) => Some(later.first_place),
            false => later.other,
        };
        self.other = self.other.or(other);
        self.cells += later.cells;
        let room = (MOST_WORDS + 1).saturating_sub(self.words.len());
        let new: Vec<_> = later
            .words
            .difference(&self.words)
            .take(room)
            .cloned()
            .collect();
        self.words.extend(new);
        self
    }

    /// Whether the cells may tell figures apart: a few different words that come again.
    fn may_tell_apart(&self) -> bool {
        let words = self.words.len() as u64;
        let is_number = |word: &[u8]| {
            let signs = |byte: &u8| byte.is_ascii_digit() || b" .,-+%/:".contains(byte);
            word.iter().all(signs)
        };
        let free_text = words > MOST_WORDS as u64 || words == self.cells && words >= FEW_CELLS;
        words > 1 && !free_text && !self.words.iter().all(|word| is_number(word))
    }

    /// The finding about a column titled `title`; `None` if its cells tell nothing apart.
    pub fn finding(self, title: &str) -> Option<Finding> {
        if !self.may_tell_apart() {
            return None;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(cells: &[&str]) -> bool {
        let place = || Place::file("a.csv");
        let mut column = IgnoredColumn::new(cells[0].as_bytes(), place());
        for cell in &cells[1..] {
            column.add(cell.as_bytes(), place);
        }
        let parts: Vec<IgnoredColumn> = cells
            .iter()
            .map(|cell| IgnoredColumn::new(cell.as_bytes(), place()))
            .collect();
        let joined = parts.into_iter().reduce(IgnoredColumn::join).unwrap();
        assert_eq!(
            joined.clone().finding("x").is_some(),
            joined.may_tell_apart()
        );
        assert_eq!(
            joined.may_tell_apart(),
            column.may_tell_apart(),
            "{cells:?}"
        );
        column.finding("x").is_some()
    }

    #[test]
    fn few_words_that_come_again_may_tell_figures_apart() {
        assert!(warned(&["男", "女"]));
        assert!(warned(&["", "女", "", "女", "", "女"]));
        assert!(warned(&["万人", "万人", "人", "人"]));
        assert!(!warned(&["万人", "万人"]));
        assert!(!warned(&["3.2", "-1.5", "4%"]));
        assert!(!warned(&["张三", "李四", "王五", "赵六", "孙七", "周八"]));
    }
}
