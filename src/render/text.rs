//! Text laid out by the columns it takes: Chinese characters take two.

use super::escape;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with signs whose width depends on the terminal put plainly (`≥` as `>=`), and control characters written out.
pub fn tame(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in escape::terminal(text).chars() {
        match c {
            '≥' => plain.push_str(">="),
            '≤' => plain.push_str("<="),
            '±' => plain.push_str("+/-"),
            '×' => plain.push('x'),
            '÷' => plain.push('/'),
            '–' | '~' => plain.push('~'),
            '—' | '−' | '―' => plain.push('-'),
            '…' => plain.push_str("..."),
            '·' => plain.push('.'),
            '“' | '”' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
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

/// The text in lines of at most `to` columns, broken at spaces and between Chinese characters.
pub fn wrap(text: &str, to: usize) -> Vec<String> {
    let to = to.max(2);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for atom in atoms(text) {
        let wide = width(atom);
        if used + wide <= to {
            push(&mut lines, atom);
            used += wide;
        } else if atom.trim().is_empty() {
            continue;
        } else if wide <= to {
            lines.push(atom.to_owned());
            used = wide;
        } else {
            used = push_by_char(&mut lines, used, atom, to);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
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

fn push(lines: &mut [String], atom: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(atom);
    }
}

fn push_by_char(lines: &mut Vec<String>, mut used: usize, atom: &str, to: usize) -> usize {
    for c in atom.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > to {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
        used += wide;
    }
    used
}

/// The byte_ranges that a line is not broken within: words, single wide characters, spaces. A closing mark stays with
/// what it closes.
fn atoms(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        ' ' => 0,
        c if c.width() == Some(2) => 2,
        _ => 1,
    };
    let mut atoms = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        let joined = match last {
            None => true,
            Some(last) => (kind(last) == kind(c) && kind(c) == 1) || (kind(last) != 0 && closes(c)),
        };
        if !joined {
            atoms.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    if start < text.len() {
        atoms.push(&text[start..]);
    }
    atoms
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '；' | '：' | '）' | '》' | '”' | ',' | ';' | ')'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_width() {
        assert_eq!(wrap("志愿服务参与率", 6), ["志愿服", "务参与", "率"]);
        assert_eq!(wrap("volunteering rate", 12), ["volunteering", "rate"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn tamed_text_is_of_one_width() {
        for c in tame("≥ ≤ ± × – — … · “a” ‰ ②").chars() {
            assert_eq!(c.width(), c.width_cjk(), "{c}");
        }
    }
}
