//! The table of methods and holes, `tests/cases/score/holes.toml`.

use crate::case::Case;
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../cases/score/holes.toml");

/// Methods, and what may be missing, zero or out of the ordinary for each of them.
#[derive(serde::Deserialize)]
struct Group {
    name: String,
    methods: Vec<String>,
    holes: Vec<String>,
    #[serde(default)]
    cannot: Vec<Cannot>,
}

/// Pairs that never meet.
#[derive(serde::Deserialize)]
struct Cannot {
    of: Vec<String>,
    holes: Vec<String>,
    why: String,
}

#[derive(serde::Deserialize)]
struct Table {
    group: Vec<Group>,
}

/// `method/hole`; a method is of one group only.
fn pairs(methods: &[String], holes: &[String]) -> BTreeSet<String> {
    let of = |method| holes.iter().map(move |hole| format!("{method}/{hole}"));
    methods.iter().flat_map(of).collect()
}

/// Everything in which the cases and the table do not agree, a line each.
pub fn disagreements(cases: &[Case]) -> Vec<String> {
    let table: Table = toml::from_str(TABLE).expect("the table is TOML");
    let shown: BTreeSet<String> = (cases.iter().flat_map(Case::expected))
        .flat_map(|expected| expected.shows())
        .collect();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for group in &table.group {
        let all = pairs(&group.methods, &group.holes);
        let mut cannot = BTreeSet::new();
        for entry in &group.cannot {
            assert!(!entry.why.is_empty(), "{}: no reason", group.name);
            cannot.extend(pairs(&entry.of, &entry.holes));
        }
        for pair in &all {
            match (shown.contains(pair), cannot.contains(pair)) {
                (false, false) => wrong.push(format!("no case shows {pair}")),
                (true, true) => wrong.push(format!("{pair} can't be, and is shown")),
                _ => {}
            }
        }
        wrong.extend(
            cannot
                .difference(&all)
                .map(|pair| format!("no such pair: {pair}")),
        );
        known.extend(all);
    }
    wrong.extend(
        shown
            .difference(&known)
            .map(|pair| format!("not in the table: {pair}")),
    );
    wrong
}
