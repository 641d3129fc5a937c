//! `kaoping trend` and `kaoping compare` on a small plan, against what was worked out by hand.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const PLAN: &str = r#"
[plan]
id = "trees"
title = "trees"
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
title = "green"

[[variable]]
id = "trees"
name = "trees"
level = "district"

[[indicator]]
id = "trees"
clause = { id = "1-trees", chapter = 1, section = 1, phrase = "100 trees" }
name = "trees"
levels = ["city", "district"]
measure = { value = "trees" }
target = { at-least = 100 }

[[indicator]]
id = "planted"
clause = { id = "1-planted", chapter = 1, section = 1, phrase = "300 trees in five years" }
name = "planted"
levels = ["city"]
measure = { value = "trees" }
target = { at-least = 300, cumulative = true }

[[indicator]]
id = "uprooted"
clause = { id = "1-uprooted", chapter = 1, section = 1, phrase = "at most 200 trees in five years" }
name = "uprooted"
levels = ["district"]
measure = { value = "trees" }
target = { at-most = 200, cumulative = true }
"#;

const UNITS: &str = "code,name,level,parent\n01,City,city,\n0101,East,district,01\n0102,West,district,01\n0103,North,district,01\n";

const FIGURES: &str = "code,year,trees\n\
    0101,2010,10\n0102,2010,10\n0103,2010,10\n\
    0101,2011,12\n0102,2011,11\n0103,2011,10\n\
    0101,2012,20\n0102,2012,14\n0103,2012,9\n\
    0101,2013,29\n0102,2013,19\n0103,2013,\n";

fn trends(figures: &str, arguments: &[&str]) -> Value {
    document(figures, "trend", arguments)
}

fn document(figures: &str, command: &str, arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("plan/plan.toml", PLAN);
    write(
        "data/data.toml",
        "plan = \"trees\"\n[[file]]\npath = \"units.csv\"\nroster = true\n",
    );
    write("data/units.csv", UNITS);
    write("data/figures.csv", figures);
    run(folder.path(), command, arguments)
}

