//! Texts in Chinese and English, and the comparison of words that people wrote.
//!
//! Every text that a user sees exists in both languages.

mod bilingual;

pub use bilingual::pick;

use std::borrow::Cow;
use std::fmt;

/// The language of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// `zh` in Chinese, `en` in English.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// One text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// The Chinese text.
    pub zh: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// A text from its two versions.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// A text that is the same in both languages, such as a code or a number.
    pub fn same(word: impl Into<String>) -> Self {
        let word = word.into();
        Text {
            en: word.clone(),
            zh: word,
        }
    }

    /// The version in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Whether both versions are empty.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.zh, self.en)
    }
}

/// The form in which texts are compared: zero-width characters removed, full-width forms made half-width, lower case,
/// each run of white space one space, none at the ends and none between two Chinese characters: 单 位 is 单位.
pub fn normalize(text: &str) -> String {
    normalized(text).into_owned()
}

/// The same as [`normalize`], borrowed where the text has that form already.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if is_normal(bytes) && !text.starts_with(['\'', '=']) || is_chinese(bytes) {
        return Cow::Borrowed(text);
    }
    if is_plain(bytes) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let mut normalized = String::with_capacity(text.len());
    let mut blank = false;
    for c in without_formula_guard(text).chars() {
        let c = match c {
            '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => continue,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' | '﹣' => '-',
            _ => c,
        };
        if c.is_whitespace() {
            blank = !normalized.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) && !(is_han(c) && normalized.ends_with(is_han)) {
            normalized.push(' ');
        }
        match c {
            _ if c.is_ascii() => normalized.push(c.to_ascii_lowercase()),
            // Chinese characters and punctuation have no case.
            '\u{3001}'..='\u{9fff}' => normalized.push(c),
            _ => normalized.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(normalized)
}

/// Whether a text consists of English words with one space between them, of which only the case may change.
fn is_plain(bytes: &[u8]) -> bool {
    let fits = |pair: &[u8]| pair[0] != b' ' || pair[1] != b' ';
    let is_kept = |byte: &u8| matches!(byte, b' '..=b'~');
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    letter(bytes.first())
        && bytes.last() != Some(&b' ')
        && bytes.iter().all(is_kept)
        && bytes.windows(2).all(fits)
}

/// Whether a character is Chinese.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether a text consists of nothing but Chinese characters of the common block, each of three bytes of UTF-8, of which the first
/// says so.
fn is_chinese(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(3) && bytes.chunks(3).all(|c| matches!(c[0], 0xe4..=0xe9))
}

/// Whether a text consists of nothing but characters that [`normalize`] leaves as they are, as codes and figures do.
fn is_normal(bytes: &[u8]) -> bool {
    let kept = |byte: &u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    bytes.iter().all(kept)
}

/// A text without the apostrophe in front of `=`, `+`, `-`, `@` or a digit, or without the `="` and `"` around it, with which
/// spreadsheets write a text that would be taken for a formula or a number.
pub fn without_formula_guard(text: &str) -> &str {
    let quoted = text
        .trim()
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    if let Some(inner) = quoted.filter(|inner| !inner.contains('"')) {
        return inner;
    }
    let inner = text.trim_start().strip_prefix('\'').unwrap_or(text);
    let first = inner.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '0'..='9') => inner,
        _ => text,
    }
}

/// The word that `written` was probably meant to be: one within an edit distance of a third of its length, else one that
/// begins with `written`. `None` if no word is that near.
pub fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = normalize(written);
    let near = words.into_iter().filter_map(|word| {
        let known = normalize(word);
        let length = known.chars().count();
        let distance = strsim::osa_distance(&written, &known);
        let longer = length.max(written.chars().count());
        // Of two words of two characters that share one of them, neither is probably meant for the other.
        let typo = distance <= (longer / 3).max(1) && longer > 2;
        let prefix = written.len() >= MIN_PREFIX && known.starts_with(&written);
        (distance < length && (typo || prefix)).then_some((!typo, distance, word))
    });
    near.min_by_key(|&(is_prefix, distance, _)| (is_prefix, distance))
        .map(|(.., word)| word)
}

/// Least length in bytes of a prefix for which a word is suggested: four letters, or two Chinese characters.
const MIN_PREFIX: usize = 4;

/// A formatted [`Text`]: `text!("中文 {x}", "English {x}")`, with the same arguments for both, or
/// `text!(zh: ("中文 {}", a), en: ("English {}", b))`.
#[doc(hidden)]
#[macro_export]
macro_rules! text {
    (zh: ($($zh:tt)*), en: ($($en:tt)*)) => {
        $crate::internals::i18n::Text::new(format!($($zh)*), format!($($en)*))
    };
    ($zh:literal, $en:literal $(, $($rest:tt)*)?) => {
        $crate::internals::i18n::Text::new(format!($zh $(, $($rest)*)?), format!($en $(, $($rest)*)?))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_in_one_form() {
        for (written, normalized) in [
            ("110101", "110101"),
            ("-1.5%", "-1.5%"),
            (" Unit\u{200b}  Name\t", "unit name"),
            ("ＡＢ（１）", "ab(1)"),
            ("−3", "-3"),
            ("=\"110101\"", "110101"),
            ("'110101", "110101"),
            ("a\u{7f}", "a\u{7f}"),
            ("常住\u{3000}人口", "常住人口"),
            ("", ""),
        ] {
            assert_eq!(normalize(written), normalized, "{written:?}");
        }
    }

    #[test]
    fn characters_taken_as_having_no_case_have_none() {
        for c in '\u{3001}'..='\u{9fff}' {
            assert!(c.to_lowercase().eq([c]) && !c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn a_typo_is_told_from_another_word() {
        let words = [
            "funding",
            "volunteering-rate",
            "trees",
            "朝阳区",
            "通州区",
            "别名",
        ];
        for (written, meant) in [
            ("tress", Some("trees")),
            ("Trees", Some("trees")),
            ("volunteer-rate", Some("volunteering-rate")),
            ("volunteering", Some("volunteering-rate")),
            ("朝阳", Some("朝阳区")),
            ("朝旭区", Some("朝阳区")),
            ("nothing", None),
            ("Atlantis", None),
            ("vol", None),
            ("昌平区", None),
            ("排名", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, words), meant, "{written}");
        }
    }
}
