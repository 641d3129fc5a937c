//! The page on findings in both languages: a section for each code, in their order, with an example that gives the finding.

use super::{ROOT, blocks, copy, kaoping, page, write_named};
use kaoping::internals::finding::{Severity, codes};
use std::path::Path;

#[test]
fn every_finding_has_its_section_and_every_section_its_finding() {
    for (name, chinese) in [
        ("docs/findings.md", false),
        ("docs/findings.zh-CN.md", true),
    ] {
        let text = page(name);
        let mut sections = text.split("\n### ").skip(1).map(|section| {
            let mut lines = section.lines().filter(|line| !line.is_empty());
            let title = lines.next().unwrap_or_default().to_owned();
            (title, lines.next().unwrap_or_default().to_owned())
        });
        for code in codes::ALL {
            let (zh_severity, en_severity) = match code.severity {
                Severity::Error => ("错误", "error"),
                Severity::Warning => ("警告", "warning"),
                Severity::Note => ("提示", "note"),
            };
            let (zh, en) = code.meaning;
            let expected = match chinese {
                true => format!("**{zh_severity}**：{zh} · {en}"),
                false => format!("**{en_severity}**: {en} · {zh}"),
            };
            let expected = (format!("`{}`", code.id), expected);
            assert_eq!(sections.next(), Some(expected), "in the order of the codes");
        }
        assert_eq!(sections.next(), None, "a section without a code");
    }
}

/// The example of each finding is the same in both languages, and each says as many things about it.
#[test]
fn the_pages_of_findings_agree_in_both_languages() {
    let (en, zh) = (page("docs/findings.md"), page("docs/findings.zh-CN.md"));
    let (in_en, in_zh) = (blocks(&en), blocks(&zh));
    assert_eq!(in_en.len(), in_zh.len());
    for (en, zh) in in_en.iter().zip(&in_zh) {
        assert_eq!((&en.heading, &en.words), (&zh.heading, &zh.words));
        assert_eq!(en.text, zh.text, "{}", en.heading);
    }
    // Paragraphs, without the lines of examples.
    let paragraphs = |text: &str| -> Vec<usize> {
        let sections = text.split("\n### ").skip(1);
        sections
            .map(|section| section.split("\n\n").count())
            .collect()
    };
    assert_eq!(paragraphs(&en), paragraphs(&zh));
}

#[test]
fn every_finding_is_found_in_its_example() {
    let text = page("docs/findings.md");
    let shown = blocks(&text);
    let mut wrong = String::new();
    for code in codes::ALL {
        if !shown.iter().any(|block| block.heading == code.id) {
            let elsewhere = BYTES.contains(&code.id) || COUNTS.contains(&code.id);
            assert!(elsewhere, "`{}` has no example", code.id);
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(ROOT).join("docs/first-plan"), folder.path());
        write_named(&text, Some(code.id), folder.path());
        let asked = ["check", "--plan", "plan", "--data", "data", "--verbose"];
        let (_, said) = kaoping(folder.path(), &asked);
        if !said.contains(&format!("[{}]", code.id)) {
            wrong += &format!("--- {}\n{said}\n", code.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Codes about bytes that a page of text can't show.
const BYTES: [&str; 6] = [
    "line-too-long",
    "bad-encoding",
    "decoded",
    "column-type",
    "columns-differ",
    "merged-cell",
];

/// Codes about what an engine counted, which `tests/counts.rs` brings about.
const COUNTS: [&str; 4] = [
    "table-not-counted",
    "bad-tally",
    "row-beside-counts",
    "large-rest",
];
