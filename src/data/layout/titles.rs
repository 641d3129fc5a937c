//! What the titles of a table mean, as far as the plan and `data.toml` tell.

use crate::data::column_role::{self, ColumnRole};
use crate::data::header::NameIndex;
use crate::data::manifest::{ColumnEntry, FileEntry};
use crate::i18n::normalize;
use crate::observation::Period;
use crate::plan::Year;
use crate::table::{GridCell, GridRow, ReadError};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a title means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// It is blank.
    Blank,
    /// What the column holds besides figures.
    Role(ColumnRole),
    /// A variable, or a column that is declared otherwise.
    Known,
    /// A year or several.
    Period,
    /// None of these.
    Unknown,
}

/// Tells what titles mean.
pub struct Titles<'a> {
    /// The names of the plan's variables.
    pub name_index: &'a NameIndex<'a>,
    /// What is declared about the file.
    pub entry: &'a FileEntry,
    /// The titles that have been asked for.
    asked: RefCell<BTreeMap<Box<str>, Title>>,
    /// The first bytes that titles of columns without figures have, as far as they are ASCII.
    initials: [bool; 128],
}

impl<'a> Titles<'a> {
    /// The titles of a file.
    pub fn new(name_index: &'a NameIndex<'a>, entry: &'a FileEntry) -> Self {
        let mut initials = [false; 128];
        let declared = entry.columns.keys().map(String::as_str);
        for word in column_role::header_words().chain(declared) {
            if let Some(first) = word.bytes().next().filter(u8::is_ascii) {
                initials[usize::from(first)] = true;
            }
        }
        Titles {
            name_index,
            entry,
            asked: RefCell::default(),
            initials,
        }
    }

    /// What a title means.
    pub fn of(&self, text: &str) -> Title {
        if let Some(title) = self.asked.borrow().get(text) {
            return *title;
        }
        let title = self.meaning(text);
        self.asked.borrow_mut().insert(text.into(), title);
        title
    }

    fn meaning(&self, text: &str) -> Title {
        let text = self.entry.notation.unmarked(text);
        let normalized = normalize(text);
        if normalized.is_empty() {
            return Title::Blank;
        }
        if let Some(title) = self.apart_from_variables(&normalized) {
            return title;
        }
        if period_of(&normalized).is_some() {
            return Title::Period;
        }
        match self.name_index.resolve(text, self.entry.checklist) {
            Ok(_) => Title::Known,
            Err(_) => Title::Unknown,
        }
    }

    /// What a normalized title means by its declaration, or as the word for a role; `None` if it has neither.
    fn apart_from_variables(&self, normalized: &str) -> Option<Title> {
        let entry = self.entry;
        let mut chosen_by = entry.conditions.iter().map(|(word, _)| word);
        let mut ignored = entry.ignore.iter();
        if ignored.any(|word| word.value == normalized)
            || chosen_by.any(|word| word.value == normalized)
        {
            return Some(Title::Known);
        }
        match entry.columns.get(normalized).map(|column| &column.entry) {
            Some(ColumnEntry::Role(role)) => Some(Title::Role(*role)),
            Some(ColumnEntry::Variable { .. }) => Some(Title::Known),
            None => ColumnRole::of(normalized).map(Title::Role),
        }
    }

    /// Whether no title of a column that holds no figures begins with a byte.
    pub fn is_no_initial(&self, byte: u8) -> bool {
        byte.is_ascii_graphic() && !self.initials[usize::from(byte.to_ascii_lowercase())]
    }

    /// Whether a title, without blanks around it, is that of a column that holds no figures.
    pub fn is_role(&self, text: &str) -> bool {
        if text
            .bytes()
            .next()
            .is_some_and(|byte| self.is_no_initial(byte))
        {
            return false;
        }
        let text = self.entry.notation.unmarked(text);
        let title = self.apart_from_variables(&normalize(text));
        matches!(title, Some(Title::Role(_)))
    }

    /// How many titles of a row mean something. Four digits may be any figure: they are a year only beside a title such as
    /// 名称 or 指标.
    pub fn known(&self, row: &GridRow) -> usize {
        let titles = row.cells.iter().map(|cell| (self.of(&cell.text), cell));
        let titles: Vec<(Title, &GridCell)> = titles.collect();
        let is_role = |(title, _): &(Title, &GridCell)| matches!(title, Title::Role(_));
        let has_role = titles.iter().any(is_role);
        let known = |(title, cell): &&(Title, &GridCell)| match title {
            Title::Role(_) | Title::Known => true,
            Title::Period => has_role || !is_digits(&cell.text),
            Title::Blank | Title::Unknown => false,
        };
        titles.iter().filter(known).count()
    }

