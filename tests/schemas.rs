//! The published JSON Schemas are those of the program. `KAOPING_BLESS=1` writes them anew.

use kaoping::report::DOCUMENTS;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_kind_of_document_has_its_schema_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut published: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    published.sort();
    let mut known = Vec::new();
    for kind in DOCUMENTS {
        let name = format!("{}.schema.json", kind.name());
        let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
            .args(["schema", kind.name()])
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}");
        let path = folder.join(&name);
        if std::env::var_os("KAOPING_BLESS").is_some() {
            fs::write(&path, &output.stdout).unwrap();
        }
        let text = fs::read(&path).unwrap_or_default();
        assert!(text == output.stdout, "{name} is not that of the program");
        jsonschema::meta::validate(&serde_json::from_slice(&text).unwrap()).unwrap();
        known.push(name);
    }
    known.sort();
    assert_eq!(published, known);
}
