//! Outstanding figures: all that a judgement asks for and nobody reported.

use super::{Input, Judgement, judge_unit};
use crate::i18n::Text;
use crate::observation::{Aggregate, Figures, Period, UnitIx};
use crate::plan::{LevelIx, Plan, VariableIx, Year};
use std::collections::BTreeMap;

/// A figure that a unit has not reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFigure {
    /// The unit.
    pub unit: UnitIx,
    /// The id of the variable, or of the checklist or indicator whose units are counted.
    pub id: String,
    /// The name of the same.
    pub name: Text,
    /// The time that it is asked for.
    pub period: Period,
    /// How many cells or units; 1 for a single cell.
    pub missing: u64,
}

/// Where a figure belongs, in the order of the list: unit code, id, period.
type Key = (String, String, String);

/// The figures missing for some units and years, each once, by unit code, id and period. What is counted over units that
/// are listed themselves stands in lines of their own.
pub fn missing_figures(
    plan: &Plan,
    figures: &Figures,
    units: &[UnitIx],
    years: &[Year],
) -> Vec<MissingFigure> {
    let levels = units.iter().map(|&unit| figures.units.level(unit));
    let search = Search {
        plan,
        figures,
        listed: levels.collect(),
    };
    let mut list: BTreeMap<Key, MissingFigure> = BTreeMap::new();
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
    /// The levels of the units that are listed.
    listed: Vec<LevelIx>,
}

impl Search<'_> {
    fn add(&self, list: &mut BTreeMap<Key, MissingFigure>, judged: &Judgement) {
        let own = self.figures.units.level(judged.unit);
        let levels = &self.plan[judged.indicator].levels;
        // What a listed unit below is asked for as well stands in its own lines.
        let below = levels.iter().any(|l| *l > own && self.listed.contains(l));
        let inputs = judged.inputs.iter();
        let inputs = inputs.filter(|input| !(below && matches!(input, Input::Aggregate { .. })));
        for figure in inputs.flat_map(|input| self.missing_of(input)) {
            let code = self.figures.units.code(figure.unit);
            let key = (
                code.to_owned(),
                figure.id.clone(),
                figure.period.to_string(),
            );
            let missing = figure.missing;
            let known = list.entry(key).or_insert(figure);
            known.missing = known.missing.max(missing);
        }
    }

    /// What an input lacks; nothing if it is there.
    fn missing_of(&self, input: &Input) -> Vec<MissingFigure> {
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
    ) -> Vec<MissingFigure> {
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
        let units = self.plan.counted_units(counted);
        units.map_or_else(Vec::new, |units| units.variables)
    }

    fn cell(&self, variable: VariableIx, unit: UnitIx, period: Period) -> MissingFigure {
        let variable = &self.plan[variable];
        MissingFigure {
            unit,
            id: variable.id.clone(),
            name: variable.name.clone(),
            period,
            missing: 1,
        }
    }

    fn count(&self, counted: Aggregate, unit: UnitIx, year: Year, missing: u64) -> MissingFigure {
        let (id, name) = match (counted, &self.asked(counted)[..]) {
            (Aggregate::Passes(list), _) => (&self.plan[list].id, &self.plan[list].name),
            (Aggregate::Sum(variable), _) | (Aggregate::Holds(_), &[variable]) => {
                (&self.plan[variable].id, &self.plan[variable].name)
            }
            (Aggregate::Holds(indicator), _) => {
                (&self.plan[indicator].id, &self.plan[indicator].name)
            }
        };
        MissingFigure {
            unit,
            id: id.clone(),
            name: name.clone(),
            period: Period::Year(year),
            missing,
        }
    }
}
