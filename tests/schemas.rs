//! The published JSON Schemas are those of the program, and those of inputs accept and refuse what their readers do.
//! `KAOPING_BLESS=1` writes them anew.

#[path = "schemas/inputs.rs"]
mod inputs;
#[path = "schemas/misspelt.rs"]
mod misspelt;

use kaoping::internals::command::INPUTS;
use kaoping::internals::report::DOCUMENTS;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_schema_is_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let documents = DOCUMENTS.iter().map(|kind| kind.name());
    let names: Vec<&str> = documents
        .chain(INPUTS.iter().map(|kind| kind.name))
        .collect();
    let mut known = Vec::new();
    for name in names {
        let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
            .args(["schema", name])
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}");
        let file = format!("{name}.schema.json");
        let path = folder.join(&file);
        if std::env::var_os("KAOPING_BLESS").is_some() {
            fs::write(&path, &output.stdout).unwrap();
        }
        let text = fs::read(&path).unwrap_or_default();
        assert!(text == output.stdout, "{file} is not that of the program");
        jsonschema::meta::validate(&serde_json::from_slice(&text).unwrap()).unwrap();
        known.push(file);
    }
    let mut published: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    published.sort();
    known.sort();
    assert_eq!(published, known);
}
