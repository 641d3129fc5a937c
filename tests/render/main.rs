//! Each format in both languages against a file in `tests/render/golden`, compared exactly. `KAOPING_BLESS=1` writes
//! them anew: read the difference before it is kept.

mod batch;
mod difference;
mod documents;
mod layout;
mod plan_tests;
mod ranking;
mod sample;
mod verification;

use kaoping::internals::evaluate::compare;
use kaoping::internals::finding::codes;
use kaoping::internals::i18n::{Lang, Text};
use kaoping::internals::render::{FORMATS, Listing, Style, findings, format};
use kaoping::internals::report::check::{Checked, FileBalance, MissingFigure};
use kaoping::internals::report::finding_page::FindingPage;
use kaoping::internals::report::gate::GateMark;
use kaoping::internals::report::{
    Builder, Digests, ExitStatus, Place, Selection, UnitSelection, check_document, plan_document,
    scorecard_tail,
};
use kaoping::internals::scorecard::Totals;
use ranking::ranking;
use sample::{Sample, card, district_card, rate, sample, trend};
use std::path::PathBuf;

fn style(lang: Lang, width: usize) -> Style {
    Style {
        lang,
        width,
        wraps_rows: true,
        color: false,
    }
}

fn digests() -> Digests {
    Digests {
        plan: "ab".repeat(32),
        files: vec!["cd".repeat(32)],
        sources: None,
    }
}

fn status() -> ExitStatus {
    ExitStatus {
        code: 1,
        reason: "gate-failed",
        message: Text::new("未通过门槛（未达标 1 项）", "gate failed: 1 missed"),
    }
}

/// The whole scorecard of the sample: head, card, the unit below, tail.
fn rendered(id: &str, style: Style) -> String {
    let sample = sample();
    write_card(id, style, &sample, &card(&sample), false)
}

fn write_card(
    id: &str,
    style: Style,
    sample: &Sample,
    card: &kaoping::internals::scorecard::Scorecard,
    listing: bool,
) -> String {
    let digests = digests();
    let builder = builder(sample, &digests, style.lang);
    let mut totals = Totals::default();
    totals.add(card);
    let district = sample.plan.level("district");
    let selection = Selection {
        year: 2013,
        unit: sample.city,
        level: district.filter(|_| listing),
        members: district.filter(|_| !listing),
    };
    let mut renderer = format(id)
        .and_then(|format| format.scorecard)
        .expect("a format")(style);
    let mut out = Vec::new();
    renderer.begin(&mut out, &builder.head(selection)).unwrap();
    let card = builder.card(card, renderer.detail());
    renderer.card(&mut out, &card).unwrap();
    if !listing {
        let below = [builder.unit_summary(&district_card(sample))];
        renderer.members(&mut out, &below).unwrap();
    }
    let tail = scorecard_tail(&totals, &sample.findings, &status(), style.lang);
    renderer.end(&mut out, &tail).unwrap();
    String::from_utf8(out).unwrap()
}

fn builder<'a>(sample: &'a Sample, digests: &'a Digests, lang: Lang) -> Builder<'a> {
    Builder {
        plan: &sample.plan,
        figures: &sample.figures,
        digests,
        sources: &sample.sources,
        lang,
    }
}

