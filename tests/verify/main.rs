//! `verify`: a scorecard stands while its inputs and itself are what they were; what was changed is found, and named.

#[path = "../common/first_plan.rs"]
mod first_plan;
mod inputs;
#[path = "../common/program.rs"]
mod program;

use program::kaoping;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A copy of the first plan and its figures, and a scorecard of them.
struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// Scores with some options; the document is `card.json`.
    fn scored(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = World { folder };
        first_plan::copy(&["plan", "data"], world.folder.path());
        world.score(options);
        world
    }

    fn score(&self, options: &[&str]) {
        let first = ["score", "--plan", "plan", "--data", "data"];
        let last = ["--format", "json", "--output", "card.json"];
        let output = self.run(&[&first, options, &last].concat());
        assert!(self.path("card.json").exists(), "{options:?} {output:?}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = kaoping(self.folder.path());
        command.args(arguments).output().expect("the tool runs")
    }

    /// The exit code and the document of a verification with more options.
    fn verify(&self, options: &[&str]) -> (i32, Value) {
        let output = self.run(&[&["verify", "card.json", "--format", "json"], options].concat());
        let document = serde_json::from_slice(&output.stdout).expect("a document");
        (output.status.code().expect("it was not killed"), document)
    }

    /// Replaces a text that a file holds.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{name}: no {from}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }
}

/// The ids of the results that are not the same, each with the fields.
fn differences(document: &Value) -> Vec<(String, Vec<String>)> {
    let list = document["differences"].as_array().expect("a list");
    let fields = |one: &Value| {
        let fields = one["fields"].as_array().expect("a list").iter();
        fields.map(|field| text(&field["field"])).collect()
    };
    list.iter()
        .map(|one| (text(&one["id"]), fields(one)))
        .collect()
}

