//! Marks at the end of names and figures that point to notes: `东城区*`, `1.2①`, `957 r`. What they mean is declared, or asked for.

use crate::data::words::toml_string;
use crate::i18n::{Text, normalize};
use crate::text;

/// A text without the marks at its end; the marks are normalized. A text that is nothing but a mark keeps it.
pub fn without<'t>(marks: &[String], text: &'t str) -> &'t str {
    if marks.is_empty() {
        return text;
    }
    let mut rest = text.trim_end();
    let shorter = |rest: &'t str| {
        marks.iter().find_map(|mark| {
            let length = mark.chars().count();
            let (at, _) = rest.char_indices().rev().nth(length.checked_sub(1)?)?;
            let bare = rest[..at].trim_end();
            (normalize(&rest[at..]) == *mark && !bare.trim().is_empty()).then_some(bare)
        })
    };
    while let Some(bare) = shorter(rest) {
        rest = bare;
    }
    rest
}

/// Whether a normalized text can be a mark: it is none if it is part of a number, or a number's unit.
pub fn is_mark(normalized: &str) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || " .,'%‰+-万亿千百".contains(c);
    !normalized.is_empty() && !normalized.chars().all(of_number)
}

/// A text taken apart into what stands before a mark at its end, and the mark; `None` if nothing there looks like one.
pub fn at_end(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let last = text.chars().next_back()?;
    let start = match last {
        ')' | '）' | ']' | '］' | '】' => text.rfind(['(', '（', '[', '［', '【'])?,
        'a'..='z' | 'A'..='Z' => text.len() - 1,
        _ if is_sign(last) => text.len() - last.len_utf8(),
        _ => return None,
    };
    let (bare, mark) = text.split_at(start);
    let (bare, short) = (bare.trim_end(), mark.chars().count() <= LONGEST);
    // A letter is a mark behind a figure only.
    let behind_figure = !last.is_ascii_alphabetic() || bare.ends_with(|c: char| c.is_ascii_digit());
    (!bare.is_empty() && short && behind_figure).then_some((bare, mark))
}

/// How many characters a mark has at most.
const LONGEST: usize = 8;

/// Whether a character is a usual sign for a note.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '＊' | '†' | '‡' | '§' | '¶' | '※' | '¹' | '²' | '³' | '⁰'..='⁹' | '①'..='⓿' | '❶'..='➓' | '㈠'..='㉃')
}

/// Whether a mark says that a figure is planned or expected, and no result: `（预计）`, the E of `2023E`.
pub fn is_of_plans(mark: &str) -> bool {
    let normalized = normalize(mark);
    let words = ["预计", "计划", "预测", "目标", "plan", "forecast", "target"];
    let letter = normalized.trim_matches(['(', ')', '[', ']']);
    words.iter().any(|word| normalized.contains(word)) || ["e", "f"].contains(&letter)
}

/// What to do about a mark at the end of a name, a title or a figure.
pub fn help(mark: &str) -> Text {
    let marks = format!("marks = [{}]", toml_string(mark));
    match is_of_plans(mark) {
        true => text!(
            "计划数、预计数请在 `性质` 列写 `计划`；若 `{mark}` 只是注释标记，请在 data.toml 中为该文件声明 `{marks}`",
            "give planned figures the kind `planned`; if `{mark}` only points to a note, declare `{marks}` for the file in data.toml"
        ),
        false => text!(
            "若 `{mark}` 只是注释标记，请在 data.toml 中为该文件声明 `{marks}`",
            "if `{mark}` only points to a note, declare `{marks}` for the file in data.toml"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        let marks = ["*", "①", "(预计)", "r"].map(str::to_owned);
        for (text, bare) in [
            ("东城区*", "东城区"),
            ("东城区＊", "东城区"),
            ("1.2①", "1.2"),
            ("957 r", "957"),
            ("957*①", "957"),
            ("2013（预计）", "2013"),
            ("*", "*"),
            ("r", "r"),
            ("957†", "957†"),
            ("957", "957"),
        ] {
            assert_eq!(without(&marks, text), bare, "{text}");
            assert_eq!(without(&[], text), text);
        }
    }

    #[test]
    fn what_looks_like_a_mark() {
        for (text, parts) in [
            ("957000*", Some(("957000", "*"))),
            ("957000 ①", Some(("957000", "①"))),
            ("957000（快报）", Some(("957000", "（快报）"))),
            ("957000[1]", Some(("957000", "[1]"))),
            ("957000r", Some(("957000", "r"))),
            ("东城区*", Some(("东城区", "*"))),
            ("Willow", None),
            ("（957000）", None),
            ("957000", None),
            ("957000（其中女性四十八万）", None),
            ("", None),
        ] {
            assert_eq!(at_end(text), parts, "{text}");
        }
        for (mark, valid) in [
            ("*", true),
            ("(1)", true),
            ("r", true),
            ("1", false),
            ("%", false),
            ("", false),
            ("万", false),
        ] {
            assert_eq!(is_mark(mark), valid, "{mark}");
        }
    }
}
