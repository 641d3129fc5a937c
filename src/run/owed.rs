//! Who still owes what: every figure that a judgement asks for and nobody reported.

use crate::evaluate::{Input, Judgement, judge_unit};
use crate::figures::{Counted, Figures, UnitIx};
use crate::plan::{Plan, Year};
use crate::render::check::Owed;
use crate::words::{Lang, Text};
use std::collections::BTreeMap;

/// Where a figure belongs: unit code, variable, period.
type Key = (String, String, String);

/// The figures missing for some units and years, each once, by unit, variable and period.
pub fn of(plan: &Plan, figures: &Figures, units: &[UnitIx], years: &[Year]) -> Vec<Owed> {
    let mut list: BTreeMap<Key, Owed> = BTreeMap::new();
    for &unit in units {
        for &year in years {
            for judged in judge_unit(plan, figures, unit, year) {
                add(&mut list, plan, figures, &judged);
            }
        }
    }
    list.into_values().collect()
}

fn add(list: &mut BTreeMap<Key, Owed>, plan: &Plan, figures: &Figures, judged: &Judgement) {
    for owed in judged.inputs.iter().filter_map(|i| one(plan, figures, i)) {
        let key = (
            owed.unit.0.clone(),
            owed.variable.0.clone(),
            owed.period.clone(),
        );
        list.entry(key).or_insert(owed);
    }
}

/// What an input lacks; none where it is there.
fn one(plan: &Plan, figures: &Figures, input: &Input) -> Option<Owed> {
    let unit = |ix: UnitIx| {
        let units = &figures.units;
        (
            units.code(ix).to_owned(),
            units.name(ix, Lang::Zh).to_owned(),
        )
    };
    match *input {
        Input::Cell {
            variable,
            unit: of,
            period,
            reported: false,
        } => Some(Owed {
            unit: unit(of),
            variable: (plan[variable].id.clone(), plan[variable].name.clone()),
            period: period.to_string(),
            missing: 1,
        }),
        Input::Tally {
            counted,
            unit: of,
            year,
            expected: Some(expected),
            reported,
            ..
        } if expected > reported => Some(Owed {
            unit: unit(of),
            variable: counted_variable(plan, counted),
            period: year.to_string(),
            missing: expected - reported,
        }),
        _ => None,
    }
}

fn counted_variable(plan: &Plan, counted: Counted) -> (String, Text) {
    match counted {
        Counted::Passes(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
        Counted::Holds(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
        Counted::Sum(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
    }
}
