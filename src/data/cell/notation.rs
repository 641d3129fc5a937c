//! How a file writes figures: the decimal sign, the separators of groups of digits, and what signs in place of a figure mean.

use super::marks;
use crate::number::{Number, parse_plain};
use std::collections::BTreeMap;

/// What a file declares about its notation; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Notation {
    /// The declared decimal sign; `None` if none is declared: then it is a point, and what may be otherwise is refused.
    pub decimal: Option<DecimalSign>,
    /// What signs and words in place of a figure mean, by the normalized text.
    pub symbols: BTreeMap<String, Symbol>,
    /// Normalized marks at the end of names, titles and figures that only point to notes.
    pub marks: Vec<String>,
    /// Whether figures in per cent are written as fractions, 0.38 for 38 %; `None` if that is not declared.
    pub fractions: Option<bool>,
    /// Whether fields are separated by semicolons, as they are where the comma is the decimal sign.
    pub semicolons: bool,
}

/// The sign before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// What a declared sign in place of a figure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// Nothing is reported, or what is reported is withheld.
    Missing,
    /// The variable does not apply.
    NotApplicable,
    /// Nil.
    Zero,
    /// More than nothing, but less than one unit of the last decimal.
    Negligible,
}

/// Why digits are no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigitsError {
    /// In no reading.
    NoNumber,
    /// More digits than can be read.
    TooLong,
    /// A comma or a point may separate decimals or groups of digits, or does the one that is not declared.
    DecimalSign,
    /// The same, with both numbers.
    Either(Box<[Number; 2]>),
}

impl Notation {
    /// Whether a point may stand before decimals.
    pub fn decimal_point(&self) -> bool {
        self.decimal != Some(DecimalSign::Comma)
    }

    /// A text without the declared marks at its end.
    pub fn unmarked<'t>(&self, text: &'t str) -> &'t str {
        marks::without(&self.marks, text)
    }

    /// The number that a text of digits, signs and separators writes. `decimals` is how many decimals the text may have:
    /// where a figure of fewer than three decimals ends in a point and three digits, they may be a group. Groups are of three
    /// digits, separated by one kind of sign, and the first does not begin with 0.
    pub fn number(&self, digits: &str, decimals: u32) -> Result<Number, DigitsError> {
        let (own, other) = match self.decimal {
            Some(DecimalSign::Comma) => (',', '.'),
            Some(DecimalSign::Point) | None => ('.', ','),
        };
        match (parse(digits, own), parse(digits, other)) {
            (Err(DigitsError::TooLong), _) => Err(DigitsError::TooLong),
            (Ok(one), Ok(other)) if self.in_doubt(digits, decimals) => {
                Err(DigitsError::Either(Box::new([one, other])))
            }
            (Ok(number), _) => Ok(number),
            (Err(_), Ok(_)) => Err(DigitsError::DecimalSign),
            (Err(error), Err(_)) => Err(error),
        }
    }

    /// Whether digits that can be read with a decimal point and with a decimal comma may be either.
    fn in_doubt(&self, digits: &str, decimals: u32) -> bool {
        if self.decimal.is_some() {
            return false;
        }
        match digits.contains(',') {
            true => self.semicolons,
            false => digits.contains('.') && decimals < 3 && one_group(digits),
        }
    }
}

/// Whether a text is 1 to 3 digits, a point, and 3 digits: in one reading a number with decimals, in another with a group.
pub fn one_group(digits: &str) -> bool {
    let bare = digits.trim_start_matches(['-', '+']);
    bare.split_once('.').is_some_and(|(whole, part)| {
        (1..=3).contains(&whole.len()) && !whole.starts_with('0') && part.len() == 3
    })
}

/// A number with a decimal sign, and groups of three digits before it.
fn parse(digits: &str, decimal: char) -> Result<Number, DigitsError> {
    let (sign, bare) = match digits.strip_prefix(['-', '+']) {
        Some(rest) if digits.starts_with('-') => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", digits),
    };
    let (whole, part) = bare.split_once(decimal).unwrap_or((bare, ""));
    let whole = ungrouped(whole, decimal).ok_or(DigitsError::NoNumber)?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) || whole.len() + part.len() == 0 {
        return Err(DigitsError::NoNumber);
    }
    parse_plain(&format!("{sign}{whole}.{part}")).map_err(|_| DigitsError::TooLong)
}

