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

/// A formatted [`Text`]: `text!("中文 {x}", "English {x}")`, with the same arguments for both, or
/// `text!(zh: ("中文 {}", a), en: ("English {}", b))`.
#[macro_export]
macro_rules! text {
    (zh: ($($zh:tt)*), en: ($($en:tt)*)) => {
        $crate::words::Text::new(format!($($zh)*), format!($($en)*))
    };
    ($zh:literal, $en:literal $(, $($rest:tt)*)?) => {
        $crate::words::Text::new(format!($zh $(, $($rest)*)?), format!($en $(, $($rest)*)?))
    };
}
