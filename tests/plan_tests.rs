//! Tests of plans: what is wrong with a file of tests, said at its top (`# expect: <code> <line>:<column>`), and what comes of
//! the tests of the plans that are built in.

#[path = "common/program.rs"]
mod program;

use kaoping::internals::finding::{Finding, Findings};
use kaoping::internals::plan::{Plan, load};
use kaoping::internals::plan_tests;
use kaoping::internals::source::{Folder, TextFile};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(folder: &str) -> Vec<TextFile> {
    let folder = Folder::Disk(format!("{ROOT}/{folder}").into());
    let names = folder.list("toml").expect("the folder is there");
    let read = |name: &String| folder.read_text(name).expect("a file can be read");
    names.iter().map(read).collect()
}

fn first_plan() -> Plan {
    load(&read("docs/first-plan/plan")).expect("a plan").plan
}

fn shown(finding: &Finding) -> String {
    let place = &finding.places[0];
    format!("{} {}:{}", finding.code.id, place.line(), place.column())
}

#[test]
fn each_wrong_file_has_exactly_the_findings_it_names() {
    let plan = first_plan();
    let mut wrong = String::new();
    for file in read("tests/cases/plan_tests") {
        let lines = file.text.lines();
        let expected: Vec<&str> = lines.filter_map(|l| l.strip_prefix("# expect: ")).collect();
        let (_, findings): (_, Findings) = plan_tests::read(&plan, std::slice::from_ref(&file));
        let found: Vec<String> = findings.iter().map(shown).collect();
        if found != expected {
            wrong += &format!("{}\n", file.path);
            for finding in findings.iter() {
                let help = finding.help.as_ref().map_or("", |help| &help.en);
                wrong += &format!(
                    "# expect: {} | {} | {help}\n",
                    shown(finding),
                    finding.message.en
                );
            }
        }
    }
    assert!(wrong.is_empty(), "found otherwise than expected:\n{wrong}");
}

/// Runs `kaoping test`; gives its exit code and all that it said.
fn kaoping_test(arguments: &[&str]) -> (i32, String) {
    let mut command = program::kaoping(ROOT);
    let command = command.arg("test").args(arguments);
    let output = command.output().expect("the tool runs");
    let said = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("it was not killed");
    (code, String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_failing_test_is_1_a_wrong_file_2_and_no_test_4() {
    let plan = ["--plan", "docs/first-plan/plan"];
    for (expected, arguments) in [
        (0, &[][..]),
        (0, &["--filter", "PLANTING"]),
        (1, &["tests/cases/plan_tests/failing.toml"]),
        (2, &["tests/cases/plan_tests/misspelt.toml"]),
        (2, &["tests/cases/plan_tests"]),
        (2, &["no/such/file.toml"]),
        (4, &["--filter", "no such test"]),
        (4, &["tests/cases/plan_tests/empty.toml"]),
    ] {
        let (code, said) = kaoping_test(&[&plan[..], arguments].concat());
        assert_eq!(code, expected, "{arguments:?}: {said}");
    }
}

/// Every edge of the built-in plans and of the first plan has a test, and no change of them goes unnoticed.
#[test]
fn the_plans_of_the_project_are_tested_at_every_edge_and_no_change_goes_unnoticed() {
    for plan in [
        "docs/first-plan/plan",
        "builtin:xiaokang-2008",
        "builtin:beijing-2011-2015",
    ] {
        let arguments = ["--plan", plan, "--coverage", "--mutate", "--format", "json"];
        let (code, said) = kaoping_test(&arguments);
        assert_eq!(code, 0, "{plan}: {said}");
        let document: serde_json::Value = serde_json::from_str(&said).expect("a document");
        let coverage = &document["coverage"];
        assert_eq!(coverage["edges"], coverage["tested_edges"], "{plan}");
        let mutation = &document["mutation"];
        assert_eq!(mutation["mutants"], mutation["noticed"], "{plan}");
        // Not every change is invalid.
        let invalid = mutation["invalid"].as_u64().expect("a number");
        assert!(mutation["mutants"].as_u64() > Some(3 * invalid), "{plan}");
    }
}

/// Without its tests, the changes of an indicator survive, and its edges are missing.
#[test]
fn what_is_not_tested_is_named() {
    let arguments = ["--plan", "docs/first-plan/plan", "--filter", "planting"];
    let (code, said) = kaoping_test(&[&arguments[..], &["--coverage", "--mutate"]].concat());
    assert_eq!(code, 1, "{said}");
    for line in [
        "volunteering (docs/first-plan/plan/plan.toml:50:6)\n  no test",
        "SURVIVED volunteering: a smaller number, `20` changed to `19.9`",
        "SURVIVED volunteering: the other direction, `at-least` changed to `at-most`",
        "SURVIVED reading-rooms: a year earlier",
        "tested: 1 of 3 indicators",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("SURVIVED planting"), "{said}");
}

/// The tests name every kind of change in the page on tests, in both languages.
#[test]
fn the_page_on_tests_has_every_kind_of_change() {
    for page in ["docs/plan-tests.md", "docs/plan-tests.zh-CN.md"] {
        let text = std::fs::read_to_string(format!("{ROOT}/{page}")).expect("a page");
        for operator in plan_tests::mutate::OPERATORS {
            let row = format!("| `{}` |", operator.kind);
            assert!(
                text.contains(&row),
                "{page}: no row for `{}`",
                operator.kind
            );
        }
    }
}
