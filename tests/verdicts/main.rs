//! The laws of missing data, tried on random small worlds against their completions: a verdict given while figures are
//! missing is the verdict of every completion, and the value of every completion lies in the interval.

mod completions;
mod files;
#[path = "../common/from_trace.rs"]
mod from_trace;
mod offers;
mod world;

use files::Desk;
use from_trace::{from_its_trace, told};
use kaoping::internals::evaluate::{Judgement, Verdict, judge};
use kaoping::internals::index::{IndicatorIx, LevelIx, Year};
use kaoping::internals::number::{Bound, Interval, Value};
use kaoping::internals::observation::Figures;
use kaoping::internals::plan::rule::{Goal, RULES, RuleSpec};
use kaoping::internals::plan::{Indicator, Plan, Timing, load, measure};
use kaoping::internals::source::TextFile;
use kaoping::internals::tally::Question;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use world::{KINDS, World, Worlds};

const PLAN: &str = include_str!("plan.toml");
/// Of the verdicts that are withheld, as many per cent at most could have been given.
const MOST_DECIDABLE: u64 = 10;
/// The year judged.
const YEAR: Year = 2012;

fn plan() -> Plan {
    loaded(&[PLAN])
}

/// The plan that the files make together.
fn loaded(texts: &[&str]) -> Plan {
    let file = |(at, text): (usize, &&str)| TextFile {
        path: format!("{at}.toml").into(),
        text: (*text).to_owned(),
    };
    let files: Vec<TextFile> = texts.iter().enumerate().map(file).collect();
    match load(&files) {
        Ok(loaded) => loaded.plan,
        Err(findings) => panic!("{:#?}", findings.iter().collect::<Vec<_>>()),
    }
}

/// A measure or rule that is not among the plan's would not be tried.
#[test]
fn the_plan_has_every_measure_and_rule() {
    let plan = plan();
    let indicators = || plan.indicators().map(|(_, indicator)| indicator);
    let measures: BTreeSet<&str> = indicators().map(|i| i.measure.key()).collect();
    for key in measure::keys() {
        assert!(measures.contains(key), "no indicator with `{key}`");
    }
    let rules: BTreeSet<&str> = indicators().map(|i| i.target.rule.key()).collect();
    for RuleSpec { key, .. } in RULES {
        assert!(rules.contains(key), "no target with `{key}`");
    }
}

/// The city and its districts, their cells kept.
fn question() -> Question {
    Question {
        levels: vec![LevelIx(0), LevelIx(1)],
        year: Some(YEAR),
        ..Question::default()
    }
}

/// Tries something on so many random worlds, each with a generator of its own.
fn try_worlds(cases: u32, mut one: impl FnMut(u32, &mut TestRng)) {
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig {
            cases,
            failure_persistence: None,
            max_shrink_iters: 0,
            ..ProptestConfig::default()
        },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    for case in 0..cases {
        one(case, &mut runner.new_rng());
    }
}

/// What a verdict of an indicator is about, as often as it has to be judged in many worlds.
fn kind_of(indicator: &Indicator) -> &'static str {
    let target = &indicator.target;
    let measure = indicator.measure.key();
    match (measure, target.timing, target.rule.goal()) {
        ("checklist", ..) => "a checklist",
        ("index", ..) => "an index",
        (_, Timing::Cumulative(_), _) => "a sum over years",
        (_, _, Goal::Growth(_)) => "a growth from the baseline",
        (_, _, Goal::Band { .. }) => "a band",
        (_, _, Goal::Change(_)) => "a rise or a fall",
        (_, _, Goal::Milestone) => "a milestone",
        ("share", ..) => "a share of units",
        ("ratio" | "mean", ..) => "a ratio or a mean",
        _ => "a figure",
    }
}

/// Every indicator for every unit that it is judged for.
fn judged(plan: &Plan, figures: &Figures) -> Vec<(IndicatorIx, String, Judgement)> {
    let mut all = Vec::new();
    for code in ["C", "D1", "D2", "D4"] {
        let unit = figures.units.by_code(code).expect("a unit of the roster");
        for (ix, indicator) in plan.indicators() {
            if indicator.levels.contains(&figures.units.level(unit)) {
                let judgement = judge(plan, figures, ix, unit, YEAR, false);
                all.push((ix, code.to_owned(), judgement));
            }
        }
    }
    all
}

