//! Units of which cells are kept, though those of others of their level are counted together.

use super::{Period, UnitIx, Units};
use crate::index::{VariableIx, Year};
use hashbrown::HashMap;

/// The units with cells of variables that are counted together: they are not among those counted, and looked at one by one.
#[derive(Clone, Debug, Default)]
pub struct ApartUnits {
    /// The group that each variable is counted with.
    groups: HashMap<VariableIx, usize>,
    /// Those with a cell of any variable of a group.
    below: HashMap<(usize, UnitIx, Year), Vec<UnitIx>>,
}

impl ApartUnits {
    /// Those of some cells, given the group of each variable that is counted together with others. Each cell is of such a variable,
    /// and of a unit of its level.
    pub fn new<'c>(
        units: &Units,
        groups: HashMap<VariableIx, usize>,
        cells: impl Iterator<Item = &'c (VariableIx, UnitIx, Period)>,
    ) -> ApartUnits {
        let mut below: HashMap<(usize, UnitIx, Year), Vec<UnitIx>> = HashMap::new();
        for &(variable, unit, period) in cells {
            let (Period::Year(year), Some(&group)) = (period, groups.get(&variable)) else {
                continue;
            };
            let mut at = units.above(unit);
            while let Some(above) = at {
                below.entry((group, above, year)).or_default().push(unit);
                at = units.above(above);
            }
        }
        for list in below.values_mut() {
            list.sort_unstable();
            list.dedup();
            list.sort_by_key(|&unit| units.code(unit));
        }
        ApartUnits { groups, below }
    }

    /// Whether a variable is counted together with others, but for the units that stand apart.
    pub fn concern(&self, variable: VariableIx) -> bool {
        self.groups.contains_key(&variable)
    }

    /// The units below another of which no figure of a variable is counted in a year, since a cell of it or of one of those
    /// that it is counted with is kept; by code.
    pub fn below(&self, variable: VariableIx, unit: UnitIx, year: Year) -> &[UnitIx] {
        let group = self.groups.get(&variable);
        let units = group.and_then(|&group| self.below.get(&(group, unit, year)));
        units.map_or(&[], Vec::as_slice)
    }
}
