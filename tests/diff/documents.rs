//! Scorecards on either side: their inputs are held to their digests, and what is lacking is said.

use super::first_plan;
use super::program::kaoping;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// The first plan, its figures, and the restated ones.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        first_plan::copy(&["plan", "data", "restated"], desk.0.path());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn score(&self, data: &str, to: &str, more: &[&str]) {
        let first = ["score", "--plan", "plan", "--data", data, "--output", to];
        let (code, _) = self.run(&[&first, more].concat());
        assert_eq!(code, 0);
    }

    fn run(&self, arguments: &[&str]) -> (i32, Vec<u8>) {
        let mut command = kaoping(self.0.path());
        let output = command.args(arguments).output().expect("it runs");
        (output.status.code().expect("it ends"), output.stdout)
    }

    /// The exit code and the document, which is valid against its schema.
    fn diff(&self, arguments: &[&str]) -> (i32, Value) {
        let (code, out) = self.run(&[&["diff", "--format", "json"], arguments].concat());
        let document: Value = serde_json::from_slice(&out).expect("a document");
        let kind = kaoping::internals::report::DOCUMENTS
            .iter()
            .find(|kind| kind.name() == "diff");
        let schema = (kind.expect("it is known").schema)();
        let validator = jsonschema::validator_for(schema.as_value()).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&document)
            .map(|e| e.to_string())
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        (code, document)
    }
}

fn acting(document: &Value) -> Vec<Vec<&str>> {
    let rows = document["rows"].as_array().expect("a list").iter();
    rows.map(|row| {
        let causes = row["causes"].as_array().expect("a list").iter();
        let acting = causes.filter(|cause| cause["acts"] == true);
        acting
            .map(|cause| cause["cause"].as_str().expect("a text"))
            .collect()
    })
    .collect()
}

const VILLAGES: [&str; 4] = ["--year", "2023", "--level", "village"];

#[test]
fn two_scorecards_or_one_and_data_or_two_data_sets_say_the_same() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    desk.score("restated", "new.json", &VILLAGES);
    let wanted = vec![vec!["restated-data"], vec!["new-data"]];
    let plan = ["--plan", "plan"];
    for arguments in [
        vec!["old.json", "new.json"],
        vec!["old.json", "restated"],
        vec!["data", "new.json"],
        [&["data", "restated"][..], &plan, &VILLAGES].concat(),
        [
            &["--old-data", "data", "--new-data", "restated"][..],
            &plan,
            &VILLAGES,
        ]
        .concat(),
        [&["data", "--new-data", "restated"][..], &plan, &VILLAGES].concat(),
    ] {
        let (code, document) = desk.diff(&arguments);
        assert_eq!(code, 0, "{arguments:?}");
        assert_eq!(
            document["attributed"], true,
            "{arguments:?} {}",
            document["notes"]
        );
        assert_eq!(acting(&document), wanted, "{arguments:?}");
        let summary = &document["summary"];
        let counts = ["results", "verdicts", "worse", "better", "values"].map(|key| &summary[key]);
        assert_eq!(json!(counts), json!([3, 2, 1, 1, 0]), "{arguments:?}");
        let cell = &document["rows"][0]["cells"][0];
        assert_eq!(cell["old"][0]["place"]["file"], "data/figures.csv");
        assert_eq!(cell["new"][0]["place"]["file"], "restated/figures.csv");
    }
}

/// The figures were restated in place: what differs is still told, and what to give; then given.
#[test]
fn without_its_inputs_a_scorecard_is_compared_and_no_cause_is_guessed() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    fs::rename(desk.path("data"), desk.path("archive")).unwrap();
    fs::rename(desk.path("restated"), desk.path("data")).unwrap();
    desk.score("data", "new.json", &VILLAGES);
    let (code, document) = desk.diff(&["old.json", "new.json", "--fail-on", "regression"]);
    assert_eq!((code, &document["attributed"]), (1, &json!(false)));
    assert_eq!(acting(&document), vec![vec![""; 0]; 2]);
    assert_eq!(document["causes"][0]["differs"], Value::Null);
    let note = document["notes"][0].as_str().expect("a text");
    assert!(
        note.contains("data/figures.csv") && note.contains("--old-data"),
        "{note}"
    );
    let (_, document) = desk.diff(&["old.json", "new.json", "--old-data", "archive"]);
    assert_eq!(acting(&document), [["restated-data"], ["new-data"]]);
    // Others than those of the scorecard are no substitute.
    let (_, document) = desk.diff(&["old.json", "new.json", "--old-data", "data"]);
    assert_eq!(document["attributed"], false);
}

/// A verdict that was edited by hand is no result of its inputs: it is listed, and no cause is named.
#[test]
fn what_a_scorecard_states_otherwise_than_its_inputs_is_not_attributed() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    let text = fs::read_to_string(desk.path("old.json")).unwrap();
    let edited = text.replacen("\"verdict\":\"met\"", "\"verdict\":\"missed\"", 1);
    assert_ne!(text, edited);
    fs::write(desk.path("old.json"), edited).unwrap();
    let (code, document) = desk.diff(&["old.json", "restated"]);
    assert_eq!(code, 0);
    let rows = document["rows"].as_array().unwrap();
    let named: Vec<_> = rows
        .iter()
        .map(|row| row["causes"].as_array().unwrap().len())
        .collect();
    assert_eq!(named.iter().filter(|&&causes| causes == 0).count(), 1);
    assert!(
        document["notes"][0]
            .as_str()
            .unwrap()
            .contains("kaoping verify")
    );
}

