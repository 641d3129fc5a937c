//! The statements of `kaoping sql`: what engines make of them gives the verdicts that files give, on the sample and on worlds made at
//! random; and their texts for a small plan in each dialect.

#[path = "../common/program.rs"]
mod program;

mod engines;
mod sample;
mod worlds;

use engines::{Engine, engines};
use program::kaoping;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use worlds::Chance;

const PLAN: &str = include_str!("plan.toml");

/// What differs where figures are read from another file, whose rows have another order: where they stand, and which of several that
/// contradict each other is shown.
const PLACES: [&str; 7] = [
    "place", "command", "others", "explain", "file", "places", "raw",
];

fn run(folder: &Path, arguments: &str, client: Option<&str>) -> Output {
    let mut command = kaoping(folder);
    command.args(arguments.split(' '));
    command.args(client.into_iter().flat_map(|client| ["--run", client]));
    command.output().unwrap()
}

/// The results of a scorecard, without places; and the ids of what was found wrong.
fn results(folder: &Path, data: &str) -> Value {
    let asked = format!("score --plan plan --level district --year 2013 --format json {data}");
    let output = run(folder, &asked, None);
    let mut document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let results = document["results"].take();
    assert!(
        results.as_array().is_some_and(|list| list.len() > 10),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    without_places(results)
}

fn without_places(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map
                .into_iter()
                .filter(|(key, _)| !PLACES.contains(&key.as_str()));
            Value::Object(
                kept.map(|(key, value)| (key, without_places(value)))
                    .collect(),
            )
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_places).collect()),
        other => other,
    }
}

fn count_in(engine: &Engine, folder: &Path) {
    let first = folder.join("tables.sql");
    fs::write(&first, tables(&folder.join("engine"))).unwrap();
    let client = engine.client(&first);
    let asked = format!(
        "sql --plan plan --data tables --dialect {} --level district --year 2013 --out counts",
        engine.dialect
    );
    let output = run(folder, &asked, Some(&client));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Statements that make a table of texts of every CSV file of a folder.
fn tables(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut text = String::new();
    for path in paths {
        let table = path.file_stem().unwrap().to_str().unwrap();
        let mut rows = csv::ReaderBuilder::new().from_path(&path).unwrap();
        let column = |title: &str| format!("\"{}\" VARCHAR", title.replace('"', "\"\""));
        let columns: Vec<String> = rows.headers().unwrap().iter().map(column).collect();
        text += &format!(
            "CREATE TEMPORARY TABLE \"{table}\" ({});\n",
            columns.join(", ")
        );
        let literal = |cell: &str| match cell {
            "" => "NULL".to_owned(),
            cell => format!("'{}'", cell.replace('\'', "''")),
        };
        let row = |row: csv::StringRecord| {
            format!(
                "({})",
                row.iter().map(literal).collect::<Vec<_>>().join(", ")
            )
        };
        let rows: Vec<String> = rows.records().map(|record| row(record.unwrap())).collect();
        text += &format!("INSERT INTO \"{table}\" VALUES\n{};\n", rows.join(",\n"));
    }
    text
}

/// The rows of the results with an end, without their headers.
fn lines(folder: &Path, end: &str) -> usize {
    let entries = fs::read_dir(folder.join("counts"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.to_str().unwrap().ends_with(end));
    files
        .map(|path| fs::read_to_string(path).unwrap().lines().count() - 1)
        .sum()
}

#[test]
fn worlds_made_at_random_give_the_verdicts_of_files() {
    let engines = engines();
    let worlds = std::env::var("KAOPING_WORLDS")
        .ok()
        .and_then(|worlds| worlds.parse().ok())
        .unwrap_or(6);
    let mut counted = 0;
    for seed in 0..worlds {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        world(folder, seed);
        let files = results(folder, "--data files");
        for engine in &engines {
            count_in(engine, folder);
            let counts = results(folder, "--data tables --tally counts");
            let pairs = files
                .as_array()
                .unwrap()
                .iter()
                .zip(counts.as_array().unwrap());
            for (one, other) in pairs {
                assert_eq!(one, other, "world {seed} in {}", engine.dialect);
            }
            counted += lines(folder, ".tally.csv");
            assert!(lines(folder, ".rest.csv") > 0, "world {seed} has odd rows");
        }
    }
    assert!(
        engines.is_empty() || counted > 100,
        "an engine counts the plain rows"
    );
}

/// A plan and a world in a folder.
fn world(folder: &Path, seed: u64) {
    fs::create_dir(folder.join("plan")).unwrap();
    fs::write(folder.join("plan/plan.toml"), PLAN).unwrap();
    worlds::write(folder, &mut Chance(seed));
}

#[test]
fn statements_of_a_small_plan() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    world(folder, 0);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sql/golden");
    for dialect in ["duckdb", "spark", "postgres", "trino"] {
        let asked = format!(
            "sql --plan plan --data tables --dialect {dialect} --level district --year 2012 --out {dialect}"
        );
        let output = run(folder, &asked, None);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        for name in [
            "answers.tally",
            "answers.rest",
            "figures.tally",
            "figures.rest",
            "late.rest",
        ] {
            let written =
                fs::read_to_string(folder.join(dialect).join(format!("{name}.sql"))).unwrap();
            let kept = golden.join(dialect).join(format!("{name}.sql"));
            if std::env::var_os("KAOPING_BLESS").is_some() {
                fs::create_dir_all(kept.parent().unwrap()).unwrap();
                fs::write(&kept, &written).unwrap();
            }
            let expected = fs::read_to_string(&kept).unwrap_or_default();
            assert!(
                written == expected,
                "{dialect}/{name}.sql differs; KAOPING_BLESS=1 writes it anew"
            );
        }
    }
}

#[test]
fn a_level_of_few_units_is_handed_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    world(folder, 0);
    let units = fs::read_to_string(folder.join("tables/units.csv")).unwrap();
    let few: String = units
        .lines()
        .take(20)
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(folder.join("tables/units.csv"), few).unwrap();
    let output = run(
        folder,
        "sql --plan plan --data tables --dialect trino --level district --out sql",
        None,
    );
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("every row of `late` is handed over: its units are judged one by one"),
        "{said}"
    );
    let tally = fs::read_to_string(folder.join("sql/figures.tally.sql")).unwrap();
    assert!(
        tally.contains("'rows:late'") && !tally.contains("known"),
        "{tally}"
    );
}

#[test]
fn a_client_that_fails_is_shown_with_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    world(folder, 0);
    let asked = "sql --plan plan --data tables --dialect duckdb --level district --out counts";
    let output = run(folder, asked, Some("echo no such table >&2; exit 3"));
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no such table"), "{said}");
    assert!(!folder.join("counts/answers.rest.csv").exists());
    let output = run(folder, asked, Some("cat"));
    assert!(output.status.success());
    let of = |end: &str| fs::read(folder.join(format!("counts/answers.rest.{end}"))).unwrap();
    assert_eq!(of("csv"), of("sql"));
    let output = run(
        folder,
        "sql --plan plan --data files --dialect duckdb --level district --out counts",
        None,
    );
    assert_eq!(output.status.code(), Some(2));
    let output = run(
        folder,
        "sql --plan plan --data tables --dialect oracle --level district --out counts",
        None,
    );
    assert_eq!(output.status.code(), Some(2));
}
