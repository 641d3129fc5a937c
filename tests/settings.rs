//! `kaoping.toml`, the environment and options: which goes before which, and what is told of mistakes.

#[path = "common/first_plan.rs"]
mod first_plan;
#[path = "common/program.rs"]
mod program;

use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// A project with plan and data of its own, and a folder within it.
struct Project(TempDir);

impl Project {
    fn new(settings: &str) -> Self {
        let project = Project(tempfile::tempdir().unwrap());
        first_plan::copy(&["plan", "data"], project.0.path());
        fs::create_dir_all(project.0.path().join("reports/2023")).unwrap();
        fs::write(project.0.path().join("kaoping.toml"), settings).unwrap();
        project
    }

    fn run(&self, within: &str, environment: &[(&str, &str)], arguments: &[&str]) -> Output {
        let mut command = program::kaoping(self.0.path().join(within));
        let command = command.args(arguments).envs(environment.iter().copied());
        command.output().expect("the tool runs")
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const SETTINGS: &str =
    "plan = \"plan\"\ndata = \"data\"\n\n[gate]\nfail-on = [\"no-data\"]\nmin-met = 80\n";

#[test]
fn a_project_is_found_from_any_folder_within_it() {
    let project = Project::new(SETTINGS);
    for within in ["", "reports", "reports/2023"] {
        let output = project.run(within, &[], &["score", "--year", "2023"]);
        assert_eq!(code(&output), 1, "{within}: {output:?}");
        assert!(text(&output.stdout).contains("Willow Town"), "{within}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let output = project.run(elsewhere.path().to_str().unwrap(), &[], &["config"]);
    assert!(text(&output.stdout).starts_with("plan = \"builtin:beijing-2011-2015\"  # default\n"));
}

#[test]
fn options_go_before_the_environment_and_that_before_the_file() {
    let project = Project::new(SETTINGS);
    let shown = |environment: &[(&str, &str)], more: &[&str]| {
        let arguments = [&["config", "--show"][..], more].concat();
        let output = project.run("reports", environment, &arguments);
        let lines = text(&output.stdout);
        let line = lines.lines().find(|line| line.contains("gate.min-met"));
        line.unwrap().to_owned()
    };
    let variable = [("KAOPING_MIN_MET", "70")];
    assert_eq!(
        shown(&[], &[]),
        "gate.min-met = \"80\"  # ../kaoping.toml:6:11"
    );
    assert_eq!(
        shown(&variable, &[]),
        "gate.min-met = \"70\"  # KAOPING_MIN_MET"
    );
    assert_eq!(
        shown(&variable, &["--min-met", "60"]),
        "gate.min-met = \"60\"  # --min-met"
    );
    let empty = [("KAOPING_MIN_MET", ""), ("KAOPING_LANG", "")];
    assert_eq!(
        shown(&empty, &[]),
        "gate.min-met = \"80\"  # ../kaoping.toml:6:11"
    );
    // The gate of the file is held; an option replaces what it sets.
    let score =
        |more: &[&str]| project.run("", &[], &[&["score", "--year", "2023"][..], more].concat());
    assert!(text(&score(&[]).stderr).ends_with("gate failed: 3 no data; nothing is due\n"));
    let relaxed = score(&["--fail-on", "missed"]);
    assert!(text(&relaxed.stderr).ends_with("gate failed: nothing is due\n"));
}

#[test]
fn the_language_is_that_of_the_project() {
    let project = Project::new(&format!("lang = \"zh\"\n{SETTINGS}"));
    let help = project.run("", &[], &["score", "--help"]);
    assert!(text(&help.stdout).contains("选项："), "{help:?}");
    let english = project.run("", &[("KAOPING_LANG", "en")], &["config"]);
    assert!(text(&english.stdout).contains("lang = \"en\"  # KAOPING_LANG"));
}

#[test]
fn every_mistake_is_told_with_its_place_and_nothing_is_run() {
    let wrong =
        "plan = 7\ndat = \"data\"\nlang = \"fr\"\n[gate]\nfail-on = [\"mised\"]\nmin-met = 180\n";
    let project = Project::new(wrong);
    let output = project.run("", &[], &["score"]);
    assert_eq!(code(&output), 2);
    assert!(output.stdout.is_empty());
    let said = text(&output.stderr);
    for (code, place) in [
        ("wrong-type", "kaoping.toml:1:8"),
        ("unknown-key", "kaoping.toml:2:1"),
        ("bad-value", "kaoping.toml:3:8"),
        ("bad-value", "kaoping.toml:5:12"),
        ("bad-value", "kaoping.toml:6:11"),
    ] {
        assert!(said.contains(&format!("error[{code}]")), "{code}: {said}");
        assert!(said.contains(&format!("--> ./{place}")), "{place}: {said}");
    }
    assert!(
        said.ends_with("kaoping: the settings are invalid\n"),
        "{said}"
    );
    // What needs no settings works all the same.
    assert_eq!(code(&project.run("", &[], &["score", "--help"])), 0);
    assert_eq!(code(&project.run("", &[], &["--version"])), 0);
}

#[test]
fn quiet_tells_errors_only_and_verbose_every_warning() {
    let project = Project::new("plan = \"plan\"\ndata = \"data\"\n");
    let figures = project.0.path().join("data/figures.csv");
    let twice = fs::read_to_string(&figures).unwrap() + "0101,2020,1500,120,0,no\n";
    fs::write(&figures, twice).unwrap();
    let said = |more: &[&str]| {
        let arguments = [
            &["score", "--year", "2023", "--warn-on", "no-data"][..],
            more,
        ]
        .concat();
        let output = project.run("", &[], &arguments);
        (code(&output), text(&output.stderr), text(&output.stdout))
    };
    let (usual, quiet, verbose) = (said(&[]), said(&["--quiet"]), said(&["--verbose"]));
    assert_eq!((usual.0, quiet.0, verbose.0), (usual.0, usual.0, usual.0));
    assert!(usual.2 == quiet.2 && usual.2 == verbose.2);
    assert!(usual.1.contains("warning: 3 no data"), "{}", usual.1);
    assert!(!quiet.1.contains("warning"), "{}", quiet.1);
    assert!(verbose.1.len() > usual.1.len(), "{}", verbose.1);
    // Why a run did not pass is told all the same.
    let failed = said(&["--quiet", "--fail-on", "no-data"]);
    assert_eq!(
        failed.1.lines().last(),
        Some("kaoping: gate failed: 3 no data")
    );
}