/// Digits without the signs between groups; `None` if they are not grouped as numbers are.
fn ungrouped(whole: &str, decimal: char) -> Option<String> {
    let separators = |c: char| matches!(c, ',' | '.' | ' ' | '\'' | '’') && c != decimal;
    let Some(separator) = whole.chars().find(|&c| separators(c)) else {
        let plain = whole.bytes().all(|byte| byte.is_ascii_digit());
        return plain.then(|| whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.first()?;
    let grouped = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let others = groups.iter().skip(1).all(|group| group.len() == 3);
    (grouped && others && groups.iter().all(digits)).then(|| groups.concat())
}

/// Whether a text stands in place of a figure: it consists of signs only, or of one letter, perhaps in brackets.
pub fn is_symbol(normalized: &str) -> bool {
    if normalized.contains(['"', '〃', '″', '→']) {
        return false; // what stands above, not nothing
    }
    let bare = normalized.trim_matches(['(', ')', '[', ']']);
    let mut letters = bare.chars().filter(|c| c.is_alphanumeric());
    match (letters.next(), letters.next()) {
        (None, _) => !normalized.is_empty() && !normalized.starts_with('#'),
        (Some(one), None) => one.is_ascii_alphabetic() && bare.len() == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(notation: &Notation, digits: &str, decimals: u32) -> String {
        match notation.number(digits, decimals) {
            Ok(number) => number.to_string(),
            Err(DigitsError::Either(..) | DigitsError::DecimalSign) => "DecimalSign".to_owned(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn digits_have_one_reading() {
        let plain = Notation::default();
        let semicolons = Notation {
            semicolons: true,
            ..Notation::default()
        };
        let declared = |decimal| Notation {
            decimal: Some(decimal),
            semicolons: true,
            ..Notation::default()
        };
        let (point, comma) = (declared(DecimalSign::Point), declared(DecimalSign::Comma));
        let doubt = "DecimalSign";
        for (digits, decimals, expected) in [
            ("57,957", 3, ["57957", doubt, "57957", "57.957"]),
            ("57.957", 3, ["57.957", "57.957", "57.957", "57957"]),
            ("708.000", 0, [doubt, doubt, "708", "708000"]),
            ("708.00", 0, ["708", "708", "708", doubt]),
            ("1.100.000", 0, [doubt, doubt, doubt, "1100000"]),
            ("1,234.5", 1, ["1234.5", "1234.5", "1234.5", doubt]),
            ("1.234,5", 1, [doubt, doubt, doubt, "1234.5"]),
            ("1 234 567", 0, ["1234567"; 4]),
            ("1'234", 0, ["1234"; 4]),
            ("0,708", 3, [doubt, doubt, doubt, "0.708"]),
            ("007,080", 0, [doubt, doubt, doubt, "7.08"]),
            ("1 100,000", 0, [doubt, doubt, doubt, "1100"]),
            ("1,23", 2, [doubt, doubt, doubt, "1.23"]),
            ("1,2,3", 2, ["NoNumber"; 4]),
            ("-5", 0, ["-5"; 4]),
            ("", 0, ["NoNumber"; 4]),
        ] {
            let found = [&plain, &semicolons, &point, &comma].map(|n| read(n, digits, decimals));
            assert_eq!(found, expected, "{digits}");
        }
    }

    #[test]
    fn signs_in_place_of_a_figure() {
        for text in ["…", "...", ".", ":", "*", "x", "[c]", "(x)", "?"] {
            assert!(is_symbol(text), "{text}");
        }
        for text in ["", "#", "\"", "〃", "3", "若干", "xx", "nil", "甲", "0*"] {
            assert!(!is_symbol(text), "{text}");
        }
    }
}
