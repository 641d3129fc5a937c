//! The built-in plan and data sets work from any folder, and are the folders of the repository.

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the program in a folder; gives its exit code, and what it wrote.
fn kaoping(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("the tool runs");
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), written)
}

#[test]
fn the_sample_is_scored_from_any_folder_and_is_labelled() {
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    let score = ["score", "--data", "builtin:sample", "--format"];
    for (format, label) in [
        ("table", "SYNTHETIC"),
        ("csv", ",true,"),
        ("json", "\"synthetic\": true"),
        ("markdown", "SYNTHETIC"),
    ] {
        let (code, written) = kaoping(elsewhere.path(), &[&score[..], &[format]].concat());
        assert_eq!(code, Some(0), "{format}");
        assert!(written.contains(label), "{format}: {written}");
    }
}

#[test]
fn what_is_built_in_is_what_the_folders_hold() {
    let root = Path::new(ROOT);
    for (data, folder) in [
        ("builtin:beijing", "data/beijing"),
        ("builtin:sample", "data/sample"),
    ] {
        let csv = |data| kaoping(root, &["score", "--data", data, "--format", "csv"]);
        assert_eq!(csv(data), csv(folder), "{data}");
    }
    let built_in = ["plan", "--plan", "builtin:beijing-2011-2015"];
    let folder = ["plan", "--plan", "indicators/beijing-2011-2015"];
    assert_eq!(kaoping(root, &built_in), kaoping(root, &folder));
    assert_eq!(kaoping(root, &built_in), kaoping(root, &["plan"]));
}

/// Where most targets have no data, what can be said of them comes first, and no unit is shown as if it had failed.
#[test]
fn without_options_the_coverage_of_the_published_figures_comes_first() {
    let (code, written) = kaoping(Path::new(ROOT), &["score"]);
    assert_eq!(code, Some(0));
    let first: Vec<&str> = written.lines().take(14).collect();
    let first = first.join("\n");
    for words in [
        "most targets lack data",
        "kaoping check --missing",
        "builtin:sample",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(
        !written.contains("- 0.0 %") && !written.contains("/16 0.0 %"),
        "{written}"
    );
    assert!(
        written.lines().count() <= 40,
        "more than a screen: {written}"
    );
}
