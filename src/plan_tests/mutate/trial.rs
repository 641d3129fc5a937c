//! Tries the changes of a plan one by one.

use super::OPERATORS;
use super::site::{Change, changes};
use crate::finding::Place;
use crate::plan::{Plan, load, load_changed};
use crate::plan_tests::case::Case;
use crate::plan_tests::run::run;
use crate::plan_tests::slice::{Part, Parts};
use crate::progress::Progress;
use crate::source::TextFile;
use crate::text;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What came of all changes.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// Changes that were tried.
    pub tried: u64,
    /// Those that a test noticed.
    pub noticed: u64,
    /// Those that make no valid plan, or the same plan.
    pub invalid: u64,
    /// Those that no test noticed.
    pub survived: Vec<Survivor>,
}

/// A change that no test noticed.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// The change.
    pub change: Change,
    /// Where.
    pub place: Place,
    /// What was written there.
    pub before: String,
    /// What was put in its place.
    pub after: String,
}

/// What came of a change.
enum Trial {
    Noticed,
    Invalid,
    Survived,
}

/// What the changes of an entry are tried on.
struct Setup {
    /// The part of the plan that the entry concerns.
    part: Part,
    /// That part without the change, as far as verdicts rest on it.
    model: Option<String>,
    /// The cases that concern it.
    cases: Vec<Case>,
}

/// Changes a plan in every way that the operators know, and tries the cases on each changed plan. All cases pass on the plan itself.
/// What is tried is counted.
pub fn mutate(plan: &Plan, files: &[TextFile], cases: &[Case], progress: &Progress) -> Trials {
    let parts = Parts::of(files);
    let changes = changes(plan, files, OPERATORS);
    let entries: BTreeSet<&str> = changes.iter().map(|change| &*change.entry).collect();
    let task = text!("改动规划并运行测试", "trying changes of the plan");
    progress.begin(task, (entries.len() + changes.len()) as u64);
    let setups: BTreeMap<&str, Setup> = (entries.into_par_iter())
        .map(|entry| (entry, setup(plan, &parts, files, entry, cases)))
        .inspect(|_| progress.add(1))
        .collect();
    let tried: Vec<Trial> = (changes.par_iter())
        .map(|change| match setups.get(&*change.entry) {
            Some(setup) => attempt(setup, change),
            None => Trial::Invalid,
        })
        .inspect(|_| progress.add(1))
        .collect();
    progress.end();
    let mut trials = Trials::default();
    for (change, trial) in changes.into_iter().zip(tried) {
        match trial {
            Trial::Invalid => trials.invalid += 1,
            Trial::Noticed => trials.noticed += 1,
            Trial::Survived => trials.survived.push(survivor(files, change)),
        }
    }
    trials.tried = trials.noticed + trials.survived.len() as u64;
    trials
}

fn setup(plan: &Plan, parts: &Parts, files: &[TextFile], entry: &str, cases: &[Case]) -> Setup {
    let concerned = parts.concerned(entry);
    let cases: Vec<Case> = (cases.iter())
        .filter_map(|case| about(case, &concerned))
        .collect();
    let part = parts.part(&concerned);
    let loaded = load(&part.files).ok();
    let passes = |plan: &Plan| cases.par_iter().all(|case| run(plan, case).passed());
    match loaded.filter(|loaded| passes(&loaded.plan)) {
        Some(loaded) => Setup {
            part,
            model: Some(model(loaded.plan)),
            cases,
        },
        // A test that rests on more of the plan is tried on all of it.
        None => Setup {
            part: parts.whole(),
            model: load(files).ok().map(|loaded| model(loaded.plan)),
            cases: match cases.iter().all(|case| run(plan, case).passed()) {
                true => cases,
                false => Vec::new(),
            },
        },
    }
}

/// A case with what it expects of some indicators; `None` if it expects nothing of them.
fn about(case: &Case, ids: &BTreeSet<String>) -> Option<Case> {
    let mut case = case.clone();
    case.expects
        .retain(|expected| ids.contains(&expected.indicator));
    (!case.expects.is_empty()).then_some(case)
}

fn attempt(setup: &Setup, change: &Change) -> Trial {
    let changed = setup.part.changed(change.file, &change.range, &change.text);
    let loaded = changed.map(|files| load_changed(&files));
    let Some(Ok(loaded)) = loaded else {
        return Trial::Invalid;
    };
    let notices = |case: &Case| !run(&loaded.plan, case).passed();
    if setup.cases.iter().any(notices) {
        return Trial::Noticed;
    }
    match setup.model == Some(model(loaded.plan)) {
        true => Trial::Invalid,
        false => Trial::Survived,
    }
}

/// What verdicts rest on, without the places at which it is declared.
fn model(mut plan: Plan) -> String {
    let nowhere = || Place::file("");
    plan.indicators
        .iter_mut()
        .for_each(|one| one.at = nowhere());
    plan.checklists
        .iter_mut()
        .for_each(|one| one.at = nowhere());
    plan.variables.iter_mut().for_each(|one| one.at = nowhere());
    format!(
        "{:?} {:?} {:?}",
        plan.indicators, plan.checklists, plan.variables
    )
}

fn survivor(files: &[TextFile], change: Change) -> Survivor {
    let file = &files[change.file];
    let line = |text: &str, at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        text[start..end].trim().to_owned()
    };
    let (start, end) = (change.range.start, change.range.end);
    let before = file.text[change.range.clone()].to_owned();
    let mut after = change.text.clone();
    let mut shown = before.clone();
    if before.is_empty() || after.is_empty() {
        let mut changed = file.text.clone();
        changed.replace_range(change.range.clone(), &change.text);
        shown = line(&file.text, start);
        after = line(&changed, start);
    }
    Survivor {
        place: file.place(start..end.max(start + 1)),
        before: shown,
        after,
        change,
    }
}
