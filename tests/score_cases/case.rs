//! A case as it lies in its folder.

use kaoping::internals::plan::{Plan, load};
use kaoping::internals::source::TextFile;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/score");
const COMMON: &str = "common";

pub struct Case {
    pub name: String,
    folder: PathBuf,
    pub results: Vec<Expected>,
    pub summaries: Vec<Expected>,
    /// Of `kaoping trend`.
    pub trends: Vec<Expected>,
    /// Of `kaoping rank`, by the indicator, `attainment` or `met`.
    pub places: Vec<Expected>,
    /// `code file:line:column`, or the code alone where the finding has no place. Sorted.
    pub findings: Vec<String>,
    pub exit: i32,
}

/// What is expected of one result or summary: fields by name, as text.
pub struct Expected {
    pub indicator: String,
    pub unit: String,
    pub year: i64,
    /// The date up to which figures are used; `None` for all.
    pub as_of: Option<String>,
    pub fields: BTreeMap<String, toml::Value>,
}

impl Expected {
    /// The combinations of method and hole that it shows, such as `cagr/target-zero`.
    pub fn shows(&self) -> Vec<String> {
        let list = self.fields.get("shows").and_then(toml::Value::as_array);
        let tags = list.into_iter().flatten();
        tags.map(|tag| tag.as_str().expect("a text").to_owned())
            .collect()
    }

    pub fn field(&self, key: &str) -> Option<String> {
        Some(self.fields.get(key)?.as_str()?.to_owned())
    }

    fn new(mut table: toml::Table) -> Expected {
        let mut text = |key: &str| match table.remove(key) {
            Some(toml::Value::String(text)) => text,
            other => panic!("`{key}` is {other:?}"),
        };
        let unit = text("unit");
        let indicator = if table.contains_key("indicator") {
            match table.remove("indicator") {
                Some(toml::Value::String(text)) => text,
                other => panic!("`indicator` is {other:?}"),
            }
        } else {
            String::new()
        };
        let year = table.remove("year").and_then(|year| year.as_integer());
        let as_of = table.remove("as-of");
        Expected {
            indicator,
            unit,
            year: year.expect("a year"),
            as_of: as_of.and_then(|date| Some(date.as_str()?.to_owned())),
            fields: table.into_iter().collect(),
        }
    }
}

/// All cases, in the order of their names.
pub fn cases() -> Vec<Case> {
    let mut folders: Vec<PathBuf> = fs::read_dir(CASES)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() && !path.ends_with(COMMON))
        .collect();
    folders.sort();
    folders.into_iter().map(Case::read).collect()
}

fn entries(table: &mut toml::Table, key: &str) -> Vec<Expected> {
    let Some(list) = table.remove(key) else {
        return Vec::new();
    };
    let toml::Value::Array(list) = list else {
        panic!("`{key}` is no list of tables")
    };
    list.into_iter()
        .map(|entry| match entry {
            toml::Value::Table(table) => Expected::new(table),
            other => panic!("{other:?}"),
        })
        .collect()
}

impl Case {
    fn read(folder: PathBuf) -> Case {
        let name = folder.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(folder.join("expect.toml")).expect(&name);
        let mut table: toml::Table = toml::from_str(&text).expect(&name);
        let findings = table.remove("findings").map_or_else(Vec::new, |list| {
            let list = list.as_array().expect("a list").clone();
            let text = |one: &toml::Value| one.as_str().expect("a text").to_owned();
            let mut list: Vec<String> = list.iter().map(text).collect();
            list.sort();
            list
        });
        let exit = table.remove("exit").and_then(|exit| exit.as_integer());
        let case = Case {
            name: name.clone().into_owned(),
            results: entries(&mut table, "result"),
            summaries: entries(&mut table, "summary"),
            trends: entries(&mut table, "trend"),
            places: entries(&mut table, "place"),
            findings,
            exit: exit.unwrap_or(0) as i32,
            folder: folder.clone(),
        };
        assert!(table.is_empty(), "{name}: {table:?}");
        assert!(case.expected().next().is_some(), "{name} expects nothing");
        case
    }

    /// All that is expected of single units.
    pub fn expected(&self) -> impl Iterator<Item = &Expected> {
        let lists = [&self.results, &self.summaries, &self.trends, &self.places];
        lists.into_iter().flatten()
    }

    /// The files of the plan, by the name that they are given.
    fn plan_files(&self) -> Vec<(&'static str, String)> {
        let own = fs::read_to_string(self.folder.join("plan.toml")).expect(&self.name);
        if own.contains("[plan]") {
            return vec![("plan.toml", own)];
        }
        let common = Path::new(CASES).join(COMMON).join("plan.toml");
        let common = fs::read_to_string(common).expect("the common plan");
        vec![("indicators.toml", own), ("plan.toml", common)]
    }

    pub fn plan(&self) -> Plan {
        let files = self.plan_files().into_iter();
        let files: Vec<TextFile> = files
            .map(|(path, text)| TextFile {
                path: path.into(),
                text,
            })
            .collect();
        match load(&files) {
            Ok(loaded) => loaded.plan,
            Err(findings) => {
                let said: Vec<_> = findings.iter().map(|f| &f.message.en).collect();
                panic!("{}: {said:?}", self.name)
            }
        }
    }

    /// Lays plan and data out as the program wants them: each in a folder of its own.
    pub fn lay_out(&self, root: &Path) {
        let (plan, data) = (root.join("plan"), root.join("data"));
        fs::create_dir(&plan).expect("a folder for the plan");
        fs::create_dir(&data).expect("a folder for the data");
        for (name, text) in self.plan_files() {
            fs::write(plan.join(name), text).expect("the plan is written");
        }
        if !self.folder.join("data.toml").exists() {
            copy(&Path::new(CASES).join(COMMON), &data);
        }
        copy(&self.folder, &data);
    }
}

/// Copies what belongs to the data.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let is_csv = path.extension().is_some_and(|end| end == "csv");
        if is_csv || ["data.toml", "waivers.toml"].iter().any(|own| name == *own) {
            fs::copy(&path, to.join(name)).expect("a file can be copied");
        }
    }
}
