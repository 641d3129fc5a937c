//! `kaoping report`: the files of a batch, what a second run does with them, and what becomes of them where a run is ended.

#[path = "../common/first_plan.rs"]
mod first_plan;
mod folders;
mod interrupted;
mod links;
#[path = "../common/program.rs"]
mod program;
mod sample;
mod scores;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The path of every file of a tree, and its bytes. Other things in it are named too.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub fn tree(folder: &Path) -> Tree {
    fn walk(folder: &Path, within: &str, tree: &mut Tree) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let name = format!("{within}{}", entry.file_name().to_str().unwrap());
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => walk(&entry.path(), &format!("{name}/"), tree),
                kind if kind.is_file() => {
                    tree.insert(name, fs::read(entry.path()).unwrap());
                }
                _ => {
                    tree.insert(name, b"(no file)".to_vec());
                }
            }
        }
    }
    let mut found = Tree::new();
    walk(folder, "", &mut found);
    found
}

/// The command that reports the first plan to a folder, both within `within`.
pub fn report(within: &Path, out: &str, further: &[&str]) -> Command {
    let mut command = program::kaoping(within);
    command.args(["report", "--plan", "plan", "--data", "data", "--out", out]);
    command.args(further);
    command
}

/// Runs a command that has to succeed; what it printed.
pub fn done(command: &mut Command) -> String {
    let output = command.output().expect("the tool runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What a run told on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the first plan and its figures.
pub fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    first_plan::copy(&["plan", "data"], folder.path());
    folder
}

#[test]
fn the_files_are_the_same_for_any_number_of_jobs() {
    let project = project();
    for jobs in ["1", "2", "7"] {
        done(&mut report(project.path(), jobs, &["--jobs", jobs]));
    }
    let one = tree(&project.path().join("1"));
    assert!(one.len() > 30, "{:?}", one.keys());
    assert!(one == tree(&project.path().join("2")));
    assert!(one == tree(&project.path().join("7")));
}

#[test]
fn a_second_run_computes_and_writes_nothing() {
    let project = project();
    let folder = project.path().join("out");
    done(&mut report(project.path(), "out", &[]));
    let times = || -> Vec<_> {
        let paths = tree(&folder).into_keys().map(|path| folder.join(path));
        paths
            .map(|path| fs::metadata(path).unwrap().modified().unwrap())
            .collect()
    };
    let before = times();
    let second = done(&mut report(project.path(), "out", &[]));
    assert!(second.starts_with("nothing changed: "), "{second}");
    assert_eq!(before, times());
    // A file that is gone or changed is written again, and no other.
    fs::remove_file(folder.join("2022/0101.csv")).unwrap();
    fs::write(folder.join("2022.csv"), "").unwrap();
    let third = done(&mut report(project.path(), "out", &[]));
    assert!(third.contains(": 1 new, 1 changed, "), "{third}");
}

#[test]
fn a_changed_figure_rewrites_only_what_depends_on_it() {
    let project = project();
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let before = tree(&project.path().join("out"));
    let figures = project.path().join("data/figures.csv");
    let text = fs::read_to_string(&figures).unwrap();
    let changed = text.replace("0103,2022,595,60,", "0103,2022,595,61,");
    assert_ne!(changed, text);
    fs::write(&figures, changed).unwrap();
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let after = tree(&project.path().join("out"));
    let differ: Vec<&str> = (before.keys())
        .filter(|path| before[*path] != after[*path])
        .map(String::as_str)
        .collect();
    assert!(differ.contains(&"2022/0103.csv"), "{differ:?}");
    let of_2021 = differ.iter().any(|path| path.starts_with("2021"));
    assert!(!of_2021, "{differ:?}");
    assert!(!differ.contains(&"2022/0101.csv"), "{differ:?}");
}

#[test]
fn what_is_no_longer_asked_for_is_removed_unless_someone_changed_it() {
    let project = project();
    let folder = project.path().join("out");
    done(&mut report(
        project.path(),
        "out",
        &["--formats", "json,csv"],
    ));
    fs::write(folder.join("2021/01.csv"), "signed").unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let fewer = ["--formats", "json", "--years", "2022-2023"];
    let printed = done(&mut report(project.path(), "out", &fewer));
    assert!(printed.contains("1 of an earlier batch kept"), "{printed}");
    let paths: Vec<String> = tree(&folder).into_keys().collect();
    let other = |path: &String| path.ends_with(".csv") || path.starts_with("2021");
    let others: Vec<&String> = paths.iter().filter(|path| other(path)).collect();
    assert_eq!(others, ["2021/01.csv"]);
    assert!(paths.contains(&"notes.txt".to_owned()));
    done(&mut report(project.path(), "again", &fewer));
    let mut kept = tree(&folder);
    kept.remove("2021/01.csv");
    kept.remove("notes.txt");
    let mut again = tree(&project.path().join("again"));
    // The manifest goes on to name the file that stays.
    let manifest = String::from_utf8(kept.remove("manifest.json").unwrap()).unwrap();
    assert!(manifest.contains("2021/01.csv"), "{manifest}");
    assert!(again.remove("manifest.json").is_some() && kept == again);
}

#[test]
fn a_dry_run_says_what_would_be_written_and_writes_nothing() {
    let project = project();
    let dry = ["--dry-run", "--formats", "csv"];
    let first = done(&mut report(project.path(), "out", &dry));
    assert!(first.contains("new       2021/01.csv"), "{first}");
    let as_json = [&dry[..], &["--format", "json"]].concat();
    let document = done(&mut report(project.path(), "out", &as_json));
    assert!(document.contains("\"complete\": false"), "{document}");
    assert!(!project.path().join("out").exists());
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let second = done(&mut report(project.path(), "out", &dry));
    assert!(second.starts_with("nothing changed: "), "{second}");
    let before = tree(&project.path().join("out"));
    let other = ["--dry-run", "--formats", "csv", "--years", "2023"];
    let third = done(&mut report(project.path(), "out", &other));
    assert!(third.contains("removed   2021/01.csv"), "{third}");
    assert!(before == tree(&project.path().join("out")));
}
