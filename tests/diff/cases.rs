//! Cases worked out by hand: a folder of `tests/cases/diff` has `old` and `new` data, a plan (`plan.toml`, or `old.toml` and
//! `new.toml`) beside that of all cases, and in `expect.toml` the rows that differ.

use super::program::kaoping;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/diff");

/// What a case expects.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Options of the command.
    #[serde(default)]
    args: Vec<String>,
    /// The rows that differ, in their order.
    #[serde(default)]
    row: Vec<ExpectedRow>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedRow {
    id: String,
    direction: String,
    /// The verdicts; absent where a side does not have the result.
    old: Option<String>,
    new: Option<String>,
    /// Of the value; absent unless both are known.
    change: Option<String>,
    /// The causes that act by themselves.
    acts: Vec<String>,
    /// The steps that are known and not zero.
    #[serde(default)]
    steps: BTreeMap<String, String>,
    /// The causes that act together.
    #[serde(default)]
    together: Vec<String>,
    /// What of the change is an interaction.
    rest: Option<String>,
    /// The changed figures: cause, variable, unit, period, what was written and what is.
    cells: Option<Vec<String>>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn option(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A change as it is stated: the fraction where its decimals do not end.
fn change(of: &Value) -> Option<String> {
    option(&of["change_exact"]).or(option(&of["change"]))
}

/// Writes the plan of a side of a case into a folder.
fn plan(case: &Path, side: &str, folder: &Path) -> PathBuf {
    let to = folder.join(format!("{side}-plan"));
    fs::create_dir(&to).unwrap();
    let common = Path::new(ROOT).join("common.toml");
    fs::copy(common, to.join("common.toml")).unwrap();
    let own = ["plan.toml".to_owned(), format!("{side}.toml")];
    for name in own.iter().filter(|name| case.join(name).exists()) {
        fs::copy(case.join(name), to.join(name)).unwrap();
    }
    to
}

fn run(case: &Path, expected: &Expected) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let plans = ["old", "new"].map(|side| plan(case, side, folder.path()));
    let mut command = kaoping(ROOT);
    command
        .arg("diff")
        .args([case.join("old"), case.join("new")]);
    command.arg("--old-plan").arg(&plans[0]);
    command.arg("--new-plan").arg(&plans[1]);
    command.args(["--format", "json", "--lang", "en", "--allow-refused"]);
    let output = command.args(&expected.args).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {said}", case.display());
    serde_json::from_slice(&output.stdout).expect("a document")
}

fn cells(row: &Value) -> Vec<String> {
    let list = row["cells"].as_array().expect("a list").iter();
    let written = |side: &Value| {
        let cells = side.as_array().expect("a list").iter();
        let cells: Vec<String> = cells.map(|cell| text(&cell["written"])).collect();
        cells.join("|")
    };
    list.map(|cell| {
        let key = ["cause", "variable", "unit", "period"].map(|key| text(&cell[key]));
        format!(
            "{} {} -> {}",
            key.join(" "),
            written(&cell["old"]),
            written(&cell["new"])
        )
    })
    .collect()
}

fn compare(name: &str, row: &Value, expected: &ExpectedRow) {
    let id = &expected.id;
    let at = format!("{name}, {id}");
    assert_eq!(text(&row["id"]), *id, "{at}");
    assert_eq!(text(&row["direction"]), expected.direction, "{at}");
    assert_eq!(option(&row["old"]["verdict"]), expected.old, "{at}");
    assert_eq!(option(&row["new"]["verdict"]), expected.new, "{at}");
    assert_eq!(change(row), expected.change, "{at}");
    let causes = row["causes"].as_array().expect("a list");
    let acting = causes.iter().filter(|cause| cause["acts"] == true);
    let acting: Vec<String> = acting.map(|cause| text(&cause["cause"])).collect();
    assert_eq!(acting, expected.acts, "{at}");
    let steps = causes.iter().filter_map(|cause| {
        let step = change(cause).filter(|step| step != "0")?;
        Some((text(&cause["cause"]), step))
    });
    assert_eq!(steps.collect::<BTreeMap<_, _>>(), expected.steps, "{at}");
    let interaction = &row["interaction"];
    let together = interaction["causes"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let together: Vec<String> = together.iter().map(text).collect();
    assert_eq!(together, expected.together, "{at}");
    assert_eq!(change(interaction), expected.rest, "{at}");
    if let Some(listed) = &expected.cells {
        assert_eq!(cells(row), *listed, "{at}");
    }
}

#[test]
fn cases_are_attributed_as_worked_out_by_hand() {
    let folders = fs::read_dir(ROOT).expect("there are cases");
    let mut cases: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() >= 12, "{cases:?}");
    let mut acted = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = fs::read_to_string(case.join("expect.toml")).expect("it is there");
        let expected: Expected = toml::from_str(&expected).expect("it is valid");
        let document = run(&case, &expected);
        let rows = document["rows"].as_array().expect("a list");
        let ids: Vec<String> = rows.iter().map(|row| text(&row["id"])).collect();
        let wanted: Vec<&String> = expected.row.iter().map(|row| &row.id).collect();
        assert_eq!(ids.iter().collect::<Vec<_>>(), wanted, "{name}");
        for (row, expected) in rows.iter().zip(&expected.row) {
            compare(&name, row, expected);
            acted.extend(expected.acts.clone());
        }
    }
    for cause in kaoping::internals::attribution::Cause::ALL {
        assert!(
            acted.contains(&cause.id().to_owned()),
            "no case of {}",
            cause.id()
        );
    }
}
