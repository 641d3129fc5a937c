//! Numbers as spreadsheets hold them, in floating point: the only file of the workbook that knows it.

use crate::number::Number;
use crate::report::number::{Decimal, Fraction, number};

/// A number of a document, the fraction where there is one.
pub fn float(decimal: &Decimal, fraction: Option<&Fraction>) -> f64 {
    number(Some(decimal), fraction).map_or(f64::NAN, |number| number.to_f64())
}

/// The text of a number as a formula's result.
pub fn result(number: &Number) -> String {
    number.to_f64().to_string()
}

/// A count.
pub fn count(count: u64) -> f64 {
    count as f64
}

/// How a spreadsheet shows numbers of a unit with so many decimals: `#,##0.0"%"`.
pub fn shown(decimals: u32, unit: &str) -> String {
    let decimals = match decimals.min(10) {
        0 => String::new(),
        some => format!(".{}", "0".repeat(some as usize)),
    };
    // A quotation mark can't be in a quoted part.
    let unit: String = unit
        .chars()
        .filter(|&c| c != '"' && !c.is_control())
        .collect();
    match unit.is_empty() {
        true => format!("#,##0{decimals}"),
        false => format!("#,##0{decimals}\"{}{unit}\"", separator(&unit)),
    }
}

/// What stands between a number and its unit: nothing before a sign or a Chinese word.
fn separator(unit: &str) -> &'static str {
    match unit.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => " ",
        _ => "",
    }
}

/// Per cent of a share, with a decimal.
pub const PER_CENT: &str = "0.0%";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_quoted() {
        assert_eq!(shown(1, "%"), "#,##0.0\"%\"");
        assert_eq!(shown(0, "人"), "#,##0\"人\"");
        assert_eq!(shown(2, "per \"10\""), "#,##0.00\" per 10\"");
        assert_eq!(shown(0, ""), "#,##0");
    }
}
