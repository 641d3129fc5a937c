//! Making text harmless for where it goes: terminals, spreadsheets, pages.

use std::borrow::Cow;

/// Control and direction characters written out, so that a name can't steer a terminal.
pub fn terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_steering(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A cell for a spreadsheet: what it would take for a formula gets a leading `'`. Plain numbers stay as they are.
pub fn spreadsheet(text: &str) -> Cow<'_, str> {
    let first = text.trim_start().chars().next();
    let starts_formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    ) || text.starts_with(['\t', '\r', '\n']);
    if starts_formula && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// Text inside a Markdown table: no markup, no HTML, one line.
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in terminal(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_a_terminal() {
        assert_eq!(terminal("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(terminal("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
        assert_eq!(terminal("朝阳区"), "朝阳区");
    }

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(spreadsheet("=1+1"), "'=1+1");
        assert_eq!(spreadsheet("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
        assert_eq!(spreadsheet("  @SUM(A1)"), "'  @SUM(A1)");
        assert_eq!(spreadsheet("＝1"), "'＝1");
        assert_eq!(spreadsheet("-2.9"), "-2.9");
        assert_eq!(spreadsheet("-"), "'-");
        assert_eq!(spreadsheet("东城区"), "东城区");
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(markdown("a|b<script>&"), "a\\|b&lt;script&gt;&amp;");
    }
}