    /// Whether a row holds nothing but titles that are known, as [`Titles::known`] counts them, and blanks.
    pub fn is_part_of_header(&self, row: &GridRow) -> bool {
        let (mut filled, mut has_role, mut has_bare_year) = (false, false, false);
        for cell in row.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
            filled = true;
            match self.of(&cell.text) {
                Title::Role(_) => has_role = true,
                Title::Known => {}
                Title::Period => has_bare_year |= is_digits(&cell.text),
                Title::Blank | Title::Unknown => return false,
            }
        }
        filled && (has_role || !has_bare_year)
    }

    /// The first line of the header of which the line at `found` has most titles: the line above it, where that has the titles
    /// of columns whose cells are blank below.
    pub fn first_line(&self, rows: &[Result<GridRow, ReadError>], found: usize) -> usize {
        let above = found.checked_sub(1).map(|at| &rows[at]);
        let (Some(Ok(above)), Ok(row)) = (above, &rows[found]) else {
            return found;
        };
        let mut cells = row.cells.iter().zip(&above.cells);
        let continues = cells.any(|(own, above)| {
            own.text.trim().is_empty() && matches!(self.of(&above.text), Title::Role(_))
        });
        found - usize::from(continues)
    }

    /// Whether a row holds nothing but units of measurement.
    pub fn is_unit_row(&self, row: &GridRow) -> bool {
        let texts = row.cells.iter().map(|cell| normalize(&cell.text));
        let mut filled = texts.filter(|text| !text.is_empty()).peekable();
        let bare = |text: &str| {
            self.name_index
                .is_unit(text.trim_matches(['(', ')', '[', ']']))
        };
        filled.peek().is_some() && filled.all(|text| bare(&text))
    }

    /// Whether a row holds nothing but years, below titles of variables.
    pub fn is_row_of_years(&self, row: &GridRow, header: &GridRow) -> bool {
        let texts = row.cells.iter().enumerate();
        let mut filled = texts.filter(|(_, cell)| !cell.text.trim().is_empty());
        let first = filled.clone().next().map(|(at, _)| at);
        let below_variable = first.is_some_and(|at| {
            let above = header.cells.get(at);
            above.is_some_and(|cell| self.of(&cell.text) == Title::Known)
        });
        below_variable && filled.all(|(_, cell)| self.of(&cell.text) == Title::Period)
    }

    /// Whether a row only numbers the columns, as forms do below their titles: 甲, 乙, 1, 2, 3.
    pub fn is_row_of_numbers(&self, row: &GridRow) -> bool {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
        let stems = "甲乙丙丁戊己庚辛壬癸";
        let named = texts.iter().zip(stems.chars());
        let letters = named
            .take_while(|(text, stem)| **text == stem.to_string())
            .count();
        let numbers = &texts[letters..];
        let mut numbered = numbers.iter().zip(1..);
        numbers.len() >= 2
            && (letters > 0 || numbers.len() >= 3)
            && numbered.all(|(text, number)| **text == number.to_string())
    }

    /// Whether a row is a header with nothing unexplained: two titles or more, one of them of a column that is no figure,
    /// and none unknown.
    pub fn is_header(&self, row: &GridRow) -> bool {
        let first = row.cells.iter().find(|cell| !cell.text.trim().is_empty());
        let begins = first.is_some_and(|cell| self.is_role(&cell.text));
        begins && self.known(row) >= 2 && {
            let mut titles = row.cells.iter().map(|cell| self.of(&cell.text));
            titles.all(|title| title != Title::Unknown)
        }
    }
}

/// The years that a title may name.
const YEARS: std::ops::Range<Year> = 1900..2200;

/// The period that a title consists of: `2023`, `2023年`, `2023 [YR2023]`.
pub fn period_of(title: &str) -> Option<Period> {
    let bare = title.split(" [").next().unwrap_or(title);
    let period = Period::parse(bare)?;
    YEARS.contains(&period.end()).then_some(period)
}

/// Whether a text is digits and nothing else.
fn is_digits(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell holds a number.
pub fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && !text.contains(|c: char| c.is_alphabetic() && c != '万' && c != '亿')
}