/// Whether every value of `narrow` is possible by `wide`.
fn holds_all(wide: &Interval, narrow: &Interval) -> bool {
    wide.hull(narrow) == *wide || {
        // An open end beside a closed one of the same number.
        let end = |bound: &Bound| bound.number().is_none_or(|n| wide.contains(n));
        end(narrow.lo()) && end(narrow.hi())
    }
}

/// What contradicts the laws; nothing if nothing does.
fn broken(under: &Judgement, whole: &Judgement) -> Option<String> {
    // What is monitored has no target; that it may not apply leaves nothing open.
    let monitored = under.verdict == Verdict::Monitored && under.value.may_not_apply();
    let open = under.verdict == Verdict::NoData || monitored;
    if !open && under.verdict != whole.verdict {
        return Some("another verdict".to_owned());
    }
    match (&under.value, &whole.value) {
        (Value::NotApplicable, Value::NotApplicable) => None,
        (Value::NotApplicable, _) => Some("it does apply".to_owned()),
        (Value::Between(_), other) if other.may_not_apply() => Some("it may not apply".to_owned()),
        (wide, narrow) => match (wide.interval(), narrow.interval()) {
            (Some(wide), Some(narrow)) if !holds_all(wide, narrow) => {
                Some("a value outside".to_owned())
            }
            _ => None,
        },
    }
}

/// Checks a world against one of its completions.
fn check(
    desk: &Desk<'_>,
    world: &World,
    under: &[(IndicatorIx, String, Judgement)],
    whole: &World,
) {
    let plan = desk.worlds.plan;
    let figures = desk.read(whole, &question());
    for ((ix, code, under), (_, _, whole)) in under.iter().zip(judged(plan, &figures)) {
        if let Some(broken) = broken(under, &whole) {
            panic!(
                "{} for {code}: {broken}: {:?} {}, completed {:?} {}\n{:?}\n{}\n{}",
                plan[*ix].id,
                under.verdict,
                under.value,
                whole.verdict,
                whole.value,
                under.notes,
                desk.files(world).0,
                desk.files(world).1,
            );
        }
    }
}

#[test]
fn a_verdict_under_missing_data_is_the_verdict_of_every_completion() {
    let plan = plan();
    let desk = Desk::new(Worlds { plan: &plan });
    let (mut count, mut firm) = (0u64, 0u64);
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    let mut verdicts: BTreeMap<&str, u64> = BTreeMap::new();
    let rates = [3, 10, 30, 60, 100];
    try_worlds(600 * scale(), |case, rng| {
        let truth = desk.worlds.truth(rng);
        let mut world = truth.clone();
        let rate = rates[case as usize % rates.len()];
        desk.worlds.mask(&mut world, rate, 10, rng);
        for kind in desk.worlds.kinds(&world) {
            *kinds.entry(kind).or_default() += 1;
        }
        let under = judged(&plan, &desk.read(&world, &question()));
        let firmly = |verdict| verdict != Verdict::NoData;
        firm += under
            .iter()
            .filter(|(.., under)| firmly(under.verdict))
            .count() as u64;
        let mut whole = world.clone();
        whole.facts = truth.facts;
        check(&desk, &world, &under, &whole);
        let mut checked = 1;
        for _ in 0..4 {
            let tries = (0..20).find_map(|_| desk.worlds.completion(&world, rng));
            if let Some(whole) = tries {
                checked += 1;
                check(&desk, &world, &under, &whole);
            }
        }
        for (ix, ..) in &under {
            count += checked;
            *verdicts.entry(kind_of(&plan[*ix])).or_default() += checked;
        }
    });
    println!("{count} verdicts compared: {verdicts:?}; worlds with: {kinds:?}");
    let few = verdicts.iter().find(|(_, judged)| **judged < 1000);
    assert!(few.is_none(), "few verdicts of {few:?}: {verdicts:?}");
    assert_eq!(verdicts.len(), 10, "{verdicts:?}");
    let rare = KINDS
        .iter()
        .find(|kind| kinds.get(*kind).is_none_or(|worlds| *worlds < 10));
    assert!(rare.is_none(), "few worlds with {rare:?}: {kinds:?}");
    assert!(count >= 100_000, "only {count} verdicts");
    assert!(firm * 25 > count, "only {firm} of {count} were firm");
}

