//! The built-in plan and data sets work from any folder, and are the folders of the repository.

#[path = "common/program.rs"]
mod program;

use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the program in a folder; returns its exit code and what it wrote.
fn kaoping(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = program::kaoping(folder);
    let command = command.args(arguments).env("COLUMNS", "80");
    let output = command.output().expect("the tool runs");
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), written)
}

#[test]
fn the_sample_is_scored_from_any_folder_and_is_labelled() {
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    let score = |format| {
        let arguments = ["score", "--data", "builtin:sample", "--format", format];
        let (code, written) = kaoping(elsewhere.path(), &arguments);
        assert_eq!(code, Some(0), "{format}");
        written
    };
    for format in ["table", "markdown"] {
        assert!(score(format).contains("SYNTHETIC"), "{format}");
    }
    assert!(score("json").contains("\"synthetic\": true"));
    let rows = score("csv");
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        assert!(row.ends_with(",true"), "not labelled: {row}");
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

/// The national areas of 2008 with the weights of the monitoring scheme; the result was published as 74.6.
#[test]
fn a_built_in_plan_brings_its_data_and_its_published_result() {
    let elsewhere = tempfile::tempdir().expect("a folder for the test");
    let own = ["score", "--plan", "builtin:xiaokang-2008"];
    let (code, written) = kaoping(elsewhere.path(), &own);
    assert_eq!(code, Some(0), "{written}");
    let index = written
        .lines()
        .find(|line| line.contains("prosperous society  "));
    assert!(
        index.is_some_and(|line| line.contains("74.61 %")),
        "{written}"
    );
    let folders = [
        "score",
        "--plan",
        "indicators/xiaokang-2008",
        "--data",
        "data/xiaokang-2008",
    ];
    assert_eq!(
        kaoping(Path::new(ROOT), &own),
        kaoping(Path::new(ROOT), &folders)
    );
    let other = [&own[..], &["--data", "builtin:beijing"]].concat();
    let (code, _) = kaoping(Path::new(ROOT), &other);
    assert_eq!(code, Some(3), "the data of another plan is refused");
}

/// The names of the 16 districts, of which nothing is known that decides a target.
const DISTRICTS: [&str; 16] = [
    "Dongcheng",
    "Xicheng",
    "Chaoyang",
    "Fengtai",
    "Shijingshan",
    "Haidian",
    "Mentougou",
    "Fangshan",
    "Tongzhou",
    "Shunyi",
    "Changping",
    "Daxing",
    "Huairou",
    "Pinggu",
    "Miyun",
    "Yanqing",
];

/// Where most targets have no data, what can be said of them comes first, on one screen, and no unit is shown as if it had
/// failed.
#[test]
fn without_options_the_coverage_of_the_published_figures_comes_first() {
    let (code, written) = kaoping(Path::new(ROOT), &["score"]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = written.lines().collect();
    assert!(lines.len() <= 30, "more than a screen: {written}");
    assert!(lines.iter().all(|line| line.chars().count() <= 80));
    let text = lines.join(" ").replace("  ", " ");
    for words in [
        "most targets lack data",
        "127 targets: 1 decided by the data at hand, 126 without data",
        "met ~0.8 % to 100.0 %: 1 of 127",
        "kaoping check --missing",
        "--data builtin:sample",
        "projects purchased in a year",
        "streets with a hub network",
        "16 units",
    ] {
        assert!(text.contains(words), "{words}: {written}");
    }
    let (_, sample) = kaoping(Path::new(ROOT), &["score", "--data", "builtin:sample"]);
    for district in DISTRICTS {
        // Listed where something is known of them, which shows that these are the names in the tool's output.
        let listed = |text: &str| text.lines().any(|line| line.starts_with(district));
        assert!(listed(&sample), "{district}");
        assert!(!listed(&written), "{district}: {written}");
    }
}

/// A unit of which nothing is decided has a dash in the place of its share, also in the formats without a short form.
#[test]
fn no_unit_without_data_is_shown_at_zero_per_cent() {
    for format in ["table", "markdown"] {
        let arguments = ["score", "--level", "district", "--format", format];
        let (code, written) = kaoping(Path::new(ROOT), &arguments);
        assert_eq!(code, Some(0));
        for district in DISTRICTS {
            let mut of_it = written.lines().filter(|line| line.contains(district));
            let line = of_it
                .next()
                .unwrap_or_else(|| panic!("{district}: {written}"));
            assert!(!line.contains("0.0 %"), "{format}: {line}");
        }
    }
}
