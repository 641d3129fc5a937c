//! Every key of a valid input misspelt: its schema and its reader refuse it.

use super::inputs::{Kind, kinds, schema, value};
use kaoping::internals::finding::Findings;
use serde_json::Value;
use std::collections::BTreeSet;

/// Walks a value along its schema: `visit` is given the place in the schema and the path in the value of each known key.
struct Walk<'a> {
    root: &'a Value,
    visit: &'a mut dyn FnMut(String, &[Step]),
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    At(usize),
}

impl Walk<'_> {
    fn walk(&mut self, schema: &Value, at: &str, value: &Value, path: &mut Vec<Step>) {
        if let Some(name) = schema["$ref"].as_str() {
            let pointer = name.strip_prefix('#').unwrap();
            let target = self.root.pointer(pointer).unwrap();
            return self.walk(target, pointer, value, path);
        }
        for (index, branch) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
            let mut whole = branch.clone();
            whole["definitions"] = self.root["definitions"].clone();
            if jsonschema::is_valid(&whole, value) {
                self.walk(branch, &format!("{at}/anyOf/{index}"), value, path);
            }
        }
        match value {
            Value::Object(entries) => {
                for (key, inner) in entries {
                    path.push(Step::Key(key.clone()));
                    match schema["properties"].get(key) {
                        Some(known) => {
                            let pointer = format!("{at}/properties/{key}");
                            if schema["additionalProperties"] == false {
                                (self.visit)(pointer.clone(), path);
                            }
                            self.walk(known, &pointer, inner, path);
                        }
                        None if schema["additionalProperties"].is_object() => {
                            let pointer = format!("{at}/additionalProperties");
                            self.walk(&schema["additionalProperties"], &pointer, inner, path);
                        }
                        None => {}
                    }
                    path.pop();
                }
            }
            Value::Array(list) if schema["items"].is_object() => {
                for (index, inner) in list.iter().enumerate() {
                    path.push(Step::At(index));
                    self.walk(&schema["items"], &format!("{at}/items"), inner, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

/// The places of all keys in a schema whose tables know no others.
fn keys(schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    if let Value::Object(entries) = schema {
        for (name, inner) in entries {
            let pointer = format!("{at}/{name}");
            if let ("properties", Value::Object(properties)) = (&**name, inner) {
                for (key, inner) in properties {
                    let pointer = format!("{pointer}/{key}");
                    if schema["additionalProperties"] == false {
                        found.insert(pointer.clone());
                    }
                    keys(inner, &pointer, found);
                }
                continue;
            }
            keys(inner, &pointer, found);
        }
    }
    for (index, inner) in schema.as_array().into_iter().flatten().enumerate() {
        keys(inner, &format!("{at}/{index}"), found);
    }
}

/// A TOML text with a key misspelt.
fn misspelt(text: &str, path: &[Step]) -> String {
    let mut whole: toml::Value = toml::Value::Table(toml::from_str(text).unwrap());
    let (last, above) = path.split_last().unwrap();
    let mut at = &mut whole;
    for step in above {
        at = match step {
            Step::Key(key) => at.get_mut(key.as_str()).unwrap(),
            Step::At(index) => at.get_mut(*index).unwrap(),
        };
    }
    let Step::Key(key) = last else { unreachable!() };
    let table = at.as_table_mut().unwrap();
    let value = table.remove(key.as_str()).unwrap();
    table.insert(format!("{key}-x"), value);
    toml::to_string(&whole).unwrap()
}

#[test]
fn every_key_misspelt_is_refused_by_schema_and_reader() {
    let mut faults = Vec::new();
    for Kind { name, files, read } in kinds() {
        let schema = schema(name);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut all = BTreeSet::new();
        keys(&schema, "", &mut all);
        let mut seen = BTreeSet::new();
        for (path, text) in &files {
            let Some(value) = value(text).filter(|value| validator.is_valid(value)) else {
                continue;
            };
            let mut met: Vec<(String, Vec<Step>)> = Vec::new();
            let mut visit = |pointer: String, at: &[Step]| met.push((pointer, at.to_vec()));
            let mut walk = Walk {
                root: &schema,
                visit: &mut visit,
            };
            walk.walk(&schema, "", &value, &mut Vec::new());
            for (pointer, at) in met {
                if !seen.insert(pointer.clone()) {
                    continue;
                }
                let wrong = misspelt(text, &at);
                if validator.is_valid(&super::inputs::value(&wrong).unwrap()) {
                    faults.push(format!("{name}: {pointer} misspelt is valid"));
                }
                let before = unknown_keys(&read(path, text));
                if unknown_keys(&read(path, &wrong)) <= before {
                    faults.push(format!(
                        "{name}: {pointer} misspelt is read, {}",
                        path.display()
                    ));
                }
            }
        }
        let unseen = all
            .difference(&seen)
            .map(|key| format!("{name}: no file has {key}"));
        faults.extend(unseen);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn unknown_keys(findings: &Findings) -> usize {
    let unknown = findings
        .iter()
        .filter(|finding| finding.code.id == "unknown-key");
    unknown.count()
}
