//! The sample with its communities as tables of an engine, their roster among them: the verdicts are those of its files.

use super::{Engine, engines, run, without_places};
use serde_json::Value;
use std::fs;
use std::path::Path;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

/// The words for what columns are that are no variables.
const ROLES: [(&str, &str); 6] = [
    ("code", "code"),
    ("name", "name"),
    ("parent", "parent"),
    ("代码", "code"),
    ("社区代码", "code"),
    ("上级代码", "parent"),
];

/// Whether a file of the sample becomes a table.
fn is_table(path: &str) -> bool {
    let communities = ["communities", "community-reports", "harmonious"];
    communities.iter().any(|start| path.starts_with(start))
}

/// The data folder, in which some files are tables, and the statements that make these.
fn divide(folder: &Path) -> String {
    fs::create_dir(folder).unwrap();
    let declared = fs::read_to_string(format!("{SAMPLE}/data.toml")).unwrap();
    let mut sections = declared.split("\n[[");
    let mut kept = sections.next().unwrap().to_owned();
    let mut statements = String::new();
    for section in sections {
        let path = section
            .lines()
            .find_map(|line| line.strip_prefix("path = "));
        let path = path.map(|path| path.trim_matches('"'));
        match path {
            Some("generate") => {}
            Some(path) if is_table(path) => {
                let (table, made) = table(path, section);
                kept += &table;
                statements += &made;
            }
            path => {
                if let Some(path) = path {
                    fs::copy(Path::new(SAMPLE).join(path), folder.join(path)).unwrap();
                }
                kept += &format!("\n[[{section}");
            }
        }
    }
    fs::copy(
        format!("{SAMPLE}/boundaries.json"),
        folder.join("boundaries.json"),
    )
    .unwrap();
    fs::write(folder.join("data.toml"), kept).unwrap();
    statements
}

/// The declaration of a table, and the statements that make it.
fn table(path: &str, section: &str) -> (String, String) {
    let text = fs::read_to_string(Path::new(SAMPLE).join(path)).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let plain: String = lines.map(|line| format!("{line}\n")).collect();
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(plain.as_bytes());
    let titles: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let name = path.trim_end_matches(".csv").replace('-', "_");
    let column = |title: &String| match ROLES.iter().find(|(word, _)| word == title) {
        Some((_, role)) => format!("\"{title}\" = {{ is = \"{role}\" }}"),
        None => format!("\"{title}\" = \"{title}\""),
    };
    let columns: Vec<String> = titles.iter().map(column).collect();
    let keys = section
        .lines()
        .skip(1)
        .filter(|line| line.contains(" = ") && !line.starts_with("path"));
    let keys: String = keys.map(|line| format!("{line}\n")).collect();
    let declared = format!(
        "\n[[table]]\nname = \"{name}\"\n{keys}columns = {{ {} }}\n",
        columns.join(", ")
    );
    let types: Vec<String> = titles
        .iter()
        .map(|title| format!("\"{title}\" VARCHAR"))
        .collect();
    let cell = |cell: &str| match cell {
        "" => "NULL".to_owned(),
        cell => format!("'{}'", cell.replace('\'', "''")),
    };
    let row = |row: csv::StringRecord| {
        let cells: Vec<String> = (0..titles.len())
            .map(|at| cell(row.get(at).unwrap_or("")))
            .collect();
        format!("({})", cells.join(", "))
    };
    let rows: Vec<String> = rows.records().map(|record| row(record.unwrap())).collect();
    let made = format!(
        "CREATE TABLE \"{name}\" ({});\nINSERT INTO \"{name}\" VALUES\n{};\n",
        types.join(", "),
        rows.join(",\n")
    );
    (declared, made)
}

/// Statements by which an engine keeps the tables from one run to the next, in a place of their own.
fn place(engine: &Engine, folder: &Path) -> (String, String) {
    match engine.dialect {
        "duckdb" => {
            let place = format!(
                "ATTACH '{}' AS place;\nUSE place;\n",
                folder.join("sample.db").display()
            );
            (place.clone(), place)
        }
        _ => {
            let go = "SET search_path TO kaoping_sample;\n";
            let make = format!(
                "DROP SCHEMA IF EXISTS kaoping_sample CASCADE;\nCREATE SCHEMA kaoping_sample;\n{go}"
            );
            (make, go.to_owned())
        }
    }
}

fn results(folder: &Path, asked: &str) -> Vec<Value> {
    let output = run(folder, &format!("score --format json {asked}"), None);
    let mut document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let results = without_places(document["results"].take());
    match results {
        Value::Array(results) => results,
        other => panic!("{other} {}", String::from_utf8_lossy(&output.stderr)),
    }
}

#[test]
fn the_sample_gives_the_verdicts_of_its_files() {
    let engines = engines();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let made = divide(&folder.join("tables"));
    let asked = "--level district --year 2015";
    for engine in &engines {
        let (make, go) = place(engine, folder);
        engine.csv(&format!("{make}{made}SELECT 1 AS made;"));
        let first = folder.join(format!("{}.sql", engine.dialect));
        fs::write(&first, go).unwrap();
        let counts = format!("counts-{}", engine.dialect);
        let sql = format!(
            "sql --data tables --dialect {} --level district --out {counts}",
            engine.dialect
        );
        let output = run(folder, &sql, Some(&engine.client(&first)));
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let rest =
            fs::read_to_string(folder.join(&counts).join("harmonious_2013.rest.csv")).unwrap();
        assert!(rest.lines().count() < 300, "the rows are counted");
        let files = results(folder, &format!("--data builtin:sample {asked}"));
        let counted = results(folder, &format!("--data tables --tally {counts} {asked}"));
        assert!(files.len() > 1000 && files.len() == counted.len());
        for (one, other) in files.iter().zip(&counted) {
            assert_eq!(one, other, "{}", engine.dialect);
        }
    }
}
