//! Every mixture of two random states is written out as files and judged as any data set is; `diff` has to say the same.

use crate::generated::{Chance, Entry, Key, World, pair, plan};
use kaoping::internals::attribution::{
    AskedResult, Attribution, Cause, Outcome, Side, State, Worlds, attribute, outcomes,
};
use kaoping::internals::crosscheck::crosscheck;
use kaoping::internals::data;
use kaoping::internals::evaluate::judge;
use kaoping::internals::observation::{AsOf, Figures};
use kaoping::internals::plan::{LevelIx, Plan};
use kaoping::internals::tally::{Question, count};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of states.
const PAIRS: u64 = 24;

fn pairs() -> u64 {
    let more = std::env::var("KAOPING_WORLDS").ok();
    PAIRS * more.and_then(|n| n.parse::<u64>().ok()).unwrap_or(1)
}

/// How an observation differs, told from what is written alone.
fn cause_of(old: Option<&Vec<Entry>>, new: Option<&Vec<Entry>>) -> Option<Cause> {
    let sorted = |entries: Option<&Vec<Entry>>| {
        let mut entries = entries.cloned().unwrap_or_default();
        entries.sort();
        entries
    };
    let (old, new) = (sorted(old), sorted(new));
    let says = |entries: &[Entry]| entries.iter().any(|entry| !entry.value.is_empty());
    match (says(&old), says(&new)) {
        _ if old == new => None,
        (true, true) => Some(Cause::Restated),
        (false, true) => Some(Cause::Added),
        (true, false) => Some(Cause::Withdrawn),
        (false, false) if old.is_empty() => Some(Cause::Added),
        (false, false) => Some(Cause::Withdrawn),
    }
}

/// The state with some causes of the new one and the others of the old one.
fn mixed([old, new]: &[World; 2], of_new: &BTreeSet<Cause>) -> World {
    let side = |cause: Cause| if of_new.contains(&cause) { new } else { old };
    let keys: BTreeSet<&Key> = old.figures.keys().chain(new.figures.keys()).collect();
    let chosen = keys.into_iter().filter_map(|key| {
        let (before, after) = (old.figures.get(key), new.figures.get(key));
        let taken = match cause_of(before, after) {
            Some(cause) if of_new.contains(&cause) => after,
            _ => before,
        };
        Some((key.clone(), taken?.clone()))
    });
    World {
        plan: side(Cause::Plan).plan.clone(),
        roster: side(Cause::Units).roster,
        decisions: side(Cause::Decisions).decisions.clone(),
        figures: chosen.collect(),
        year: side(Cause::Time).year,
        as_of: side(Cause::Time).as_of,
    }
}

/// The figures of a state, read as usual.
fn read(world: &World, plan: &Plan) -> Figures {
    let question = Question {
        levels: vec![LevelIx(0), LevelIx(1)],
        year: Some(world.year),
        as_of: world
            .as_of
            .and_then(|date| AsOf::new(date, plan.year_starts)),
        ..Question::default()
    };
    let (opened, _) = data::open(&world.folder("mixture", 1, 0), plan);
    let (mut figures, _) = count(opened, plan, &question);
    crosscheck(plan, &mut figures);
    figures
}

/// The results of a state.
fn judged(world: &World, asked: &[AskedResult]) -> Vec<Option<Outcome>> {
    let plan = plan(&world.plan).expect("it is valid");
    let figures = read(world, &plan);
    let result = |asked: &AskedResult| {
        let unit = figures.units.by_code(&asked.unit)?;
        let (ix, indicator) = plan
            .indicators()
            .find(|(_, one)| one.id == asked.indicator)?;
        let level = figures.units.level(unit);
        let is_there = figures.units.exists(unit, world.year) && indicator.levels.contains(&level);
        is_there.then(|| {
            let judged = judge(&plan, &figures, ix, unit, world.year, false);
            Outcome {
                verdict: judged.verdict,
                value: judged.value,
            }
        })
    };
    asked.iter().map(result).collect()
}

fn all_results(worlds: &[World; 2]) -> Vec<AskedResult> {
    let known = plan(&worlds[0].plan).expect("it is valid");
    let units = ["C", "D1", "D2", "D3"];
    let indicators = known.indicators.iter();
    let asked = indicators.flat_map(|indicator| {
        units.map(|unit| AskedResult {
            indicator: indicator.id.clone(),
            unit: unit.to_owned(),
            years: [worlds[0].year, worlds[1].year],
        })
    });
    asked.collect()
}

/// What was tried, and how often each thing occurred.
#[derive(Default)]
struct Tried {
    results: usize,
    differ: usize,
    acting: BTreeMap<Cause, usize>,
    interactions: usize,
    remainders: usize,
}

