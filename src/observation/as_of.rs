//! A date up to which figures are known: what was reported later, or is of a later time, is not used.

use super::{MONTHS, Period};
use crate::index::Year;

/// A date, and how much of its year has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    written: String,
    /// The date in ISO form with a day, which compares as text.
    date: String,
    year: Year,
    months: u8,
}

impl AsOf {
    /// The date of an ISO text: a year, a month or a day, each up to its end. Years begin in the month `starts`; a month
    /// that is not over does not count. `None` if it is no date.
    pub fn new(iso: &str, starts: u8) -> Option<AsOf> {
        let number = |part: Option<&str>| -> Option<Option<i32>> {
            part.map_or(Some(None), |part| part.parse().ok().map(Some))
        };
        let mut parts = iso.split('-');
        let year: Year = parts.next()?.parse().ok()?;
        let month = number(parts.next())?;
        let day = number(parts.next())?;
        let starts = i32::from(starts.clamp(1, MONTHS));
        let months_before = 12 * year;
        // The months that have passed since the first of the calendar.
        let (passed, date) = match (month, day) {
            (None, _) => {
                let passed = months_before + 12 + starts - 1;
                (passed, end_of_month(passed))
            }
            (Some(month), None) => (months_before + month, format!("{iso}-31")),
            (Some(month), Some(day)) => {
                let is_last = day >= days_of(year, month);
                let passed = months_before + month - i32::from(!is_last);
                (passed, iso.to_owned())
            }
        };
        let in_years = passed - (starts - 1);
        let year = (in_years - 1).div_euclid(12);
        let months = in_years - 12 * year;
        Some(AsOf {
            written: iso.to_owned(),
            date,
            year,
            months: u8::try_from(months).ok()?,
        })
    }

    /// As it was asked for.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The year of which at least a month has passed.
    pub fn year(&self) -> Year {
        self.year
    }

    /// How many months of a year have passed: 12 of those that are over, none of those to come.
    pub fn months_of(&self, year: Year) -> u8 {
        match year.cmp(&self.year) {
            std::cmp::Ordering::Less => MONTHS,
            std::cmp::Ordering::Equal => self.months,
            std::cmp::Ordering::Greater => 0,
        }
    }

    /// Whether a year has begun and is not over.
    pub fn is_within(&self, year: Year) -> bool {
        (1..MONTHS).contains(&self.months_of(year))
    }

    /// Whether a period is over.
    pub fn is_over(&self, period: Period) -> bool {
        match period {
            Period::Year(year) | Period::Span(_, year) => self.months_of(year) == MONTHS,
            Period::Part(part) => self.months_of(part.year()) >= part.last(),
        }
    }

    /// Whether what was stated on an ISO date was known then; a year or a month is taken to its end. What has no date was
    /// known once its period was over.
    pub fn knows(&self, stated: Option<&str>) -> bool {
        let Some(stated) = stated else { return true };
        let to_its_end = ["-12-31", "-31", ""];
        let missing = match stated.len() {
            4 => to_its_end[0],
            7 => to_its_end[1],
            _ => to_its_end[2],
        };
        format!("{stated}{missing}") <= self.date
    }
}

/// The last day of the calendar month that ends after so many months of the calendar, written with 31 days.
fn end_of_month(passed: i32) -> String {
    let (year, month) = ((passed - 1).div_euclid(12), (passed - 1).rem_euclid(12) + 1);
    format!("{year}-{month:02}-31")
}

/// The days of a month of the calendar.
fn days_of(year: Year, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(iso: &str, starts: u8) -> Option<(Year, u8)> {
        let date = AsOf::new(iso, starts)?;
        Some((date.year(), date.months_of(date.year())))
    }

    #[test]
    fn the_months_that_have_passed() {
        assert_eq!(passed("2013", 1), Some((2013, 12)));
        assert_eq!(passed("2013-06", 1), Some((2013, 6)));
        assert_eq!(passed("2013-06-29", 1), Some((2013, 5)));
        assert_eq!(passed("2013-06-30", 1), Some((2013, 6)));
        assert_eq!(passed("2013-01-15", 1), Some((2012, 12)));
        assert_eq!(passed("2013", 4), Some((2013, 12)));
        assert_eq!(passed("2013-06", 4), Some((2013, 3)));
        assert_eq!(passed("2014-03", 4), Some((2013, 12)));
    }

    #[test]
    fn what_was_known_then() {
        let Some(date) = AsOf::new("2013-06", 1) else {
            panic!("a date");
        };
        for (stated, known) in [
            (None, true),
            (Some("2013-06-30"), true),
            (Some("2013-06"), true),
            (Some("2013-07-01"), false),
            (Some("2013"), false),
            (Some("2012"), true),
        ] {
            assert_eq!(date.knows(stated), known, "{stated:?}");
        }
        let of = |text: &str| Period::parse(text).is_some_and(|period| date.is_over(period));
        assert!(of("2012") && of("2013Q2") && of("2013-01/05"));
        assert!(!of("2013") && !of("2013-07") && !of("2013-05/07"));
    }
}
