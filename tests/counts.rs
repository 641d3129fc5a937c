//! Counts in the place of files: `tally` writes what the reader counted, and with `--tally` the same verdicts come of it.

#[path = "common/program.rs"]
mod program;

use program::kaoping;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

/// What differs where figures are read from another file: where they stand, and how that is said.
const PLACES: [&str; 6] = ["place", "command", "others", "explain", "file", "places"];

struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> World {
        World {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = kaoping(self.folder.path());
        command.args(arguments.split(' ')).output().unwrap()
    }

    /// The end of what a command says on standard error, and its exit code.
    fn fails(&self, arguments: &str) -> (i32, String) {
        let output = self.run(arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), errors)
    }

    /// A data folder with the units of the sample and those of its other files that are `wanted`.
    fn part(&self, name: &str, wanted: impl Fn(&str) -> bool) {
        let folder = self.path(name);
        fs::create_dir(&folder).unwrap();
        let declared = fs::read_to_string(format!("{SAMPLE}/data.toml")).unwrap();
        let mut sections = declared.split("\n[[");
        let mut kept = sections
            .next()
            .unwrap()
            .replace("boundaries", "# boundaries");
        for section in sections {
            let path = section
                .lines()
                .find_map(|line| line.strip_prefix("path = "));
            let path = path.map(|path| path.trim_matches('"'));
            let units = section.contains("shape = \"units\"");
            match path {
                Some("generate") => continue,
                Some(path) if !units && !wanted(path) => continue,
                Some(path) => {
                    fs::copy(Path::new(SAMPLE).join(path), folder.join(path)).unwrap();
                }
                None => {}
            }
            kept += &format!("\n[[{section}");
        }
        fs::write(folder.join("data.toml"), kept).unwrap();
    }

    fn tally(&self, data: &str, into: &str) {
        self.tally_asking(data, into, "");
    }

    fn tally_asking(&self, data: &str, into: &str, options: &str) {
        fs::create_dir_all(self.path("counts")).unwrap();
        let files = format!("--output counts/{into}.tally.csv --rest counts/{into}.rest.csv");
        let output = self.run(&format!(
            "tally --data {data} --level district{options} {files}"
        ));
        assert!(output.status.success(), "{output:?}");
    }

    /// The results of a scorecard, without places.
    fn results(&self, options: &str) -> Value {
        let output = self.run(&format!("score --format json {options}"));
        let mut document: Value = serde_json::from_slice(&output.stdout).expect("a document");
        let results = document["results"].take();
        assert!(results.as_array().unwrap().len() > 50, "{options}");
        without_places(results)
    }
}

fn without_places(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map
                .into_iter()
                .filter(|(key, _)| !PLACES.contains(&key.as_str()));
            Value::Object(
                kept.map(|(key, value)| (key, without_places(value)))
                    .collect(),
            )
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_places).collect()),
        other => other,
    }
}

#[test]
fn the_counts_of_the_sample_give_the_same_verdicts_as_its_files() {
    let world = World::new();
    world.part("units", |_| false);
    world.tally("builtin:sample", "data");
    for asked in [
        "--level district --year 2015",
        "--year 2014",
        "--unit 110105 --year 2013",
    ] {
        let files = world.results(&format!("--data builtin:sample {asked}"));
        let counts = world.results(&format!("--data units --tally counts {asked}"));
        let pairs = files
            .as_array()
            .unwrap()
            .iter()
            .zip(counts.as_array().unwrap());
        for (one, other) in pairs {
            assert_eq!(one, other, "{asked}");
        }
    }
}

#[test]
fn counts_as_of_a_date_give_the_verdicts_of_that_date() {
    let world = World::new();
    world.part("units", |_| false);
    world.tally_asking("builtin:sample", "data", " --as-of 2014-06");
    let asked = "--as-of 2014-06 --year 2014";
    let files = world.results(&format!("--data builtin:sample {asked}"));
    let counts = world.results(&format!("--data units --tally counts {asked}"));
    assert_eq!(files, counts);
    let (code, errors) = world.fails("score --data units --tally counts --year 2014");
    assert_eq!(code, 2, "{errors}");
    assert!(errors.contains("ask with `--as-of 2014-06`"), "{errors}");
}

