//! The units that are asked for one by one. Of others of the same level no cells are kept.

use super::Question;
use crate::observation::{UnitIx, Units};
use crate::plan::{LevelIx, Plan};

/// The units whose cells are kept though those of their level are not.
#[derive(Debug, Default)]
pub struct AskedUnits {
    /// Units of rosters.
    units: Vec<UnitIx>,
    /// The codes or names of units that no roster names.
    words: Vec<String>,
    /// By level: whether the cells of all units below one that is asked for are kept.
    below: Vec<bool>,
}

impl AskedUnits {
    /// Those of a question.
    pub fn new(plan: &Plan, question: &Question) -> AskedUnits {
        let mut below = vec![false; plan.levels.len()];
        let traced = question.traced.map(|traced| &plan[traced].measure);
        for level in traced.iter().flat_map(|measure| measure.levels(plan)) {
            below[level.0 as usize] = true;
        }
        AskedUnits {
            units: question.units.clone(),
            words: question.words.clone(),
            below,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.words.is_empty()
    }

    /// Whether a unit of a level may be among them; of words it is not known.
    pub fn may_be_of_level(&self, units: &Units, level: LevelIx) -> bool {
        let of_level = |&unit: &UnitIx| units.level(unit) == level;
        !self.words.is_empty() || self.units.iter().any(of_level)
    }

    /// Whether all cells of a unit are kept: it is asked for, or below one that is.
    pub fn contain(&self, units: &Units, unit: UnitIx) -> bool {
        !self.is_empty() && self.root(units, unit).is_some()
    }

    /// The unit asked for, the highest if there are several, below which all cells of a unit's level are kept, or the unit itself
    /// if it is asked for; `None` if its cells are not kept for any.
    pub fn root(&self, units: &Units, unit: UnitIx) -> Option<UnitIx> {
        let above = self.root_above(units, unit, units.level(unit));
        above.or_else(|| {
            let names = |word: &String| {
                units.code(unit) == word || units.names(unit).any(|name| name == word)
            };
            (self.units.contains(&unit) || self.words.iter().any(names)).then_some(unit)
        })
    }

    /// Whether all cells of a unit that no roster names are kept, given its code, name, level and the unit above it.
    pub fn contain_new(
        &self,
        units: &Units,
        (code, name): (&str, &str),
        level: LevelIx,
        parent: Option<UnitIx>,
    ) -> bool {
        let names = |word: &String| word == code || word == name;
        self.words.iter().any(names)
            || parent.is_some_and(|parent| {
                self.units.contains(&parent) && self.below[level.0 as usize]
                    || self.root_above(units, parent, level).is_some()
            })
    }

    /// The highest unit asked for above a unit, if cells of the level are kept for it.
    fn root_above(&self, units: &Units, unit: UnitIx, level: LevelIx) -> Option<UnitIx> {
        if !self.below[level.0 as usize] {
            return None;
        }
        let asked = |root: &&UnitIx| units.is_within(unit, **root);
        let asked = self.units.iter().filter(asked);
        asked.min_by_key(|&&root| units.level(root)).copied()
    }
}
