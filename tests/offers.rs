//! What would change a verdict, on figures worked out by hand. `tests/verdicts/offers.rs` tries it on random data.

use std::process::Command;

/// The offered changes and the verdicts that they lead to.
fn changes(indicator: &str, unit: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_kaoping"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/offers"))
        .args(["explain", indicator, "--unit", unit, "--year", "2021"])
        .args([
            "--plan", "plan", "--data", "data", "--format", "json", "--lang", "en",
        ])
        .output()
        .expect("the program runs");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a document");
    let changes = document["changes"].as_array().expect("changes").iter();
    changes
        .map(|change| {
            let word = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
            format!("{} → {}", word("words"), word("verdict"))
        })
        .collect()
}

#[test]
fn a_change_does_what_it_says_is_the_smallest_and_possible() {
    let none: [&str; 0] = [];
    // 3 of at most 16.5 in all: whole things, and a sum that is past its limit before its date is behind.
    assert_eq!(changes("a-spend", "C"), ["Aton: v n 14 more → behind"]);
    // Inside its band a sum is not due before its date; past its upper end it is behind, since it can't fall again.
    assert_eq!(changes("b-band", "C"), ["Aton: v n 14 more → behind"]);
    // 11 of at least 2 with a tolerance of 0.5: 1.5 still holds, 1.4 does not.
    assert_eq!(changes("c-mean", "A"), ["v m 9.6 less → missed"]);
    // 2 of 3 between 67 and 70 per cent: no whole number of either would do.
    assert_eq!(changes("d-third", "C"), none);
    // At least 0: a count can't be less.
    assert_eq!(changes("e-none", "C"), none);
    // 3 of at least 10, from 12: what fell back behind its target is on track again when it is met.
    assert_eq!(changes("f-over", "C"), ["Aton: v w 7 more → met"]);
    // 10 is due on the path, and the tolerance of 4 holds there too.
    assert_eq!(changes("g-path", "C"), ["Aton: v w 3 more → on-track"]);
    // Whole units are counted.
    assert_eq!(changes("h-units", "C"), ["1 more unit → met"]);
}
