//! Who still owes what: every figure that a judgement asks for and nobody reported.

use crate::evaluate::{Input, Judgement, judge_unit};
use crate::figures::{Counted, Figures, UnitIx};
use crate::plan::{LevelIx, Plan, Variable, Year};
use crate::render::check::Owed;
use crate::words::{Lang, Text};
use std::collections::BTreeMap;

/// Where a figure belongs: unit code, variable, period.
type Key = (String, String, String);

/// The figures missing for some units and years, each once, by unit, variable and period. What is counted over units
/// that are listed themselves is left to their own lines.
pub fn of(
    plan: &Plan,
    figures: &Figures,
    units: &[UnitIx],
    years: &[Year],
    lang: Lang,
) -> Vec<Owed> {
    let listed: Vec<LevelIx> = units
        .iter()
        .map(|&unit| figures.units.level(unit))
        .collect();
    let search = Search {
        plan,
        figures,
        listed,
        lang,
    };
    let mut list: BTreeMap<Key, Owed> = BTreeMap::new();
    for &unit in units {
        for &year in years {
            for judged in judge_unit(plan, figures, unit, year) {
                search.add(&mut list, &judged);
            }
        }
    }
    list.into_values().collect()
}

struct Search<'a> {
    plan: &'a Plan,
    figures: &'a Figures,
    listed: Vec<LevelIx>,
    lang: Lang,
}

impl Search<'_> {
    fn add(&self, list: &mut BTreeMap<Key, Owed>, judged: &Judgement) {
        let own = self.figures.units.level(judged.unit);
        let levels = &self.plan[judged.indicator].levels;
        // What a listed unit below is asked for as well stands in its own lines.
        let below = levels.iter().any(|l| *l > own && self.listed.contains(l));
        let inputs = judged.inputs.iter();
        let inputs = inputs.filter(|input| !(below && matches!(input, Input::Tally { .. })));
        for owed in inputs.filter_map(|input| self.one(input)) {
            let key = (
                owed.unit.0.clone(),
                owed.variable.0.clone(),
                owed.period.clone(),
            );
            list.entry(key).or_insert(owed);
        }
    }

    fn unit(&self, ix: UnitIx) -> (String, String) {
        let units = &self.figures.units;
        (
            units.code(ix).to_owned(),
            units.name(ix, self.lang).to_owned(),
        )
    }

    /// What an input lacks; none where it is there.
    fn one(&self, input: &Input) -> Option<Owed> {
        match *input {
            Input::Cell {
                variable,
                unit,
                period,
                reported: false,
            } => Some(Owed {
                unit: self.unit(unit),
                variable: name_of(&self.plan[variable]),
                period: period.to_string(),
                missing: 1,
            }),
            Input::Tally {
                counted,
                level,
                unit,
                year,
                expected: Some(expected),
                reported,
            } if expected > reported && !self.listed.contains(&level) => Some(Owed {
                unit: self.unit(unit),
                variable: counted_variable(self.plan, counted),
                period: year.to_string(),
                missing: expected - reported,
            }),
            _ => None,
        }
    }
}

fn name_of(variable: &Variable) -> (String, Text) {
    (variable.id.clone(), variable.name.clone())
}

fn counted_variable(plan: &Plan, counted: Counted) -> (String, Text) {
    match counted {
        Counted::Passes(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
        Counted::Holds(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
        Counted::Sum(ix) => (plan[ix].id.clone(), plan[ix].name.clone()),
    }
}
