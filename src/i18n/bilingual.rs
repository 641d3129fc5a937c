//! Help texts in two languages. The parser's own type for a text has room for one, so that both are put into one
//! string, and the language is chosen when the parser is built.

use super::Lang;

/// Stands between the Chinese and the English: the character that ASCII has for separating units of text.
const SEPARATOR: char = '\u{1f}';

/// A literal that holds both languages, for [`pick`]: `bilingual!("年份", "year")`.
#[doc(hidden)]
#[macro_export]
macro_rules! bilingual {
    ($zh:expr, $en:expr $(,)?) => {
        concat!($zh, "\u{1f}", $en)
    };
}

/// The half of a bilingual text in one language; a text without a second half is returned whole.
pub fn pick(text: &str, lang: Lang) -> &str {
    match text.split_once(SEPARATOR) {
        Some((zh, en)) => lang.pick(zh, en),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_chosen_by_language() {
        let text = bilingual!("年份", "year");
        assert_eq!(pick(text, Lang::Zh), "年份");
        assert_eq!(pick(text, Lang::En), "year");
        assert_eq!(pick("FILE", Lang::Zh), "FILE");
    }
}
