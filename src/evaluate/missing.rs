//! Outstanding figures: all that a judgement asks for and nobody reported.

use super::{Input, Judgement, Verdict, judge_unit};
use crate::i18n::Text;
use crate::observation::{Aggregate, Figures, Period, UnitIx};
use crate::plan::{LevelIx, Plan, VariableIx, Year};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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

/// What the missing figures of one unit would decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decisive {
    /// The verdicts without data that lack nothing but figures of this unit: once it has reported all of them, each of these
    /// verdicts is decided.
    pub alone: u64,
    /// The verdicts without data that lack a figure of this unit, perhaps beside those of others.
    pub together: u64,
}

/// The figures that are missing, and what they would decide.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    /// Each figure once, by unit code, id and period.
    pub figures: Vec<MissingFigure>,
    /// By unit that lacks a figure.
    pub decisive: BTreeMap<UnitIx, Decisive>,
}

impl Missing {
    /// What the missing figures of a unit would decide.
    pub fn decisive(&self, unit: UnitIx) -> Decisive {
        self.decisive.get(&unit).copied().unwrap_or_default()
    }

    /// Sorts the figures so that those of the unit come first that would decide most verdicts alone; of units that decide as
    /// many, the one that more verdicts lack figures of. Where these are as many too, the order is kept.
    pub fn sort_by_decisive(&mut self) {
        let decisive = std::mem::take(&mut self.decisive);
        let of = |figure: &MissingFigure| decisive.get(&figure.unit).copied().unwrap_or_default();
        self.figures.sort_by_key(|figure| {
            let Decisive { alone, together } = of(figure);
            (Reverse(alone), Reverse(together))
        });
        self.decisive = decisive;
    }
}

/// Where a figure belongs, in the order of the list: unit code, id, period.
type Key = (String, String, String);

/// The figures missing for some units and years, each once. A figure counts as missing in a year if a verdict of that year
/// asks for it, the verdict is due or held to a pace by then, and the figure's own time has ended by then. What is counted
/// over units that are listed themselves stands in lines of their own.
pub fn missing_figures(
    plan: &Plan,
    figures: &Figures,
    units: &[UnitIx],
    years: &[Year],
) -> Missing {
    let search = Search {
        plan,
        figures,
        listed: units.iter().copied().collect(),
        levels: units
            .iter()
            .map(|&unit| figures.units.level(unit))
            .collect(),
    };
    let mut list: BTreeMap<Key, MissingFigure> = BTreeMap::new();
    let mut undecided = Vec::new();
    for &unit in units {
        for &year in years {
            let judged = judge_unit(plan, figures, unit, year).into_iter();
            for judged in judged.filter(|judged| judged.verdict != Verdict::NotDue) {
                search.add(&mut list, &judged);
                if judged.verdict == Verdict::NoData {
                    undecided.push(judged);
                }
            }
        }
    }
    Missing {
        figures: list.into_values().collect(),
        decisive: search.decisive(&undecided),
    }
}

struct Search<'a> {
    plan: &'a Plan,
    figures: &'a Figures,
    /// The units that are listed.
    listed: BTreeSet<UnitIx>,
    /// Their levels.
    levels: BTreeSet<LevelIx>,
}

impl Search<'_> {
    fn add(&self, list: &mut BTreeMap<Key, MissingFigure>, judged: &Judgement) {
        let own = self.figures.units.level(judged.unit);
        let levels = &self.plan[judged.indicator].levels;
        // What a listed unit below is asked for as well stands in its own lines.
        let mut below = levels.iter().filter(|level| **level > own);
        let below = below.any(|&level| self.lists_all(judged.unit, level, judged.year));
        let inputs = judged.inputs.iter();
        let inputs = inputs.filter(|input| !(below && matches!(input, Input::Aggregate { .. })));
        let figures = inputs.flat_map(|input| self.missing_of(input));
        for figure in figures.filter(|figure| figure.period.end() <= judged.year) {
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

    /// Whether all units of a level below a unit are listed, and there are any.
    fn lists_all(&self, above: UnitIx, level: LevelIx, year: Year) -> bool {
        let of_level = self.levels.contains(&level);
        let members = || self.figures.units.members(above, level, year);
        let members = of_level.then(members).unwrap_or_default();
        !members.is_empty() && members.iter().all(|unit| self.listed.contains(unit))
    }

    /// What the missing figures of each unit would decide, given the verdicts without data.
    fn decisive(&self, undecided: &[Judgement]) -> BTreeMap<UnitIx, Decisive> {
        // The counts that are incomplete, by what is counted and when: of whom.
        let mut incomplete: BTreeMap<(Aggregate, Year), BTreeSet<UnitIx>> = BTreeMap::new();
        for input in undecided.iter().flat_map(|judged| &judged.inputs) {
            if let Input::Aggregate {
                counted,
                unit,
                year,
                ..
            } = *input
                && !self.missing_of(input).is_empty()
            {
                incomplete.entry((counted, year)).or_default().insert(unit);
            }
        }
        let mut decisive: BTreeMap<UnitIx, Decisive> = BTreeMap::new();
        for judged in undecided {
            let inputs = judged.inputs.iter();
            let units: BTreeSet<UnitIx> = inputs
                .flat_map(|input| self.lacking(input, &incomplete))
                .collect();
            for unit in &units {
                let counts = decisive.entry(*unit).or_default();
                counts.together += 1;
                counts.alone += u64::from(units.len() == 1);
            }
        }
        decisive
    }

    /// The units whose figures an input lacks. A count over units that are not listed lacks those of the listed units below
    /// of which the same count is incomplete; where there are none, those of the unit itself.
    fn lacking(
        &self,
        input: &Input,
        incomplete: &BTreeMap<(Aggregate, Year), BTreeSet<UnitIx>>,
    ) -> Vec<UnitIx> {
        let missing = self.missing_of(input).into_iter();
        let units: Vec<UnitIx> = missing.map(|figure| figure.unit).collect();
        let (Input::Aggregate { counted, year, .. }, &[above]) = (input, &units[..]) else {
            return units;
        };
        let of_all = incomplete.get(&(*counted, *year)).into_iter().flatten();
        let below =
            of_all.filter(|&&unit| unit != above && self.figures.units.is_within(unit, above));
        let below: Vec<UnitIx> = below.copied().collect();
        match below.is_empty() {
            true => units,
            false => below,
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
            } if self.levels.contains(&level) && self.are_kept(counted) => {
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

    /// Whether the cells that a count asks each unit for are all kept, so that it shows whose are missing.
    fn are_kept(&self, counted: Aggregate) -> bool {
        let asked = self.asked(counted);
        asked
            .iter()
            .all(|variable| self.figures.kept.contains(variable))
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
            (Aggregate::Sum(variable) | Aggregate::Weighted { mean: variable, .. }, _)
            | (Aggregate::Holds(_), &[variable]) => {
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
