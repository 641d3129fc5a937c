//! The page of a kind of finding: its section of `docs/findings.md`, which is part of the program in both languages.

use super::{Code, codes};
use crate::i18n::{Lang, normalize};

const PAGES_EN: &str = include_str!("../../docs/findings.md");
const PAGES_ZH: &str = include_str!("../../docs/findings.zh-CN.md");

/// The kind of finding that a word names by its id, however it is copied: `conflict`, `[conflict]`, `error[conflict]`,
/// `#conflict`, or its meaning in either language; `None` if it names none.
pub fn named(word: &str) -> Option<&'static Code> {
    let bare = word.rsplit(['[', '#']).next().unwrap_or(word);
    let bare = bare.trim_end_matches(']').trim_matches('`');
    let (id, meaning) = (
        bare.trim().to_lowercase().replace(['_', ' '], "-"),
        normalize(word),
    );
    codes::ALL.iter().copied().find(|code| {
        let (zh, en) = code.meaning;
        code.id == id || normalize(zh) == meaning || normalize(en) == meaning
    })
}

/// What the page says about a kind of finding, in Markdown, without its heading and its meaning: the cause, an example where
/// there is one, and what to do.
pub fn text(code: &Code, lang: Lang) -> &'static str {
    let heading = format!("\n### `{}`\n", code.id);
    let section = lang
        .pick(PAGES_ZH, PAGES_EN)
        .split_once(&heading)
        .map_or("", |(_, behind)| behind);
    let end = section.find("\n### ").unwrap_or(section.len());
    let section = &section[..section[..end].find("\n## ").unwrap_or(end)];
    let meaning = section.trim_start().split_once('\n');
    meaning.map_or("", |(_, text)| text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_finding_has_a_page_that_says_what_to_do() {
        for (lang, fix) in [(Lang::En, "Fix: "), (Lang::Zh, "改法：")] {
            for code in codes::ALL {
                let text = text(code, lang);
                assert!(text.contains(fix), "{}: {text}", code.id);
                assert!(!text.contains("\n### "), "{}: {text}", code.id);
            }
        }
    }

    #[test]
    fn a_code_is_found_however_it_is_copied() {
        for word in [
            "no-period",
            "[no-period]",
            "error[no-period]",
            "No_Period",
            "docs/findings.md#no-period",
            "没有年份",
        ] {
            assert_eq!(named(word).map(|code| code.id), Some("no-period"), "{word}");
        }
        assert_eq!(named("no-such-code"), None);
    }
}
