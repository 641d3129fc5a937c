//! A part of the sample is written as it was: the digests of its files are kept. `KAOPING_BLESS=1` writes them anew.

use super::{done, program, tree};
use std::fs;
use std::path::Path;

#[test]
fn the_sample_is_written_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program::kaoping(folder.path());
    command.args([
        "report",
        "--data",
        "builtin:sample",
        "--out",
        "out",
        "--lang",
        "zh",
    ]);
    command.args([
        "--years",
        "2013,2014",
        "--units",
        "110000,110105",
        "--format",
        "json",
    ]);
    let printed = done(&mut command);
    let document: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let files = document["files"].as_array().unwrap();
    let lines = files.iter().map(|file| {
        let (sha256, path) = (file["sha256"].as_str(), file["path"].as_str());
        format!("{}  {}\n", sha256.unwrap(), path.unwrap())
    });
    let now: String = lines.collect();
    assert_eq!(tree(&folder.path().join("out")).len(), files.len() + 1);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/batch/sample.sha256");
    if std::env::var_os("KAOPING_BLESS").is_some() {
        fs::write(&kept, &now).unwrap();
    }
    let before = fs::read_to_string(&kept).unwrap_or_default();
    let changed: Vec<&str> = (now.lines())
        .filter(|line| !before.contains(line))
        .collect();
    assert!(
        before == now,
        "other bytes than before:\n{}",
        changed.join("\n")
    );
}
