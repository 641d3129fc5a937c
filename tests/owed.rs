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

fn lay_out(root: &Path) {
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
        ("lamps.csv", LAMPS),
    ] {
        fs::write(data.join(name), text).unwrap();
    }
}

/// Unit, variable and how many, of each line.
fn owed(arguments: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(folder.path())
        .args(["check", "--plan", "plan", "--data", "data", "--missing"])
        .args(["--year", "2015", "--format", "json"])
        .args(arguments)
        .output()
        .expect("the tool runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect(&said);
    let missing = document["missing"].as_array().expect("a list").iter();
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
        owed(&[]),
        ["110101 hall 1", "110101 haves/staff 1", "110101 lamp 1"]
    );
}

#[test]
fn units_that_are_not_listed_are_counted_under_the_variable_that_they_owe() {
    assert_eq!(owed(&["--unit", "110101"]), ["110101 lamp 1"]);
}
