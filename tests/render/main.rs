//! Each format in both languages against a file in `tests/render/golden`, compared exactly. `KAOPING_BLESS=1` writes
//! them anew: read the difference before it is kept.

mod sample;

use kaoping::i18n::{Lang, Text};
use kaoping::render::explain::{self, Manner};
use kaoping::render::{
    Digests, Ending, FORMATS, Member, Style, Totals, View, findings, format, plan_list,
};
use sample::{Sample, card, district_card, rate, sample};
use std::path::PathBuf;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

fn style(lang: Lang, width: usize) -> Style {
    Style {
        lang,
        width,
        color: false,
    }
}

fn digests() -> Digests {
    Digests {
        plan: "ab".repeat(32),
        files: vec!["cd".repeat(32)],
    }
}

fn view<'a>(sample: &'a Sample, digests: &'a Digests, style: Style) -> View<'a> {
    View {
        plan: &sample.plan,
        figures: &sample.figures,
        year: 2013,
        unit: sample.city,
        level: None,
        findings: &sample.findings,
        digests,
        style,
    }
}

fn ending() -> Ending {
    Ending {
        code: 1,
        reason: "gate-failed",
        message: Text::new("未通过：未达标 1 项", "gate failed: 1 missed"),
    }
}

fn rendered(id: &str, style: Style) -> String {
    let (sample, digests) = (sample(), digests());
    let view = view(&sample, &digests, style);
    let (card, below) = (card(&sample), district_card(&sample));
    let member = Member {
        unit: below.unit,
        summary: below.summary,
        coverage: below.coverage,
    };
    let mut totals = Totals::default();
    totals.add(&card);
    let mut renderer = (format(id).expect("a format").new)();
    let mut out = Vec::new();
    renderer.begin(&mut out, &view).unwrap();
    renderer.card(&mut out, &view, &card).unwrap();
    renderer.members(&mut out, &view, &[member]).unwrap();
    renderer.end(&mut out, &view, &totals, &ending()).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares a text with the file that holds what it should be.
fn compare(name: &str, text: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/render/golden");
    let path = folder.join(name);
    if std::env::var_os("KAOPING_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{name} should be\n{golden}\nand is\n{text}");
}

const LANGS: [(Lang, &str); 2] = [(Lang::Zh, "zh"), (Lang::En, "en")];

#[test]
fn every_format_in_both_languages() {
    for format in FORMATS {
        for (lang, word) in LANGS {
            let text = rendered(format.id, style(lang, 80));
            compare(&format!("{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn a_wide_table_has_one_line_a_result() {
    for (lang, word) in LANGS {
        let text = rendered("table", style(lang, 140));
        compare(&format!("table-wide-{word}.txt"), &text);
    }
}

#[test]
fn explanations_in_both_languages() {
    let (sample, digests) = (sample(), digests());
    for (manner, kind) in [(Manner::Text, "text"), (Manner::Json, "json")] {
        for (lang, word) in LANGS {
            let view = view(&sample, &digests, style(lang, 80));
            let mut out = Vec::new();
            explain::write(&mut out, manner, &view, &rate(&sample), &ending()).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare(&format!("explain-{kind}-{word}.txt"), &text);
        }
    }
}

#[test]
fn findings_and_plans_in_both_languages() {
    let sample = sample();
    for (lang, word) in LANGS {
        let style = style(lang, 80);
        let mut out = Vec::new();
        findings::write(&mut out, &sample.findings, style).unwrap();
        let text = String::from_utf8(out).unwrap();
        compare(&format!("findings-{word}.txt"), &text);
        let mut out = Vec::new();
        for what in [
            plan_list::Listing::Targets,
            plan_list::Listing::ByYear,
            plan_list::Listing::Assumptions,
        ] {
            plan_list::text(&mut out, style, &sample.plan, what).unwrap();
        }
        let text = String::from_utf8(out).unwrap();
        compare(&format!("plan-{word}.txt"), &text);
    }
}

#[test]
fn a_table_keeps_to_its_width_and_to_plain_signs() {
    for width in [80, 100, 140] {
        for (lang, _) in LANGS {
            for line in rendered("table", style(lang, width)).lines() {
                assert!(line.width() <= width, "{width}: {line}");
                assert!(!line.contains('\u{1b}'), "{line}");
                for c in line.chars() {
                    assert_eq!(c.width(), c.width_cjk(), "{c} in {line}");
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

#[test]
fn no_cell_is_a_formula() {
    let text = rendered("csv", style(Lang::Zh, 80));
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains(",'=志愿服务"), "{text}");
    assert!(text.contains(",-2.05,"), "{text}");
}

#[test]
fn the_document_has_its_keys_and_is_the_same_each_time() {
    let text = rendered("json", style(Lang::En, 80));
    assert_eq!(text, rendered("json", style(Lang::En, 80)));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema"], "kaoping/scorecard/1");
    let expected = [
        "schema",
        "tool",
        "plan",
        "synthetic",
        "inputs",
        "results",
        "units",
        "coverage",
        "summary",
        "findings",
        "exit",
    ];
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, expected);
    let result = &document["results"][1];
    assert_eq!(result["id"], "projects/110000/2013");
    assert_eq!(result["value"], serde_json::Value::Null);
    assert_eq!(result["bounds"]["lower"], "666.666666667");
    assert_eq!(result["bounds"]["lower_exact"], "2000/3");
    assert_eq!(document["summary"]["headline"], "33.3333333333");
    assert_eq!(document["summary"]["exact"], "100/3");
    assert_eq!(document["exit"]["code"], 1);
}

#[test]
fn a_document_is_written_on_failure() {
    let sample = sample();
    let mut renderer = (format("json").expect("a format").new)();
    let mut out = Vec::new();
    renderer
        .failure(&mut out, Lang::En, &sample.findings, &ending())
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(document["results"], serde_json::json!([]));
    assert_eq!(document["findings"][0]["count"], 38);
    assert_eq!(document["exit"]["reason"], "gate-failed");
}
