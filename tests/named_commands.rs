//! The commands that a document names explain its results: run by a shell, each gives the verdict, the value and the score that stand
//! beside it, whatever plan, data, waivers and date the document was made with.

#[path = "common/program.rs"]
mod program;

use program::kaoping;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const PLAN: &str = r#"
plan = { id = "small", title = "small", first = 2011, last = 2015 }
level = [{ id = "city", name = "city" }, { id = "district", name = "district" }, { id = "village", name = "village" }]

[[variable]]
id = "room"
name = "reading room"
kind = "flag"
level = "village"
within-year = "last"

[[variable]]
id = "built"
name = "flats built"
level = "district"
within-year = "sum"

[[variable]]
id = "parks"
name = "parks"
level = "district"

[[indicator]]
id = "rooms"
clause = { id = "1", chapter = 1, section = 1, phrase = "a reading room in every village" }
name = "villages with a reading room"
levels = ["city", "district"]
measure = { share = "room" }
target = { all = true, each-year = true }

[[indicator]]
id = "flats"
clause = "1"
name = "flats built"
levels = ["city", "district"]
measure = { value = "built" }
target = { at-least = 40, each-year = true }

[[indicator]]
id = "parks"
clause = "1"
name = "parks"
levels = ["city", "district"]
measure = { value = "parks" }
target = { at-least = 10, by = 2013 }
baseline = { year = 2010, value = 0 }

[[indicator]]
id = "living"
clause = "1"
name = "index of living"
levels = ["district"]
measure = { index = { rooms = 30, flats = 50, parks = 20 }, missing = "leave-out" }
target = { at-least = 60, each-year = true }
score = { goalposts = [20, 80] }
"#;

const UNITS: &str = "code,name,level,parent
1,City,city,
11,East,district,1
12,West,district,1
111,Elm,village,11
112,Ash,village,11
121,Oak,village,12
";

/// East had built 19 by June and 42 by the end of 2013; that Ash has a room since was stated in 2014.
const FIGURES: &str = "code,variable,period,value,as-of
11,built,2012,41,
11,built,2013Q1,10,
11,built,2013Q2,9,
11,built,2013H2,23,
12,built,2012,39,
12,built,2013H1,20,
11,parks,2012,9,
11,parks,2013,12,
12,parks,2012,3,
111,room,2012,yes,
112,room,2012,no,
121,room,2012,yes,
111,room,2013-06,yes,
112,room,2013-06,no,
111,room,2013,yes,2014-02-01
112,room,2013,yes,2014-02-01
121,room,2013-06,yes,
";

const WAIVERS: &str = r#"[[waiver]]
indicator = "parks"
units = ["12"]
from = 2012
until = 2013
date = "2012-11-05"
by = "the council"
why = "the park was flooded"
"#;

/// Plan, data and waivers under names that a shell would divide.
fn write_world(at: &Path) {
    let (plan, data) = (at.join("the plan's"), at.join("its \"data\""));
    fs::create_dir_all(&plan).expect("a folder");
    fs::create_dir_all(&data).expect("a folder");
    fs::write(plan.join("plan.toml"), PLAN).expect("a file");
    fs::write(data.join("units.csv"), UNITS).expect("a file");
    fs::write(data.join("figures.csv"), FIGURES).expect("a file");
    let manifest = "title = \"small\"\nsynthetic = true\n[[file]]\npath = \"units.csv\"\nshape = \"units\"\nroster = true\n";
    fs::write(data.join("data.toml"), manifest).expect("a file");
    fs::write(at.join("set aside.toml"), WAIVERS).expect("a file");
}

const SOURCES: [&str; 4] = ["--plan", "the plan's", "--data", "its \"data\""];

fn document(at: &Path, arguments: &[&str]) -> Value {
    let mut command = kaoping(at);
    command.args(arguments).args(SOURCES);
    let output = command.args(["--format", "json"]).output();
    let output = output.expect("the program runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {output:?}"))
}

/// What a shell gives for a command that a document names.
fn pasted(at: &Path, command: &str) -> Value {
    let words = command.strip_prefix("kaoping ").expect("the program");
    let line = format!("{} {words} --format json", env!("CARGO_BIN_EXE_kaoping"));
    let output = Command::new("sh")
        .current_dir(at)
        .args(["-c", &line])
        .output();
    let output = output.expect("a shell");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{command}: {output:?}"))
}

/// Runs the commands named among the evidence of a result, and those of the members of an index; gives back how many there were.
fn check(at: &Path, result: &Value) -> usize {
    let mut found = 0;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    for one in result["evidence"].as_array().expect("evidence") {
        let Some(command) = text(&one["explain"]) else {
            continue;
        };
        let explained = &pasted(at, &command)["result"];
        for field in ["verdict", "value", "bounds", "attainment", "pace", "notes"] {
            assert_eq!(explained[field], result[field], "{field} by {command}");
        }
        found += 1;
    }
    for member in result["members"].as_array().into_iter().flatten() {
        let command = text(&member["explain"]).expect("a command");
        let explained = &pasted(at, &command)["result"];
        assert_eq!(explained["indicator"], member["indicator"], "{command}");
        for field in ["value", "bounds"] {
            assert_eq!(explained[field], member[field], "{field} by {command}");
        }
        found += 1;
    }
    found
}

#[test]
fn each_named_command_gives_the_result_that_it_stands_beside() {
    let root = tempfile::tempdir().expect("a folder");
    write_world(root.path());
    let waivers = ["--waivers", "set aside.toml"];
    let runs: [&[&str]; 6] = [
        &["--year", "2013"],
        &["--as-of", "2013-06"],
        &["--as-of", "2013-06-30", "--unit", "12"],
        &["--as-of", "2013", "--year", "2012"],
        &["--as-of", "2013-09", "--level", "district"],
        &["--year", "2013", "--level", "district"],
    ];
    for run in runs {
        for waived in [&[][..], &waivers] {
            let arguments = [&["score"], run, waived].concat();
            let card = document(root.path(), &arguments);
            let own = card["results"].as_array().into_iter().flatten();
            let units = card["units"].as_array().into_iter().flatten();
            let below = units.flat_map(|unit| unit["results"].as_array().into_iter().flatten());
            let found: usize = own.chain(below).map(|one| check(root.path(), one)).sum();
            assert!(found > 0, "{arguments:?} names no command");
        }
    }
}

/// East has 19 of 40 by June, and a room in one of two villages; by the end of the year 42, and both.
#[test]
fn a_command_of_a_run_to_a_date_names_the_date() {
    let root = tempfile::tempdir().expect("a folder");
    write_world(root.path());
    let run = ["score", "--as-of", "2013-06", "--unit", "11"];
    let card = document(root.path(), &run);
    let results = card["results"].as_array().expect("results");
    let rooms = results.iter().find(|one| one["indicator"] == "rooms");
    let command = rooms.expect("it")["evidence"][0]["explain"].clone();
    let command = command.as_str().expect("a command");
    assert!(command.contains("--as-of 2013-06 "), "{command}");
    assert_eq!(pasted(root.path(), command)["result"]["verdict"], "behind");
    let later = command.replace("--as-of 2013-06 ", "");
    assert_eq!(pasted(root.path(), &later)["result"]["verdict"], "met");
}
