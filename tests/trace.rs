//! Every number leads back to cells: the value of each result of the sample and of the published data is computed again
//! from the cells that its trace lists, and from nothing else.

#[path = "common/first_plan.rs"]
mod first_plan;
#[path = "common/from_trace.rs"]
mod from_trace;
#[path = "trace/recomputed.rs"]
mod recomputed;

use from_trace::{from_its_trace, told};
use kaoping::internals::data;
use kaoping::internals::evaluate::judge;
use kaoping::internals::index::LevelIx;
use kaoping::internals::observation::Figures;
use kaoping::internals::plan::{Plan, Year, load};
use kaoping::internals::source::Folder;
use kaoping::internals::tally::{Question, count};
use recomputed::recomputed;
use std::collections::{BTreeMap, BTreeSet};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn plan() -> Plan {
    let folder = Folder::Disk(format!("{ROOT}/indicators/beijing-2011-2015").into());
    let names = folder.list("toml").expect("the plan is there");
    let text = |name: &String| folder.read_text(name).expect("the plan can be read");
    let files: Vec<_> = names.iter().map(text).collect();
    load(&files).expect("the plan is valid").plan
}

/// A data set, with the cells of every level.
fn figures(plan: &Plan, data: &str) -> Figures {
    let folder = Folder::Disk(format!("{ROOT}/data/{data}").into());
    let (opened, _) = data::open(&folder, plan);
    count(opened, plan, &Question::of_everything(plan)).0
}

/// Computes every known value of the units of the two highest levels again, and judges every result again with the cells of its
/// trace alone; gives back how many values were computed, by measure.
fn check(plan: &Plan, figures: &mut Figures, years: &[Year]) -> BTreeMap<&'static str, usize> {
    let mut checked = BTreeMap::new();
    let mut not_checked = BTreeSet::new();
    let units: Vec<_> = figures.units.all().collect();
    for &year in years {
        for (ix, indicator) in plan.indicators() {
            for &unit in &units {
                let level = figures.units.level(unit);
                let upper = level <= LevelIx(1) && figures.units.exists(unit, year);
                if !upper || !indicator.levels.contains(&level) {
                    continue;
                }
                let place = format!(
                    "{} for {} in {year}",
                    indicator.id,
                    figures.units.code(unit)
                );
                let judged = judge(plan, figures, ix, unit, year, false);
                let again = from_its_trace(plan, figures, &judged);
                assert_eq!(told(&again), told(&judged), "{place}: {:?}", judged.inputs);
                let Some(value) = judged.value.known() else {
                    continue;
                };
                match recomputed(plan, figures, &judged) {
                    Some(again) => {
                        assert_eq!(again, *value, "{place}: {:?}", judged.inputs);
                        *checked.entry(indicator.measure.key()).or_default() += 1;
                    }
                    None => {
                        not_checked.insert(place);
                    }
                }
            }
        }
    }
    assert!(not_checked.is_empty(), "{not_checked:?}");
    checked
}

#[test]
fn the_cells_of_the_trace_give_the_value_of_every_result_of_the_sample() {
    let plan = plan();
    let mut figures = figures(&plan, "sample");
    let checked = check(&plan, &mut figures, &[2012, 2013]);
    println!("{checked:?}");
    assert!(checked.values().sum::<usize>() > 2000, "{checked:?}");
}

#[test]
fn the_cells_of_the_trace_give_the_value_of_every_result_of_the_published_data() {
    let plan = plan();
    let mut figures = figures(&plan, "beijing");
    let years: Vec<Year> = plan.years().collect();
    let checked = check(&plan, &mut figures, &years);
    println!("{checked:?}");
    assert!(checked.values().sum::<usize>() >= 3, "{checked:?}");
}

/// A document of the first plan, for the year 2023.
fn document(arguments: &[&str]) -> serde_json::Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(ROOT)
        .args(arguments)
        .args(["--year", "2023", "--format", "json", "--lang", "en"])
        .args(["--plan", "docs/first-plan/plan"])
        .args(["--data", "docs/first-plan/data"])
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout).expect("a document")
}

