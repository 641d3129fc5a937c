//! Codes that are written otherwise than in the roster: with zeros behind them, or damaged by a spreadsheet.

use crate::i18n::Text;
use crate::observation::{UnitIx, Units};
use crate::text;

/// The lengths of administrative codes, to which a shorter one is filled with zeros.
pub const LENGTHS: [usize; 3] = [6, 9, 12];

/// The unit whose code of 6, 9 or 12 digits is `code` with zeros behind it, or without them.
pub fn padded(units: &Units, code: &str) -> Option<UnitIx> {
    if !LENGTHS.contains(&code.len()) || !is_digits(code) {
        return None;
    }
    let other = |length: &usize| {
        let length = *length;
        match length < code.len() {
            true => {
                let (front, rest) = code.split_at(length);
                let zeros = rest.bytes().all(|byte| byte == b'0');
                zeros.then(|| units.by_code(front)).flatten()
            }
            false if !units.may_have_code_of_length(length) => None,
            false => units.by_code(&format!("{code:0<length$}")),
        }
    };
    let mut found = LENGTHS.iter().filter(|&&length| length != code.len());
    found.find_map(other)
}

/// The codes of some units.
pub trait Codes {
    /// Whether one of them may have so many bytes: a quick answer.
    fn may_have_length(&self, length: usize) -> bool;

    /// Whether this is one of them.
    fn contains(&self, code: &str) -> bool;
}

impl Codes for Units {
    fn may_have_length(&self, length: usize) -> bool {
        self.may_have_code_of_length(length)
    }

    fn contains(&self, code: &str) -> bool {
        self.by_code(code).is_some()
    }
}

/// What a spreadsheet did to a code that none of the `known` units has, as a message; `None` if nothing shows that it did.
pub fn damage(known: &impl Codes, code: &str) -> Option<Text> {
    if is_digits(code) {
        return lost_zeros(known, code);
    }
    if is_scientific(code) {
        return Some(text!(
            "`{code}` 被电子表格改成了科学记数法，后几位已丢失",
            "`{code}` is a code that a spreadsheet turned into scientific notation; its last digits are lost"
        ));
    }
    if let Some(bare) = code.strip_suffix(".0")
        && is_digits(bare)
        && (bare.len() > 4 || known.contains(bare))
    {
        return Some(text!(
            "`{code}` 是被电子表格改成小数的代码 `{bare}`",
            "`{code}` is the code `{bare}`, which a spreadsheet turned into a decimal number"
        ));
    }
    let bare = code.replace(',', "");
    (bare.len() < code.len() && is_digits(&bare)).then(|| {
        text!(
            "`{code}` 是被电子表格加了千位分隔符的代码 `{bare}`",
            "`{code}` is the code `{bare}`, which a spreadsheet damaged with separators"
        )
    })
}

/// The message that a code of digits differs from a known one in leading zeros only; `None` if it does not.
fn lost_zeros(known: &impl Codes, code: &str) -> Option<Text> {
    let whole = other_zeros(known, code)?;
    Some(text!(
        "`{code}` 与 `{whole}` 只差开头的 0，可能被电子表格删去",
        "`{code}` differs from `{whole}` in leading zeros only, which a spreadsheet removes"
    ))
}

/// The known code that differs from `code` in leading zeros only; `None` if there is none.
fn other_zeros(known: &impl Codes, code: &str) -> Option<String> {
    let longer = ["0", "00"].into_iter().filter_map(|zeros| {
        let fits = known.may_have_length(zeros.len() + code.len());
        let longer = fits.then(|| format!("{zeros}{code}"))?;
        known.contains(&longer).then_some(longer)
    });
    let bare = code.trim_start_matches('0');
    let mut shorter = (1..code.len() - bare.len() + 1).map(|at| &code[at..]);
    let shorter = shorter.find(|other| !other.is_empty() && known.contains(other));
    longer.chain(shorter.map(str::to_owned)).next()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a number as spreadsheets show long ones: `1.10105E+11`.
fn is_scientific(code: &str) -> bool {
    let Some((mantissa, exponent)) = code.split_once(['E', 'e']) else {
        return false;
    };
    let mantissa = mantissa
        .split_once('.')
        .is_none_or(|(a, b)| is_digits(a) && is_digits(b));
    mantissa && exponent.strip_prefix('+').is_some_and(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_to_codes() {
        struct Known;
        impl Codes for Known {
            fn may_have_length(&self, length: usize) -> bool {
                matches!(length, 1 | 5 | 6)
            }

            fn contains(&self, code: &str) -> bool {
                matches!(code, "09161" | "110101" | "1")
            }
        }
        for (code, damaged) in [
            ("1.10105E+11", true),
            ("110101.0", true),
            ("1.0", true),
            ("2.0", false),
            ("110,101", true),
            ("9161", true),
            ("0110101", true),
            ("001", true),
            ("1E2", false),
            ("2E05", false),
            ("119999", false),
            ("T", false),
        ] {
            assert_eq!(damage(&Known, code).is_some(), damaged, "{code}");
        }
    }
}
