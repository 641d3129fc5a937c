//! Periods as they are written: `2013`, `2011—2014年`, `2013-06`, `2013Q2`, `2013年上半年`, `2013年1—6月`, `2013/14`, `Y2013`,
//! `二〇一三年`, `2013M06`, `June 2013`, `06/2013`.

use super::{Part, Period};
use crate::index::Year;

/// The signs between two years or months.
const TO: [&str; 9] = ["/", "至", "到", "~", "～", "——", "–", "—", "-"];

/// Words in front of a year that say no more than that it is one; in lower case. A year `FY2013` may begin in another month.
const YEAR_WORDS: [&str; 5] = ["year", "yr", "cy", "y", "年份"];

/// What a month is called in English.
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The period that a text is; `None` if it is none, or if it can be read in two ways.
pub fn period(text: &str) -> Option<Period> {
    let text = text.trim();
    if let Some(known) = years(text).or_else(|| marked_year(text)) {
        return Some(known);
    }
    let Some((year, rest)) = leading_year(text) else {
        return trailing_year(text);
    };
    if let Some(part) = fiscal(year, rest) {
        return Some(Period::Part(part));
    }
    let (first, last) = months(year, rest)?;
    match Part::of_calendar(year, first, last) {
        Some(part) => Some(Period::Part(part)),
        None => ((first, last) == (1, 12)).then_some(Period::Year(year)),
    }
}

/// A year with a word in front, in Chinese numerals, as the number that a program makes of it, or written twice: `Y2013`,
/// `二〇一三年`, `2013.0`, `2013 [YR2013]`.
fn marked_year(text: &str) -> Option<Period> {
    if let Some((outer, inner)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        let year = whole_year(outer.trim()).map(Period::Year)?;
        return (marked_year(inner) == Some(year)).then_some(year);
    }
    if let Some((year, zeros)) = text.split_once('.') {
        let is_whole = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
        return whole_year(year).filter(|_| is_whole).map(Period::Year);
    }
    if let Some(year) = text.strip_suffix('年') {
        let digits: Option<String> = year.chars().map(numeral).collect();
        return digits
            .and_then(|digits| whole_year(&digits))
            .map(Period::Year);
    }
    let (word, year) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let word = word.trim_end().to_ascii_lowercase();
    let year = whole_year(year).filter(|_| YEAR_WORDS.contains(&&*word));
    year.map(Period::Year)
}

/// A Chinese numeral as a digit; `None` if it is none.
fn numeral(c: char) -> Option<char> {
    let at = "零一二三四五六七八九".chars().position(|known| known == c);
    let at = at.or_else(|| "〇○".contains(c).then_some(0));
    at.and_then(|at| char::from_digit(at as u32, 10))
}

/// A month, quarter or half in front of its year: `Q4 2013`, `June 2013`, `06/2013`.
fn trailing_year(text: &str) -> Option<Period> {
    let (front, year) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let year = whole_year(year)?;
    let part = front.trim_end_matches([' ', '-', '/', '.', ',']);
    let named = named_part(part);
    let digits = front.ends_with(['/', '-']).then(|| month(part)).flatten();
    let (first, last) = named.or_else(|| digits.map(|month| (month, month)))?;
    Part::of_calendar(year, first, last).map(Period::Part)
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
    if matches!(marked, "A1" | "a1") {
        return Some((1, 12)); // a year, as SDMX writes it
    }
    if let Some(named) = named_part(marked) {
        return Some(named);
    }
    let with_slash = after_year.is_none() && rest.starts_with('/');
    let with_point = after_year.is_none() && rest.starts_with('.') && !rest.ends_with('月');
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
        // `2013.1` may have lost the zero of October.
        let short = with_point && bare == "1";
        // `2011/12` is December, or a fiscal year.
        let either = short || with_slash && Year::from(only) == (year + 1).rem_euclid(100);
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

/// A month with its name or sign, a quarter, a half, or the quarters up to one.
fn named_part(text: &str) -> Option<(u8, u8)> {
    let text = text.trim();
    match text {
        "上半年" | "h1" | "H1" | "s1" | "S1" => return Some((1, 6)),
        "下半年" | "h2" | "H2" | "s2" | "S2" => return Some((7, 12)),
        "前三季度" | "前3季度" | "前三个季度" => return Some((1, 9)),
        _ => {}
    }
    if let Some(month) = text.strip_prefix(['m', 'M']).and_then(month) {
        return Some((month, month));
    }
    if let Some(month) = month_name(text) {
        return Some((month, month));
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

/// The month of an English name, in full or as its first three letters.
fn month_name(text: &str) -> Option<u8> {
    let text = text.trim_end_matches('.').to_ascii_lowercase();
    let is_name = |name: &str| name == text || name[..3] == *text;
    let at = MONTH_NAMES.iter().position(|name| is_name(name))?;
    Some(at as u8 + 1)
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
