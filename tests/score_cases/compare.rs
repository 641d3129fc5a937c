//! Runs the program and holds what it says against what is expected.

use crate::case::{Case, Expected};
use kaoping::internals::report::fields::{self, as_text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Everything that comes out otherwise than expected, a line each.
pub fn differences(case: &Case) -> Vec<String> {
    let root = tempfile::tempdir().expect("a folder for the case");
    case.lay_out(root.path());
    let mut check = Check {
        case,
        root: root.path(),
        runs: BTreeMap::new(),
        wrong: Vec::new(),
    };
    check.results();
    check.summaries();
    check.trends();
    check.places();
    check.findings();
    check.wrong
}

/// Keys that are part of the question and not of the answer, and that name what is shown.
const QUESTION: [&str; 5] = ["asked", "method", "level", "varied", "shows"];

/// One run's exit code and document.
struct Run {
    exit: i32,
    document: Value,
}

struct Check<'a> {
    case: &'a Case,
    root: &'a Path,
    runs: BTreeMap<Vec<String>, Run>,
    wrong: Vec<String>,
}

impl Check<'_> {
    fn results(&mut self) {
        for expected in &self.case.results {
            let asked = expected.field("asked");
            let asked = asked.as_deref().unwrap_or(&expected.unit);
            let alone = arguments(expected, &["--unit", asked]);
            let Some(level) = self.result(expected, alone) else {
                continue;
            };
            let among = arguments(expected, &["--level", &level]);
            self.result(expected, among);
        }
    }

    fn summaries(&mut self) {
        for expected in &self.case.summaries {
            let args = arguments(expected, &["--unit", &expected.unit]);
            let summary = self.run("score", &args).document["summary"].clone();
            self.fields(expected, |key| as_text(&summary[key]));
        }
    }

    /// Where the figures of an indicator lead: `method` is the projection asked for.
    fn trends(&mut self) {
        for expected in &self.case.trends {
            let mut args = arguments(expected, &["--unit", &expected.unit]);
            args.push(expected.indicator.clone());
            if let Some(method) = expected.field("method") {
                args.extend(["--projection".to_owned(), method]);
            }
            let series = self.run("trend", &args).document["series"][0].clone();
            self.fields(expected, |key| match key {
                "projected" => as_text(&series["projection"]["value"]),
                "by-method" => as_text(&series["projection"]["method"]),
                "share" => as_text(&series["projection"]["share"]),
                "outlook" => as_text(&series["projection"]["outlook"]),
                key => as_text(&series[key]),
            });
        }
    }

    /// The places that an indicator, `attainment` or `met` gives; `level` is that of the units, `varied` whether weights are.
    fn places(&mut self) {
        for expected in &self.case.places {
            let mut args = arguments(expected, &["--by", &expected.indicator]);
            if let Some(level) = expected.field("level") {
                args.extend(["--level".to_owned(), level]);
            }
            if expected.fields.contains_key("varied") {
                args.push("--weights-varied".to_owned());
            }
            let rows = self.run("rank", &args).document["rows"].clone();
            let mut rows = rows.as_array().into_iter().flatten();
            let row = rows.find(|row| row["unit"]["code"] == expected.unit.as_str());
            let row = row.cloned().unwrap_or_default();
            self.fields(expected, |key| match key {
                "possible" => format!("[{}, {}]", row["place_from"], row["place_to"]),
                key => field(&row, key),
            });
        }
    }

    /// Compares the fields of one expectation.
    fn fields(&mut self, expected: &Expected, found: impl Fn(&str) -> String) {
        for (key, wanted) in &expected.fields {
            if QUESTION.contains(&key.as_str()) {
                continue;
            }
            let (found, wanted) = (found(key), plain(wanted));
            if found != wanted {
                let line = format!("{key} is {found}, not {wanted}");
                let id = format!("{}/{}", expected.indicator, expected.unit);
                self.say(&id, expected.year, &format!("{}: {line}", expected.year));
            }
        }
    }

    /// Compares one result; gives back its unit's level.
    fn result(&mut self, expected: &Expected, args: Vec<String>) -> Option<String> {
        let id = format!("{}/{}/{}", expected.indicator, expected.unit, expected.year);
        let document = &self.run("score", &args).document;
        let results = document["results"].as_array().expect("results");
        let Some(found) = results.iter().find(|result| result["id"] == id.as_str()) else {
            let line = format!("no such result with {}", args.join(" "));
            self.say(&id, expected.year, &line);
            return None;
        };
        let found = found.clone();
        self.fields(expected, |key| field(&found, key));
        found["unit"]["level"].as_str().map(str::to_owned)
    }

    /// The findings of all runs that ask for one unit, and their exit codes.
    fn findings(&mut self) {
        let mut found = BTreeSet::new();
        let mut exits = BTreeSet::new();
        for run in self.runs.values() {
            exits.insert(run.exit);
            let all = run.document["findings"].as_array().expect("findings");
            found.extend(all.iter().filter(|f| self.case.asks_for(f)).map(line));
        }
        let found: Vec<String> = found.into_iter().collect();
        if found != self.case.findings {
            let wanted = &self.case.findings;
            self.say("findings", 0, &format!("{found:#?}, not {wanted:#?}"));
        }
        if exits != BTreeSet::from([self.case.exit]) {
            let wanted = self.case.exit;
            self.say("exit", 0, &format!("{exits:?}, not {wanted}"));
        }
    }

    fn run(&mut self, command: &str, args: &[String]) -> &Run {
        let (root, name) = (self.root, &self.case.name);
        let words = [&[command.to_owned()], args].concat();
        self.runs.entry(words).or_insert_with(|| {
            let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
                .current_dir(root)
                .args([command, "--format", "json", "--lang", "en"])
                .args(["--plan", "plan", "--data", "data"])
                .args(args)
                .output()
                .expect("the program runs");
            let said = String::from_utf8_lossy(&output.stderr);
            let document = serde_json::from_slice(&output.stdout);
            Run {
                exit: output.status.code().expect("it was not interrupted"),
                document: document.unwrap_or_else(|why| panic!("{name} {args:?}: {why}: {said}")),
            }
        })
    }

    fn say(&mut self, what: &str, year: i64, line: &str) {
        let at = if year == 0 || what.contains('/') {
            String::new()
        } else {
            format!(" {year}")
        };
        self.wrong
            .push(format!("{}: {what}{at}: {line}", self.case.name));
    }
}

