//! What came of tests, as a document states it.

use super::case::Case;
use super::coverage::Coverage;
use super::mutate::Trials;
use super::run::Ran;
use crate::i18n::Lang;
use crate::plan::Plan;
use crate::report::place_of;
use crate::report::test_run::{MissingEdge, Mutant, Mutation, TestCoverage, TestError, TestResult};

/// What came of a case.
pub fn result(case: &Case, ran: &Ran, lang: Lang) -> TestResult {
    let mut indicators: Vec<String> = (case.expects.iter())
        .map(|expected| expected.indicator.clone())
        .collect();
    indicators.dedup();
    TestResult {
        name: case.name.clone(),
        place: place_of(&case.place),
        indicators,
        passed: ran.passed(),
        differences: ran.differences.clone(),
        errors: (ran.wrong.iter())
            .map(|wrong| TestError {
                message: wrong.message.get(lang).to_owned(),
                place: place_of(&wrong.place),
            })
            .collect(),
    }
}

/// What the tests reach of a plan. Of an indicator of which nothing is tested that is said, and none of its edges.
pub fn coverage_of(plan: &Plan, coverage: &Coverage, lang: Lang) -> TestCoverage {
    let (indicators, tested) = coverage.indicators();
    let (edges, tested_edges) = coverage.edges();
    let missing = coverage.missing().flat_map(|(ix, edges)| {
        let indicator = &plan[ix];
        let edge = |kind: &str, words: &str| MissingEdge {
            indicator: indicator.id.clone(),
            place: place_of(&indicator.at),
            kind: kind.to_owned(),
            edge: words.to_owned(),
        };
        match coverage.is_tested(ix) {
            true => (edges.iter())
                .map(|one| edge(one.kind(), one.words(plan, ix).get(lang)))
                .collect(),
            false => vec![edge("untested", lang.pick("没有测试", "no test"))],
        }
    });
    TestCoverage {
        indicators,
        tested,
        edges,
        tested_edges,
        missing: missing.collect(),
    }
}

/// Changes of a plan, and whether its tests notice them.
pub fn mutation_of(trials: &Trials, lang: Lang) -> Mutation {
    Mutation {
        mutants: trials.tried,
        noticed: trials.noticed,
        invalid: trials.invalid,
        survived: (trials.survived.iter())
            .map(|one| Mutant {
                entry: one.change.entry.clone(),
                place: place_of(&one.place),
                kind: one.change.kind.to_owned(),
                before: one.before.clone(),
                after: one.after.clone(),
                words: one.change.words.get(lang).to_owned(),
            })
            .collect(),
    }
}
