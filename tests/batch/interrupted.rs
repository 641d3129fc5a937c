//! Runs that are killed at any point: whole files only, a manifest that says so, and the same tree after the next run.
//!
//! `KAOPING_KILLS=100` is how many points are tried.

use super::{Tree, done, project, report, tree};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// So many points are tried unless another number is asked for.
const KILLS: u64 = 10;

/// A number below `most` that depends on `seed` only.
fn chance(seed: u64, most: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 33) % most.max(1)
}

/// Kills a run after a time; whether it was still at work.
fn killed(project: &Path, after: Duration) -> bool {
    let mut run = report(project, "out", &["--jobs", "2"]).spawn().unwrap();
    thread::sleep(after);
    let at_work = run.try_wait().unwrap().is_none();
    // If it has just ended there is nothing to kill.
    let _ = run.kill();
    run.wait().unwrap();
    at_work
}

/// Holds that a folder has nothing but whole files, and that its manifest says so if some are missing.
fn assert_whole(folder: &Path, whole: &Tree, earlier: &Tree) {
    let mut found = tree(folder);
    // What does not have its name yet is no file of the batch; the next run removes it.
    found.retain(|path, _| !path.rsplit('/').next().unwrap().starts_with('.'));
    for (path, bytes) in &found {
        let is_whole = |tree: &Tree| tree.get(path) == Some(bytes);
        assert!(
            path == "manifest.json" || is_whole(whole) || is_whole(earlier),
            "{path}"
        );
    }
    let missing = whole.keys().any(|path| !found.contains_key(path));
    if let Some(manifest) = found.get("manifest.json").filter(|_| missing) {
        // Killed before it began to write, it left what was there.
        let is_marked = String::from_utf8_lossy(manifest).contains("\"complete\": false");
        assert!(is_marked || found == *earlier, "{:?}", found.keys());
    }
}

#[test]
fn a_run_that_was_killed_is_completed_by_the_next() {
    let kills = std::env::var("KAOPING_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let project = project();
    let out = project.path().join("out");
    let begun = Instant::now();
    done(&mut report(project.path(), "out", &["--jobs", "2"]));
    let longest = begun.elapsed().as_micros() as u64;
    let whole = tree(&out);
    let mut at_work = 0;
    for kill in 0..kills {
        // Some runs begin anew, some beside a batch of other years.
        fs::remove_dir_all(&out).unwrap();
        let mut earlier = Tree::new();
        if kill % 2 == 1 {
            done(&mut report(project.path(), "out", &["--years", "2021"]));
            earlier = tree(&out);
        }
        let after = Duration::from_micros(chance(kill, longest));
        at_work += u64::from(killed(project.path(), after));
        assert_whole(&out, &whole, &earlier);
        done(&mut report(project.path(), "out", &[]));
        let again = tree(&out);
        let differ: Vec<&String> = again
            .keys()
            .filter(|path| again.get(*path) != whole.get(*path))
            .collect();
        assert!(again == whole, "killed after {after:?}: {differ:?}");
    }
    assert!(at_work > 0, "no run was killed at work");
}

#[test]
fn the_next_run_says_what_is_missing() {
    let project = project();
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let manifest = project.path().join("out/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        text.replace("\"complete\": true", "\"complete\": false"),
    )
    .unwrap();
    fs::remove_file(project.path().join("out/2023.csv")).unwrap();
    for further in [
        &["--formats", "csv", "--dry-run"][..],
        &["--formats", "csv"],
    ] {
        let output = report(project.path(), "out", further).output().unwrap();
        let said = super::said(&output);
        assert!(
            said.contains("an earlier run was interrupted; 1 of "),
            "{said}"
        );
    }
    let output = report(project.path(), "out", &["--formats", "csv"])
        .output()
        .unwrap();
    assert!(!super::said(&output).contains("interrupted"));
}

#[test]
fn files_of_an_interrupted_run_are_kept_and_may_be_replaced_later() {
    let project = project();
    let out = project.path().join("out");
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    let whole = tree(&out);
    // As a run leaves it that was killed before it wrote the manifest: no digest is known.
    let manifest = fs::read(out.join("manifest.json")).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    manifest["complete"] = false.into();
    for file in manifest["files"].as_array_mut().unwrap() {
        file["sha256"] = serde_json::Value::Null;
        file["size"] = serde_json::Value::Null;
    }
    fs::write(out.join("manifest.json"), manifest.to_string()).unwrap();
    let fewer = ["--formats", "csv", "--years", "2023"];
    for _ in 0..2 {
        done(&mut report(project.path(), "out", &fewer));
        assert!(tree(&out).contains_key("2021/01.csv"));
    }
    done(&mut report(project.path(), "out", &["--formats", "csv"]));
    assert!(whole == tree(&out));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_unfinished_file() {
    let project = project();
    let begun = Instant::now();
    done(&mut report(project.path(), "whole", &[]));
    let longest = begun.elapsed();
    let whole = tree(&project.path().join("whole"));
    for part in 1..6 {
        let out = project.path().join("out");
        // If it is not there, there is nothing to remove.
        let _ = fs::remove_dir_all(&out);
        let run = report(project.path(), "out", &[]).spawn().unwrap();
        thread::sleep(longest * part / 6);
        let pid = run.id().to_string();
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap();
        let output = run.wait_with_output().unwrap();
        assert!(
            matches!(output.status.code(), Some(0 | 130)),
            "{:?}",
            output.status
        );
        for (path, bytes) in tree(&out) {
            assert!(
                path == "manifest.json" || whole.get(&path) == Some(&bytes),
                "{path}"
            );
        }
    }
}
