//! The time that an observation speaks of.

use crate::index::Year;
use std::fmt;

/// A year, or a run of years reported as one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One year.
    Year(Year),
    /// First and last year, the first before the last.
    Span(Year, Year),
}

impl Period {
    /// `2011`, `2011年`, `2011-2014`, `2011—2014年`, `2011至2014年`; `None` if it is no period.
    pub fn parse(text: &str) -> Option<Period> {
        let text = text
            .trim()
            .trim_end_matches(['年', '末', '底'])
            .trim_end_matches('年');
        let year = |part: &str| -> Option<Year> {
            let part = part.trim().trim_end_matches('年');
            (part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        if let Some(one) = year(text) {
            return Some(Period::Year(one));
        }
        let (first, last) = text.split_once(['-', '–', '—', '~', '～', '至'])?;
        let last = last.trim_start_matches(['—', '–', '-']);
        match (year(first)?, year(last)?) {
            (a, b) if a < b => Some(Period::Span(a, b)),
            (a, b) if a == b => Some(Period::Year(a)),
            _ => None,
        }
    }

    /// Every year it speaks of.
    pub fn years(self) -> std::ops::RangeInclusive<Year> {
        match self {
            Period::Year(year) => year..=year,
            Period::Span(first, last) => first..=last,
        }
    }

    /// The last year it speaks of.
    pub fn end(self) -> Year {
        match self {
            Period::Year(year) | Period::Span(_, year) => year,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year}"),
            Period::Span(first, last) => write!(f, "{first}-{last}"),
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
        assert_eq!(Period::parse("11"), None);
        assert_eq!(Period::parse("2014-2011"), None);
    }
}