#[test]
fn the_units_of_a_share_are_listed_by_standing_with_their_cells() {
    let all = document(&["explain", "reading-rooms"]);
    let counts = ["pass", "fail", "unknown", "silent", "not_applicable"];
    let total: u64 = counts
        .iter()
        .filter_map(|key| all["units"][key].as_u64())
        .sum();
    assert_eq!(total, 3, "{}", all["units"]);
    for standing in ["pass", "fail", "unknown", "silent"] {
        let some = document(&["explain", "reading-rooms", "--units", standing]);
        let listed = some["units"]["listed"].as_array().expect("a list");
        assert_eq!(Some(listed.len() as u64), all["units"][standing].as_u64());
        assert!(listed.iter().all(|unit| unit["standing"] == standing));
        let has_place = |unit: &serde_json::Value| unit["cells"][0]["place"]["line"].is_u64();
        assert!(standing == "silent" || listed.iter().all(has_place));
    }
}

/// A copy of the first plan and its data under names that a shell would divide.
fn folders() -> (tempfile::TempDir, Vec<String>) {
    let root = tempfile::tempdir().expect("a folder");
    first_plan::copy(&["plan", "data"], root.path());
    let named = |from: &str, to: &str| {
        let to = root.path().join(to);
        std::fs::rename(root.path().join(from), &to).expect("a folder");
        to.to_str().expect("a name in UTF-8").to_owned()
    };
    let (plan, data) = (named("plan", "the plan's"), named("data", "its \"data\""));
    let words = ["--plan", &plan, "--data", &data].map(str::to_owned);
    (root, words.into())
}

/// Every command among the evidence of a card, with the number of units that reported; and every cell there has a place, if it
/// was reported.
fn commands(card: &serde_json::Value) -> BTreeMap<String, u64> {
    let results = card["results"].as_array().expect("results").iter();
    let evidence = results.flat_map(|result| result["evidence"].as_array().expect("evidence"));
    let mut commands = BTreeMap::new();
    for one in evidence {
        match one["explain"].as_str() {
            Some(command) => {
                commands.insert(
                    command.to_owned(),
                    one["reported"].as_u64().expect("a number"),
                );
            }
            None if one["reported"] == true => {
                assert!(one["place"]["file"].is_string(), "{one}");
            }
            None => {}
        }
    }
    commands
}

/// What a shell prints for a command of the program.
fn pasted(command: &str) -> String {
    let arguments = command
        .strip_prefix("kaoping ")
        .expect("the program's name");
    let line = format!("{} {arguments} --lang en", env!("CARGO_BIN_EXE_kaoping"));
    let output = std::process::Command::new("sh")
        .current_dir(ROOT)
        .args(["-c", &line])
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{command}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_count_among_the_evidence_names_the_command_that_prints_its_cells() {
    let (_root, sources) = folders();
    let score = |sources: &[String], more: &[&str]| -> serde_json::Value {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kaoping"))
            .current_dir(ROOT)
            .arg("score")
            .args(sources)
            .args(["--format", "json"])
            .args(more)
            .output()
            .expect("the program runs");
        serde_json::from_slice(&output.stdout).expect("a document")
    };
    let commands_of = |sources: &[String], more: &[&str]| {
        let commands = commands(&score(sources, more));
        assert!(!commands.is_empty());
        for (command, reported) in commands {
            let printed = pasted(&command);
            let listed = printed.lines().filter(|line| line.contains(".csv:"));
            assert!(listed.count() as u64 >= reported, "{command}\n{printed}");
        }
    };
    commands_of(&sources, &["--year", "2023"]);
    // Of the sample one chapter of a district.
    let sample = ["--data".to_owned(), "builtin:sample".to_owned()];
    commands_of(
        &sample,
        &["--year", "2013", "--unit", "110105", "--group", "25"],
    );
}
