//! The workbook of a batch: read back, its numbers are those of the scorecards; opened and worked out anew by LibreOffice, where
//! that is installed, every formula has the result that the workbook gives for it.

#[path = "common/first_plan.rs"]
mod first_plan;
#[path = "common/program.rs"]
mod program;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `report` and returns its folder.
fn report(within: &Path, arguments: &[&str]) -> PathBuf {
    let mut command = program::kaoping(within);
    let output = command
        .args(["report", "--out", "out"])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    within.join("out")
}

fn first_plan(within: &Path) -> PathBuf {
    first_plan::copy(&["plan", "data"], within);
    report(
        within,
        &["--plan", "plan", "--data", "data", "--formats", "xlsx,json"],
    )
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheet_range(name).unwrap()
}

/// The rows below the head that begins with a word, by the names of their columns.
fn rows(sheet: &Range<Data>, first: &str) -> Vec<Vec<(String, Data)>> {
    let is_head = |row: &&[Data]| shown(&row[0]) == first;
    let mut rows = sheet.rows().skip_while(|row| !is_head(row));
    let head: Vec<String> = rows
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

fn cell<'a>(row: &'a [(String, Data)], column: &str) -> &'a Data {
    let found = row.iter().find(|(name, _)| name == column);
    &found.unwrap_or_else(|| panic!("no column {column}")).1
}

/// What a cell shows.
fn shown(cell: &Data) -> String {
    cell.to_string()
}

/// A number that is stated as a text, beside one of a sheet.
fn same(stated: &Value, cell: &Data) -> bool {
    match (stated.as_str(), cell) {
        (None, Data::Empty) => true,
        (Some(text), Data::Float(float)) => near(text.parse().unwrap(), *float),
        (Some(text), Data::Int(int)) => near(text.parse().unwrap(), *int as f64),
        _ => false,
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn the_results_are_those_of_the_scorecards() {
    let folder = tempfile::tempdir().unwrap();
    let out = first_plan(folder.path());
    for year in ["2021", "2022", "2023"] {
        let results = rows(&sheet(&out.join(format!("{year}.xlsx")), "Results"), "unit");
        let mut compared = 0;
        for unit in ["01", "0101", "0102", "0103"] {
            let card = fs::read(out.join(format!("{year}/{unit}.json"))).unwrap();
            let card: Value = serde_json::from_slice(&card).unwrap();
            for result in card["results"].as_array().unwrap() {
                let is_it = |row: &&Vec<(String, Data)>| {
                    shown(cell(row, "unit")) == result["unit"]["name"].as_str().unwrap()
                        && shown(cell(row, "indicator")) == result["name"].as_str().unwrap()
                };
                let row = results.iter().find(is_it).expect("a row of the result");
                for (column, key) in [
                    ("value", "value"),
                    ("gap", "gap"),
                    ("attained %", "attainment"),
                ] {
                    assert!(
                        same(&result[key], cell(row, column)),
                        "{year} {unit} {column}: {} {:?}",
                        result[key],
                        cell(row, column)
                    );
                }
                compared += 1;
            }
        }
        assert_eq!(compared, results.len(), "{year}");
    }
}

#[test]
fn the_headline_is_that_of_the_scorecard() {
    let folder = tempfile::tempdir().unwrap();
    let out = first_plan(folder.path());
    let summary = rows(&sheet(&out.join("2023.xlsx"), "Summary"), "code");
    for row in &summary {
        let unit = cell(row, "code").to_string();
        let card = fs::read(out.join(format!("2023/{unit}.json"))).unwrap();
        let card: Value = serde_json::from_slice(&card).unwrap();
        let summary = &card["summary"];
        for (column, key) in [
            ("met", "headline"),
            ("met at most", "headline_upper"),
            ("on schedule", "on_schedule"),
        ] {
            // The column `met` comes twice: the count, and the share.
            let cells: Vec<&Data> = row
                .iter()
                .filter(|(name, _)| name == column)
                .map(|(_, cell)| cell)
                .collect();
            let stated = summary[key]
                .as_str()
                .map(|share| share.parse::<f64>().unwrap() / 100.0);
            match (stated, cells.last().unwrap()) {
                (None, Data::String(dash)) => assert_eq!(dash, "—"),
                (Some(share), Data::Float(float)) => {
                    assert!(near(share, *float), "{unit} {column}")
                }
                other => panic!("{unit} {column}: {other:?}"),
            }
        }
    }
}

#[test]
fn figures_that_are_made_up_are_marked_on_every_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let sample = [
        "--data",
        "builtin:sample",
        "--years",
        "2011",
        "--units",
        "110101",
        "--formats",
        "xlsx",
    ];
    let out = report(folder.path(), &sample);
    let mut workbook: Xlsx<_> = open_workbook(out.join("2011.xlsx")).unwrap();
    let names = workbook.sheet_names();
    assert_eq!(names.len(), 12, "{names:?}");
    for name in names {
        let sheet = workbook.worksheet_range(&name).unwrap();
        let marked = sheet
            .rows()
            .take(4)
            .any(|row| row[0].to_string().contains("SYNTHETIC"));
        assert!(marked, "{name}");
    }
}

#[test]
fn a_name_is_never_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    first_plan::copy(&["plan", "data"], folder.path());
    let units = folder.path().join("data/units.csv");
    let listed = fs::read_to_string(&units).unwrap();
    let hostile = ["=1+1", "@SUM(1)", "-cmd|' /C calc'!A0"];
    let names = ["Upper Willow", "Lower Willow", "Mill End"];
    let listed = names
        .iter()
        .zip(hostile)
        .fold(listed, |listed, (name, hostile)| {
            listed.replace(name, hostile)
        });
    assert!(listed.contains("=1+1"), "{listed}");
    fs::write(&units, listed).unwrap();
    let out = report(
        folder.path(),
        &["--plan", "plan", "--data", "data", "--formats", "xlsx"],
    );
    let path = out.join("2023.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).unwrap();
        for (_, _, formula) in formulas.used_cells() {
            assert!(
                !formula.contains("1+1") && !formula.contains("cmd"),
                "{name}: {formula}"
            );
        }
    }
    let summary = rows(&sheet(&path, "Summary"), "code");
    assert!(summary.iter().any(|row| shown(cell(row, "unit")) == "=1+1"));
}