fn run(folder: &Path, command: &str, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .args([
            command, "--plan", "plan", "--data", "data", "--format", "json",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// City 30, 33, 43 in 2010—2012: ȳ = 2011, v̄ = 106/3, slope (43 − 30)/2 = 6.5, in 2015 106/3 + 4 × 6.5 = 184/3; of the change
/// required (184/3 − 30)/(100 − 30) = 94/210. Needed: (100 − 43)/3 = 19. East goes on with 8 a year, West with 3, North
/// with −1: 24 + 9 − 3 is less than the gap of 57.
#[test]
fn a_sum_with_its_members() {
    let document = trends(FIGURES, &["trees", "--year", "2012"]);
    let series = &document["series"][0];
    assert_eq!(series["id"], "trees/01");
    assert_eq!(series["baseline"]["value"], "30");
    let changes: Vec<&Value> = (series["years"].as_array().unwrap().iter())
        .map(|year| &year["change"])
        .collect();
    assert_eq!(changes, ["3", "10"]);
    assert_eq!(series["required_step"], "19");
    let projection = &series["projection"];
    assert_eq!(projection["method"], "least-squares");
    assert_eq!(projection["exact"], "184/3");
    assert_eq!(projection["share_exact"], "940/21");
    assert_eq!(projection["outlook"], "progress");
    let members = series["members"].as_array().unwrap();
    let steps: Vec<(&str, &str)> = (members.iter())
        .map(|step| {
            let name = step["unit"]["name"].as_str().unwrap();
            (name, step["by_due"].as_str().unwrap())
        })
        .collect();
    assert_eq!(steps, [("East", "24"), ("West", "9"), ("North", "-3")]);
    assert_eq!(series["members_enough"], Value::Null);
}

/// The line through 2011 and 2012: 43 + 3 × 10 = 73.
#[test]
fn the_last_two_years_alone() {
    let document = trends(
        FIGURES,
        &["trees", "--year", "2012", "--projection", "last-two"],
    );
    let projection = &document["series"][0]["projection"];
    assert_eq!(projection["method"], "last-two");
    assert_eq!(projection["value"], "73");
}

/// 0, 12 and 32 in all by 2010, 2011 and 2012 are within the limit: 44/3 + 4 × 16 = 236/3 in 2015, and no change is required.
#[test]
fn a_sum_within_its_limit_needs_no_change() {
    let document = trends(FIGURES, &["uprooted", "--unit", "0101", "--year", "2012"]);
    let series = &document["series"][0];
    assert_eq!(series["required_step"], Value::Null);
    assert_eq!(series["projection"]["exact"], "236/3");
    assert_eq!(series["projection"]["share"], Value::Null);
    assert_eq!(series["projection"]["outlook"], Value::Null);
}

/// 33 and 76 planted in all by 2011 and 2012; (300 − 76)/3 = 224/3 a year is needed; East adds 20 a year, West 14, North 9.
#[test]
fn a_sum_over_the_period_starts_from_nothing() {
    let document = trends(FIGURES, &["planted", "--year", "2012"]);
    let series = &document["series"][0];
    assert_eq!(series["baseline"]["value"], "0");
    assert_eq!(series["required_step_exact"], "224/3");
    assert_eq!(series["members"][0]["change"], "20");
    assert_eq!(series["members"][0]["by_due"], "60");
}

/// What North reports is missing: the value is not known, so neither is a change, what is needed, nor what members add.
#[test]
fn a_missing_figure_leaves_open_what_it_decides() {
    let document = trends(FIGURES, &["trees", "--year", "2013"]);
    let series = &document["series"][0];
    let last = series["years"].as_array().unwrap().last().unwrap();
    assert_eq!(last["change"], Value::Null);
    assert_eq!(last["bounds"]["lower"], "48");
    assert_eq!(series["required_step"], Value::Null);
    assert_eq!(series["members"], Value::Null);
    // The known years still lead somewhere.
    assert_eq!(series["projection"]["exact"], "184/3");
}

/// Met in 2012 and 2013, then lost: 100, 101, 99.
#[test]
fn years_met_and_lost() {
    let figures = "code,year,trees\n0101,2011,99\n0101,2012,100\n0101,2013,101\n0101,2014,99\n";
    let met = trends(figures, &["trees", "--unit", "East", "--year", "2013"]);
    let series = &met["series"][0];
    assert_eq!(
        (&series["first_met"], &series["last_met"]),
        (&2012.into(), &2013.into())
    );
    assert_eq!(
        (&series["met_in_a_row"], &series["lost"]),
        (&2.into(), &false.into())
    );
    let lost = trends(figures, &["trees", "--unit", "East", "--year", "2014"]);
    let series = &lost["series"][0];
    assert_eq!(
        (&series["met_in_a_row"], &series["lost"]),
        (&0.into(), &true.into())
    );
    // Nothing was reported: whether it still holds is not known.
    let (before, _) = figures.split_once("0101,2014").unwrap();
    let open = trends(before, &["trees", "--unit", "East", "--year", "2014"]);
    let series = &open["series"][0];
    assert_eq!(
        (&series["met_in_a_row"], &series["lost"]),
        (&0.into(), &false.into())
    );
}

/// Attained in 2012: East 20%, West 14%, so that East is 6 points ahead; the city 43% and, of 300 planted in all, 76 or 25 1/3%.
#[test]
fn two_units_and_two_years() {
    let units = document(FIGURES, "compare", &["East", "West", "--year", "2012"]);
    let row = &units["rows"][0];
    assert_eq!(row["indicator"], "trees");
    assert_eq!(
        (&row["a"]["value"], &row["b"]["value"]),
        (&"20".into(), &"14".into())
    );
    assert_eq!(row["difference"], "-6");
    assert_eq!(row["attainment_difference"], "-6");
    let years = document(FIGURES, "compare", &["2011", "2012"]);
    let rows: Vec<(&str, &str)> = (years["rows"].as_array().unwrap().iter())
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap();
            (text("indicator"), text("difference"))
        })
        .collect();
    // 33 and 76 of 300 are 43 ÷ 3 points apart, 33 and 43 of 100 are 10.
    assert_eq!(rows, [("planted", "43"), ("trees", "10")]);
    assert_eq!(years["sides"][1]["year"], 2012);
}