#[test]
fn counts_of_parts_add_up() {
    let world = World::new();
    let early =
        |path: &str| path.contains("-2010") || path.contains("-2011") || path.contains("-2012");
    world.part("units", |_| false);
    world.part("early", early);
    world.part("late", |path| !early(path));
    world.tally("early", "early");
    world.tally("late", "late");
    let files = world.results("--data builtin:sample --year 2015 --level district");
    let counts = world.results("--data units --tally counts --year 2015 --level district");
    assert_eq!(files, counts);
}

#[test]
fn a_scorecard_of_counts_is_verified_and_notices_that_they_changed() {
    let world = World::new();
    world.part("units", |_| false);
    world.tally("builtin:sample", "data");
    let scored =
        world.run("score --data units --tally counts --year 2014 --format json --output card.json");
    assert!(scored.status.success(), "{scored:?}");
    assert!(world.run("verify card.json").status.success());
    world.edit(
        "counts/data.tally.csv",
        "rows:communities.csv",
        "rows:others.csv",
    );
    let (code, said) = world.fails("verify card.json");
    assert_eq!(code, 0, "a name of a file decides nothing: {said}");
    let first = fs::read_to_string(world.path("counts/data.tally.csv")).unwrap();
    let line = first
        .lines()
        .find(|line| line.starts_with("passes:harmonious-community,110101,2014"));
    let line = line.expect("a count");
    let other = line.replacen(",2014,,,", ",2014,,,9", 1);
    world.edit("counts/data.tally.csv", line, &other);
    let (code, said) = world.fails("verify card.json");
    assert_eq!(code, 1, "{said}");
}

impl World {
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{name}: no {from}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }
}

#[test]
fn counts_that_do_not_answer_the_question_are_refused() {
    let world = World::new();
    world.part("units", |_| false);
    world.tally("builtin:sample", "data");
    let score = "score --data units --tally counts";
    for (options, code, said) in [
        (
            "--level street",
            2,
            "they do not tell of single units of `street`",
        ),
        ("--unit 110105008", 2, "no unit"),
        (
            "--year 2013 --as-of 2013",
            2,
            "they can't be asked with `--as-of`",
        ),
        ("--plan builtin:xiaokang-2008", 3, "error[bad-tally]"),
    ] {
        let (found, errors) = world.fails(&format!("{score} {options}"));
        assert_eq!(found, code, "{options}: {errors}");
        assert!(
            errors.contains(said) || said == "no unit",
            "{options}: {errors}"
        );
    }
    let tally = "counts/data.tally.csv";
    for (from, to, said) in [
        (
            "question:district/2015/",
            "question:district/2013/",
            "the counts end with 2013",
        ),
        ("plan:", "plan:0", "another plan, or an earlier version"),
        ("what,unit", "what,code", "the column `unit` is expected"),
        (
            "passes:harmonious-community,110101,2014",
            "passes:harmony,110101,2014",
            "`passes:harmony` is not known",
        ),
        (
            "passes:harmonious-community,110101,2014",
            "passes:harmonious-community,990101,2014",
            "`990101` is not known",
        ),
        (
            "passes:harmonious-community,110101,2014",
            "passes:harmonious-community,110101,in 2014",
            "`in 2014` is not known",
        ),
    ] {
        let before = fs::read_to_string(world.path(tally)).unwrap();
        world.edit(tally, from, to);
        let (code, errors) = world.fails(&format!("{score} --year 2015"));
        assert!([2, 3].contains(&code), "{to}: {code} {errors}");
        assert!(errors.contains(said), "{to}: {errors}");
        fs::write(world.path(tally), before).unwrap();
    }
    let (code, errors) = world.fails("score --data units --tally units");
    assert_eq!(code, 2);
    assert!(errors.contains("there are no counts"), "{errors}");
    let (code, errors) = world.fails("observations --data units --tally counts");
    assert_eq!(code, 2);
    assert!(errors.contains("single figures"), "{errors}");
}

