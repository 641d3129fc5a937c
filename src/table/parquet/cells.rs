//! The text of cells, as it stands in a row of a CSV.

use memchr::memchr3;
use std::io::Write;

/// The text of the cells of some rows of one column, one after the other.
#[derive(Debug, Default)]
pub struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// What every cell begins with that is not blank.
    mark: &'static str,
}

impl Cells {
    /// Takes all out.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Says what every cell begins with from now on that is not blank.
    pub fn begin_each_with(&mut self, mark: &'static str) {
        self.mark = mark;
    }

    /// Adds a blank cell.
    #[inline]
    pub fn push_blank(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Adds a cell whose text is written by a function.
    #[inline]
    pub fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.text.extend_from_slice(self.mark.as_bytes());
        write(&mut self.text);
        self.ends.push(self.text.len());
    }

    /// A cell's text.
    #[inline]
    pub fn get(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }
}

/// Writes a text: within quotes where it holds a comma or a quote, or begins as a comment does. Line ends and other control
/// characters become spaces, so that a row is a line.
pub fn write_text(bytes: &[u8], text: &mut Vec<u8>) {
    let is_plain = memchr3(b',', b'"', b'#', bytes).is_none()
        && bytes.iter().all(|byte| *byte >= b' ')
        && !bytes.starts_with("\u{feff}".as_bytes());
    if is_plain && std::str::from_utf8(bytes).is_ok() {
        return text.extend_from_slice(bytes);
    }
    text.push(b'"');
    for sign in String::from_utf8_lossy(bytes).chars() {
        match sign {
            '"' => text.extend_from_slice(b"\"\""),
            sign if sign.is_control() => text.push(b' '),
            sign => text.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    text.push(b'"');
}

/// Writes a whole number.
#[inline]
pub fn write_integer(value: i64, text: &mut Vec<u8>) {
    match u8::try_from(value) {
        Ok(digit) if digit < 10 => text.push(b'0' + digit),
        _ => {
            // Writing into a vector does not fail.
            let _ = write!(text, "{value}");
        }
    }
}

/// Writes a number given in units of the last of its decimals; zeros at the end are left out.
pub fn write_decimal(mut value: i128, mut decimals: u32, text: &mut Vec<u8>) {
    while decimals > 0 && value % 10 == 0 {
        value /= 10;
        decimals -= 1;
    }
    if value < 0 {
        text.push(b'-');
    }
    let digits = value.unsigned_abs().to_string();
    let decimals = decimals as usize;
    let whole = digits.len().saturating_sub(decimals);
    match whole {
        0 => text.push(b'0'),
        _ => text.extend_from_slice(&digits.as_bytes()[..whole]),
    }
    if decimals > 0 {
        text.push(b'.');
        text.extend(std::iter::repeat_n(
            b'0',
            decimals.saturating_sub(digits.len()),
        ));
        text.extend_from_slice(&digits.as_bytes()[whole..]);
    }
}

/// A number of at most 16 bytes, the highest first; `None` of a longer one.
pub fn big_endian(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first()? & 0x80 == 0 { 0 } else { 0xff };
    let (extension, last) = match bytes.len().checked_sub(16) {
        Some(extra) => bytes.split_at(extra),
        None => (&[][..], bytes),
    };
    let mut all = [sign; 16];
    all[16 - last.len()..].copy_from_slice(last);
    let same_sign = last.len() < 16 || (last[0] & 0x80 == 0) == (sign == 0);
    let fits = same_sign && extension.iter().all(|byte| *byte == sign);
    fits.then(|| i128::from_be_bytes(all))
}

/// Writes a floating-point number, given as text in a format of its own; `None` of what is no number.
pub fn write_floating(value: f64, decimals: Option<u8>, text: &mut Vec<u8>) {
    let written = match decimals {
        // Of the exact value of the number, ties to even.
        Some(decimals) => format!("{value:.*}", usize::from(decimals)),
        None => value.to_string(),
    };
    let is_zero = written
        .bytes()
        .all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    let shown = match is_zero {
        true => "0",
        false if written.contains('.') => written.trim_end_matches('0').trim_end_matches('.'),
        false => &written,
    };
    text.extend_from_slice(shown.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut text = Vec::new();
        write(&mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn decimals_are_exact_and_without_zeros_at_the_end() {
        for (value, decimals, expected) in [
            (0, 0, "0"),
            (0, 4, "0"),
            (115_000, 2, "1150"),
            (115_050, 2, "1150.5"),
            (5, 3, "0.005"),
            (-5, 1, "-0.5"),
            (-12_345, 2, "-123.45"),
            (i128::MAX, 38, "1.70141183460469231731687303715884105727"),
        ] {
            let text = written(|text| write_decimal(value, decimals, text));
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn numbers_are_read_from_any_length_of_bytes() {
        assert_eq!(big_endian(&[]), None);
        assert_eq!(big_endian(&[0xff]), Some(-1));
        assert_eq!(big_endian(&[0, 0xff]), Some(255));
        assert_eq!(big_endian(&[0; 17]), Some(0));
        assert_eq!(big_endian(&[0xff; 20]), Some(-1));
        assert_eq!(big_endian(&[1; 17]), None);
        let mut long = [0; 17];
        long[1] = 0x80;
        assert_eq!(big_endian(&long), None);
    }

    #[test]
    fn floating_point_numbers_are_rounded_as_declared() {
        for (value, decimals, expected) in [
            (0.1 + 0.2, Some(2), "0.3"),
            (-0.001, Some(2), "0"),
            (1150.0, Some(0), "1150"),
            (1e20, Some(0), "100000000000000000000"),
            (0.125, Some(2), "0.12"),
            (2.5, None, "2.5"),
            (f64::NAN, Some(1), "NaN"),
            (f64::NEG_INFINITY, None, "-inf"),
        ] {
            let text = written(|text| write_floating(value, decimals, text));
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn text_with_commas_and_quotes_is_quoted() {
        for (bytes, expected) in [
            (&b"abc"[..], "abc"),
            (b"a,b", "\"a,b\""),
            (b"a\"b", "\"a\"\"b\""),
            (b"#1", "\"#1\""),
            (b"a\r\nb", "\"a  b\""),
            (b"a\xff", "\"a\u{fffd}\""),
            ("东城区".as_bytes(), "东城区"),
        ] {
            assert_eq!(written(|text| write_text(bytes, text)), expected);
        }
    }
}
