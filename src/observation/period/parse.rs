//! Periods as they are written: `2013`, `2011—2014年`, `2013-06`, `2013Q2`, `2013年上半年`, `2013年1—6月`, `2013/14`.

use super::{Part, Period};
use crate::index::Year;

/// The signs between two years or months.
const TO: [&str; 9] = ["/", "——", "-", "–", "—", "~", "～", "至", "到"];

/// The period that a text is; `None` if it is none, or if it can be read in two ways.
pub fn period(text: &str) -> Option<Period> {
    let text = text.trim();
    if let Some(known) = years(text) {
        return Some(known);
    }
    let (year, rest) = leading_year(text)?;
    if let Some(part) = fiscal(year, rest) {
        return Some(Period::Part(part));
    }
    let (first, last) = months(year, rest)?;
    match Part::of_calendar(year, first, last) {
        Some(part) => Some(Period::Part(part)),
        None => ((first, last) == (1, 12)).then_some(Period::Year(year)),
    }
}

/// A year or a run of years.
fn years(text: &str) -> Option<Period> {
    let text = text
        .trim_end_matches("全年")
        .trim_end_matches("年度")
        .trim_end_matches(['年', '末', '底'])
        .trim_end_matches('年');
    let year = |part: &str| whole_year(part.trim().trim_end_matches('年'));
    if let Some(one) = year(text) {
        return Some(Period::Year(one));
    }
    let between = TO.into_iter().filter(|sign| *sign != "/");
    let (first, last) = between
        .filter_map(|sign| text.split_once(sign))
        .find_map(|(first, last)| Some((year(first)?, year(last)?)))?;
    match first.cmp(&last) {
        std::cmp::Ordering::Less => Some(Period::Span(first, last)),
        std::cmp::Ordering::Equal => Some(Period::Year(first)),
        std::cmp::Ordering::Greater => None,
    }
}

fn whole_year(text: &str) -> Option<Year> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

/// The year that a text begins with, and what follows.
fn leading_year(text: &str) -> Option<(Year, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    Some((whole_year(year)?, rest))
}

/// A fiscal year, `2013/14`, or a quarter or half of one, `2013/14Q2`; not where `/12` may be a month.
fn fiscal(year: Year, rest: &str) -> Option<Part> {
    let (next, rest) = rest.strip_prefix('/')?.split_at_checked(2)?;
    let follows: Year = next.parse().ok()?;
    if follows != (year + 1).rem_euclid(100) || (1..=12).contains(&follows) && rest.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches("财年").trim_start_matches("年度");
    let (first, last) = match rest.trim() {
        "" => (1, 12),
        named => named_part(named)?,
    };
    Some(Part::of_fiscal(year, first, last))
}

/// The first and last month of what follows a year.
fn months(year: Year, rest: &str) -> Option<(u8, u8)> {
    let digits = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (1900..2200).contains(&year) {
        return month(rest).map(|month| (month, month));
    }
    let after_year = rest.strip_prefix('年');
    let rest = after_year.unwrap_or(rest).trim();
    let marked = rest.trim_start_matches(['-', '_', ' ']);
    if let Some(named) = named_part(marked) {
        return Some(named);
    }
    let with_slash = after_year.is_none() && rest.starts_with('/');
    let rest = match after_year {
        Some(_) => rest,
        None => rest.strip_prefix(['-', '/', '.'])?,
    };
    // Behind `2013年` a month has its sign: `2013年6` may be anything.
    let rest = rest.trim_end_matches(['末', '底']);
    if after_year.is_some() && !rest.ends_with('月') {
        return None;
    }
    let bare = rest.trim_end_matches('月');
    if let Some(only) = month(bare) {
        // `2011/12` is December, or a fiscal year.
        let either = with_slash && Year::from(only) == (year + 1).rem_euclid(100);
        return (!either).then_some((only, only));
    }
    let (first, last) = TO.into_iter().find_map(|sign| bare.split_once(sign))?;
    let last = match last.split_once('-') {
        // `2013-01/2013-06`.
        Some((again, last)) => (whole_year(again) == Some(year)).then_some(last)?,
        None => last,
    };
    let (first, last) = (month(first.trim_end_matches('月'))?, month(last)?);
    (first < last).then_some((first, last))
}

/// A month in one or two digits.
fn month(text: &str) -> Option<u8> {
    let text = text.trim();
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let month: u8 = short.then(|| text.parse().ok()).flatten()?;
    (1..=12).contains(&month).then_some(month)
}

/// A quarter, a half, or the quarters up to one.
fn named_part(text: &str) -> Option<(u8, u8)> {
    let text = text.trim();
    match text {
        "上半年" | "h1" | "H1" => return Some((1, 6)),
        "下半年" | "h2" | "H2" => return Some((7, 12)),
        "前三季度" | "前3季度" | "前三个季度" => return Some((1, 9)),
        _ => {}
    }
    if let Some(number) = text.strip_prefix(['q', 'Q']) {
        return quarter(number).map(|at| (3 * at - 2, 3 * at));
    }
    let numbers = text.strip_suffix("季度")?;
    let number = |text: &str| {
        let text = text.trim().trim_end_matches("季度");
        quarter(text.strip_prefix('第').unwrap_or(text))
    };
    if let Some(at) = number(numbers) {
        return Some((3 * at - 2, 3 * at));
    }
    let (first, last) = TO.into_iter().find_map(|sign| numbers.split_once(sign))?;
    let (first, last) = (number(first)?, number(last)?);
    (first < last).then_some((3 * first - 2, 3 * last))
}

/// The number of a quarter.
fn quarter(text: &str) -> Option<u8> {
    match text {
        "1" | "一" => Some(1),
        "2" | "二" => Some(2),
        "3" | "三" => Some(3),
        "4" | "四" => Some(4),
        _ => None,
    }
}