#[test]
fn a_table_without_results_is_an_error() {
    let world = World::new();
    world.part("units", |_| false);
    let declared = fs::read_to_string(world.path("units/data.toml")).unwrap();
    let table = "\n[[table]]\nname = \"dw.harmonious\"\nlevel = \"urban-community\"\nyear = 2014\n\
        columns = { sqdm = { is = \"code\" }, c01 = \"harmonious-community/01\" }\n";
    fs::write(world.path("units/data.toml"), declared + table).unwrap();
    let (code, errors) = world.fails("score --data units --year 2014");
    assert!(errors.contains("error[table-not-read]"), "{code} {errors}");
    world.tally("builtin:sample", "data");
    fs::write(world.path("counts/dw.harmonious.rest.csv"), "sqdm,c01\n").unwrap();
    let (code, errors) = world.fails("score --data units --tally counts --year 2014");
    assert_eq!(code, 3, "{errors}");
    assert!(errors.contains("no tally says how many rows"), "{errors}");
    let counts = "what,unit,year,reported,blank,holds,fails,undecided,not_applicable,lo,hi,items,bands,losses\n";
    let rows = "rows:dw.harmonious,,,3,,,,,,,,,,\nrest:dw.harmonious,,,2,,,,,,,,,,\n";
    fs::write(
        world.path("counts/dw.harmonious.tally.csv"),
        format!("{counts}{rows}"),
    )
    .unwrap();
    let (code, errors) = world.fails("score --data units --tally counts --year 2014");
    assert_eq!(code, 3, "{errors}");
    assert!(
        errors.contains("2 rows of `dw.harmonious` were handed over, and 0 are there"),
        "{errors}"
    );
}

/// The counts that a table's statements would give that hand over every row.
fn all_handed_over(world: &World, rows: &str) {
    let head = fs::read_to_string(world.path("counts/data.tally.csv")).unwrap();
    let head: Vec<&str> = head.lines().take(3).collect();
    let count = rows.lines().count();
    let said =
        format!("rows:dw.harmonious,,,0,,,,,,,,,,\nrest:dw.harmonious,,,{count},,,,,,,,,,\n");
    let tally = format!("{}\n{said}", head[..3].join("\n"));
    fs::write(world.path("counts/dw.harmonious.tally.csv"), tally).unwrap();
    let rest = format!("sqdm,mc,c01\n{rows}");
    fs::write(world.path("counts/dw.harmonious.rest.csv"), rest).unwrap();
}

#[test]
fn a_row_that_an_engine_may_have_counted_otherwise_is_an_error() {
    let world = World::new();
    world.part("units", |_| false);
    world.part("with-file", |path| path == "harmonious-2013.csv");
    let table = "\n[[table]]\nname = \"dw.harmonious\"\nlevel = \"urban-community\"\nyear = 2014\n\
        columns = { sqdm = { is = \"code\" }, mc = { is = \"name\" }, c01 = \"harmonious-community/01\" }\n";
    for data in ["units", "with-file"] {
        let declared = fs::read_to_string(world.path(&format!("{data}/data.toml"))).unwrap();
        fs::write(world.path(&format!("{data}/data.toml")), declared + table).unwrap();
    }
    fs::create_dir(world.path("plain")).unwrap();
    world.part("plain/units", |_| false);
    world.tally("plain/units", "data");
    let units = fs::read_to_string(format!("{SAMPLE}/communities.csv")).unwrap();
    let first = units.lines().find(|line| line.starts_with("11")).unwrap();
    let (code, rest) = first.split_once(',').unwrap();
    let name = rest.split(',').next().unwrap();
    let wide: String = code
        .chars()
        .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap())
        .collect();
    for (data, row, refused) in [
        ("units", format!("{code},,1\n"), false),
        ("units", format!(" {code} ,,1\n"), false),
        ("units", format!(",{name},1\n"), false),
        ("units", format!("{wide},,1\n"), true),
        ("with-file", format!("{code},,1\n"), true),
    ] {
        all_handed_over(&world, &row);
        let (code, said) = world.fails(&format!("check --data {data} --tally counts"));
        assert_eq!(
            said.contains("row-beside-counts"),
            refused,
            "{data} {row}: {code} {said}"
        );
    }
}
