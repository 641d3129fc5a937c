//! A part of a year: some of its months, one after the other.

use crate::i18n::Text;
use crate::index::Year;
use std::fmt;

/// Months of one year, such as a month, a quarter, a half, or the months from the first on. Always less than the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    year: Year,
    first: u8,
    last: u8,
    starts: u8,
}

/// The months of a year.
pub const MONTHS: u8 = 12;

/// Of a fiscal year of which it is not known in which month it begins.
const NOT_DECLARED: u8 = 0;

impl Part {
    /// The months `first` to `last`, from 1, of a year that begins in the month `starts` of the calendar year `year`. `None` if
    /// there are no such months, or if they are the whole year.
    pub fn new(year: Year, first: u8, last: u8, starts: u8) -> Option<Part> {
        let months = 1..=MONTHS;
        let real = months.contains(&first) && months.contains(&last) && first <= last;
        (real && (first, last) != (1, MONTHS)).then_some(Part {
            year,
            first,
            last,
            starts,
        })
    }

    /// The year that it is a part of.
    pub fn year(self) -> Year {
        self.year
    }

    /// The number of its first month in its year, from 1.
    pub fn first(self) -> u8 {
        self.first
    }

    /// The number of its last month in its year.
    pub fn last(self) -> u8 {
        self.last
    }

    /// How many months it has.
    pub fn months(self) -> u8 {
        self.last - self.first + 1
    }

    /// The same part of another year.
    pub fn of(self, year: Year) -> Part {
        Part { year, ..self }
    }

    /// The months `first` to `last` of the same year; `None` if they are no part of it.
    pub fn sibling(self, first: u8, last: u8) -> Option<Part> {
        Part::new(self.year, first, last, self.starts)
    }

    /// The calendar year and month of the month of its year with a number.
    fn calendar(self, month: u8) -> (Year, u8) {
        let starts = self.starts.max(1);
        let from_january = starts - 1 + month;
        match from_january > MONTHS {
            true => (self.year + 1, from_january - MONTHS),
            false => (self.year, from_january),
        }
    }

    /// Its name within the year, where it has one: a quarter or a half.
    fn named(self) -> Option<(char, u8)> {
        let begins_at = |length: u8| (self.first - 1).is_multiple_of(length);
        match self.months() {
            3 if begins_at(3) => Some(('Q', self.last / 3)),
            6 if begins_at(6) => Some(('H', self.last / 6)),
            _ => None,
        }
    }

    /// The year as it is written: `2013`, or `2013/14` of one that does not begin in January.
    fn written_year(self) -> String {
        match self.starts {
            1 => self.year.to_string(),
            _ => format!("{}/{:02}", self.year, (self.year + 1).rem_euclid(100)),
        }
    }

    /// It in words: `2013年第二季度`, `2013年1—9月`; `2013Q2` and `2013-01/09` in English.
    pub fn words(self) -> Text {
        let zh_year = match self.starts {
            1 => format!("{}年", self.year),
            _ => format!("{}年度", self.written_year()),
        };
        let zh = match self.named() {
            Some(('H', 1)) => format!("{zh_year}上半年"),
            Some(('H', _)) => format!("{zh_year}下半年"),
            Some((_, quarter)) => {
                let number = ["一", "二", "三", "四"][usize::from(quarter - 1)];
                format!("{zh_year}第{number}季度")
            }
            None => self.months_in_chinese(),
        };
        Text::new(zh, self.to_string())
    }

    fn months_in_chinese(self) -> String {
        let ((from, first), (to, last)) = (self.calendar(self.first), self.calendar(self.last));
        match (from == to, first == last) {
            (true, true) => format!("{from}年{first}月"),
            (true, false) => format!("{from}年{first}—{last}月"),
            (false, _) => format!("{from}年{first}月—{to}年{last}月"),
        }
    }
}

impl fmt::Display for Part {
    /// `2013Q2`, `2013H1`, `2013-06`, `2013-01/09`, `2013-10/2014-02`; a quarter of a fiscal year as `2013/14Q2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((letter, number)) = self.named() {
            return write!(f, "{}{letter}{number}", self.written_year());
        }
        let ((from, first), (to, last)) = (self.calendar(self.first), self.calendar(self.last));
        write!(f, "{from}-{first:02}")?;
        match (from == to, first == last) {
            (true, true) => Ok(()),
            (true, false) => write!(f, "/{last:02}"),
            (false, _) => write!(f, "/{to}-{last:02}"),
        }
    }
}

/// Months as they are written, before it is known in which month a year begins.
impl Part {
    /// Months of a calendar year.
    pub(super) fn of_calendar(year: Year, first: u8, last: u8) -> Option<Part> {
        Part::new(year, first, last, 1)
    }

    /// Months of a fiscal year, or all of it, of which it is not said in which month it begins.
    pub(super) fn of_fiscal(year: Year, first: u8, last: u8) -> Part {
        Part {
            year,
            first,
            last,
            starts: NOT_DECLARED,
        }
    }

    /// Whether it is of a fiscal year of which it is not said in which month it begins.
    pub(super) fn is_fiscal(self) -> bool {
        self.starts == NOT_DECLARED
    }

    /// Whether it is all of its year.
    pub(super) fn is_whole(self) -> bool {
        (self.first, self.last) == (1, MONTHS)
    }

    /// The same months of years that begin in the month `starts`. `None` if they are of two such years, or of a fiscal year
    /// where the years are calendar years.
    pub(super) fn within(self, starts: u8) -> Option<Part> {
        match (self.is_fiscal(), starts) {
            (true, 1) => None,
            (true, _) => Some(Part { starts, ..self }),
            (false, 1) => Some(self),
            (false, _) if self.first < starts && starts <= self.last => None,
            (false, _) if self.first >= starts => Some(Part {
                first: self.first - (starts - 1),
                last: self.last - (starts - 1),
                starts,
                ..self
            }),
            (false, _) => Some(Part {
                year: self.year - 1,
                first: self.first + MONTHS - (starts - 1),
                last: self.last + MONTHS - (starts - 1),
                starts,
            }),
        }
    }
}
