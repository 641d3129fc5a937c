//! `kaoping rank` on a small plan, against what was worked out by hand.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const PLAN: &str = r#"
[plan]
id = "places"
title = "places"
first = 2011
last = 2015

[[level]]
id = "city"
name = "city"

[[level]]
id = "district"
name = "district"

[[chapter]]
number = 1
title = "chapter"

[[clause]]
id = "c"
chapter = 1
section = 1
phrase = "places"

[[variable]]
id = "first"
name = "first"
range = { min = 0, max = 100 }
level = "district"

[[variable]]
id = "second"
name = "second"
range = { min = 0, max = 100 }
level = "district"

[[variable]]
id = "waste"
name = "waste"
level = "district"

[[indicator]]
id = "first"
clause = "c"
name = "first"
levels = ["district"]
measure = { value = "first" }
target = { none = true }
score = { goalposts = [0, 100] }

[[indicator]]
id = "second"
clause = "c"
name = "second"
levels = ["district"]
measure = { value = "second" }
target = { none = true }
score = { goalposts = [0, 100] }

[[indicator]]
id = "index"
clause = "c"
name = "index"
levels = ["district"]
measure = { index = { first = 1, second = 1 }, missing = "leave-out" }
target = { none = true }

[[indicator]]
id = "rounded"
clause = "c"
name = "rounded"
levels = ["district"]
measure = { index = { first = 51, second = 49 } }
target = { none = true }
rank = { decimals = 0 }

[[indicator]]
id = "waste"
clause = "c"
name = "waste"
levels = ["district"]
measure = { value = "waste" }
target = { at-most = 5, each-year = true }

[[indicator]]
id = "undirected"
clause = "c"
name = "undirected"
levels = ["district"]
measure = { value = "waste" }
target = { none = true }
"#;

const UNITS: &str = "code,name,level,parent\n01,City,city,\n0101,A,district,01\n0102,B,district,01\n0103,C,district,01\n0104,D,district,01\n";

const FIGURES: [&str; 9] = [
    "code,year,first,second,waste",
    "0101,2010,50,50,3",
    "0102,2010,60,60,5",
    "0103,2010,70,70,5",
    "0104,2010,10,10,9",
    "0101,2011,80,60,3",
    "0102,2011,60,80,5",
    "0103,2011,50,50,5",
    "0104,2011,40,,9",
];

/// The exit code and the rows of a ranking of 2011.
fn ranked(figures: &[&str], arguments: &[&str]) -> (Option<i32>, Vec<Value>) {
    let root = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        std::fs::write(path, text).expect("a file is written");
    };
    write("plan/plan.toml", PLAN);
    write("data/units.csv", UNITS);
    write("data/figures.csv", &(figures.join("\n") + "\n"));
    let manifest =
        "title = \"case\"\n\n[[file]]\npath = \"units.csv\"\nshape = \"units\"\nroster = true\n";
    write("data/data.toml", manifest);
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(root.path())
        .args(["rank", "--plan", "plan", "--data", "data", "--year", "2011"])
        .args(["--format", "json", "--lang", "en"])
        .args(arguments)
        .output()
        .expect("the program runs");
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let rows = document["rows"].as_array().expect("rows").clone();
    (output.status.code(), rows)
}

/// `A 1 [1, 2] +2`: unit, place, possible places and change.
fn lines(rows: &[Value]) -> Vec<String> {
    let line = |row: &Value| {
        format!(
            "{} {} [{}, {}] {}",
            row["unit"]["name"].as_str().expect("a name"),
            row["place"],
            row["place_from"],
            row["place_to"],
            row["change"]
        )
    };
    rows.iter().map(line).collect()
}

fn places(arguments: &[&str]) -> Vec<String> {
    let (exit, rows) = ranked(&FIGURES, arguments);
    assert_eq!(exit, Some(0), "{arguments:?}");
    lines(&rows)
}

/// A and B have 70, C has 50, D from 20 to 70 and 40 by what it reported. In 2010 C was first, then B, A and D.
#[test]
fn equal_scores_share_a_place_and_missing_data_leaves_several_open() {
    let expected = [
        "A 1 [1, 1] 2",
        "B 1 [1, 1] 1",
        "C 3 [3, 4] -2",
        "D 4 [1, 4] 0",
    ];
    assert_eq!(places(&["--by", "index"]), expected);
    let (_, rows) = ranked(&FIGURES, &["--by", "index"]);
    let d = &rows[3];
    assert_eq!(
        (d["score"].as_str(), &d["score_estimated"]),
        (Some("40"), &Value::Bool(true))
    );
    assert_eq!(d["not_told_apart"], Value::Bool(true));
    assert_eq!(rows[0]["not_told_apart"], Value::Null);
}

/// With weights from 0.75 to 1.25 A and B, 20 apart each way, are not told apart, nor from D with 100 of the second: 40 × 0.75 +
/// 100 × 1.25 against 80 × 0.75 + 60 × 1.25. C is 30 and 10 below A.
#[test]
fn varied_weights_leave_more_places_open() {
    let expected = [
        "A 1 [1, 3] 2",
        "B 1 [1, 3] 1",
        "C 3 [3, 4] -2",
        "D 4 [1, 4] 0",
    ];
    assert_eq!(places(&["--by", "index", "--weights-varied"]), expected);
}

/// A has 70.2, B 69.8 and D from 20.4 to 69.4: rounded 70, 70 and at most 69.
#[test]
fn scores_are_rounded_only_where_the_plan_says_so() {
    let expected = [
        "A 1 [1, 1] 2",
        "B 1 [1, 1] 1",
        "C 3 [3, 4] -2",
        "D null [3, 4] null",
    ];
    assert_eq!(places(&["--by", "rounded"]), expected);
}

/// Less waste is better: 3, 5, 5, 9.
#[test]
fn the_direction_is_that_of_the_target() {
    let expected = [
        "A 1 [1, 1] 0",
        "B 2 [2, 2] 0",
        "C 2 [2, 2] 0",
        "D 4 [4, 4] 0",
    ];
    assert_eq!(places(&["--by", "waste"]), expected);
}

/// Only waste has a target: met by three, and 5 ÷ 9 reached by the fourth.
#[test]
fn units_are_ranked_by_attainment_and_by_targets_met() {
    let expected = [
        "A 1 [1, 1] 0",
        "B 1 [1, 1] 0",
        "C 1 [1, 1] 0",
        "D 4 [4, 4] 0",
    ];
    assert_eq!(places(&["--by", "attainment"]), expected);
    assert_eq!(places(&["--by", "met"]), expected);
    let (_, rows) = ranked(&FIGURES, &["--by", "attainment"]);
    assert_eq!(rows[3]["score_exact"], "500/9");
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut figures = FIGURES;
    figures[1..].reverse();
    for by in ["index", "rounded", "waste", "attainment", "met"] {
        let arguments = ["--by", by];
        assert_eq!(
            ranked(&figures, &arguments),
            ranked(&FIGURES, &arguments),
            "{by}"
        );
    }
}

#[test]
fn what_can_not_be_ranked_is_wrong_usage() {
    for arguments in [
        &["--by", "undirected"][..],
        &["--by", "waste", "--weights-varied"],
        &["--by", "index", "--group", "1"],
        &["--by", "nothing"],
        &["--by", "index", "--level", "village"],
    ] {
        assert_eq!(ranked(&FIGURES, arguments).0, Some(2), "{arguments:?}");
    }
    let nothing = ["--by", "index", "--level", "city"];
    assert_eq!(ranked(&FIGURES, &nothing).0, Some(4));
}
