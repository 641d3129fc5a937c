//! Data sets with mistakes: a case is a folder under `tests/cases/data`, its `expect.txt` lists what is found.

mod common;

use kaoping::internals::data::{self, CellValue, NameIndex, NumericCell, Reader, RowHead, Sink};
use kaoping::internals::finding::{Code, Findings, codes};
use kaoping::internals::observation::PackedAnswer;
use kaoping::internals::plan::VariableIx;
use kaoping::internals::source::Folder;
use kaoping::internals::table::Range;
use std::collections::BTreeSet;
use std::fs;

const CASES: &str = "tests/cases/data";

/// Lists what it is given.
#[derive(Default)]
struct List(Vec<String>);

impl Sink for List {
    fn wide(&mut self, row: &RowHead<'_>, codes: &[PackedAnswer], readings: &[NumericCell]) {
        let (unit, period) = (row.unit, row.period);
        self.0
            .push(format!("{unit:?} {period} {codes:?} {readings:?}"));
    }

    fn long(&mut self, row: &RowHead<'_>, variable: VariableIx, entry: CellValue<'_>, at: usize) {
        let (unit, period, raw) = (row.unit, row.period, row.fields.raw(at));
        self.0
            .push(format!("{unit:?} {period} {} {entry:?} {raw}", variable.0));
    }
}

fn read(name: &str) -> (Findings, Vec<String>) {
    let plan = common::plan();
    let folder = Folder::Disk(format!("{CASES}/{name}").into());
    let (set, mut findings) = data::open(&folder, &plan);
    let name_index = NameIndex::new(&plan);
    let mut list = List::default();
    for layout in &set.schemas {
        let reader = Reader {
            data: &set,
            plan: &plan,
            name_index: &name_index,
            names_of: &[],
            words: &[],
            doubts: &Default::default(),
            at_sight: true,
        };
        let report = reader.read(layout, Range::WHOLE, &mut list);
        findings.merge(report.findings);
        // What only all of a file together shows.
        let ignored = layout.ignored_titles().zip(report.ignored);
        let varying = ignored.filter_map(|(title, column)| column?.finding(title));
        varying.for_each(|finding| findings.add(finding));
    }
    (findings, list.0)
}

fn listed(name: &str, findings: &Findings) -> String {
    let mut lines = String::new();
    for finding in findings.iter() {
        let place = finding.places.first();
        if place.is_some_and(|place| place.file.ends_with("/expect.txt")) {
            continue; // no table is read from the test's own file
        }
        assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
        let place = finding.places.first().map_or("-".to_owned(), |place| {
            let file = place.file.trim_start_matches(&format!("{CASES}/{name}/"));
            format!("{file}:{}:{}", place.line(), place.column())
        });
        lines.push_str(&format!("{} {place}", finding.code.id));
        if finding.count > 1 {
            lines.push_str(&format!(" x{}", finding.count));
        }
        lines.push('\n');
    }
    lines
}

fn cases() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_case_finds_what_it_should() {
    let mut wrong = String::new();
    for name in cases() {
        let expected = fs::read_to_string(format!("{CASES}/{name}/expect.txt")).unwrap_or_default();
        let (findings, _) = read(&name);
        let found = listed(&name, &findings);
        if found != expected {
            wrong.push_str(&format!("--- {name}\nexpected:\n{expected}found:\n{found}"));
            for finding in findings.iter() {
                wrong.push_str(&format!("    {}\n", finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_finding_about_the_manifest_has_a_caret_a_help_line_and_both_languages() {
    for name in cases() {
        for finding in read(&name).0.iter() {
            let Some(place) = finding.places.first() else {
                continue;
            };
            if !place.file.ends_with("/data.toml") || place.line() == 0 {
                continue;
            }
            let shown = format!("{name} {} {place}", finding.code.id);
            let line = place.in_text().expect("a line");
            // A syntax error may be at the end of a line, behind its last character.
            let at_a_point = finding.code == codes::TOML_SYNTAX;
            assert!(
                at_a_point || line.span.0 < line.span.1,
                "{shown}: nothing is underlined"
            );
            let help = finding.help.as_ref().expect("help");
            assert!(!help.zh.is_empty() && !help.en.is_empty(), "{shown}");
            assert!(!finding.message.zh.is_empty(), "{shown}");
        }
    }
}

#[test]
fn every_data_code_has_a_case() {
    let mut seen = BTreeSet::new();
    for name in cases() {
        let expected = fs::read_to_string(format!("{CASES}/{name}/expect.txt")).unwrap_or_default();
        seen.extend(
            expected
                .lines()
                .filter_map(|line| Some(line.split(' ').next()?.to_owned())),
        );
    }
    let from = codes::ALL
        .iter()
        .position(|code| *code == codes::BAD_MANIFEST);
    let to = codes::ALL
        .iter()
        .position(|code| *code == codes::DASH_AS_BLANK);
    for code in &codes::ALL[from.unwrap()..=to.unwrap()] {
        let covered = ELSEWHERE.contains(code) || seen.contains(code.id);
        assert!(covered, "no case for `{}`", code.id);
    }
}

/// Codes about what no folder of text shows: a line as long as that is made in tests/bounds.rs, counts of an engine in tests/counts.rs
/// and tests/sql, types of columns in tests/parquet.rs.
const ELSEWHERE: [&Code; 7] = [
    codes::LINE_TOO_LONG,
    codes::TABLE_NOT_COUNTED,
    codes::BAD_TALLY,
    codes::ROW_BESIDE_COUNTS,
    codes::LARGE_REST,
    codes::COLUMN_TYPE,
    codes::COLUMNS_DIFFER,
];

#[test]
fn a_clean_file_says_what_it_says() {
    let (_, rows) = read("clean");
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0],
        "Known(UnitIx(1)) 2014 [PackedAnswer(2)] [Exact(908000), Exact(100), Exact(9500)]"
    );
    assert!(rows[1].starts_with("Known(UnitIx(2)) 2014 [PackedAnswer(1)] [Between("));
    assert!(rows[1].contains("Exact(123450)"));
}

#[test]
fn a_long_file_says_what_it_says() {
    let (_, rows) = read("unknown-variable");
    assert_eq!(
        rows,
        [
            "Known(UnitIx(1)) 2014 0 Figure(Exact(12000)) 1.2万人",
            "Known(UnitIx(1)) 2014 5 Answer(PackedAnswer(2)) 是",
            "Known(UnitIx(1)) 2014 5 Answer(PackedAnswer(253)) 也许",
        ]
    );
}
