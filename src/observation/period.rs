//! The time that an observation speaks of.

use crate::i18n::Text;
use crate::index::Year;
use std::fmt;

mod parse;
mod part;

pub use part::{MONTHS, Part};

/// A year, a run of years reported as one figure, or a part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One year.
    Year(Year),
    /// First and last year, the first before the last.
    Span(Year, Year),
    /// Some months of a year.
    Part(Part),
}

/// How many bytes a period may be written in: titles are searched for one at each of their characters.
const LONGEST_TEXT: usize = 100;

impl Period {
    /// `2011`, `2011年`, `2011年度`, `2011-2014`, `2011—2014年`, `2011至2014年`; of parts of a year `2013-06`, `2013年6月`, `2013Q2`,
    /// `2013年第二季度`, `2013H1`, `2013年上半年`, `2013年1—6月`; fiscal years as `2013/14`. `None` if it is no period, or may be
    /// two, such as `2011/12`. What it means depends on the month in which years begin: see [`Period::within`].
    pub fn parse(text: &str) -> Option<Period> {
        match text.len() <= LONGEST_TEXT {
            true => parse::period(text),
            false => None,
        }
    }

    /// The same where years begin in the month `starts`; `None` if it is then no year nor a part of one.
    pub fn within(self, starts: u8) -> Option<Period> {
        let Period::Part(part) = self else {
            return Some(self);
        };
        let part = part.within(starts)?;
        match part.is_whole() {
            true => Some(Period::Year(part.year())),
            false => Some(Period::Part(part)),
        }
    }

    /// Whether it is of a fiscal year of which it is not said in which month it begins.
    pub fn is_fiscal(self) -> bool {
        matches!(self, Period::Part(part) if part.is_fiscal())
    }

    /// Every year it speaks of.
    pub fn years(self) -> std::ops::RangeInclusive<Year> {
        match self {
            Period::Year(year) => year..=year,
            Period::Span(first, last) => first..=last,
            Period::Part(part) => part.year()..=part.year(),
        }
    }

    /// The last year it speaks of.
    pub fn end(self) -> Year {
        match self {
            Period::Year(year) | Period::Span(_, year) => year,
            Period::Part(part) => part.year(),
        }
    }

    /// It in words: `2013年`, `2011—2014年`, `2013年第二季度`; as it is written in English.
    pub fn words(self) -> Text {
        match self {
            Period::Year(year) => Text::new(format!("{year}年"), self.to_string()),
            Period::Span(first, last) => Text::new(format!("{first}—{last}年"), self.to_string()),
            Period::Part(part) => part.words(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year}"),
            Period::Span(first, last) => write!(f, "{first}-{last}"),
            Period::Part(part) => part.fmt(f),
        }
    }
}

/// The time that a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One year.
    Year(Year),
    /// The sum of the years from the first to the last.
    Cumulative(Year, Year),
}

impl When {
    /// The period that a figure of this time is reported for.
    pub fn period(self) -> Period {
        match self {
            When::Year(year) => Period::Year(year),
            When::Cumulative(first, last) if first == last => Period::Year(first),
            When::Cumulative(first, last) => Period::Span(first, last),
        }
    }

    /// The last year.
    pub fn end(self) -> Year {
        match self {
            When::Year(year) | When::Cumulative(_, year) => year,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_as_they_are_written() {
        assert_eq!(Period::parse("2011年末"), Some(Period::Year(2011)));
        assert_eq!(
            Period::parse("2011——2014年"),
            Some(Period::Span(2011, 2014))
        );
        assert_eq!(
            Period::parse("2011年至2014年"),
            Some(Period::Span(2011, 2014))
        );
        assert_eq!(Period::parse("2013年全年"), Some(Period::Year(2013)));
        assert_eq!(Period::parse("2013年度"), Some(Period::Year(2013)));
        assert_eq!(Period::parse("2013度"), None);
        for year in [
            "Y2013",
            "y2013",
            "Year 2013",
            "CY2013",
            "二〇一三年",
            "二零一三年",
            "2013.0",
            "2013-A1",
            "2013 [YR2013]",
        ] {
            assert_eq!(Period::parse(year), Some(Period::Year(2013)), "{year}");
        }
        for no_period in [
            "11",
            "2014-2011",
            "2013-13",
            "2013年6",
            "2013Q5",
            "201313",
            // Years that may begin in another month.
            "FY2013",
            "2013FY",
            "2012-13",
            // A number of two years, of a month that may have lost its zero, of a day or of part of one.
            "2013 [YR2014]",
            "2013.1",
            "2013-01-01",
            "2013-12-31",
            "12/31/2013",
            "Dec-13",
            "13/2013",
            "二〇一三",
            "十三年",
            "Y13",
            "Y20134",
            "Marc 2013",
        ] {
            assert_eq!(Period::parse(no_period), None, "{no_period}");
        }
    }

    #[test]
    fn parts_of_a_year_as_they_are_written() {
        for (shown, texts) in [
            (
                "2013-06",
                &[
                    "2013-06",
                    "2013-6",
                    "2013/06",
                    "2013.6",
                    "2013年6月",
                    "2013年06月末",
                    "201306",
                    "2013M06",
                    "2013-M06",
                    "June 2013",
                    "Jun. 2013",
                    "2013-Jun",
                    "06/2013",
                    "6-2013",
                ][..],
            ),
            (
                "2013Q2",
                &[
                    "2013Q2",
                    "2013-q2",
                    "2013年第二季度",
                    "2013年二季度",
                    "2013年2季度",
                    "2013年4—6月",
                    "Q2 2013",
                ],
            ),
            (
                "2013H1",
                &[
                    "2013H1",
                    "2013年上半年",
                    "2013上半年",
                    "2013年1-6月",
                    "2013年1月至6月",
                    "2013-01/06",
                    "2013-01至2013-06",
                    "2013S1",
                ],
            ),
            ("2013H2", &["2013年下半年", "2013-07/2013-12"]),
            (
                "2013-01/09",
                &[
                    "2013年前三季度",
                    "2013年1—9月",
                    "2013年第一至第三季度",
                    "2013-01/09",
                ],
            ),
        ] {
            for text in texts {
                let period = Period::parse(text).map(|period| period.to_string());
                assert_eq!(period.as_deref(), Some(shown), "{text}");
            }
        }
    }

    #[test]
    fn years_that_do_not_begin_in_january() {
        let within = |text: &str, starts| {
            let period = Period::parse(text).and_then(|period| period.within(starts));
            period.map(|period| period.to_string())
        };
        let shown = |text: &str| Some(text.to_owned());
        assert_eq!(within("2013/14", 4), shown("2013"));
        assert_eq!(
            within("2013/14", 1),
            None,
            "the first month is not declared"
        );
        assert_eq!(within("2011/12", 4), None, "a month or a year");
        assert_eq!(within("2013/14Q2", 4), shown("2013/14Q2"));
        assert_eq!(within("2013-10", 4), shown("2013-10"));
        assert_eq!(within("2014-02", 4), shown("2014-02"));
        assert_eq!(within("2014Q1", 4), shown("2013/14Q4"));
        assert_eq!(within("2013H1", 4), None, "of two years");
        let end = Period::parse("2014-02").and_then(|period| period.within(4));
        assert_eq!(end.map(Period::end), Some(2013));
    }
}
