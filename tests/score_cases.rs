//! Cases from plan and data to verdict, each a folder of `tests/cases/score`: `plan.toml`, CSV files, `data.toml` where
//! one is needed, and `expect.toml`, which lists what is expected. Only the fields listed there are compared.
//!
//! A plan without a `[plan]` of its own stands beside `common/plan.toml`; a case without `data.toml` is of the units in
//! `common/units.csv`. Every unit is asked about by itself and again among all of its level.

#[path = "score_cases/case.rs"]
mod case;
#[path = "score_cases/compare.rs"]
mod compare;
#[path = "score_cases/holes.rs"]
mod holes;

use case::{Case, cases};
use kaoping::internals::evaluate::Verdict;
use kaoping::internals::finding::{Code, codes};
use kaoping::internals::plan::rule::RULES;
use kaoping::internals::plan::{Indicator, Plan, Timing, measure};
use std::collections::BTreeSet;

#[test]
fn each_case_comes_out_as_worked_out_by_hand() {
    let only = std::env::var("KAOPING_CASE").unwrap_or_default();
    let cases = cases().into_iter();
    let cases = cases.filter(|case| case.name.contains(&only));
    let wrong: Vec<String> = cases.flat_map(|case| compare::differences(&case)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_method_has_a_case_of_each_of_its_holes() {
    let wrong = holes::disagreements(&cases());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const TIMINGS: [&str; 6] = [
    "by",
    "each-year",
    "cumulative",
    "path",
    "by-unit",
    "revised",
];

fn timings(indicator: &Indicator) -> Vec<&'static str> {
    let target = &indicator.target;
    let mut found = vec![match target.timing {
        Timing::By(_) => "by",
        Timing::EachYear => "each-year",
        Timing::Cumulative(_) => "cumulative",
    }];
    let more = [
        ("path", target.path.is_empty()),
        ("by-unit", target.by_unit.is_empty()),
        ("revised", indicator.revised.is_empty()),
    ];
    found.extend(more.iter().filter(|(_, none)| !none).map(|(key, _)| *key));
    found
}

/// The indicators that some case has a result of.
fn judged(plans: &[(Case, Plan)]) -> impl Iterator<Item = &Indicator> {
    plans.iter().flat_map(|(case, plan)| {
        let asked = |id: &str| case.expected().any(|expected| expected.indicator == id);
        plan.indicators.iter().filter(move |i| asked(&i.id))
    })
}

#[test]
fn every_measure_rule_timing_verdict_and_finding_has_a_case() {
    let plans: Vec<(Case, Plan)> = cases()
        .into_iter()
        .map(|case| {
            let plan = case.plan();
            (case, plan)
        })
        .collect();
    let results = plans.iter().flat_map(|(case, _)| &case.results);
    let verdicts = results.filter_map(|result| result.field("verdict"));
    let findings = plans.iter().flat_map(|(case, _)| &case.findings);
    let covered: [(&str, BTreeSet<String>, Vec<&str>); 5] = [
        (
            "measure",
            judged(&plans).map(|i| i.measure.key().to_owned()).collect(),
            measure::keys(),
        ),
        (
            "rule",
            judged(&plans)
                .map(|i| i.target.rule.key().to_owned())
                .collect(),
            RULES.iter().map(|kind| kind.key).collect(),
        ),
        (
            "timing",
            judged(&plans)
                .flat_map(timings)
                .map(str::to_owned)
                .collect(),
            TIMINGS.to_vec(),
        ),
        (
            "verdict",
            verdicts.collect(),
            Verdict::ALL.iter().map(|verdict| verdict.id()).collect(),
        ),
        (
            "finding",
            findings
                .filter_map(|line| line.split(' ').next().map(str::to_owned))
                .collect(),
            after_the_data().map(|code| code.id).collect(),
        ),
    ];
    for (what, covered, wanted) in covered {
        for id in wanted {
            assert!(covered.contains(id), "no case for the {what} `{id}`");
        }
    }
}

/// The codes of all figures together: they stand behind those of the data, the last of which is `dash-as-blank`.
fn after_the_data() -> impl Iterator<Item = &'static Code> {
    let all = codes::ALL.iter().copied();
    all.skip_while(|code| *code != codes::DASH_AS_BLANK).skip(1)
}
