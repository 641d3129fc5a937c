//! Numbers of a workbook in decimal digits.
//!
//! Spreadsheets hold binary floating-point numbers and show 15 significant digits of them. These digits are read, so that
//! the sum of 0.1 and 0.2 is 0.3.

use std::fmt::Write;

/// As many significant digits does a spreadsheet show.
const SIGNIFICANT: usize = 15;

/// Adds a number whose shortest decimal has at most [`SIGNIFICANT`] digits in front of and behind the point to a text; adds nothing
/// and returns false for others, for which [`Decimal`] is made.
pub fn write_short(value: f64, text: &mut String) -> bool {
    let whole = value as i64;
    if whole as f64 == value && whole.unsigned_abs() < 10_u64.pow(SIGNIFICANT as u32) {
        write_whole(whole, text);
        return true;
    }
    let begin = text.len();
    // Writing to a text does not fail.
    let written = write!(text, "{value}");
    let digits = text[begin..].bytes().filter(u8::is_ascii_digit).count();
    let is_short = written.is_ok() && value.is_finite() && digits <= SIGNIFICANT;
    if !is_short {
        text.truncate(begin);
    }
    is_short
}

/// Adds a whole number to a text; one digit is what most are in a checklist.
fn write_whole(value: i64, text: &mut String) {
    match u8::try_from(value) {
        Ok(digit @ 0..=9) => text.push(char::from(b'0' + digit)),
        // Writing to a text does not fail.
        _ => drop(write!(text, "{value}")),
    }
}

/// A number in decimal digits.
pub struct Decimal {
    negative: bool,
    /// At least one.
    digits: String,
    /// Where the point stands, counted from behind the first digit.
    pub exponent: i32,
}

impl Decimal {
    /// The shortest decimal that a spreadsheet takes for the same number: at most 15 significant digits. `None` for what is
    /// no number.
    pub fn of(value: f64) -> Option<Decimal> {
        if !value.is_finite() {
            return None;
        }
        let shortest = format!("{value:e}");
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let written = match digits(shortest.split('e').next()?) > SIGNIFICANT {
            true => format!("{value:.14e}"),
            false => shortest,
        };
        let (mantissa, exponent) = written.split_once('e')?;
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let digits = match digits.trim_end_matches('0') {
            "" => "0",
            digits => digits,
        };
        Some(Decimal {
            negative: mantissa.starts_with('-') && digits != "0",
            digits: digits.to_owned(),
            exponent: if digits == "0" {
                0
            } else {
                exponent.parse().ok()?
            },
        })
    }

    /// Its digits, without an exponent.
    pub fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let before = self.exponent + 1;
        let Ok(before) = usize::try_from(before) else {
            let zeros = "0".repeat(before.unsigned_abs() as usize);
            return format!("{sign}0.{zeros}{}", self.digits);
        };
        if before == 0 {
            return format!("{sign}0.{}", self.digits);
        }
        match self.digits.split_at_checked(before) {
            Some((whole, "")) => format!("{sign}{whole}"),
            Some((whole, decimals)) => format!("{sign}{whole}.{decimals}"),
            None if self.digits == "0" => "0".to_owned(),
            None => format!(
                "{sign}{}{}",
                self.digits,
                "0".repeat(before - self.digits.len())
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of_decimal(value: f64) -> String {
        Decimal::of(value).map_or(String::new(), |decimal| decimal.plain())
    }

    #[test]
    fn nothing_is_added_where_a_number_is_not_short() {
        for value in [1.0 / 3.0, 0.1 + 0.2, 1e15, -1e300, f64::NAN, f64::INFINITY] {
            let mut text = "before".to_owned();
            assert!(!write_short(value, &mut text), "{value}");
            assert_eq!(text, "before");
        }
    }

    proptest! {
        #[test]
        fn short_numbers_are_written_as_all_are(
            value in prop_oneof![
                any::<f64>(),
                (any::<i64>(), 0i32..20).prop_map(|(whole, decimals)| whole as f64 / 10f64.powi(decimals)),
                (-20_000i32..20_000, 0i32..4).prop_map(|(whole, decimals)| f64::from(whole) / 10f64.powi(decimals)),
            ]
        ) {
            let mut text = String::new();
            if write_short(value, &mut text) {
                prop_assert_eq!(text, of_decimal(value));
            }
        }
    }
}
