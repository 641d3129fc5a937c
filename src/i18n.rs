//! Words for people: every text a user sees exists in Chinese and in English.

use std::fmt;

/// The language of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    Zh,
    #[default]
    En,
}

impl Lang {
    /// `zh` or `en` of a pair of literals.
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
    pub zh: String,
    pub en: String,
}

impl Text {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The same words in both languages: a code, a name, a number.
    pub fn same(word: impl Into<String>) -> Self {
        let word = word.into();
        Text {
            en: word.clone(),
            zh: word,
        }
    }

    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.zh, self.en)
    }
}

/// A text as it is compared: without marks of zero width, full-width signs made narrow, lower case, blanks made one.
pub fn normalize(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        let c = match c {
            '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => continue,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' | '﹣' => '-',
            _ => c,
        };
        if c.is_whitespace() {
            blank = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            folded.push(' ');
        }
        folded.extend(c.to_lowercase());
    }
    folded
}

/// The word that was probably meant: no more than a third of it is written otherwise, or it goes on where the writer
/// stopped. A suggestion that is merely not impossible misleads.
pub fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = normalize(written);
    let near = words.into_iter().filter_map(|word| {
        let known = normalize(word);
        let length = known.chars().count();
        let distance = strsim::osa_distance(&written, &known);
        let slip = distance <= (length.max(written.chars().count()) / 3).max(1);
        let begun = written.len() >= MIN_PREFIX && known.starts_with(&written);
        (distance < length && (slip || begun)).then_some((!slip, distance, word))
    });
    near.min_by_key(|&(begun, distance, _)| (begun, distance))
        .map(|(.., word)| word)
}

/// So many bytes of a word's beginning tell which is meant: four letters, two Chinese characters.
const MIN_PREFIX: usize = 4;

/// A formatted [`Text`]: `text!("中文 {x}", "English {x}")`, with the same arguments for both, or
/// `text!(zh: ("中文 {}", a), en: ("English {}", b))`.
#[macro_export]
macro_rules! text {
    (zh: ($($zh:tt)*), en: ($($en:tt)*)) => {
        $crate::i18n::Text::new(format!($($zh)*), format!($($en)*))
    };
    ($zh:literal, $en:literal $(, $($rest:tt)*)?) => {
        $crate::i18n::Text::new(format!($zh $(, $($rest)*)?), format!($en $(, $($rest)*)?))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let words = ["funding", "volunteering-rate", "trees", "朝阳区", "通州区"];
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
            ("", None),
        ] {
            assert_eq!(nearest(written, words), meant, "{written}");
        }
    }
}