/// Compares a text with the file that holds what it should be.
fn compare_golden(name: &str, text: &str) {
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
    for format in FORMATS.iter().filter(|format| !format.binary) {
        for (lang, word) in LANGS {
            let text = rendered(format.id, style(lang, 80));
            compare_golden(&format!("{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn a_wide_table_has_one_line_a_result() {
    for (lang, word) in LANGS {
        for width in [100, 140] {
            let text = rendered("table", style(lang, width));
            compare_golden(&format!("table-{width}-{word}.txt"), &text);
        }
    }
}

/// Where no terminal limits a line, so that a search for a verdict finds the whole result.
#[test]
fn a_row_of_a_file_is_one_line() {
    for (lang, word) in LANGS {
        let of_file = Style {
            wraps_rows: false,
            ..style(lang, 80)
        };
        let text = rendered("table", of_file);
        for clause in [" 14.1", " 14.2", " 16.2", " 16.3"] {
            let rows = text.lines().filter(|line| line.ends_with(clause));
            let signs = rows.filter_map(|line| line.chars().next());
            assert!(signs.clone().count() > 0, "{clause}: {text}");
            assert!(
                signs.into_iter().all(|sign| sign != ' '),
                "{clause}: {text}"
            );
        }
        compare_golden(&format!("table-file-{word}.txt"), &text);
    }
}

#[test]
fn explanations_in_both_languages() {
    let (sample, digests) = (sample(), digests());
    for format in FORMATS.iter().filter(|format| format.id != "ndjson") {
        for (lang, word) in LANGS {
            let Some(write) = format.explanation else {
                continue;
            };
            let builder = builder(&sample, &digests, lang);
            let document = builder.explanation(
                &rate(&sample),
                Some(UnitSelection::default()),
                &sample.findings,
                &status(),
            );
            let mut out = Vec::new();
            write(&mut out, style(lang, 80), &document).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("explain-{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn trends_in_both_languages() {
    let (sample, digests) = (sample(), digests());
    for format in FORMATS.iter().filter(|format| format.trend.is_some()) {
        for (lang, word) in LANGS {
            let builder = builder(&sample, &digests, lang);
            let mut out = Vec::new();
            // A few are shown in full, many a line each.
            for trends in [vec![trend(&sample); 1], vec![trend(&sample); 9]] {
                let document = builder.trends(&trends, &sample.findings, &status());
                let write = format.trend.expect("it has one");
                if trends.len() == 1 || format.id == "table" {
                    write(&mut out, style(lang, 80), &document).unwrap();
                }
            }
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("trend-{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn rankings_in_both_languages() {
    let (sample, digests) = (sample(), digests());
    for format in FORMATS.iter().filter(|format| format.rank.is_some()) {
        for (lang, word) in LANGS {
            let builder = builder(&sample, &digests, lang);
            let ranking = ranking(&sample);
            let document = builder.ranking(&ranking, &sample.findings, &status());
            let mut out = Vec::new();
            let write = format.rank.expect("it has one");
            write(&mut out, style(lang, 80), &document).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("rank-{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn comparisons_in_both_languages() {
    let (sample, digests) = (sample(), digests());
    let compared = compare(card(&sample).results, vec![trend(&sample).years[0].clone()]);
    for format in FORMATS.iter().filter(|format| format.comparison.is_some()) {
        for (lang, word) in LANGS {
            let builder = builder(&sample, &digests, lang);
            let sides = [(sample.city, 2013), (sample.city, 2012)];
            let document = builder.comparison(sides, &compared, &sample.findings, &status());
            let mut out = Vec::new();
            let write = format.comparison.expect("it has one");
            write(&mut out, style(lang, 100), &document).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("compare-{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn checks_in_both_languages() {
    let sample = sample();
    let checked = Checked {
        indicators: 5,
        units: 2,
        files: 1,
        rows: 12,
        balance: vec![FileBalance {
            file: "residents.csv".to_owned(),
            read: 15,
            used: 12,
            set_aside: 2,
            refused: 1,
            refused_cells: 3,
            ..FileBalance::default()
        }],
    };
    let missing = MissingFigure {
        unit: "110105".to_owned(),
        unit_name: "朝阳区".to_owned(),
        variable: "active".to_owned(),
        variable_name: "参加志愿服务的居民人数".to_owned(),
        period: "2011-2013".to_owned(),
        missing: 3,
        place: Some(Place {
            file: "residents.csv".to_owned(),
            sheet: None,
            cell: None,
            line: 4,
            column: 12,
        }),
        gate: Some(GateMark::Fail),
        unit_decides: 2,
        unit_concerns: 5,
    };
    for format in FORMATS {
        let Some(write) = format.check else {
            continue;
        };
        for (lang, word) in LANGS {
            for (missing, kind) in [(None, "check"), (Some(vec![missing.clone()]), "missing")] {
                let found = &sample.findings;
                let document = check_document(checked.clone(), missing, found, &status(), lang);
                let mut out = Vec::new();
                write(&mut out, style(lang, 80), &document).unwrap();
                let text = String::from_utf8(out).unwrap();
                compare_golden(&format!("{kind}-{}-{word}.txt", format.id), &text);
            }
        }
    }
}

#[test]
fn pages_of_findings_in_both_languages() {
    for format in FORMATS {
        let Some(write) = format.finding_page else {
            continue;
        };
        for (lang, word) in LANGS {
            let page = FindingPage::of(codes::MERGED_CELL, &status(), lang);
            let mut out = Vec::new();
            write(&mut out, style(lang, 80), &page).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("finding-{}-{word}.txt", format.id), &text);
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
        compare_golden(&format!("findings-{word}.txt"), &text);
        let document = plan_document(Some(&sample.plan), &sample.findings, &status(), lang);
        for format in FORMATS {
            let Some(write) = format.plan else { continue };
            let mut out = Vec::new();
            for listing in [Listing::Targets, Listing::ByYear, Listing::Assumptions] {
                let whole = ["json", "ndjson"].contains(&format.id);
                if listing == Listing::Targets || !whole {
                    write(&mut out, style, &document, listing).unwrap();
                }
            }
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("plan-{}-{word}.txt", format.id), &text);
        }
    }
}

#[test]
fn a_listing_of_units_has_every_verdict_and_both_headline_numbers() {
    let sample = sample();
    for (lang, word) in LANGS {
        for width in [80, 160] {
            let style = style(lang, width);
            let text = write_card("table", style, &sample, &card(&sample), true);
            compare_golden(&format!("listing-{width}-{word}.txt"), &text);
        }
    }
}

#[test]
fn a_card_that_mostly_lacks_data_says_so_first() {
    let sample = sample();
    let card = sample::empty_card(&sample);
    for id in ["table", "markdown"] {
        for (lang, word) in LANGS {
            let text = write_card(id, style(lang, 80), &sample, &card, false);
            compare_golden(&format!("coverage-{id}-{word}.txt"), &text);
            assert!(!text.contains('▮') || id == "markdown", "{text}");
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    let text = rendered("csv", style(Lang::Zh, 80));
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains(",'=志愿服务"), "{text}");
    assert!(text.contains(",-2.05,"), "{text}");
}