#[test]
fn a_chart_of_some_units_only_says_so() {
    let folder = tempfile::tempdir().unwrap();
    first_plan::copy(&["plan", "data"], folder.path());
    let units = folder.path().join("data/units.csv");
    let mut listed = fs::read_to_string(&units).unwrap();
    let arguments = ["--plan", "plan", "--data", "data", "--formats", "xlsx"];
    for (more, says_so) in [(0, false), (5, true)] {
        for at in 4..4 + more {
            listed += &format!("010{at},Hamlet {at},village,01\n");
        }
        fs::write(&units, &listed).unwrap();
        let path = report(folder.path(), &arguments).join("2023.xlsx");
        let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
        let mut chart = String::new();
        let mut part = archive.by_name("xl/charts/chart2.xml").unwrap();
        part.read_to_string(&mut chart).unwrap();
        assert!(chart.contains("over the years"), "{chart}");
        assert_eq!(chart.contains("(the first 8 units)"), says_so);
    }
}

/// Has LibreOffice convert a workbook, working out every formula; `None` where it is not installed.
fn worked_out(path: &Path, within: &Path) -> Option<PathBuf> {
    let profile = within.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    // Formulas are worked out on loading, not taken over.
    let setting = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    fs::write(profile.join("user/registrymodifications.xcu"), setting).unwrap();
    let to = within.join("worked-out");
    let run = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&to)
        .arg(path)
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && !said.contains("Error"), "{said}");
    Some(to.join(path.file_name().unwrap()))
}

/// Compares the result of every formula with the one that LibreOffice works out; how many there are.
fn compare(path: &Path, worked_out: &Path) -> usize {
    let mut own: Xlsx<_> = open_workbook(path).unwrap();
    let mut other: Xlsx<_> = open_workbook(worked_out).unwrap();
    assert_eq!(own.sheet_names(), other.sheet_names());
    let mut compared = 0;
    for name in own.sheet_names() {
        let formulas = own.worksheet_formula(&name).unwrap();
        let (values, others) = (
            own.worksheet_range(&name).unwrap(),
            other.worksheet_range(&name).unwrap(),
        );
        let start = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas
            .used_cells()
            .filter(|(.., formula)| !formula.is_empty())
        {
            let at = (start.0 + row as u32, start.1 + column as u32);
            let number = |range: &Range<Data>| match range.get_value(at) {
                Some(Data::Float(float)) => *float,
                Some(Data::Int(int)) => *int as f64,
                other => panic!("{name} {at:?} {formula}: {other:?}"),
            };
            let (ours, theirs) = (number(&values), number(&others));
            assert!(
                near(ours, theirs),
                "{name} {at:?} {formula}: {ours} {theirs}"
            );
            compared += 1;
        }
    }
    compared
}

#[test]
fn a_spreadsheet_works_out_the_results_that_the_workbook_gives() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = vec![first_plan(folder.path()).join("2022.xlsx")];
    let other = tempfile::tempdir().unwrap();
    let sample = [
        "--data",
        "builtin:sample",
        "--years",
        "2014",
        "--formats",
        "xlsx",
        "--lang",
        "zh",
    ];
    paths.push(report(other.path(), &sample).join("2014.xlsx"));
    for path in paths {
        let within = tempfile::tempdir().unwrap();
        let Some(worked_out) = worked_out(&path, within.path()) else {
            eprintln!("not tried: LibreOffice (soffice) is not installed");
            return;
        };
        let compared = compare(&path, &worked_out);
        assert!(compared > 20, "{compared}");
        eprintln!("{compared} formulas of {}", path.display());
    }
}