/// The inputs that are not the same: what became of them, and their paths.
fn changed(document: &Value) -> Vec<(String, String)> {
    let inputs = document["inputs"].as_array().expect("a list").iter();
    let inputs = inputs.map(|input| (text(&input["status"]), text(&input["path"])));
    inputs.filter(|(status, _)| status != "unchanged").collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn a_scorecard_stands_whatever_options_it_was_made_with() {
    for options in [
        &[] as &[&str],
        &["--year", "2021,2023"],
        &["--year", "2022", "--level", "village"],
        &["--level", "village", "--unit", "Willow Town"],
        &[
            "--unit",
            "Mill End",
            "--unit",
            "Willow Town",
            "--sort",
            "gap",
        ],
        &[
            "--group",
            "1",
            "--stage",
            "mid-term",
            "--only",
            "met,no-data",
        ],
        &["--as-of", "2023-06"],
        &[
            "--fail-on",
            "no-data",
            "--min-met",
            "80",
            "--warn-on",
            "behind",
        ],
        &["--lang", "zh"],
    ] {
        let (code, document) = World::scored(options).verify(&[]);
        assert_eq!(code, 0, "{options:?} {document:#}");
        assert_eq!(document["stands"], true, "{options:?}");
        assert!(document["results"].as_u64() > Some(0), "{options:?}");
        for key in ["differences", "others", "notes", "findings"] {
            assert_eq!(document[key], serde_json::json!([]), "{options:?}");
        }
    }
}

#[test]
fn the_built_in_data_sets_are_verified_from_any_folder() {
    for data in ["builtin:beijing", "builtin:sample"] {
        let world = World::scored(&[]);
        world.run(&["score", "--data", data, "--output", "card.json"]);
        let (code, document) = world.verify(&[]);
        assert_eq!(
            (code, &document["stands"]),
            (0, &Value::Bool(true)),
            "{data}"
        );
        assert!(document["results"].as_u64() > Some(100), "{data}");
        let synthetic = data == "builtin:sample";
        assert_eq!(document["scorecard"]["synthetic"], synthetic, "{data}");
        let page = world.run(&["verify", "card.json"]);
        let page = String::from_utf8(page.stdout).unwrap();
        assert_eq!(page.contains("SYNTHETIC"), synthetic, "{data}");
    }
}

/// Every value, count and reason of a document that is edited by hand is found, and no input is blamed.
#[test]
fn what_is_edited_in_the_document_is_found() {
    for (from, to, field) in [
        ("\"verdict\":\"met\"", "\"verdict\":\"missed\"", "verdict"),
        ("\"value\":\"20.7650273224\"", "\"value\":\"21\"", "value"),
        ("\"exact\":\"3800/183\"", "\"exact\":\"3801/183\"", "exact"),
        ("\"value\":\"20\"", "\"value\":\"19\"", "target.value"),
        ("\"due\":false", "\"due\":true", "due"),
        ("\"line\":12", "\"line\":13", "evidence[0].place.line"),
        ("\"raw\":\"190\"", "\"raw\":\"191\"", "evidence[0].raw"),
    ] {
        let world = World::scored(&["--year", "2023", "--unit", "Lower Willow"]);
        world.edit("card.json", from, to);
        let (code, document) = world.verify(&[]);
        assert_eq!(code, 1, "{field}");
        assert_eq!(document["stands"], false, "{field}");
        let found = differences(&document);
        let id = "volunteering/0102/2023".to_owned();
        assert_eq!(found, [(id, vec![field.to_owned()])], "{field}");
        assert_eq!(document["differences"][0]["inputs"], serde_json::json!([]));
        assert!(changed(&document).is_empty());
    }
    for (from, to, field) in [
        ("\"met\":1", "\"met\":2", "summary.met"),
        ("\"expected\":2", "\"expected\":3", "coverage.expected"),
        ("\"passed\":true", "\"passed\":false", "gate_end.passed"),
        ("\"code\":0", "\"code\":1", "exit.code"),
        ("\"synthetic\": false", "\"synthetic\": true", "synthetic"),
    ] {
        let gate = ["--unit", "Lower Willow", "--fail-on", "missed"];
        let world = World::scored(&[&["--year", "2023"], &gate[..]].concat());
        world.edit("card.json", from, to);
        let (code, document) = world.verify(&[]);
        assert_eq!(
            (code, &document["stands"]),
            (1, &Value::Bool(false)),
            "{field}"
        );
        assert_eq!(document["others"][0]["field"], field);
        assert!(differences(&document).is_empty(), "{field}");
    }
}

#[test]
fn results_that_are_removed_or_added_by_hand_are_found() {
    let world = World::scored(&["--year", "2023", "--level", "village"]);
    let card = fs::read_to_string(world.path("card.json")).unwrap();
    let mut document: Value = serde_json::from_str(&card).unwrap();
    let results = document["results"].as_array_mut().unwrap();
    let mut other = results.remove(0);
    other["id"] = "volunteering/0109/2023".into();
    results.push(other);
    fs::write(world.path("card.json"), document.to_string()).unwrap();
    let (code, document) = world.verify(&[]);
    assert_eq!(code, 1);
    let list = document["differences"].as_array().unwrap();
    let both: Vec<_> = list
        .iter()
        .map(|one| (&one["stated"], &one["found"]))
        .collect();
    let met = Value::from("on-track");
    assert_eq!(both, [(&met, &Value::Null), (&Value::Null, &met)]);
}

/// A changed figure: the results that rest on it are named, with the file, and no others.
#[test]
fn a_gate_whose_baseline_is_gone_is_not_verified_and_that_is_said() {
    let world = World::scored(&["--year", "2022"]);
    fs::rename(world.path("card.json"), world.path("before.json")).unwrap();
    world.score(&["--year", "2023", "--baseline", "before.json"]);
    let (code, document) = world.verify(&[]);
    assert_eq!(
        (code, &document["notes"]),
        (0, &serde_json::json!([])),
        "{document:#}"
    );
    fs::remove_file(world.path("before.json")).unwrap();
    let (code, document) = world.verify(&[]);
    assert_eq!(code, 0, "{document:#}");
    assert!(text(&document["notes"][0]).contains("the gate is not verified"));
}

#[test]
fn a_scorecard_of_another_version_is_verified_and_that_is_said() {
    let world = World::scored(&["--year", "2023"]);
    world.edit("card.json", env!("CARGO_PKG_VERSION"), "0.0.1");
    let (code, document) = world.verify(&[]);
    assert_eq!(code, 0, "{document:#}");
    assert!(text(&document["notes"][0]).starts_with("the scorecard was made by version 0.0.1"));
}

#[test]
fn what_is_no_scorecard_or_evaluated_nothing_is_refused() {
    let world = World::scored(&["--year", "2023"]);
    for (content, words) in [
        ("no JSON", "is no scorecard in JSON"),
        ("{}", "is no scorecard in JSON"),
    ] {
        fs::write(world.path("card.json"), content).unwrap();
        let (code, document) = world.verify(&[]);
        assert_eq!((code, &document["stands"]), (3, &Value::Null));
        assert!(
            text(&document["exit"]["message"]).contains(words),
            "{document:#}"
        );
    }
    let failed = ["score", "--unit", "nobody", "--output", "card.json"];
    assert_eq!(world.run(&failed).status.code(), Some(2));
    let (code, document) = world.verify(&[]);
    assert_eq!(
        (code, &document["stands"]),
        (3, &Value::Null),
        "{document:#}"
    );
}

#[test]
fn a_scorecard_is_not_replaced_by_what_is_said_of_it() {
    let world = World::scored(&["--year", "2023"]);
    let card = fs::read(world.path("card.json")).unwrap();
    for command in [&["verify", "card.json"][..], &["diff", "card.json", "data"]] {
        let last = ["--format", "json", "--output", "card.json"];
        let output = world.run(&[command, &last].concat());
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(fs::read(world.path("card.json")).unwrap() == card);
    }
}

/// The scorecard that the documentation shows. `KAOPING_BLESS=1` makes it anew.
#[test]
fn the_scorecard_of_the_documentation_stands() {
    let code = |arguments: &[&str]| {
        let mut command = kaoping(ROOT);
        let output = command.args(arguments).output();
        output.expect("the tool runs").status.code()
    };
    let card = "docs/first-plan/scorecard.json";
    if std::env::var_os("KAOPING_BLESS").is_some() {
        let sources = [
            "--plan",
            "docs/first-plan/plan",
            "--data",
            "docs/first-plan/data",
        ];
        let asked = [
            "score", "--year", "2023", "--level", "village", "--output", card,
        ];
        assert_eq!(code(&[&asked[..], &sources].concat()), Some(0));
    }
    assert_eq!(code(&["verify", card]), Some(0));
}
