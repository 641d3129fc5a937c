//! Who still owes what: every figure that a judgement asks for and nobody reported.

use crate::evaluate::{Input, Judgement, judge_unit};
use crate::i18n::{Lang, Text};
use crate::observation::{Aggregate, Figures, Period, UnitIx};
use crate::plan::{Condition, LevelIx, Measure, Plan, Variable, VariableIx, Year};
use crate::render::check::Owed;
use std::collections::BTreeMap;

/// Where a figure belongs: unit code, variable, period.
type Key = (String, String, String);

/// The figures missing for some units and years, each once, by unit, variable and period. What is counted over units
/// that are listed themselves stands in lines of their own.
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
        let inputs = inputs.filter(|input| !(below && matches!(input, Input::Aggregate { .. })));
        for owed in inputs.flat_map(|input| self.lacks(input)) {
            let key = (
                owed.unit.0.clone(),
                owed.variable.0.clone(),
                owed.period.clone(),
            );
            let known = list.entry(key).or_insert_with(|| owed.clone());
            known.missing = known.missing.max(owed.missing);
        }
    }

    fn unit(&self, ix: UnitIx) -> (String, String) {
        let units = &self.figures.units;
        (
            units.code(ix).to_owned(),
            units.name(ix, self.lang).to_owned(),
        )
    }

    /// What an input lacks; nothing where it is there.
    fn lacks(&self, input: &Input) -> Vec<Owed> {
        match *input {
            Input::Cell {
                variable,
                unit,
                period,
                reported: false,
            } => vec![self.cell(variable, unit, period)],
            Input::Aggregate {
                counted,
                level,
                unit,
                year,
                expected,
                ..
            } if self.listed.contains(&level) => {
                self.by_unit(counted, level, (unit, year), expected.unwrap_or(0))
            }
            Input::Aggregate {
                counted,
                unit,
                year,
                expected: Some(expected),
                reported,
                ..
            } if expected > reported => vec![self.count(counted, unit, year, expected - reported)],
            _ => Vec::new(),
        }
    }

    /// What was counted over units that are listed themselves: a line for each cell, and one for units without a name.
    fn by_unit(
        &self,
        counted: Aggregate,
        level: LevelIx,
        (above, year): (UnitIx, Year),
        expected: u64,
    ) -> Vec<Owed> {
        let period = Period::Year(year);
        let units = self.figures.units.members(above, level, year);
        let unnamed = expected.saturating_sub(units.len() as u64);
        let said = |variable, unit| {
            let cell = self.figures.cell(variable, unit, period);
            cell.is_some_and(|cell| cell.state.is_usable())
        };
        let mut list = Vec::new();
        for unit in units {
            for variable in self.asked(counted) {
                if !said(variable, unit) {
                    list.push(self.cell(variable, unit, period));
                }
            }
        }
        if unnamed > 0 {
            list.push(self.count(counted, above, year, unnamed));
        }
        list
    }

    /// The variables that a count asks each unit for.
    fn asked(&self, counted: Aggregate) -> Vec<VariableIx> {
        match counted {
            Aggregate::Sum(variable) => vec![variable],
            Aggregate::Passes(list) => self.plan[list].items.iter().map(|i| i.variable).collect(),
            Aggregate::Holds(indicator) => match &self.plan[indicator].measure {
                Measure::Share {
                    condition: Condition::Holds { variable, .. },
                    ..
                } => vec![*variable],
                _ => Vec::new(),
            },
        }
    }

    fn cell(&self, variable: VariableIx, unit: UnitIx, period: Period) -> Owed {
        Owed {
            unit: self.unit(unit),
            variable: name_of(&self.plan[variable]),
            period: period.to_string(),
            missing: 1,
        }
    }

    fn count(&self, counted: Aggregate, unit: UnitIx, year: Year, missing: u64) -> Owed {
        let variable = match (counted, &self.asked(counted)[..]) {
            (Aggregate::Passes(list), _) => {
                let list = &self.plan[list];
                (list.id.clone(), list.name.clone())
            }
            (Aggregate::Sum(variable), _) | (Aggregate::Holds(_), &[variable, ..]) => {
                name_of(&self.plan[variable])
            }
            (Aggregate::Holds(indicator), []) => {
                let indicator = &self.plan[indicator];
                (indicator.id.clone(), indicator.name.clone())
            }
        };
        Owed {
            unit: self.unit(unit),
            variable,
            period: year.to_string(),
            missing,
        }
    }
}

fn name_of(variable: &Variable) -> (String, Text) {
    (variable.id.clone(), variable.name.clone())
}
