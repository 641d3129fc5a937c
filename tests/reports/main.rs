//! Several outputs of one run, and the formats that other programs read: each is well formed, says the same as the others,
//! and is not steered by names.

mod formats;
#[path = "../common/program.rs"]
mod program;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PLAN: &str = "docs/first-plan/plan";
const DATA: &str = "docs/first-plan/data";

fn kaoping(arguments: &[&str]) -> Command {
    let mut command = program::kaoping(ROOT);
    command.args(arguments);
    command
}

fn score(more: &[&str]) -> Output {
    let first = ["score", "--plan", PLAN, "--data", DATA, "--year", "2023"];
    let arguments: Vec<&str> = first.iter().chain(more).copied().collect();
    kaoping(&arguments).output().expect("the tool runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn last_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines().last().unwrap_or_default().to_owned()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

struct Temporary(tempfile::TempDir);

impl Temporary {
    fn new() -> Self {
        Temporary(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn report(&self, format: &str) -> String {
        format!("{format}={}", self.path(format).display())
    }
}

const FORMATS: [&str; 8] = [
    "table", "json", "ndjson", "csv", "markdown", "junit", "sarif", "github",
];

#[test]
fn every_report_of_a_run_is_what_its_format_alone_would_be() {
    let folder = Temporary::new();
    let gate = ["--fail-on", "no-data"];
    let reports: Vec<String> = FORMATS.iter().map(|id| folder.report(id)).collect();
    let mut arguments = gate.to_vec();
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    let output = score(&arguments);
    assert_eq!(code(&output), 1);
    assert_eq!(last_line(&output), "kaoping: gate failed: 3 no data");
    for id in FORMATS {
        let alone = score(&[&gate[..], &["--format", id]].concat());
        let written = fs::read(folder.path(id)).unwrap();
        assert!(written == alone.stdout, "{id}");
        assert_eq!(code(&alone), 1, "{id}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_74_and_nothing_is_half_written() {
    let folder = Temporary::new();
    let json = folder.report("json");
    let output = score(&["--report", &json, "--report", "csv=no/such/folder/a.csv"]);
    assert_eq!(code(&output), 74);
    assert!(!folder.path("json").exists());
    for wrong in ["nope=a", "csv", "csv="] {
        assert_eq!(code(&score(&["--report", wrong])), 2, "{wrong}");
    }
    assert_eq!(code(&score(&["--report", &json, "--report", &json])), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_a_closed_pipe_does_not_stop_the_reports() {
    let folder = Temporary::new();
    let output = score(&[
        "--report",
        "csv=/dev/full",
        "--report",
        &folder.report("json"),
    ]);
    assert_eq!(code(&output), 74);
    assert!(last_line(&output).contains("/dev/full"));
    let line = format!(
        "'{}' score --plan {PLAN} --data {DATA} --format ndjson --report '{}' | true",
        env!("CARGO_BIN_EXE_kaoping"),
        folder.report("markdown"),
    );
    let run = Command::new("sh")
        .args(["-c", &line])
        .current_dir(ROOT)
        .status();
    assert!(run.unwrap().success());
    assert!(
        fs::read_to_string(folder.path("markdown"))
            .unwrap()
            .contains("1.1")
    );
}

#[test]
fn a_failed_run_has_its_documents_too() {
    let folder = Temporary::new();
    let reports = ["json", "junit", "sarif", "github"].map(|id| folder.report(id));
    let mut arguments = vec!["--unit", "Atlantis"];
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    assert_eq!(code(&score(&arguments)), 2);
    assert_eq!(json(&folder.path("json"))["exit"]["code"], 2);
    assert_eq!(
        json(&folder.path("sarif"))["runs"][0]["invocations"][0]["exitCode"],
        2
    );
    assert!(
        fs::read_to_string(folder.path("junit"))
            .unwrap()
            .contains("errors=\"1\"")
    );
    assert!(
        fs::read_to_string(folder.path("github"))
            .unwrap()
            .starts_with("::error ")
    );
}

/// Each outstanding figure is at a place where it can be looked up: its blank cell, or the plan's declaration.
#[test]
fn outstanding_figures_are_results_at_their_places() {
    let folder = Temporary::new();
    let reports = ["sarif", "junit", "github"].map(|id| folder.report(id));
    let mut arguments = vec!["check", "--missing", "--fail"];
    arguments.extend([
        "--plan",
        "docs/first-plan/plan",
        "--data",
        "docs/first-plan/data",
    ]);
    arguments.extend(reports.iter().flat_map(|report| ["--report", report]));
    let output = program::kaoping(ROOT).args(&arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let sarif = json(&folder.path("sarif"));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert_eq!(result["ruleId"], "check/outstanding");
        assert_eq!(result["level"], "error");
        let place = &result["locations"][0]["physicalLocation"];
        let file = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(
            ["plan.toml", "figures.csv"]
                .iter()
                .any(|name| file.ends_with(name)),
            "{file}"
        );
        assert!(place["region"]["startLine"].as_u64() > Some(0), "{result}");
    }
    let junit = fs::read_to_string(folder.path("junit")).unwrap();
    let failed = junit.matches("<failure type=\"check/outstanding\"").count();
    assert_eq!(failed, results.len());
    let github = fs::read_to_string(folder.path("github")).unwrap();
    assert!(
        github.starts_with("::error file=docs/first-plan/"),
        "{github}"
    );
}

#[test]
fn only_what_got_worse_fails() {
    let folder = Temporary::new();
    let old = folder.path("json");
    let report = folder.report("json");
    assert_eq!(code(&score(&["--report", &report])), 0);
    let baseline = old.to_str().unwrap();
    let against = |more: &[&str]| score(&[&["--baseline", baseline], more].concat());
    assert_eq!(code(&against(&[])), 0);
    assert_eq!(code(&against(&["--fail-on", "no-data"])), 0);
    assert_eq!(code(&score(&["--fail-on", "no-data"])), 1);
    // The same results, but all of them met.
    let met = fs::read_to_string(&old)
        .unwrap()
        .replace("\"verdict\":\"no-data\"", "\"verdict\":\"met\"");
    fs::write(&old, met).unwrap();
    let worse = against(&[]);
    assert_eq!(code(&worse), 1);
    assert_eq!(
        last_line(&worse),
        "kaoping: gate failed: 3 no data (worse than before)"
    );
    assert_eq!(code(&score(&["--baseline", "no/such.json"])), 3);
    assert_eq!(code(&score(&["--baseline", "README.md"])), 3);
}

#[test]
fn the_last_line_and_the_document_say_why() {
    for (arguments, exit, line) in [
        (
            &["--min-met", "50"][..],
            1,
            "kaoping: gate failed: nothing is due",
        ),
        (
            &["--min-coverage", "100"],
            1,
            "kaoping: gate failed: reported 15 of 18, below 100 %",
        ),
        (&["--max-waived", "0"], 0, "kaoping: gate passed"),
        (
            &["--min-on-schedule", "100"],
            1,
            "kaoping: gate failed: on track 0 of 3, below 100 %",
        ),
    ] {
        let output = score(&[arguments, &["--format", "json"]].concat());
        assert_eq!((code(&output), last_line(&output).as_str()), (exit, line));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["gate_end"]["passed"], exit == 0);
        let message = format!("kaoping: {}", document["exit"]["message"].as_str().unwrap());
        assert_eq!(message, line);
    }
}
