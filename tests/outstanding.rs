//! Who still owes what: `check --missing` lists what the shares count as unreported, no more and no less.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const PLAN: &str = r#"
[[variable]]
id = "hall"
name = "hall"
kind = "flag"
level = "district"

[[variable]]
id = "lamp"
name = "lamp"
kind = "flag"
level = "community"

[[indicator]]
id = "halls"
clause = "c"
name = "districts with a hall"
levels = ["city"]
measure = { share = "hall" }
target = { all = true }

[[indicator]]
id = "lamps"
clause = "c"
name = "communities with a lamp"
levels = ["city", "district"]
measure = { share = "lamp" }
target = { all = true }

[[checklist]]
id = "haves"
clause = "c"
name = "the haves"
level = "district"
levels = ["city"]
items = [{ id = "place", zh = "有场所", en = "place" }, { id = "staff", zh = "有人员", en = "staff" }]
"#;

const DATA: &str = r#"
[[file]]
path = "units.csv"
roster = true
"#;

const UNITS: &str = "\
code,name,level,parent
110000,北京市,city,
110101,东城区,district,110000
110102,西城区,district,110000
01,甲,community,110101
02,乙,community,110101
03,丙,community,110102
";

/// A flag that is blank in a row that was sent, a row that was not sent, and one that is complete.
const FIGURES: &str = "\
code,year,hall,haves/place,haves/staff
110101,2015,,yes,
110102,2015,yes,yes,no
";

const LAMPS: &str = "\
code,year,lamp
01,2015,
02,2015,yes
03,2015,yes
";

fn lay_out(root: &Path, lamps: &str) {
    let (plan, data) = (root.join("plan"), root.join("data"));
    let common = format!("{ROOT}/tests/cases/score/common/plan.toml");
    fs::create_dir(&plan).unwrap();
    fs::create_dir(&data).unwrap();
    fs::copy(common, plan.join("plan.toml")).unwrap();
    fs::write(plan.join("indicators.toml"), PLAN).unwrap();
    for (name, text) in [
        ("data.toml", DATA),
        ("units.csv", UNITS),
        ("figures.csv", FIGURES),
        ("lamps.csv", lamps),
    ] {
        fs::write(data.join(name), text).unwrap();
    }
}

/// The outstanding figures as the document lists them.
fn missing(lamps: &str, arguments: &[&str]) -> Vec<serde_json::Value> {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), lamps);
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(folder.path())
        .args(["check", "--plan", "plan", "--data", "data", "--missing"])
        .args(["--year", "2015", "--format", "json"])
        .args(arguments)
        .output()
        .expect("the tool runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect(&said);
    document["missing"].as_array().expect("a list").clone()
}

/// Unit, variable and how many, of each line.
fn outstanding(arguments: &[&str]) -> Vec<String> {
    let missing = missing(LAMPS, arguments).into_iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let lines = missing.map(|one| {
        let (unit, variable) = (text(&one["unit"]), text(&one["variable"]));
        format!("{unit} {variable} {}", one["missing"])
    });
    lines.collect()
}

#[test]
fn a_blank_behind_a_share_is_owed_though_its_row_was_sent() {
    assert_eq!(
        outstanding(&[]),
        ["110101 hall 1", "110101 haves/staff 1", "110101 lamp 1"]
    );
}

#[test]
fn units_that_are_not_listed_are_counted_under_the_variable_that_they_owe() {
    assert_eq!(outstanding(&["--unit", "110101"]), ["110101 lamp 1"]);
}

/// Unit, how many verdicts it decides, and how many it concerns, of each line.
fn decisive(lamps: &str) -> Vec<(String, u64, u64)> {
    let missing = missing(lamps, &["--by", "decisive"]).into_iter();
    let lines = missing.map(|one| {
        let unit = one["unit"].as_str().expect("a text").to_owned();
        let count = |key: &str| one[key].as_u64().expect("a number");
        (unit, count("unit_decides"), count("unit_concerns"))
    });
    lines.collect()
}

/// Worked by hand. 110101 has not said whether it has a hall, whether it has staff, and whether one of its communities has a
/// lamp. Two verdicts of the city (halls, lamps) and its own on lamps lack its figures only. The checklist has no target, so
/// that no verdict lacks anything of it.
#[test]
fn one_unit_decides_what_lacks_its_figures_only() {
    let own = ("110101".to_owned(), 3, 3);
    assert_eq!(decisive(LAMPS), [own.clone(), own.clone(), own]);
}

/// Worked by hand. Of 110102 a lamp is missing too: it decides its own verdict on lamps. That of the city lacks figures of
/// both, so that it concerns each and neither decides it. 110101 decides the city's on halls and its own on lamps.
#[test]
fn what_lacks_figures_of_two_units_concerns_both() {
    let first = ("110101".to_owned(), 2, 3);
    let lamps = LAMPS.replace("03,2015,yes", "03,2015,");
    let expected = [
        first.clone(),
        first.clone(),
        first,
        ("110102".to_owned(), 1, 2),
    ];
    assert_eq!(decisive(&lamps), expected);
}
