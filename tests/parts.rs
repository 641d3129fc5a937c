//! A data set read in parts of any size is the same data set: the same figures from the same lines, the same counts, the
//! same findings. Tried on all cases, the broken ones too.

mod common;

use kaoping::data;
use kaoping::observation::Figures;
use kaoping::plan::{LevelIx, Plan, load};
use kaoping::source::{Folder, TextFile};
use kaoping::tally::{Question, count_in_chunks};
use std::fs;
use std::path::{Path, PathBuf};

/// All that is known, unit by unit, in an order of its own.
fn described(plan: &Plan, figures: &Figures) -> Vec<String> {
    let code = |unit| figures.units.code(unit);
    let cells = figures.cells.iter().chain(&figures.planned);
    let mut lines: Vec<String> = cells
        .map(|((variable, unit, period), cell)| {
            format!("{} {} {period} {cell:?}", plan[*variable].id, code(*unit))
        })
        .collect();
    let tallies = figures.tallies.iter();
    lines.extend(tallies.map(|((counted, unit, year), tally)| {
        format!("{counted:?} {} {year} {tally:?}", code(*unit))
    }));
    lines.extend(figures.units.all().map(|unit| {
        let above = figures.units.parent(unit).map(code);
        format!("{} {:?} {above:?}", code(unit), figures.units.level(unit))
    }));
    lines.push(format!("{:?}", figures.data));
    lines.sort();
    lines
}

/// What a folder's data come to, read in parts of a size.
fn read(plan: &Plan, folder: &Path, level: u32, size: u64) -> (Vec<String>, Vec<String>) {
    let folder = Folder::Disk(folder.to_str().unwrap().into());
    let (set, mut findings) = data::open(&folder, plan);
    let question = Question {
        levels: vec![LevelIx(level)],
        ..Question::default()
    };
    let (figures, more) = count_in_chunks(set, plan, &question, size);
    findings.merge(more);
    let findings = findings.iter().map(|finding| {
        let (message, places) = (&finding.message, &finding.places);
        format!(
            "{} {message} x{} {places:?}",
            finding.code.id, finding.count
        )
    });
    (findings.collect(), described(plan, &figures))
}

fn folders(cases: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders
}

fn file(path: PathBuf) -> Option<TextFile> {
    let text = fs::read_to_string(&path).ok()?;
    let path = path.to_str()?.into();
    Some(TextFile { path, text })
}

/// A case's plan: with the common one, where it has no `[plan]` of its own.
fn plan(folder: &Path) -> Option<Plan> {
    let own = file(folder.join("plan.toml"))?;
    let common = file(folder.with_file_name("common").join("plan.toml"));
    let both = common.filter(|_| !own.text.contains("[plan]"));
    let files: Vec<TextFile> = both.into_iter().chain([own]).collect();
    load(&files).ok().map(|loaded| loaded.plan)
}

fn compare(plan: &Plan, folder: &Path) {
    for level in [0, plan.levels.len() as u32 - 1] {
        let whole = read(plan, folder, level, u64::MAX);
        for size in [1, 90] {
            let parts = read(plan, folder, level, size);
            let shown = folder.display();
            assert_eq!(whole.0, parts.0, "{shown}, level {level}, parts of {size}");
            assert_eq!(whole.1, parts.1, "{shown}, level {level}, parts of {size}");
        }
    }
}

#[test]
fn data_with_mistakes() {
    let plan = common::plan();
    let folders = folders("tests/cases/data");
    assert!(folders.len() > 40);
    folders.iter().for_each(|folder| compare(&plan, folder));
}

#[test]
fn data_to_be_judged() {
    let folders = folders("tests/cases/score");
    let mut tried = 0;
    for folder in &folders {
        if let Some(plan) = plan(folder) {
            compare(&plan, folder);
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried}");
}
