//! What a number format adds to the meaning of a number: `90%` for 0.9, `12.5万人` for 12.5, `010105` for 10105.

use super::decimal::{Decimal, write_short};
use calamine::ExcelDateTime;

/// How a number is shown, as far as it matters to what the number means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// The number is shown times 100, with a per cent sign.
    percent: bool,
    /// Words before and after the number.
    prefix: String,
    suffix: String,
    /// How many digits are shown at least, with zeros in front; 0 where the format is not made of zeros alone.
    zeros: usize,
    /// The parts of a date that are shown.
    year: bool,
    month: bool,
    day: bool,
}

/// The format of numbers that no other format was chosen for.
const GENERAL: &str = "General";

/// An element of a number format.
enum Token {
    /// A character that stands for itself.
    Literal(char),
    /// A character with a meaning: a digit, a sign, a letter of a date.
    Code(char),
}

impl NumberFormat {
    /// A number as it is.
    pub const GENERAL: NumberFormat = NumberFormat {
        percent: false,
        prefix: String::new(),
        suffix: String::new(),
        zeros: 0,
        year: false,
        month: false,
        day: false,
    };

    /// A number shown times 100, with a per cent sign.
    pub const PERCENT: NumberFormat = NumberFormat {
        percent: true,
        prefix: String::new(),
        suffix: String::new(),
        zeros: 0,
        year: false,
        month: false,
        day: false,
    };

    /// The format that a format code describes, by its section for positive numbers.
    pub fn parse(code: &str) -> NumberFormat {
        let mut format = NumberFormat::GENERAL;
        let tokens = tokens(code);
        let digit = |token: &Token| matches!(token, Token::Code('0' | '#' | '?'));
        let (first, last) = (
            tokens.iter().position(digit),
            tokens.iter().rposition(digit),
        );
        for token in &tokens {
            match token {
                Token::Code('%') => format.percent = true,
                Token::Code('y' | 'Y') => format.year = true,
                Token::Code('m' | 'M') => format.month = true,
                Token::Code('d' | 'D' | 'h' | 'H' | 's' | 'S') => format.day = true,
                _ => {}
            }
        }
        let (Some(first), Some(last)) = (first, last) else {
            return format;
        };
        if tokens.iter().all(|token| matches!(token, Token::Code('0'))) && tokens.len() > 1 {
            format.zeros = tokens.len();
        }
        // `0.0,"千人"` shows 12345 as 12.3千人: the words belong to the shortened number, not to the one in the cell.
        let shortened = matches!(tokens.get(last + 1), Some(Token::Code(',')));
        let inside = tokens[first..last]
            .iter()
            .any(|token| matches!(token, Token::Literal(_)));
        if !shortened && !inside {
            format.prefix = words(&tokens[..first]);
            format.suffix = words(&tokens[last..]);
        }
        format
    }

    /// A number as text.
    pub fn number(&self, value: f64) -> String {
        let mut text = String::new();
        self.write_number(value, &mut text);
        text
    }

