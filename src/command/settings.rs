//! `kaoping.toml`: plan, data, waivers, language and gate of a project, so that no command has to name them. The environment
//! goes before it, options go before both.

use super::pipeline::unreadable;
use crate::evaluate::Verdict;
use crate::finding::{Findings, Place};
use crate::number::Number;
use crate::source::{SourceError, TextFile};
use crate::text;
use crate::toml_reader::{Collector, Node, Table, Texts, documents, list_of, schema};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

/// The name of the file, which is looked for in the working folder and those above it.
pub const NAME: &str = "kaoping.toml";

/// The table of the gate.
const GATE: &str = "gate";

/// A setting: its key, and the argument that it stands for.
#[derive(Debug)]
pub struct SettingKey {
    /// Its key in `kaoping.toml`.
    pub key: &'static str,
    /// Whether it stands in `[gate]`.
    pub of_gate: bool,
    /// The id of the argument.
    pub argument: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    kind: Kind,
}

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A path, relative to the folder of the file, or the name of something built in.
    Path,
    /// `zh` or `en`.
    Language,
    /// Verdicts.
    Verdicts,
    /// From 0 to 100.
    PerCent,
}

/// The rows of [`KEYS`].
macro_rules! keys {
    ($($of_gate:literal $key:literal $argument:literal $variable:literal $kind:ident)*) => {
        &[$(SettingKey {
            key: $key,
            of_gate: $of_gate,
            argument: $argument,
            variable: $variable,
            kind: Kind::$kind,
        }),*]
    };
}

/// All settings. One more is one line here.
pub const KEYS: &[SettingKey] = keys! {
    false "plan"            "plan"            "KAOPING_PLAN"            Path
    false "data"            "data"            "KAOPING_DATA"            Path
    false "waivers"         "waivers"         "KAOPING_WAIVERS"         Path
    false "lang"            "lang"            "KAOPING_LANG"            Language
    true  "fail-on"         "fail_on"         "KAOPING_FAIL_ON"         Verdicts
    true  "warn-on"         "warn_on"         "KAOPING_WARN_ON"         Verdicts
    true  "min-met"         "min_met"         "KAOPING_MIN_MET"         PerCent
    true  "min-on-schedule" "min_on_schedule" "KAOPING_MIN_ON_SCHEDULE" PerCent
    true  "min-coverage"    "min_coverage"    "KAOPING_MIN_COVERAGE"    PerCent
    true  "min-attainment"  "min_attainment"  "KAOPING_MIN_ATTAINMENT"  PerCent
    true  "max-waived"      "max_waived"      "KAOPING_MAX_WAIVED"      PerCent
    true  "baseline"        "baseline"        "KAOPING_BASELINE"        Path
};

/// A setting that a file has.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which one.
    pub key: &'static SettingKey,
    /// As it is written on the command line.
    pub value: String,
    /// Where it is.
    pub place: Place,
}

/// What a `kaoping.toml` sets.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// In the order of [`KEYS`].
    pub list: Vec<Setting>,
    /// What is wrong with it.
    pub findings: Findings,
}

/// The JSON Schema of the file.
pub fn settings_schema() -> Value {
    let of = |of_gate| {
        let keys = KEYS.iter().filter(move |key| key.of_gate == of_gate);
        keys.map(|key| (key.key, key.kind.schema()))
    };
    let gate: Vec<(&str, Value)> = of(true).collect();
    let keys: Vec<&str> = gate.iter().map(|(key, _)| *key).collect();
    let gate = schema::table(&keys, gate, &[]);
    let top: Vec<(&str, Value)> = of(false).chain([(GATE, gate)]).collect();
    let keys: Vec<&str> = top.iter().map(|(key, _)| *key).collect();
    schema::document(
        "kaoping: kaoping.toml",
        schema::table(&keys, top, &[]),
        Vec::new(),
    )
}

