//! A project as `init` writes it: it passes everything, and a figure that is broken is annotated where it stands.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::Output;

fn kaoping(within: &Path, arguments: &[&str]) -> Output {
    let mut command = program::kaoping(within);
    command.args(arguments).output().expect("the tool runs")
}

fn passes(within: &Path, arguments: &[&str]) -> String {
    let output = kaoping(within, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_new_project_passes_its_checks_its_tests_and_its_gate() {
    for lang in ["zh", "en"] {
        for example in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let mut arguments = vec!["init", "new/plan-of-a-city", "--lang", lang];
            arguments.extend(example.then_some("--example"));
            passes(folder.path(), &arguments);
            let project = folder.path().join("new/plan-of-a-city");
            passes(&project, &["check", "--strict"]);
            let tested = passes(
                &project,
                &["test", "--coverage", "--mutate", "--lang", "en"],
            );
            assert!(tested.contains("5 of 5 indicators"), "{tested}");
            let card = passes(&project, &["score", "--lang", "en"]);
            assert_eq!(card.contains("SYNTHETIC"), example, "{card}");
            let plan = fs::read_to_string(project.join("plan/plan.toml")).unwrap();
            assert_eq!(plan.contains("规划：从下面"), lang == "zh", "{plan}");
            assert!(!plan.contains("#zh") && !plan.contains("#en"), "{plan}");
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/units.csv"), "mine").unwrap();
    let output = kaoping(folder.path(), &["init", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("already has data/units.csv"), "{said}");
    assert_eq!(
        fs::read(folder.path().join("data/units.csv")).unwrap(),
        b"mine"
    );
    assert!(!folder.path().join("kaoping.toml").exists());
}

#[test]
fn a_project_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".github"), "a file").unwrap();
    let output = kaoping(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(74));
    for name in ["kaoping.toml", "plan/plan.toml", "data/units.csv"] {
        assert!(!folder.path().join(name).exists(), "{name}");
    }
    // What is said can be pasted into a shell.
    let named = passes(folder.path(), &["init", "my plan", "--lang", "en"]);
    assert!(
        named.contains("next: cd 'my plan' && kaoping check"),
        "{named}"
    );
}

#[test]
fn a_figure_that_is_broken_is_annotated_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    passes(folder.path(), &["init", "--example"]);
    let file = folder.path().join("data/districts.csv");
    let figures = fs::read_to_string(&file).unwrap();
    let row = "100102,西区,2026,4.4万,485,422,是,960";
    let line = figures.lines().position(|one| one == row).unwrap() + 1;
    fs::write(
        &file,
        figures.replace(row, "100102,西区,2026,4.4万,485,4xx,是,960"),
    )
    .unwrap();
    let output = kaoping(folder.path(), &["check", "--strict", "--format", "github"]);
    assert_eq!(output.status.code(), Some(3));
    let annotations = String::from_utf8(output.stdout).unwrap();
    let at = format!("::error file=data/districts.csv,line={line},");
    assert!(annotations.starts_with(&at), "{annotations}");
    // A target that is missed is annotated too, and fails the run.
    fs::write(&file, &figures).unwrap();
    let city = folder.path().join("data/city.csv");
    fs::write(
        &city,
        fs::read_to_string(&city).unwrap().replace("312", "212"),
    )
    .unwrap();
    let output = kaoping(folder.path(), &["score", "--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    let annotations = String::from_utf8(output.stdout).unwrap();
    assert!(
        annotations.starts_with("::error file=data/city.csv,line=2,"),
        "{annotations}"
    );
}
