//! What the program executes, in instructions as valgrind counts them, not in time: twice the rows take twice as much and not more,
//! figures that say something only together little more than figures by themselves. Skipped where there is no valgrind.

#[allow(dead_code)]
#[path = "../benches/scale/data.rs"]
mod data;

use data::{Country, DataSet};
use std::io;
use std::path::Path;
use std::process::Command;

/// Writes the data of one kind of work.
type Write = fn(&Path, Country) -> io::Result<String>;

/// How many instructions judging a number of communities takes; `None` without valgrind.
fn instructions(name: &str, plan: &str, write: Write, communities: u32) -> Option<u64> {
    let folder = tempfile::tempdir().unwrap();
    let country = Country {
        districts: 4,
        communities,
    };
    let plan = data::plan(folder.path(), plan).unwrap();
    let DataSet { folder: rows, .. } = data::data_set(folder.path(), name, country, write).unwrap();
    let counts = folder.path().join("counts");
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(env!("CARGO_BIN_EXE_kaoping"))
        .args(["score", "--level", "district", "--format", "csv", "--plan"])
        .args([&plan, Path::new("--data"), &rows])
        // What threads do while they wait for each other is not counted alike in any two runs.
        .env("RAYON_NUM_THREADS", "1")
        .output();
    let output = match output {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        output => output.unwrap(),
    };
    assert!(output.status.success(), "{output:?}");
    let counts = std::fs::read_to_string(counts).unwrap();
    let total = counts
        .lines()
        .find_map(|line| line.strip_prefix("summary: "));
    Some(total.unwrap().trim().parse().unwrap())
}

/// Instructions for each further community, and how much more those of the second half take than those of the first.
fn by_community(name: &str, plan: &str, write: Write) -> Option<(f64, f64)> {
    let of = |communities| instructions(name, plan, write, communities);
    let (few, some, many) = (of(80)? as f64, of(160)? as f64, of(320)? as f64);
    Some(((many - some) / 160.0, (many - some) / (2.0 * (some - few))))
}

#[test]
fn linear_and_little_more_for_figures_together() {
    let harmony = "indicators/beijing-2011-2015/harmonious-community.toml";
    let plan = |name: &str| format!("benches/plan/{name}.toml");
    let Some(figures) = by_community("figures", &plan("figures"), data::figures) else {
        eprintln!("skipped: there is no valgrind");
        return;
    };
    let items = by_community("items", harmony, data::items).unwrap();
    let pairs = by_community("pairs", &plan("pairs"), data::pairs).unwrap();
    let means = by_community("means", &plan("means"), data::means).unwrap();
    for (name, (each, growth)) in [
        ("figures", figures),
        ("items", items),
        ("pairs", pairs),
        ("means", means),
    ] {
        println!(
            "{name}: {each:.0} for each community, {growth:.2} times as much for each in the second half"
        );
        // As much is linear; as the square of the rows, it would be twice as much.
        assert!(
            growth < 1.5,
            "{name} grows faster than its rows: {growth:.2}"
        );
    }
    // Five rows with two figures each, beside twenty rows with one: 1.2 when this was written; kept cell by cell it would be far more.
    for (name, (each, _)) in [("pairs", pairs), ("means", means)] {
        let ratio = each / figures.0;
        assert!(
            ratio < 3.0,
            "{name} takes {ratio:.2} times as much as figures by themselves"
        );
    }
}