#[test]
fn with_nothing_missing_there_is_always_a_verdict() {
    let plan = plan();
    let desk = Desk::new(Worlds { plan: &plan });
    try_worlds(100 * scale(), |_, rng| {
        let world = desk.worlds.truth(rng);
        for (ix, code, judged) in judged(&plan, &desk.read(&world, &question())) {
            let id = &plan[ix].id;
            // 0 divided by what may be 0 is not applicable in the baseline year, and then there is nothing to compare with;
            // of the years before a district was split off nothing is known.
            // From a baseline of 0 there is no growth rate, which is said.
            let undefined = judged
                .notes
                .iter()
                .any(|note| note.code == "growth-undefined");
            let split = matches!(judged.timing, Timing::Cumulative(_)) && code == "D4";
            let open = id.starts_with("rising") || split || undefined;
            assert!(
                judged.verdict != Verdict::NoData || open,
                "{id} for {code}: {judged:?}\n{}",
                desk.files(&world).0
            );
        }
    });
}

/// As it is explained, with its cells kept and its arithmetic written down, a result is the same; and the cells of its trace
/// alone lead to it.
#[test]
fn a_result_is_the_same_when_it_is_explained_and_when_it_is_computed_from_its_trace() {
    let plan = plan();
    let desk = Desk::new(Worlds { plan: &plan });
    let mut count = 0u64;
    try_worlds(150 * scale(), |case, rng| {
        let mut world = desk.worlds.truth(rng);
        desk.worlds
            .mask(&mut world, [0, 5, 20, 60][case as usize % 4], 20, rng);
        let scored = judged(&plan, &desk.read(&world, &question()));
        for _ in 0..8 {
            let (ix, code, scored) = &scored[rng.random_range(0..scored.len())];
            let traced = Question {
                traced: Some(*ix),
                ..question()
            };
            let mut figures = desk.read(&world, &traced);
            let unit = figures.units.by_code(code).expect("a unit of the roster");
            let explained = judge(&plan, &figures, *ix, unit, YEAR, true);
            let place = || format!("{} of {code}\n{}", plan[*ix].id, desk.files(&world).0);
            assert_eq!(told(scored), told(&explained), "explained: {}", place());
            let again = from_its_trace(&plan, &mut figures, &explained);
            assert_eq!(told(scored), told(&again), "from its trace: {}", place());
            count += 2;
        }
    });
    println!("{count} results compared");
}

/// How many times as many worlds are tried: 1, or what `KAOPING_WORLDS` says.
fn scale() -> u32 {
    let times = std::env::var("KAOPING_WORLDS").ok();
    times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Of the verdicts withheld although every completion agrees, how many there are.
#[test]
fn few_verdicts_are_withheld_that_every_completion_agrees_on() {
    let plan = plan();
    let desk = Desk::new(Worlds { plan: &plan });
    let (mut open, mut decidable) = (0u64, 0u64);
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    try_worlds(250, |_, rng| {
        let mut world = desk.worlds.truth(rng);
        let hidden = rng.random_range(2..=4);
        desk.worlds.mask_some(&mut world, hidden, 20, rng);
        let Some(completions) = desk.worlds.completions(&world, 150) else {
            return;
        };
        let under = judged(&plan, &desk.read(&world, &question()));
        let completed: Vec<_> = completions
            .iter()
            .map(|whole| judged(&plan, &desk.read(whole, &question())))
            .collect();
        for (at, (ix, _, judgement)) in under.iter().enumerate() {
            let mut verdicts = completed.iter().map(|whole| whole[at].2.verdict);
            let first = verdicts.next();
            for whole in completed.iter().map(|whole| &whole[at].2) {
                assert_eq!(broken(judgement, whole), None, "{}", plan[*ix].id);
            }
            if judgement.verdict == Verdict::NoData && first != Some(Verdict::NoData) {
                open += 1;
                if verdicts.all(|verdict| Some(verdict) == first) {
                    decidable += 1;
                    *kinds.entry(plan[*ix].id.clone()).or_default() += 1;
                }
            }
        }
    });
    println!("{decidable} of {open} withheld verdicts could have been given: {kinds:?}");
    assert!(open > 100, "only {open} verdicts were withheld");
    assert!(
        decidable * 100 <= open * MOST_DECIDABLE,
        "{decidable} of {open}: {kinds:?}"
    );
}
