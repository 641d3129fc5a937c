//! Units of which cells are kept, though those of others of their level are counted together.

use super::{Period, UnitIx, Units};
use crate::index::{VariableIx, Year};
use hashbrown::{HashMap, HashSet};

/// The units with cells of variables that are counted together: they are not among those counted, and looked at one by one.
#[derive(Clone, Debug, Default)]
pub struct ApartUnits {
    variables: HashSet<VariableIx>,
    below: HashMap<(VariableIx, UnitIx, Year), Vec<UnitIx>>,
}

impl ApartUnits {
    /// Those of some cells, of variables that are counted together. Each cell is of a unit of the level of its variable.
    pub fn new<'c>(
        units: &Units,
        variables: HashSet<VariableIx>,
        cells: impl Iterator<Item = &'c (VariableIx, UnitIx, Period)>,
    ) -> ApartUnits {
        let mut below: HashMap<(VariableIx, UnitIx, Year), Vec<UnitIx>> = HashMap::new();
        for &(variable, unit, period) in cells {
            let Period::Year(year) = period else { continue };
            let mut at = units.above(unit);
            while let Some(above) = at {
                below.entry((variable, above, year)).or_default().push(unit);
                at = units.above(above);
            }
        }
        let by_code = |list: &mut Vec<UnitIx>| list.sort_by_key(|&unit| units.code(unit));
        below.values_mut().for_each(by_code);
        ApartUnits { variables, below }
    }

    /// Whether a variable is counted together with others, but for the units that stand apart.
    pub fn concern(&self, variable: VariableIx) -> bool {
        self.variables.contains(&variable)
    }

    /// The units below another that have a cell of a variable in a year, by code.
    pub fn below(&self, variable: VariableIx, unit: UnitIx, year: Year) -> &[UnitIx] {
        let units = self.below.get(&(variable, unit, year));
        units.map_or(&[], Vec::as_slice)
    }
}