    /// Adds a number to a text.
    pub fn write_number(&self, value: f64, text: &mut String) {
        if self.is_plain() && write_short(value, text) {
            return;
        }
        let Some(mut decimal) = Decimal::of(value) else {
            return text.push_str(&value.to_string());
        };
        if self.percent {
            decimal.exponent += 2;
        }
        text.push_str(&self.prefix);
        let digits = decimal.plain();
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let missing = self.zeros.saturating_sub(digits.len());
            text.push_str(&"0".repeat(missing));
        }
        text.push_str(&digits);
        text.push_str(&self.suffix);
        if self.percent {
            text.push('%');
        }
    }

    /// Whether a number is shown by its digits alone.
    fn is_plain(&self) -> bool {
        !self.percent && self.zeros == 0 && self.prefix.is_empty() && self.suffix.is_empty()
    }

    /// A whole number as text.
    pub fn integer(&self, value: i64) -> String {
        let mut text = String::new();
        self.write_integer(value, &mut text);
        text
    }

    /// Adds a whole number to a text.
    pub fn write_integer(&self, value: i64, text: &mut String) {
        match i32::try_from(value) {
            Ok(value) => self.write_number(f64::from(value), text),
            Err(_) => text.push_str(&value.to_string()),
        }
    }

    /// A date or a duration as text: `2014-05-31`, and only the year or the month where no more is shown.
    pub fn date(&self, date: &ExcelDateTime) -> String {
        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
        let time = format!("{hour:02}:{minute:02}:{second:02}");
        let has_time = (hour, minute, second) != (0, 0, 0);
        if date.is_duration() || date.as_f64() < 1.0 {
            return time;
        }
        match (self.year, self.month, self.day || has_time) {
            (true, false, false) => format!("{year}"),
            (true, true, false) => format!("{year}-{month:02}"),
            _ if has_time => format!("{year}-{month:02}-{day:02} {time}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

/// A number with what is shown around it, words or zeros in front: `12.5万人` for 12.5, `010105` for 10105. The number alone
/// where another one is shown.
pub fn shown_with_words(value: f64, shown: &str) -> String {
    let number = NumberFormat::GENERAL.number(value);
    if shown == number {
        return number;
    }
    let digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (shown.find(digit), shown.rfind(digit)) else {
        return number;
    };
    let inside = shown[first..=last].replace([',', '\u{a0}', ' '], "");
    if inside.starts_with('0') && inside.trim_start_matches('0') == number {
        return inside;
    }
    let decimals = inside
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let same = inside == format!("{:.decimals$}", value.abs());
    let word = |text: &str| match text.contains(is_word) {
        true => text.trim().to_owned(),
        false => String::new(),
    };
    match same {
        true => format!(
            "{}{number}{}",
            word(&shown[..first]),
            word(&shown[last + 1..])
        ),
        false => number,
    }
}

/// The elements of the first section of a format code.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = code.chars();
    if code
        .get(..GENERAL.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(GENERAL))
    {
        // A number as it is, like a digit for each of its own.
        rest = code[GENERAL.len()..].chars();
        tokens.push(Token::Code('#'));
    }
    while let Some(c) = rest.next() {
        match c {
            ';' => break,
            '"' => tokens.extend(rest.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
            '\\' | '!' => tokens.extend(rest.next().map(Token::Literal)),
            // A blank as wide as the next character, or as many of them as fill the cell.
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                // `[$¥-804]` is a currency and a locale; all else is a colour, a condition or a locale.
                if let Some(currency) = inside.strip_prefix('$') {
                    let sign = currency.split('-').next().unwrap_or_default();
                    tokens.extend(sign.chars().map(Token::Literal));
                }
            }
            '0' | '#' | '?' | '.' | ',' | '%' | '/' | '@' => tokens.push(Token::Code(c)),
            'A'..='Z' | 'a'..='z' => tokens.push(Token::Code(c)),
            _ => tokens.push(Token::Literal(c)),
        }
    }
    tokens
}

/// The words among some elements; signs and blanks alone are none, and neither is the sign of the country's money.
fn words(tokens: &[Token]) -> String {
    let literals = tokens.iter().filter_map(|token| match token {
        Token::Literal(c) => Some(*c),
        Token::Code(_) => None,
    });
    let words: String = literals.collect();
    match words.contains(is_word) {
        true => words.trim().to_owned(),
        false => String::new(),
    }
}

/// Whether a character belongs to a word or to a sign that changes what a number means. Blanks, brackets and the sign of
/// the country's own money do not.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '%' | '％' | '‰' | '$' | '€' | '£' | '<' | '>' | '≥' | '≤'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_what_is_shown() {
        for (code, value, text) in [
            ("General", 0.9, "0.9"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 110_105_001_000.0, "110105001000"),
            ("General", 1e21, "1000000000000000000000"),
            ("General", -0.0, "0"),
            ("General", 1.0 / 3.0, "0.333333333333333"),
            ("General", -2.5e-7, "-0.00000025"),
            ("0%", 0.9, "90%"),
            ("0.00%", 0.285, "28.5%"),
            ("0.0%", 1.005, "100.5%"),
            ("0%", 0.0, "0%"),
            ("0\"%\"", 90.0, "90%"),
            ("0.0\"万人\"", 12.5, "12.5万人"),
            ("0.0万", 12.5, "12.5万"),
            ("0!.0,\"万\"", 12_345.0, "12345"),
            ("0.0,\"千人\"", 12_345.0, "12345"),
            ("#,##0.00_);(#,##0.00)", -12.5, "-12.5"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 7.0, "7"),
            ("[$¥-804]#,##0.00", 12.5, "12.5"),
            ("[Red]0.0;[Blue]-0.0", 1.5, "1.5"),
            ("\"约\"0", 200.0, "约200"),
            ("\"<\"0", 5.0, "<5"),
            ("000000", 10_105.0, "010105"),
            ("0000.0", 1.5, "1.5"),
            ("0.00E+00", 123_456.0, "123456"),
            ("0‰", 12.0, "12‰"),
            ("General\"人\"", 12.0, "12人"),
        ] {
            assert_eq!(
                NumberFormat::parse(code).number(value),
                text,
                "{code} {value}"
            );
        }
    }

    #[test]
    fn dates_are_what_is_shown() {
        let serial = 41_790.0;
        for (code, value, text) in [
            ("yyyy-mm-dd", serial, "2014-05-31"),
            ("mm-dd-yy", serial, "2014-05-31"),
            ("yyyy\"年\"m\"月\"", serial, "2014-05"),
            ("yyyy\"年\"", serial, "2014"),
            ("yyyy年", serial, "2014"),
            ("yyyy", serial, "2014"),
            ("m/d/yy h:mm", serial + 0.5, "2014-05-31 12:00:00"),
            ("h:mm", 0.5, "12:00:00"),
        ] {
            let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
            assert_eq!(
                NumberFormat::parse(code).date(&date),
                text,
                "{code} {value}"
            );
        }
    }
}
