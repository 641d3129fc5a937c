//! What became of the inputs that a scorecard names: changed, missing, added, moved.

use super::*;

#[test]
fn a_changed_figure_affects_the_results_that_rest_on_it() {
    let world = World::scored(&["--year", "2023", "--level", "village"]);
    world.edit("data/figures.csv", "2023,915,190", "2023,915,95");
    let (code, document) = world.verify(&[]);
    assert_eq!(code, 1);
    assert_eq!(
        changed(&document),
        [("changed".into(), "data/figures.csv".into())]
    );
    let found: Vec<String> = differences(&document)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(found, ["volunteering/0102/2023"]);
    let difference = &document["differences"][0];
    assert_eq!(
        (&difference["stated"], &difference["found"]),
        (&"met".into(), &"behind".into())
    );
    assert_eq!(
        difference["inputs"],
        serde_json::json!(["data/figures.csv"])
    );
    assert_eq!(difference["place"]["line"], 12);
}

/// A comment moves every cell by a line: the results are the same, and the scorecard stands.
#[test]
fn a_scorecard_stands_although_its_cells_moved() {
    let world = World::scored(&["--year", "2023", "--level", "village"]);
    world.edit("data/figures.csv", "code,", "# as of today\ncode,");
    let (code, document) = world.verify(&[]);
    assert_eq!(
        (code, &document["stands"]),
        (0, &Value::Bool(true)),
        "{document:#}"
    );
    assert_eq!(document["moved"], 3);
    assert_eq!(changed(&document).len(), 1);
    assert!(text(&document["exit"]["message"]).ends_with("inputs that are not: 1"));
}

#[test]
fn a_changed_plan_declaration_or_roster_is_named() {
    for (file, from, to, results) in [
        ("plan/plan.toml", "at-least = 20", "at-least = 30", 3),
        ("data/data.toml", "title", "synthetic = true\ntitle", 0),
        ("data/units.csv", "Mill End", "Mill Start", 1),
    ] {
        let world = World::scored(&["--year", "2023", "--level", "village"]);
        world.edit(file, from, to);
        let (code, document) = world.verify(&[]);
        assert_eq!(code, 1, "{file}");
        assert_eq!(
            changed(&document),
            [("changed".into(), file.into())],
            "{file}"
        );
        assert_eq!(document["affected"], results, "{file} {document:#}");
        for one in document["differences"].as_array().unwrap() {
            assert_eq!(one["inputs"], serde_json::json!([file]), "{one:#}");
        }
    }
}

#[test]
fn an_input_that_is_missing_or_added_is_named() {
    let world = World::scored(&["--year", "2023", "--level", "village"]);
    fs::write(
        world.path("data/late.csv"),
        "code,year,volunteers\n0103,2023,300\n",
    )
    .unwrap();
    let (code, document) = world.verify(&[]);
    assert_eq!(code, 1);
    assert_eq!(
        changed(&document),
        [("added".into(), "data/late.csv".into())]
    );
    assert_eq!(document["affected"], 1);
    assert_eq!(
        document["differences"][0]["inputs"],
        serde_json::json!(["data/late.csv"])
    );
    fs::remove_file(world.path("data/late.csv")).unwrap();
    fs::rename(world.path("data/figures.csv"), world.path("data/2023.csv")).unwrap();
    let (code, document) = world.verify(&[]);
    let moved = [("missing", "figures.csv"), ("added", "2023.csv")];
    let moved = moved.map(|(status, name)| (status.to_owned(), format!("data/{name}")));
    assert_eq!(
        (code, changed(&document)),
        (0, moved.to_vec()),
        "a new name"
    );
}

/// Inputs that are elsewhere now: given by options, and named as the document names them.
#[test]
fn inputs_are_found_elsewhere_and_named_as_before() {
    let world = World::scored(&["--year", "2023"]);
    fs::rename(world.path("data"), world.path("archive")).unwrap();
    fs::rename(world.path("plan"), world.path("old plan")).unwrap();
    let (code, document) = world.verify(&[]);
    assert_eq!((code, &document["stands"]), (2, &Value::Null));
    assert!(
        changed(&document)
            .iter()
            .all(|(status, _)| status == "missing")
    );
    assert!(text(&document["exit"]["message"]).starts_with("it can't be made again: "));
    let elsewhere = ["--data", "archive", "--plan", "old plan"];
    let (code, document) = world.verify(&elsewhere);
    assert_eq!(
        (code, &document["stands"]),
        (0, &Value::Bool(true)),
        "{document:#}"
    );
    world.edit(
        "archive/figures.csv",
        "0102,2023,915,190",
        "0102,2023,915,95",
    );
    let (code, document) = world.verify(&elsewhere);
    assert_eq!(code, 1);
    assert_eq!(
        changed(&document),
        [("changed".into(), "data/figures.csv".into())]
    );
}
