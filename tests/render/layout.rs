//! The layout of tables: their width, their signs, their columns.

use super::{LANGS, rendered, style};
use kaoping::internals::i18n::Lang;
use kaoping::internals::render::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

#[test]
fn a_table_keeps_to_its_width_and_to_plain_signs() {
    for width in [80, 100, 140] {
        for (lang, _) in LANGS {
            for line in rendered("table", style(lang, width)).lines() {
                assert!(line.width() <= width, "{width}: {line}");
                assert!(!line.contains('\u{1b}'), "{line}");
                for c in line.chars() {
                    let as_written = "“”‘’—–…".contains(c);
                    assert!(as_written || c.width() == c.width_cjk(), "{c} in {line}");
                }
            }
        }
    }
}

/// The columns at which the clauses end, and at which the verdicts' names begin, are the same in every row.
#[test]
fn rows_are_aligned() {
    for width in [80, 100, 140] {
        for (lang, _) in LANGS {
            let text = rendered("table", style(lang, width));
            let ends: Vec<usize> = text
                .lines()
                .filter(|line| {
                    [" 14.1", " 14.2", " 16.2", " 16.3"]
                        .iter()
                        .any(|clause| line.ends_with(clause))
                })
                .map(UnicodeWidthStr::width)
                .collect();
            assert_eq!(ends.len(), 4, "{text}");
            assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}\n{text}");
        }
    }
}

#[test]
fn colour_changes_no_width() {
    let plain = rendered("table", style(Lang::Zh, 100));
    let colored = rendered(
        "table",
        Style {
            color: true,
            ..style(Lang::Zh, 100)
        },
    );
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    stripped.push_str(rest);
    let trimmed: Vec<&str> = stripped.lines().map(str::trim_end).collect();
    let plain: Vec<&str> = plain.lines().map(str::trim_end).collect();
    assert_eq!(trimmed, plain);
}
