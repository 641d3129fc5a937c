//! The figures behind a result that were restated, added or withdrawn.

use crate::attribution::{Side, Worlds};
use crate::plan::{Plan, VariableIx};
use crate::report::changed_cells;
use crate::report::difference::ChangedCell;
use crate::report::evidence::{Count, Counted, Evidence};
use crate::tally::Readings;
use std::collections::BTreeSet;

/// The changed figures of the variables and units that some evidence names, of any time, and of the units below those that it
/// counts. Each side's plan and units read them; what both read is listed once.
pub fn of(
    worlds: &Worlds<'_>,
    sides: [(Side, &Plan); 2],
    evidence: &[Evidence],
) -> Vec<ChangedCell> {
    let mut all: Vec<ChangedCell> = Vec::new();
    let mut known = BTreeSet::new();
    for (side, plan) in sides {
        let readings = worlds.readings(side, side);
        let concerned = Concerned::new(plan, readings, evidence);
        let cells = changed_cells(plan, readings, |variable, unit, _| {
            concerned.holds(variable, unit)
        });
        for cell in cells {
            let key = (
                cell.variable.clone(),
                cell.unit.clone(),
                cell.period.clone(),
            );
            if known.insert(key) {
                all.push(cell);
            }
        }
    }
    all
}

/// The variables and units that evidence names.
struct Concerned<'a> {
    plan: &'a Plan,
    readings: &'a Readings,
    cells: BTreeSet<(&'a str, &'a str)>,
    /// The variables that are counted, and the unit that they are counted below.
    counts: Vec<(Vec<&'a str>, &'a str)>,
}

impl<'a> Concerned<'a> {
    fn new(plan: &'a Plan, readings: &'a Readings, evidence: &'a [Evidence]) -> Self {
        let cells = evidence.iter().filter_map(|one| match one {
            Evidence::Cell(cell) | Evidence::Planned(cell) => Some((&*cell.variable, &*cell.unit)),
            Evidence::Summary(_) => None,
        });
        let counts = evidence.iter().filter_map(|one| match one {
            Evidence::Summary(count) => Some((counted(plan, count), &*count.unit)),
            Evidence::Cell(_) | Evidence::Planned(_) => None,
        });
        Concerned {
            plan,
            readings,
            cells: cells.collect(),
            counts: counts.collect(),
        }
    }

    fn holds(&self, variable: VariableIx, unit: &str) -> bool {
        let id = &*self.plan[variable].id;
        let units = self.readings.units();
        let below = |above: &str| {
            let both = units.by_code(unit).zip(units.by_code(above));
            both.is_some_and(|(unit, above)| units.was_below(unit, above))
        };
        let mut counts = self.counts.iter();
        self.cells.contains(&(id, unit))
            || counts.any(|(variables, above)| variables.contains(&id) && below(above))
    }
}

/// The ids of the variables that a count is made of.
fn counted<'a>(plan: &'a Plan, count: &Count) -> Vec<&'a str> {
    let variables = match count.counted {
        Counted::Sum => {
            let of = |variable: &&crate::plan::Variable| variable.id == count.variable;
            return plan
                .variables
                .iter()
                .filter(of)
                .map(|one| &*one.id)
                .collect();
        }
        Counted::Passes => {
            let list = plan
                .checklists
                .iter()
                .find(|list| list.id == count.variable);
            list.map_or_else(Vec::new, |list| {
                list.items.iter().map(|item| item.variable).collect()
            })
        }
        Counted::Holds => {
            let indicator = plan.indicators.iter().find(|one| one.id == count.variable);
            indicator.map_or_else(Vec::new, |one| one.measure.variables())
        }
    };
    variables
        .into_iter()
        .map(|variable| &*plan[variable].id)
        .collect()
}