fn arguments(expected: &Expected, more: &[&str]) -> Vec<String> {
    let year = expected.year.to_string();
    let year = match &expected.as_of {
        Some(date) => ["--as-of", date],
        None => ["--year", &year],
    };
    year.iter().chain(more).map(|&arg| arg.to_owned()).collect()
}

impl Case {
    /// Notes are compared only where the case lists one of their kind.
    fn asks_for(&self, finding: &Value) -> bool {
        let code = finding["code"].as_str().unwrap_or("");
        let listed = |line: &String| line.split(' ').next() == Some(code);
        finding["severity"] != "note" || self.findings.iter().any(listed)
    }
}

/// `code file:line:column`.
fn line(finding: &Value) -> String {
    let code = finding["code"].as_str().expect("a code");
    let place = &finding["place"];
    match place["file"].as_str() {
        Some(_) => format!("{code} {}", at(place)),
        None => code.to_owned(),
    }
}

/// `file:line:column`, the file as the case knows it.
fn at(place: &Value) -> String {
    let file = place["file"].as_str().unwrap_or("?");
    let file = file.trim_start_matches("data/");
    format!("{file}:{}:{}", place["line"], place["column"])
}

/// A field of a result under the short name that cases use.
fn field(result: &Value, key: &str) -> String {
    match key {
        "evidence" => evidence(&result["evidence"]),
        key => fields::text(result, key).unwrap_or_else(|| as_text(&result[key])),
    }
}

/// The cells that were used, as `file:line:column`.
fn evidence(list: &Value) -> String {
    let list = list.as_array().expect("evidence").iter();
    let cells = list.filter(|cell| cell["kind"] == "cell" && cell["place"].is_object());
    let mut places: Vec<String> = cells.map(|cell| at(&cell["place"])).collect();
    places.sort();
    places.join(" ")
}

/// What a case writes, as text; a list is its sorted words.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(list) => {
            let mut words: Vec<String> = list.iter().map(plain).collect();
            words.sort();
            words.join(" ")
        }
        other => other.to_string(),
    }
}
