//! Text laid out by the columns it takes: Chinese characters take two.

use super::escape;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with mathematical and other signs whose width depends on the terminal put plainly (`≥` as `>=`), and control
/// characters written out. Quotation marks and dashes stay as they are written.
pub fn fixed_width_signs(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in escape::terminal(text).chars() {
        match c {
            '≥' => plain.push_str(">="),
            '≤' => plain.push_str("<="),
            '≈' => plain.push('~'),
            '±' => plain.push_str("+/-"),
            '×' => plain.push('x'),
            '÷' => plain.push('/'),
            '−' => plain.push('-'),
            '·' => plain.push('.'),
            '‰' => plain.push_str("o/oo"),
            '№' => plain.push_str("No."),
            '°' => plain.push_str("deg"),
            '①'..='⑨' => {
                let digit = u32::from(c) - u32::from('①') + 1;
                plain.push_str(&format!("({digit})"));
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The text followed by spaces up to a width.
pub fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// The text after spaces up to a width.
pub fn pad_left(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}

/// The text in lines of at most `to` columns, broken where Unicode's line breaking rules (UAX #14) allow: at spaces and
/// between Chinese characters, but not before a closing mark.
pub fn wrap(text: &str, to: usize) -> Vec<String> {
    let to = to.max(2);
    let options = Options::new(to)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(|line| line.into_owned()).collect()
}

/// Phrases side by side in as few lines as hold them, none of them broken.
pub fn pack(phrases: &[String], to: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for phrase in phrases {
        match lines.last_mut() {
            Some(line) if width(line) + 2 + width(phrase) <= to => {
                line.push_str("  ");
                line.push_str(phrase);
            }
            _ => lines.push(phrase.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn lines_keep_to_their_width() {
        assert_eq!(wrap("志愿服务参与率", 6), ["志愿服", "务参与", "率"]);
        assert_eq!(wrap("volunteering rate", 12), ["volunteering", "rate"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        let text =
            "全市“枢纽型”社会组织（含区县级）达到30家，覆盖率达到90%以上；其中：《章程》健全。";
        for to in 6..40 {
            for line in wrap(text, to) {
                assert!(
                    !line.starts_with(['”', '）', '，', '；', '：', '》', '。']),
                    "{line}"
                );
                assert!(!line.ends_with(['“', '（', '《']), "{line}");
                assert!(width(&line) <= to, "{line}");
            }
        }
    }

    #[test]
    fn its_signs_are_of_one_width() {
        for c in fixed_width_signs("≥ ≤ ± × − · ‰ ②").chars() {
            assert_eq!(c.width(), c.width_cjk(), "{c}");
        }
    }
}
