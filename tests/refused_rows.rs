//! `check --refused`: the rows that can't be used, as they came, and `--all-places`.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const UNITS: &str = "code,name,level,parent\n01,Willow Town,town,\n0101,Upper Willow,village,01\n";

/// Runs `check` on figures of the first plan beside a small roster; gives the exit code and what it prints.
fn check(folder: &Path, figures: &str, arguments: &[&str]) -> (i32, String) {
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::write(folder.join("data/units.csv"), UNITS).unwrap();
    fs::write(folder.join("data/figures.csv"), figures).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(folder)
        .args(["check", "--plan", &format!("{ROOT}/docs/first-plan/plan")])
        .args(["--data", "data", "--format", "json", "--lang", "en"])
        .args(arguments)
        .output()
        .expect("the tool runs");
    let code = output.status.code().expect("it was not killed");
    (code, String::from_utf8(output.stdout).unwrap())
}

#[test]
fn refused_rows_are_written_as_they_came_with_place_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let figures = "code,year,residents,trees
0101,2022,\"1,530\",many
0101,2023,1540,5
0199,2023,\"1,000\",=1+1
0101,2021
";
    let (code, _) = check(folder.path(), figures, &["--refused", "back.csv"]);
    assert_eq!(code, 3);
    let written = fs::read_to_string(folder.path().join("back.csv")).unwrap();
    let mut lines = written.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("file,line,finding,reason,help,code,year,residents,trees")
    );
    for (start, end) in [
        (
            "data/figures.csv,2,not-a-number,",
            ",0101,2022,\"1,530\",many",
        ),
        (
            "data/figures.csv,4,unknown-unit,",
            ",0199,2023,\"1,000\",'=1+1",
        ),
        ("data/figures.csv,5,ragged-row,", ",0101,2021"),
    ] {
        let line = lines.next().expect("one more row");
        assert!(line.starts_with(start) && line.ends_with(end), "{line}");
    }
    assert_eq!(lines.next(), None, "{written}");
}

#[test]
fn refused_rows_do_not_go_where_data_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _) = check(
        folder.path(),
        "code,year,trees\n",
        &["--refused", "data/back.csv"],
    );
    assert_eq!(code, 2);
    assert!(!folder.path().join("data/back.csv").exists());
}

#[test]
fn every_place_is_kept_where_it_is_asked_for() {
    let figures: String = (0..250).map(|_| "0101,2022,many\n").collect();
    let figures = format!("code,year,trees\n{figures}");
    let places = |arguments: &[&str]| -> (usize, u64) {
        let folder = tempfile::tempdir().unwrap();
        let (_, said) = check(folder.path(), &figures, arguments);
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        let all = document["findings"].as_array().unwrap().iter();
        let finding = all
            .clone()
            .find(|one| one["code"] == "not-a-number")
            .unwrap();
        let places = finding["places"].as_array().unwrap();
        let last = places.last().unwrap();
        assert_eq!(last["line"], places.len() as u64 + 1);
        assert_eq!(last["column"], 11);
        (places.len(), finding["count"].as_u64().unwrap())
    };
    assert_eq!(places(&[]), (100, 250));
    assert_eq!(places(&["--all-places"]), (250, 250));
}
