//! What came of the tests of a plan, in every format that has a form for it.

use super::{LANGS, compare_golden, sample::sample, status, style};
use kaoping::internals::i18n::Lang;
use kaoping::internals::render::FORMATS;
use kaoping::internals::report::Place;
use kaoping::internals::report::test_run::{
    FieldDifference, MissingEdge, Mutant, Mutation, TestCoverage, TestDocument, TestError,
    TestResult, TestSummary,
};

fn place(file: &str, line: u64) -> Place {
    Place {
        file: file.to_owned(),
        sheet: None,
        cell: None,
        line,
        column: 3,
    }
}

fn result(name: &str, line: u64, differences: Vec<FieldDifference>) -> TestResult {
    TestResult {
        name: name.to_owned(),
        place: place("plan/tests/1.toml", line),
        indicators: vec!["volunteering".to_owned()],
        passed: differences.is_empty(),
        differences,
        errors: Vec::new(),
    }
}

fn difference(field: &str, expected: &str, got: &str) -> FieldDifference {
    FieldDifference {
        indicator: "volunteering".to_owned(),
        unit: Some("0101".to_owned()),
        year: 2015,
        field: field.to_owned(),
        expected: expected.to_owned(),
        got: got.to_owned(),
        place: place("plan/tests/1.toml", 9),
    }
}

fn document(lang: Lang) -> TestDocument {
    let refused = TestError {
        message: lang.pick("不是数字", "not a number").to_owned(),
        place: place("plan/tests/1.toml", 14),
    };
    TestDocument {
        plan: Some("tiny".to_owned()),
        tests: vec![
            result("volunteering (1)", 7, Vec::new()),
            result(
                "volunteering (2)",
                8,
                vec![
                    difference("verdict", "met", "missed"),
                    difference("value", "20", "19.9"),
                ],
            ),
            TestResult {
                passed: false,
                errors: vec![refused],
                ..result("volunteering: <a | b>", 12, Vec::new())
            },
        ],
        summary: TestSummary {
            files: 1,
            cases: 3,
            passed: 1,
            failed: 2,
        },
        coverage: Some(TestCoverage {
            indicators: 2,
            tested: 1,
            edges: 12,
            tested_edges: 10,
            missing: vec![MissingEdge {
                indicator: "planting".to_owned(),
                place: place("plan/plan.toml", 40),
                kind: "untested".to_owned(),
                edge: lang.pick("没有测试", "no test").to_owned(),
            }],
        }),
        mutation: Some(Mutation {
            mutants: 20,
            noticed: 19,
            invalid: 3,
            survived: vec![Mutant {
                entry: "volunteering".to_owned(),
                place: place("plan/plan.toml", 30),
                kind: "number".to_owned(),
                before: "20".to_owned(),
                after: "19.9".to_owned(),
                words: lang.pick("数值减小", "a smaller number").to_owned(),
            }],
        }),
        ..TestDocument::failed(&sample().findings, &status(), lang)
    }
}

#[test]
fn tests_of_a_plan_in_both_languages() {
    for format in FORMATS {
        let Some(write) = format.tests else {
            continue;
        };
        for (lang, word) in LANGS {
            let mut out = Vec::new();
            write(&mut out, style(lang, 80), &document(lang)).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("test-{}-{word}.txt", format.id), &text);
        }
    }
}
