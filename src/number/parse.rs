//! Parsing of decimal text into exact numbers, without binary floating point.

use super::Number;
use num_bigint::BigInt;
use std::fmt;

/// Why a text can't be parsed as a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// There are no digits.
    Empty,
    /// A character that can't be part of a plain number.
    Unexpected(char),
    /// Thousands separators that do not separate groups of three digits.
    Grouping,
    /// More than 400 digits or an exponent beyond ±400.
    TooLong,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::Empty => write!(f, "no digits"),
            NumberError::Unexpected(c) => write!(f, "unexpected `{}`", c.escape_default()),
            NumberError::Grouping => write!(f, "misplaced thousands separators"),
            NumberError::TooLong => write!(f, "too many digits"),
        }
    }
}

/// Parses `-1,234.50`, `1_000` and `1e3`: an optional sign, ASCII digits with an optional point, commas between groups of
/// three digits or underscores after a digit, and an optional decimal exponent of at most ±400.
pub fn parse_plain(text: &str) -> Result<Number, NumberError> {
    if text.len() > 400 {
        return Err(NumberError::TooLong);
    }
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (rest, exponent) = split_exponent(rest)?;
    let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
    if whole.contains(',') && !well_grouped(whole) {
        return Err(NumberError::Grouping);
    }
    let mut digits = String::with_capacity(rest.len());
    for c in whole.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ',' => {}
            '_' if !digits.is_empty() => {}
            other => return Err(NumberError::Unexpected(other)),
        }
    }
    for c in part.chars() {
        match c {
            '0'..='9' => digits.push(c),
            other => return Err(NumberError::Unexpected(other)),
        }
    }
    if digits.is_empty() {
        return Err(NumberError::Empty);
    }
    let mantissa: BigInt = digits.parse().map_err(|_| NumberError::Empty)?;
    let mantissa = if negative { -mantissa } else { mantissa };
    let shift = exponent - part.len() as i32;
    let plain = Number(mantissa.into());
    Ok(&plain * &Number::power_of_ten(shift))
}

/// Parses `-2/3`, as [`Number::fraction`] writes it; `None` if it is none or the denominator is zero.
pub fn parse_fraction(text: &str) -> Option<Number> {
    let (numerator, denominator) = text.split_once('/')?;
    let integer = |text: &str| {
        let integer: BigInt = text.parse().ok()?;
        Some(Number(integer.into()))
    };
    integer(numerator)?.divided_by(&integer(denominator)?)
}

fn split_exponent(text: &str) -> Result<(&str, i32), NumberError> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Ok((text, 0));
    };
    let value: i32 = exponent.parse().map_err(|_| NumberError::Unexpected('e'))?;
    if value.abs() > 400 {
        return Err(NumberError::TooLong);
    }
    Ok((mantissa, value))
}

fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}
