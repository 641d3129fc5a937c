//! Which units a batch is of, in which years.

use crate::i18n::Lang;
use crate::lookup;
use crate::observation::{Figures, UnitIx};
use crate::plan::{LevelIx, Plan, Year};
use crate::report::batch::{BatchUnit, InBoth};
use crate::report::{Builder, Digests, SourceNames, stems};
use std::collections::BTreeSet;

/// The units and years of a batch.
pub struct BatchUnits {
    /// The years, ascending.
    pub years: Vec<Year>,
    /// The units of all years: the top ones, then those below by code; else as they were asked for.
    pub all: Vec<UnitIx>,
    /// The level that is ranked: all its units are in the batch.
    pub ranked: Option<LevelIx>,
    /// By year, in the order of `all`.
    by_year: Vec<(Year, Vec<UnitIx>)>,
    /// By year: the top unit, the level below it and the units of that level.
    below: Vec<(Year, UnitIx, LevelIx, Vec<UnitIx>)>,
}

/// What was asked for.
pub enum Asked {
    /// The top unit and the units of the first level below it that is judged.
    Everything,
    /// The units of a level.
    Level(LevelIx),
    /// Some units.
    Units(Vec<UnitIx>),
}

impl BatchUnits {
    /// The units of each year.
    pub fn new(plan: &Plan, figures: &Figures, asked: &Asked, years: Vec<Year>) -> Self {
        let units = &figures.units;
        let mut found = BatchUnits {
            years: Vec::new(),
            all: Vec::new(),
            ranked: None,
            by_year: Vec::new(),
            below: Vec::new(),
        };
        let mut ranked = BTreeSet::new();
        for &year in &years {
            let mut of_year = Vec::new();
            match asked {
                Asked::Everything => {
                    let roots = units.roots(year);
                    let level = roots.first().map(|&root| units.level(root));
                    let roots = roots
                        .into_iter()
                        .filter(|&root| Some(units.level(root)) == level);
                    let roots: Vec<UnitIx> = roots.collect();
                    of_year.extend(&roots);
                    match roots[..] {
                        [root] => of_year.extend(found.add_below(plan, figures, root, year)),
                        _ => ranked.extend(level),
                    }
                }
                Asked::Level(level) => {
                    ranked.insert(*level);
                    let of_level = units.at_level(*level).iter().copied();
                    of_year.extend(of_level.filter(|&unit| {
                        units.successor(unit).is_none()
                            && units.existed_with_predecessors(unit, year)
                    }));
                    of_year.sort_by_key(|&unit| units.code(unit));
                    found.add_all_below(plan, figures, &of_year, year);
                }
                Asked::Units(asked) => {
                    of_year.extend(
                        (asked.iter().copied())
                            .filter(|&unit| units.existed_with_predecessors(unit, year)),
                    );
                    found.add_all_below(plan, figures, &of_year, year);
                }
            }
            found.by_year.push((year, of_year));
        }
        if matches!(asked, Asked::Everything) {
            ranked.extend(found.below.iter().map(|(_, _, level, _)| *level));
        }
        found.ranked = ranked.first().copied().filter(|_| ranked.len() == 1);
        found.years = years;
        found.order(figures, asked);
        found
    }

    /// Notes the units listed below a unit in a year; returns them.
    fn add_below(
        &mut self,
        plan: &Plan,
        figures: &Figures,
        unit: UnitIx,
        year: Year,
    ) -> Vec<UnitIx> {
        let units = &figures.units;
        let Some(level) = lookup::members_level(plan, units, unit, year) else {
            return Vec::new();
        };
        let below = units.members(unit, level, year);
        self.below.push((year, unit, level, below.clone()));
        below
    }

    /// Notes the units listed below each of some units in a year.
    fn add_all_below(&mut self, plan: &Plan, figures: &Figures, above: &[UnitIx], year: Year) {
        for &unit in above {
            self.add_below(plan, figures, unit, year);
        }
    }

    /// Puts all units of all years in one order.
    fn order(&mut self, figures: &Figures, asked: &Asked) {
        let units = &figures.units;
        let of_years = self.by_year.iter().flat_map(|(_, units)| units);
        let distinct: BTreeSet<UnitIx> = of_years.copied().collect();
        self.all = match asked {
            Asked::Units(asked) => {
                let asked = asked.iter().copied();
                asked.filter(|unit| distinct.contains(unit)).collect()
            }
            Asked::Everything | Asked::Level(_) => {
                let mut all: Vec<UnitIx> = distinct.into_iter().collect();
                all.sort_by_key(|&unit| (units.level(unit), units.code(unit)));
                all
            }
        };
    }

    /// The units of a year.
    pub fn of(&self, year: Year) -> Vec<UnitIx> {
        let of_year = self.by_year.iter().find(|(of, _)| *of == year);
        let there: BTreeSet<UnitIx> = (of_year.into_iter())
            .flat_map(|(_, units)| units.iter().copied())
            .collect();
        let all = self.all.iter().copied();
        all.filter(|unit| there.contains(unit)).collect()
    }

    /// The units of a year, and those that their cards list below them.
    pub fn listed(&self, year: Year) -> BTreeSet<UnitIx> {
        let of_year = self.by_year.iter().filter(|(of, _)| *of == year);
        let below = self.below.iter().filter(|(of, ..)| *of == year);
        (of_year.flat_map(|(_, units)| units))
            .chain(below.flat_map(|(.., units)| units))
            .copied()
            .collect()
    }

    /// The units that the card of a unit lists below it, and their level; `None` where it lists none.
    pub fn members(&self, unit: UnitIx, year: Year) -> Option<(LevelIx, &[UnitIx])> {
        let mut below = self.below.iter();
        let of = below.find(|(of_year, of, ..)| (*of_year, *of) == (year, unit));
        of.map(|(_, _, level, units)| (*level, &units[..]))
    }

    /// The units that are `there` as documents name them, with the names of their files. The name of a unit whose code is no
    /// name of a file may depend on the other units that are there.
    pub fn documents(
        &self,
        plan: &Plan,
        figures: &Figures,
        there: &BTreeSet<UnitIx>,
    ) -> Vec<BatchUnit> {
        let units = &figures.units;
        let listed: Vec<UnitIx> = (self.all.iter().copied())
            .filter(|unit| there.contains(unit))
            .collect();
        let codes: Vec<&str> = listed.iter().map(|&unit| units.code(unit)).collect();
        let (digests, sources) = (Digests::default(), SourceNames::default());
        let builder = |lang: Lang| Builder {
            plan,
            figures,
            digests: &digests,
            sources: &sources,
            lang,
        };
        let parent = |unit: UnitIx| {
            let above = std::iter::successors(units.parent(unit), |&unit| units.parent(unit));
            let mut above = above.map(|unit| units.today(unit));
            above.find(|unit| there.contains(unit))
        };
        (listed.iter().zip(stems(&codes)))
            .map(|(&unit, stem)| BatchUnit {
                unit: InBoth::of(|lang| builder(lang).unit(unit)),
                level: InBoth::of(|lang| plan[units.level(unit)].name.get(lang).to_owned()),
                parent: parent(unit).map(|above| units.code(above).to_owned()),
                stem,
            })
            .collect()
    }
}
