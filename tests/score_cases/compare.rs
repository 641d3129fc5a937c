//! Runs the program and holds what it says against what is expected.

use crate::case::{Case, Expected};
use kaoping::report::fields::{self, as_text};
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
    check.findings();
    check.wrong
}

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
        for expected in &self.case.summaries {
            let args = arguments(expected, &["--unit", &expected.unit]);
            let summary = self.run(&args).document["summary"].clone();
            for (key, wanted) in &expected.fields {
                let found = as_text(&summary[key]);
                let wanted = plain(wanted);
                if found != wanted {
                    self.say(
                        &expected.unit,
                        expected.year,
                        &format!("{key} is {found}, not {wanted}"),
                    );
                }
            }
        }
    }

    /// Compares one result; gives back its unit's level.
    fn result(&mut self, expected: &Expected, args: Vec<String>) -> Option<String> {
        let id = format!("{}/{}/{}", expected.indicator, expected.unit, expected.year);
        let document = &self.run(&args).document;
        let results = document["results"].as_array().expect("results");
        let Some(found) = results.iter().find(|result| result["id"] == id.as_str()) else {
            let line = format!("no such result with {}", args.join(" "));
            self.say(&id, expected.year, &line);
            return None;
        };
        let found = found.clone();
        for (key, wanted) in &expected.fields {
            let got = match key.as_str() {
                "asked" => continue,
                key => field(&found, key),
            };
            let wanted = plain(wanted);
            if got != wanted {
                let how = args.join(" ");
                self.say(
                    &id,
                    expected.year,
                    &format!("{key} is {got}, not {wanted} ({how})"),
                );
            }
        }
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

    fn run(&mut self, args: &[String]) -> &Run {
        let (root, name) = (self.root, &self.case.name);
        self.runs.entry(args.to_vec()).or_insert_with(|| {
            let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
                .current_dir(root)
                .args(["score", "--format", "json", "--lang", "en"])
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