/// Holds the attribution of each result against the outcomes of all mixtures with one cause exchanged.
fn hold(
    attributions: &[Attribution],
    expected: &[(Cause, [Vec<Option<Outcome>>; 2])],
    both: [&Vec<Option<Outcome>>; 2],
    tried: &mut Tried,
) {
    let number = |one: &Option<Outcome>| one.as_ref()?.value.settled();
    let verdict = |one: &Option<Outcome>| one.as_ref().map(|one| one.verdict);
    for (at, attribution) in attributions.iter().enumerate() {
        let [old, new] = both.map(|all| &all[at]);
        assert_eq!((&attribution.old, &attribution.new), (old, new));
        if old == new {
            continue;
        }
        tried.differ += 1;
        let (mut steps, mut acting) = (Some(Vec::new()), Vec::new());
        assert_eq!(attribution.exchanges.len(), expected.len());
        for (exchange, (cause, [alone, back])) in attribution.exchanges.iter().zip(expected) {
            assert_eq!(exchange.cause, *cause);
            assert_eq!(
                (&exchange.alone, &exchange.back),
                (&alone[at], &back[at]),
                "{cause:?}"
            );
            let step = number(&alone[at]).zip(number(old)).map(|(a, b)| &a - &b);
            assert_eq!(attribution.step(exchange), step);
            steps = steps.zip(step).map(|(mut steps, step)| {
                steps.push(step);
                steps
            });
            let acts = match verdict(old) == verdict(new) {
                true => alone[at] != *old,
                false => verdict(&alone[at]) != verdict(old),
            };
            assert_eq!(attribution.acts_alone(exchange), acts);
            if acts {
                *tried.acting.entry(*cause).or_default() += 1;
                acting.push(alone[at].clone());
            }
        }
        if verdict(old) != verdict(new) {
            let reached = acting.iter().any(|one| verdict(one) == verdict(new));
            assert_eq!(attribution.interacts(), !reached);
            assert_eq!(attribution.together().is_empty(), reached);
            tried.interactions += usize::from(!reached);
        }
        let whole = number(new).zip(number(old)).map(|(a, b)| &a - &b);
        let rest = whole.zip(steps).map(|(whole, steps)| {
            let sum = steps
                .iter()
                .fold(kaoping::internals::number::Number::zero(), |sum, step| {
                    &sum + step
                });
            &whole - &sum
        });
        assert_eq!(attribution.remainder(), rest);
        tried.remainders += usize::from(rest.is_some_and(|rest| !rest.is_zero()));
    }
}

/// The causes that the brute force has exchanged to see whether they do anything.
fn exchanged(
    worlds: &[World; 2],
    causes: &[Cause],
    asked: &[AskedResult],
) -> Vec<(Cause, [Vec<Option<Outcome>>; 2])> {
    let all: BTreeSet<Cause> = Cause::ALL.into_iter().collect();
    let one = |&cause: &Cause| {
        let alone: BTreeSet<Cause> = [cause].into();
        let others: BTreeSet<Cause> = &all - &alone;
        let outcomes = [alone, others].map(|of_new| judged(&mixed(worlds, &of_new), asked));
        (cause, outcomes)
    };
    causes.iter().map(one).collect()
}

fn try_pair(chance: &mut Chance, tried: &mut Tried) {
    let worlds = pair(chance);
    let asked = all_results(&worlds);
    let plans = worlds
        .each_ref()
        .map(|world| plan(&world.plan).expect("it is valid"));
    // Each in files of its own, in an order of its own.
    let folders = [
        worlds[0].folder("old", 2, 7),
        worlds[1].folder("new", 3, 31),
    ];
    let levels = ["city".to_owned(), "district".to_owned()];
    let state = |at: usize| State {
        plan: &plans[at],
        folder: &folders[at],
        year: worlds[at].year,
        as_of: worlds[at].as_of,
        levels: &levels,
    };
    let mut read = Worlds::new(state(0), state(1));
    let both = worlds.each_ref().map(|world| judged(world, &asked));
    let attributions = attribute(&mut read, &asked);
    let causes = read.causes();
    let expected = exchanged(&worlds, &causes, &asked);
    hold(&attributions, &expected, [&both[0], &both[1]], tried);
    // What the states do not differ in changes nothing.
    for cause in Cause::ALL
        .into_iter()
        .filter(|cause| !causes.contains(cause))
    {
        let same = judged(&mixed(&worlds, &[cause].into()), &asked);
        assert_eq!(same, both[0], "{cause:?}");
    }
    tried.results += asked.len();
    // A mixture of any causes.
    let some: BTreeSet<Cause> = Cause::ALL.into_iter().filter(|_| chance.is(50)).collect();
    let mut world = kaoping::internals::attribution::World::of(Side::Old);
    for &cause in &some {
        world = world.with(cause, Side::New);
    }
    assert_eq!(
        outcomes(&mut read, world, &asked),
        judged(&mixed(&worlds, &some), &asked),
        "{some:?}"
    );
}

#[test]
fn attributions_are_those_of_mixtures_written_out_by_brute_force() {
    let mut tried = Tried::default();
    for seed in 0..pairs() {
        try_pair(&mut Chance(seed), &mut tried);
    }
    let Tried {
        results,
        differ,
        acting,
        interactions,
        remainders,
    } = tried;
    println!(
        "{results} results, {differ} differ; {acting:?}, {interactions} interactions of verdicts, {remainders} of values"
    );
    assert!(results > 3000 && differ > 1000, "{results} {differ}");
    assert_eq!(acting.len(), Cause::ALL.len(), "{acting:?}");
    assert!(acting.values().all(|&n| n > 5), "{acting:?}");
    assert!(
        interactions > 30 && remainders > 3,
        "{interactions} {remainders}"
    );
}
