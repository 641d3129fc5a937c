//! Reads files of tests. Every mistake is reported, with its place.

use super::case::Case;
use super::reader::{Reader, Setting};
use crate::finding::Findings;
use crate::plan::Plan;
use crate::source::TextFile;
use crate::toml_reader::{Collector, Table, Texts, documents};

/// What a file of tests holds: tests, and units that they share.
pub const TOP_KEYS: [&str; 2] = ["test", "unit"];

/// The cases of some files, in their order, and what is wrong with the files. A case with a mistake is left out.
pub fn read(plan: &Plan, files: &[TextFile]) -> (Vec<Case>, Findings) {
    let files: Vec<&TextFile> = files.iter().collect();
    let log = Collector::default();
    let texts = Texts::of(&files, &TOP_KEYS);
    let (tables, damaged) = texts.entries(&files, &log);
    let documents = documents(&texts, &tables, &files, &log);
    let mut cases = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let own = documents.iter().filter(|(of, _)| *of == at);
        let own: Vec<&Table> = own.map(|(_, top)| top).collect();
        cases.extend(of_file(plan, file, &own));
    }
    if !log.any_error() {
        texts.report_refused(&files, &log);
    }
    let findings = log.finish(|finding| !damaged.iter().any(|entry| entry.explains(finding)));
    (cases, findings)
}

/// The cases of one file; a file with a syntax error consists of several tables.
fn of_file(plan: &Plan, file: &TextFile, tops: &[&Table]) -> Vec<Case> {
    let reader = Reader { plan, file };
    let mut shared = Setting::default();
    for top in tops {
        top.only(&TOP_KEYS);
        for unit in top.get("unit").map_or_else(Vec::new, |n| n.entries("unit")) {
            shared.units.extend(reader.unit(&unit));
        }
    }
    let tests = tops.iter().filter_map(|top| top.get("test"));
    tests
        .flat_map(|node| node.entries("test"))
        .flat_map(|test| reader.test(&test, &shared))
        .collect()
}