/// What the gate refuses fails in every format: under `change` also what only moved, under `regression` what got worse only.
#[test]
fn what_the_gate_refuses_fails_in_every_format() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    for (fail_on, failing) in [
        (&["--fail-on", "change"][..], true),
        (&["--fail-on", "regression"], false),
        (&[], false),
    ] {
        let report = [
            "restated",
            "old.json",
            "--plan",
            "plan",
            "--report",
            "junit=d.xml",
            "--report",
            "sarif=d.sarif",
        ];
        let (code, document) = desk.diff(&[&report[..], fail_on].concat());
        let rows = document["rows"].as_array().expect("a list");
        let marked = rows.iter().filter(|row| row["gate"] == "fail").count();
        let worse = rows
            .iter()
            .filter(|row| row["direction"] == "worse")
            .count();
        let expected = match (failing, fail_on.is_empty()) {
            (true, _) => rows.len(),
            (false, true) => 0,
            (false, false) => worse,
        };
        assert!(rows.len() > worse, "{document}");
        assert_eq!((marked, code == 1), (expected, expected > 0), "{fail_on:?}");
        let junit = fs::read_to_string(desk.path("d.xml")).unwrap();
        assert_eq!(
            junit.matches("<failure type=\"diff/").count(),
            expected,
            "{fail_on:?}: {junit}"
        );
        let sarif: Value =
            serde_json::from_str(&fs::read_to_string(desk.path("d.sarif")).unwrap()).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
        let errors = results.filter(|result| result["level"] == "error").count();
        assert_eq!(errors, expected, "{fail_on:?}: {sarif}");
    }
}

/// A scorecard says where its plan and waivers were: the settings of the project are about data that is scored now.
#[test]
fn the_settings_of_a_project_do_not_move_the_inputs_of_a_scorecard() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    desk.score("restated", "new.json", &VILLAGES);
    fs::write(
        desk.path("kaoping.toml"),
        "plan = \"other\"\nwaivers = \"none.toml\"\n",
    )
    .unwrap();
    let (code, document) = desk.diff(&["old.json", "new.json"]);
    assert_eq!(
        (code, &document["attributed"]),
        (0, &json!(true)),
        "{document}"
    );
    // What is given is where they are now.
    fs::rename(desk.path("plan"), desk.path("moved")).unwrap();
    let (code, document) = desk.diff(&["old.json", "new.json", "--plan", "moved"]);
    assert_eq!(
        (code, &document["attributed"]),
        (0, &json!(true)),
        "{document}"
    );
}

#[test]
fn the_sample_says_that_it_is_synthetic_and_differs_by_time_only() {
    let desk = Desk::new();
    let reports = ["table", "markdown", "junit"];
    let named = reports.map(|format| format!("{format}={format}.out"));
    let mut arguments = vec![
        "--data",
        "builtin:sample",
        "--year",
        "2012,2013",
        "--group",
        "16",
    ];
    arguments.extend(named.iter().flat_map(|report| ["--report", report]));
    let (code, document) = desk.diff(&arguments);
    assert_eq!(code, 0);
    assert_eq!(document["old"]["synthetic"], true);
    let acting = acting(&document);
    assert!(!acting.is_empty() && acting.iter().all(|acting| acting == &["time"]));
    for format in reports {
        let page = fs::read_to_string(desk.path(&format!("{format}.out"))).unwrap();
        assert!(page.contains("SYNTHETIC"), "{format}");
    }
}

#[test]
fn every_exit_code_of_the_contract() {
    let desk = Desk::new();
    desk.score("data", "old.json", &VILLAGES);
    desk.score("restated", "new.json", &VILLAGES);
    desk.score(
        "data",
        "met.json",
        &[&VILLAGES[..], &["--only", "waived"]].concat(),
    );
    fs::write(desk.path("no.json"), "{}").unwrap();
    fs::create_dir(desk.path("bad")).unwrap();
    let row = "code,year,residents\n0101,2023,many\n";
    fs::write(desk.path("bad/a.csv"), row).unwrap();
    fs::copy(desk.path("data/units.csv"), desk.path("bad/units.csv")).unwrap();
    let both = ["old.json", "new.json"];
    for (expected, arguments) in [
        (0, &both[..]),
        (0, &["old.json", "old.json", "--fail-on", "change"]),
        (1, &["old.json", "new.json", "--fail-on", "regression"]),
        (1, &["old.json", "new.json", "--fail-on", "change"]),
        (1, &["new.json", "old.json", "--fail-on", "regression"]),
        (2, &["old.json", "new.json", "--fail-on", "nothing"]),
        (2, &["old.json", "new.json", "--year", "2023"]),
        (2, &["--year", "2021,2022,2023"]),
        (2, &["old.json", "-"]),
        (2, &["data", "restated", "--plan", "no/such/folder"]),
        (
            2,
            &["data", "restated", "--plan", "plan", "--unit", "nobody"],
        ),
        (3, &["old.json", "no.json"]),
        (3, &["old.json", "absent.json"]),
        (3, &["old.json", "bad", "--fail-on", "change"]),
        (
            1,
            &["old.json", "bad", "--fail-on", "change", "--allow-refused"],
        ),
        (4, &["met.json", "met.json"]),
    ] {
        for format in kaoping::internals::render::formats_with(|format| format.difference.is_some())
        {
            let all = [&["diff", "--format", format], arguments].concat();
            assert_eq!(desk.run(&all).0, expected, "{all:?}");
        }
    }
}