impl Kind {
    fn schema(self) -> Value {
        match self {
            Kind::Path => schema::string(),
            Kind::Language => schema::word(&LANGUAGES),
            Kind::Verdicts => schema::list(schema::word(
                &Verdict::ALL.map(|verdict| (verdict.id(), verdict)),
            )),
            Kind::PerCent => schema::number_within(0, 100),
        }
    }
}

/// The languages as they are written.
const LANGUAGES: [(&str, &str); 2] = [("zh", "zh"), ("en", "en")];

impl Settings {
    /// Reads a file that is in `folder`, as seen from the working folder; every mistake is a finding.
    pub fn read(file: &TextFile, folder: &Utf8Path) -> Settings {
        let log = Collector::default();
        let files = [file];
        let texts = Texts::of(&files, &[GATE]);
        let (tables, damaged) = texts.entries(&files, &log);
        let mut list = Vec::new();
        for (_, top) in documents(&texts, &tables, &files, &log) {
            let names = |of_gate| KEYS.iter().filter(move |key| key.of_gate == of_gate);
            let mut allowed: Vec<&str> = names(false).map(|key| key.key).collect();
            allowed.push(GATE);
            top.only(&allowed);
            list.extend(settings(&top, names(false), folder));
            if let Some(gate) = top.get(GATE).and_then(|node| node.table()) {
                gate.only(&names(true).map(|key| key.key).collect::<Vec<_>>());
                list.extend(settings(&gate, names(true), folder));
            }
        }
        if !log.any_error() {
            texts.report_refused(&files, &log);
        }
        let findings = log.finish(|finding| !damaged.iter().any(|entry| entry.explains(finding)));
        Settings { list, findings }
    }

    /// What stands for a file that can't be read.
    pub fn unreadable(error: &SourceError) -> Settings {
        Settings {
            findings: unreadable(error),
            ..Settings::default()
        }
    }

    /// The setting of an argument.
    pub fn of(&self, argument: &str) -> Option<&Setting> {
        self.list
            .iter()
            .find(|setting| setting.key.argument == argument)
    }
}

/// The settings of a table that are there and valid.
fn settings<'a>(
    table: &Table,
    keys: impl Iterator<Item = &'static SettingKey> + 'a,
    folder: &Utf8Path,
) -> Vec<Setting> {
    let read = |key: &'static SettingKey| {
        let node = table.get(key.key)?;
        Some(Setting {
            key,
            value: value(node, key.kind, folder)?,
            place: node.place(),
        })
    };
    keys.filter_map(read).collect()
}

/// A value as it is written on the command line; `None`, and a finding, if it is not valid.
fn value(node: Node, kind: Kind, folder: &Utf8Path) -> Option<String> {
    match kind {
        Kind::Path => node.filled().map(|path| within(folder, path).into_string()),
        Kind::Language => node.word(&LANGUAGES).map(str::to_owned),
        Kind::Verdicts => {
            let words: Vec<Option<&str>> = node.list()?.into_iter().map(verdict).collect();
            let words: Option<Vec<&str>> = words.into_iter().collect();
            Some(words?.join(","))
        }
        Kind::PerCent => {
            let valid = |number: &Number| (Number::zero()..=Number::from(100)).contains(number);
            let asked = text!("应为 0 到 100 的数", "write a number from 0 to 100");
            node.number_that(valid, asked)
                .map(|number| number.to_string())
        }
    }
}

/// The id of a verdict.
fn verdict(node: Node<'_>) -> Option<&str> {
    let word = node.filled()?;
    let ids = || Verdict::ALL.iter().map(|verdict| verdict.id());
    if ids().any(|id| id == word) {
        return Some(word);
    }
    let message = text!("没有判定 `{word}`", "there is no verdict `{word}`");
    node.bad(message, list_of(word, ids()));
    None
}

/// A path as seen from the working folder. Names of what is built in, standard input and absolute paths stay as they are.
fn within(folder: &Utf8Path, path: &str) -> Utf8PathBuf {
    let elsewhere = path.starts_with("builtin:") || path == "-";
    match elsewhere || folder.as_str().is_empty() {
        true => path.into(),
        false => folder.join(path),
    }
}
