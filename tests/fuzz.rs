//! The entry points of the fuzz targets, always: with the inputs that are kept in `fuzz/seeds`, among them all that once failed,
//! and with random changes of them. `KAOPING_CASES` says how many.

#[path = "common/cases.rs"]
mod cases;
#[path = "../fuzz/entry_points.rs"]
mod entry_points;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use std::fs;
use std::path::Path;

/// A target of `fuzz/fuzz_targets`.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 5] = [
    ("file", entry_points::file),
    ("workbook", entry_points::workbook),
    ("cell", entry_points::cell),
    ("header", entry_points::header),
    ("toml", entry_points::toml),
];

/// Pieces of text that mean something where they stand.
const TOKENS: [&str; 24] = [
    "\"",
    ",",
    "\t",
    ";",
    "\n",
    "\r",
    "\u{feff}",
    "#",
    "万",
    "%",
    "—",
    "近",
    "以上",
    "2014",
    "0",
    ".",
    "（人）",
    "合计",
    "[[file]]\n",
    "= ",
    "}",
    "</c>",
    "<v>",
    "9999999999999999999",
];

/// The kept inputs of a target, in the order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A change of an input: where, how long, and what is put there.
#[derive(Clone, Debug)]
struct Change {
    at: Index,
    length: usize,
    put: Put,
}

#[derive(Clone, Debug)]
enum Put {
    Nothing,
    Token(usize),
    Bytes(Vec<u8>),
    /// What is there, so many times.
    Again(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let put = prop_oneof![
        Just(Put::Nothing),
        (0..TOKENS.len()).prop_map(Put::Token),
        prop::collection::vec(any::<u8>(), 1..4).prop_map(Put::Bytes),
        (1..40_usize).prop_map(Put::Again),
    ];
    (any::<Index>(), 0..12_usize, put).prop_map(|(at, length, put)| Change { at, length, put })
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let start = change.at.index(bytes.len() + 1);
        let end = (start + change.length).min(bytes.len());
        let put = match &change.put {
            Put::Nothing => Vec::new(),
            Put::Token(at) => TOKENS[*at].as_bytes().to_vec(),
            Put::Bytes(bytes) => bytes.clone(),
            Put::Again(times) => bytes[start..end].repeat(times + 1),
        };
        bytes.splice(start..end, put);
    }
    bytes
}

#[test]
fn the_kept_inputs_break_no_law() {
    for (name, enter) in TARGETS {
        let seeds = seeds(name);
        assert!(seeds.len() > 2, "{name}");
        seeds.iter().for_each(|seed| enter(seed));
    }
}

#[test]
fn changed_inputs_break_no_law() {
    let cases = cases::cases(100);
    for (name, enter) in TARGETS {
        let seeds = seeds(name);
        let input = (any::<Index>(), prop::collection::vec(change(), 1..6));
        let mut runner = TestRunner::new(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(cases)
        });
        let run = runner.run(&input, |(seed, changes)| {
            enter(&changed(seed.get(&seeds).clone(), &changes));
            Ok(())
        });
        assert!(run.is_ok(), "{name}: {}", run.unwrap_err());
    }
}
