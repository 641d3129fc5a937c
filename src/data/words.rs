//! Words for the plan's levels, and lists of words in messages.

use crate::i18n::{Text, nearest, normalize};
use crate::plan::{LevelIx, Plan};
use std::borrow::Cow;

/// The level that a word names by id or name; `None` if it names none.
pub fn level(plan: &Plan, word: &str) -> Option<LevelIx> {
    let word = normalize(word);
    let at = plan.levels.iter().position(|level| {
        normalize(&level.id) == word
            || normalize(&level.name.zh) == word
            || normalize(&level.name.en) == word
    })?;
    Some(LevelIx(at as u32))
}

/// The greatest number of characters of a cell that a message shows.
const SHOWN: usize = 80;

/// A cell's text as messages show it: its beginning, where it is long.
pub fn shorten(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A text as a string of TOML, for a line of `data.toml` that a hint offers.
pub fn toml_string(text: &str) -> String {
    let literal = text.contains(['"', '\\']) && !text.contains('\'');
    if literal && !text.contains(char::is_control) {
        return format!("'{text}'");
    }
    let escaped = text.chars().map(|c| match c {
        '\\' | '"' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", c as u32),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The words in quotes, separated by commas; at most eight.
pub fn quote_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut list: Vec<String> = Vec::new();
    for word in words {
        if list.len() == 8 {
            list.push("…".into());
            break;
        }
        list.push(format!("`{word}`"));
    }
    list.join(", ")
}

/// "Did you mean …" if `written` is probably a typo for one of the words, with what else to do; otherwise only that.
pub fn did_you_mean<'a>(
    written: &str,
    words: impl IntoIterator<Item = &'a str>,
    otherwise: Text,
) -> Text {
    let Some(word) = nearest(written, words) else {
        return otherwise;
    };
    let Text { zh, en } = otherwise;
    crate::text!(
        "是否应为 `{word}`？否则：{zh}",
        "did you mean `{word}`? Otherwise: {en}"
    )
}

#[cfg(test)]
mod tests {
    use super::toml_string;

    #[test]
    fn hints_offer_lines_that_are_valid() {
        for text in [
            "…",
            "a\nb\t\u{7f}",
            "\u{1}\"",
            "\\",
            "\"",
            "it's \"\\\"",
            "东城区",
        ] {
            let line = format!("key = {}", toml_string(text));
            let table: toml::Table = line.parse().unwrap();
            assert_eq!(table["key"].as_str(), Some(text), "{line}");
        }
    }
}
