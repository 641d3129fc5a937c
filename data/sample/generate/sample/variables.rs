//! What the plan collects, read from its TOML files, so that no variable is forgotten.

use std::fs;
use std::io::{Error, Result};
use std::path::Path;
use toml::{Table, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A flag or an item: a word of a scale.
    Answer,
    /// A number, and its decimals.
    Figure(u32),
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub id: String,
    /// The Chinese name.
    pub name: String,
    pub level: String,
    pub kind: Kind,
    pub may_not_apply: bool,
}

impl Variable {
    /// The checklist and the item, where it is one.
    pub fn item(&self) -> Option<(&str, &str)> {
        self.id.split_once('/')
    }
}

/// All variables of the plan in a folder, in the order of its files.
pub fn read(plan: &Path) -> Result<Vec<Variable>> {
    let mut paths: Vec<_> = fs::read_dir(plan)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "toml"));
    paths.sort();
    let mut variables: Vec<Variable> = Vec::new();
    for path in paths {
        let file: Table = toml::from_str(&fs::read_to_string(&path)?).map_err(Error::other)?;
        let declared = entries(&file, "variable").map(declared);
        let items = entries(&file, "checklist").flat_map(items);
        variables.extend(declared.chain(items));
        for indicator in entries(&file, "indicator") {
            if let Some(implied) = implied(indicator)
                && !variables.iter().any(|known| known.id == implied.id)
            {
                variables.push(implied);
            }
        }
    }
    Ok(variables)
}

fn entries<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> + use<'a> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_table)
}

fn word(table: &Table, key: &str) -> String {
    let found = table.get(key).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}

/// The Chinese of a text in one language or two.
fn chinese(table: &Table, key: &str) -> String {
    match table.get(key) {
        Some(Value::Table(pair)) => word(pair, "zh"),
        _ => word(table, key),
    }
}

fn truth(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn declared(entry: &Table) -> Variable {
    let kind = word(entry, "kind");
    let usual = match kind.as_str() {
        "amount" | "mean" => 2,
        _ => 0,
    };
    let decimals = entry.get("decimals").and_then(Value::as_integer);
    Variable {
        id: word(entry, "id"),
        name: chinese(entry, "name"),
        level: word(entry, "level"),
        kind: match kind.as_str() {
            "flag" | "rating" => Kind::Answer,
            _ => Kind::Figure(decimals.map_or(usual, |decimals| decimals as u32)),
        },
        may_not_apply: truth(entry, "may-not-apply"),
    }
}

fn items(checklist: &Table) -> Vec<Variable> {
    let groups = entries(checklist, "objective").chain([checklist]);
    let items = groups.flat_map(|group| entries(group, "items"));
    items
        .map(|item| Variable {
            id: format!("{}/{}", word(checklist, "id"), word(item, "id")),
            name: word(item, "zh"),
            level: word(checklist, "level"),
            kind: Kind::Answer,
            may_not_apply: truth(checklist, "may-not-apply"),
        })
        .collect()
}

/// A milestone without a measure makes a flag of its own name, at the lowest of its levels.
fn implied(indicator: &Table) -> Option<Variable> {
    let target = indicator.get("target")?.as_table()?;
    if indicator.contains_key("measure") || !truth(target, "done") {
        return None;
    }
    let levels = indicator.get("levels")?.as_array()?;
    Some(Variable {
        id: word(indicator, "id"),
        name: chinese(indicator, "name"),
        level: levels.last()?.as_str()?.to_owned(),
        kind: Kind::Answer,
        may_not_apply: false,
    })
}
