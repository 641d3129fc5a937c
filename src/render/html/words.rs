//! The texts of a page: every one in both languages.

use crate::i18n::Lang;
use crate::render::escape;
use serde::Serialize;

/// A text in both languages. Control and direction characters are written out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    zh: String,
    en: String,
}

impl Words {
    /// The text that is made for each language.
    pub fn of<S: AsRef<str>>(text: impl Fn(Lang) -> S) -> Words {
        let safe = |lang| escape::terminal(text(lang).as_ref()).into_owned();
        Words {
            zh: safe(Lang::Zh),
            en: safe(Lang::En),
        }
    }

    /// A text that each language has or has not; `None` if one lacks it.
    pub fn maybe(text: impl Fn(Lang) -> Option<String>) -> Option<Words> {
        let (zh, en) = (text(Lang::Zh)?, text(Lang::En)?);
        Some(Words::of(|lang| lang.pick(&zh, &en).to_owned()))
    }

    /// A text that is the same in both, such as a code.
    pub fn same(text: &str) -> Words {
        Words::of(|_| text)
    }

    /// Two fixed texts.
    pub fn pair(zh: &str, en: &str) -> Words {
        Words::of(|lang| lang.pick(zh, en).to_owned())
    }

    /// Lists that both languages have, line by line. A line that one of them lacks is left out there.
    pub fn lines(lines: impl Fn(Lang) -> Vec<String>) -> Vec<Words> {
        let (zh, en) = (lines(Lang::Zh), lines(Lang::En));
        let line = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        (0..zh.len().max(en.len()))
            .map(|at| Words::of(|lang| line(lang_of(&zh, &en, lang), at)))
            .collect()
    }

    /// As HTML: one text where the languages agree, but for spaces, else an `i` for each, which is short and the
    /// element for words of another language.
    pub fn html(&self) -> String {
        let (zh, en) = (html(&self.zh), html(&self.en));
        let close = |text: &str| text.replace(' ', "");
        let alike = self.zh == self.en || close(&self.zh) == close(&self.en);
        match alike {
            true => zh,
            false => format!("<i lang=zh>{zh}</i><i lang=en>{en}</i>"),
        }
    }

    /// Within a text of a drawing.
    pub fn tspans(&self) -> String {
        let (zh, en) = (html(&self.zh), html(&self.en));
        match self.zh == self.en {
            true => zh,
            false => format!("<tspan lang=zh>{zh}</tspan><tspan lang=en>{en}</tspan>"),
        }
    }

    /// Both in one line, for an attribute, which can't be switched.
    pub fn plain(&self) -> String {
        match self.zh == self.en {
            true => self.zh.clone(),
            false => format!("{} {}", self.zh, self.en),
        }
    }
}

fn lang_of<'a, T: ?Sized>(zh: &'a T, en: &'a T, lang: Lang) -> &'a T {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Text with everything that HTML gives a meaning written as entities; harmless between tags and within quotes.
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Something that each language has.
#[derive(Debug)]
pub struct Both<'a, T: ?Sized> {
    zh: &'a T,
    en: &'a T,
}

impl<T: ?Sized> Clone for Both<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Both<'_, T> {}

impl<'a, T: ?Sized> Both<'a, T> {
    /// The two.
    pub fn new(zh: &'a T, en: &'a T) -> Self {
        Both { zh, en }
    }

    /// The one of a language.
    pub fn pick(self, lang: Lang) -> &'a T {
        lang_of(self.zh, self.en, lang)
    }

    /// The Chinese one, where what is asked for is the same in both.
    pub fn any(self) -> &'a T {
        self.zh
    }

    /// A part of each.
    pub fn map<U: ?Sized>(self, part: impl Fn(&'a T) -> &'a U) -> Both<'a, U> {
        Both::new(part(self.zh), part(self.en))
    }

    /// A part that each may have; `None` if one lacks it.
    pub fn maybe<U: ?Sized>(self, part: impl Fn(&'a T) -> Option<&'a U>) -> Option<Both<'a, U>> {
        Some(Both::new(part(self.zh)?, part(self.en)?))
    }
}

impl<'a, T> Both<'a, [T]> {
    /// The elements that stand at the same place in both.
    pub fn pairs(self) -> impl Iterator<Item = Both<'a, T>> {
        self.zh.iter().zip(self.en).map(|(zh, en)| Both { zh, en })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_agree_but_for_a_space_are_written_once() {
        assert_eq!(Words::pair("≈7.3%", "≈7.3 %").html(), "≈7.3%");
        assert_eq!(
            Words::pair("达标", "met").html(),
            "<i lang=zh>达标</i><i lang=en>met</i>"
        );
    }

    #[test]
    fn markup_and_direction_marks_stay_text() {
        let hostile = Words::same("<script>'\"&\u{202e}</script>");
        assert_eq!(
            hostile.html(),
            "&lt;script&gt;&#39;&quot;&amp;\\u{202e}&lt;/script&gt;"
        );
    }
}
