//! Chinese texts write a year and 年 without a space: 2011—2015年.

use std::fs;
use std::path::{Path, PathBuf};

/// The files that hold texts for users.
fn texts() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["src", "docs", "indicators", "data", "tests/render/golden"] {
        walk(Path::new(folder), &mut files);
    }
    files.extend(["README.md", "README.zh-CN.md"].map(PathBuf::from));
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Whether a line has a space between a year, or a place for one in a message, and 年. A number of years, such as `2 年`,
/// has less than four digits.
fn has_space_behind_year(line: &str) -> bool {
    line.match_indices(" 年").any(|(at, _)| {
        let before = &line[..at];
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4 || before.ends_with('}')
    })
}

#[test]
fn the_search_finds_years_and_no_numbers_of_years() {
    for (line, found) in [
        ("2013 年", true),
        ("text!(\"{year} 年为 {shown}\", \"\")", true),
        ("2011—2015 年", true),
        ("2013年", false),
        ("2 年从 100 到 110", false),
        ("第 年", false),
    ] {
        assert_eq!(has_space_behind_year(line), found, "{line}");
    }
}

#[test]
fn years_in_chinese_have_no_space_behind_them() {
    let mut found = Vec::new();
    for file in texts() {
        // Files that are no text, such as those in GB 18030, are not ours to write otherwise.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| has_space_behind_year(line));
        found.extend(lines.map(|(at, line)| format!("{}:{}: {line}", file.display(), at + 1)));
    }
    assert_eq!(found, [] as [String; 0], "write 2013年, without a space");
}
