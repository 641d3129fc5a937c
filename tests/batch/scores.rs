//! The files of a batch say what the other commands say, and the run ends as they end.

use super::{done, program, project, report, said, tree};
use serde_json::Value;
use std::fs;

#[test]
fn a_card_of_a_batch_is_the_card_that_score_writes() {
    let project = project();
    done(&mut report(project.path(), "out", &["--formats", "json"]));
    for (unit, year) in [("01", "2023"), ("0102", "2022")] {
        let path = project.path().join(format!("out/{year}/{unit}.json"));
        let of_batch: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let mut score = program::kaoping(project.path());
        score.args([
            "score", "--plan", "plan", "--data", "data", "--format", "json",
        ]);
        score.args(["--unit", unit, "--year", year]);
        let own: Value = serde_json::from_str(&done(&mut score)).unwrap();
        for key in [
            "schema", "plan", "scope", "results", "units", "summary", "coverage",
        ] {
            assert_eq!(of_batch[key], own[key], "{unit} {year} {key}");
        }
        // It can be verified as any other.
        let mut verify = program::kaoping(project.path());
        verify.args(["verify", &format!("out/{year}/{unit}.json")]);
        done(&mut verify);
    }
}

#[test]
fn a_card_lists_the_units_below_also_where_the_batch_leaves_them_out() {
    let project = project();
    done(&mut report(project.path(), "all", &["--formats", "json"]));
    let all = tree(&project.path().join("all"));
    for (out, units) in [("unit", "01"), ("level", "town")] {
        done(&mut report(
            project.path(),
            out,
            &["--formats", "json", "--units", units],
        ));
        let path = "2023/01.json";
        let own = tree(&project.path().join(out));
        assert!(own[path] == all[path], "{units}");
        let card: Value = serde_json::from_slice(&own[path]).unwrap();
        assert_eq!(card["units"].as_array().unwrap().len(), 3);
        let mut verify = program::kaoping(project.path());
        verify.args(["verify", &format!("{out}/{path}")]);
        done(&mut verify);
    }
}

#[test]
fn files_are_the_same_whatever_is_written_beside_them() {
    let project = project();
    done(&mut report(project.path(), "all", &[]));
    let all = tree(&project.path().join("all"));
    for format in ["json", "csv", "xlsx"] {
        done(&mut report(project.path(), format, &["--formats", format]));
        let mut alone = tree(&project.path().join(format));
        alone.remove("manifest.json");
        assert!(
            alone.iter().all(|(path, bytes)| all[path] == *bytes),
            "{format}"
        );
    }
}

#[test]
fn units_and_years_are_chosen() {
    let project = project();
    let one = [
        "--units",
        "0102",
        "--years",
        "2022,2023",
        "--formats",
        "csv",
    ];
    done(&mut report(project.path(), "one", &one));
    let paths: Vec<String> = tree(&project.path().join("one")).into_keys().collect();
    let expected = [
        "2022.csv",
        "2022/0102.csv",
        "2023.csv",
        "2023/0102.csv",
        "findings.csv",
        "manifest.json",
        "missing.csv",
    ];
    assert_eq!(paths, expected);
    let level = ["--units", "village", "--years", "2023", "--formats", "csv"];
    done(&mut report(project.path(), "level", &level));
    let paths = tree(&project.path().join("level"));
    assert!(paths.contains_key("2023/0101.csv") && !paths.contains_key("2023/01.csv"));
}

#[test]
fn a_unit_that_is_named_twice_is_written_once() {
    let project = project();
    for (out, units) in [
        ("once", "0102,0101"),
        ("twice", "0102,Lower Willow,0101,0102"),
    ] {
        done(&mut report(
            project.path(),
            out,
            &["--units", units, "--years", "2023"],
        ));
    }
    let mut trees = ["once", "twice"].map(|out| tree(&project.path().join(out)));
    for tree in &mut trees {
        tree.remove("manifest.json");
    }
    assert!(trees[0] == trees[1]);
    let manifest = fs::read_to_string(project.path().join("twice/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["units"], serde_json::json!(["0102", "0101"]));
}

#[test]
fn the_run_ends_as_the_others_end() {
    let project = project();
    let code = |further: &[&str]| {
        let output = report(project.path(), "out", further).output().unwrap();
        (output.status.code().unwrap(), said(&output))
    };
    for (further, expected) in [
        (&["--units", "nowhere"][..], 2),
        (&["--years", "1999"], 2),
        (&["--years", "2023-2021"], 2),
        (&["--formats", "docx"], 2),
        (&["--units", "village,01"], 2),
    ] {
        let (code, said) = code(further);
        assert_eq!(code, expected, "{further:?}: {said}");
        assert!(!project.path().join("out").exists(), "{further:?}");
    }
}

#[test]
fn refused_figures_are_written_and_said_on_every_file() {
    let project = project();
    let figures = project.path().join("data/figures.csv");
    let text = fs::read_to_string(&figures).unwrap();
    fs::write(&figures, format!("{text}0103,2023,many,few,x\n")).unwrap();
    for run in ["first", "second"] {
        let output = report(project.path(), "out", &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{run}: {}", said(&output));
    }
    let card = fs::read_to_string(project.path().join("out/2023/0103.json")).unwrap();
    assert!(card.contains("data-refused"), "{card}");
    let manifest = fs::read_to_string(project.path().join("out/manifest.json")).unwrap();
    assert!(manifest.contains("\"complete\": true") && manifest.contains("\"code\":3"));
}

#[test]
fn the_result_as_json_is_the_manifest_with_changes() {
    let project = project();
    let printed = done(&mut report(project.path(), "out", &["--format", "json"]));
    let document: Value = serde_json::from_str(&printed).unwrap();
    let files = document["files"].as_array().unwrap();
    assert_eq!(document["changes"]["new"], files.len());
    assert!(files.iter().all(|file| file["change"] == "new"));
    let manifest = fs::read(project.path().join("out/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["key"], document["key"]);
    let found = tree(&project.path().join("out"));
    for file in manifest["files"].as_array().unwrap() {
        let bytes = &found[file["path"].as_str().unwrap()];
        assert_eq!(file["size"], bytes.len());
    }
    assert_eq!(found.len(), files.len() + 1);
}
