//! The units that a share counts, as an explanation lists them.

use super::super::explanation::{ListedUnit, Standing, Units};
use super::Builder;
use crate::evaluate::{self, CountedUnit, Input, Judgement};

/// As many units are listed unless all are asked for.
pub const FIRST: usize = 100;

/// Which units are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitSelection {
    /// Those of one standing; all if `None`.
    pub standing: Option<Standing>,
    /// All of them, not only the first hundred.
    pub all: bool,
}

impl Builder<'_> {
    /// The units that a judgement counts; `None` if it counts none.
    pub(super) fn counted_units(
        &self,
        judged: &Judgement,
        selection: UnitSelection,
    ) -> Option<Units> {
        let year = judged.inputs.iter().find_map(|input| match input {
            Input::Aggregate { year, .. } => Some(*year),
            _ => None,
        });
        let (indicator, unit) = (judged.indicator, judged.unit);
        let year = year.unwrap_or(judged.year);
        let units = evaluate::counted_units(self.plan, self.figures, indicator, unit, year)?;
        let count = |standing| units.iter().filter(|unit| of(unit) == standing).count() as u64;
        let expected = judged.inputs.iter().find_map(|input| match input {
            Input::Aggregate { expected, .. } => *expected,
            _ => None,
        });
        let unnamed = expected.map_or(0, |all| all.saturating_sub(units.len() as u64));
        let chosen = |unit: &&CountedUnit| selection.standing.is_none_or(|asked| of(unit) == asked);
        let chosen: Vec<_> = units.iter().filter(chosen).collect();
        let shown = match selection.all {
            true => chosen.len(),
            false => chosen.len().min(FIRST),
        };
        Some(Units {
            pass: count(Standing::Pass),
            fail: count(Standing::Fail),
            unknown: count(Standing::Unknown),
            silent: count(Standing::Silent) + unnamed,
            unnamed,
            not_applicable: count(Standing::NotApplicable),
            standing: selection.standing,
            listed: chosen[..shown]
                .iter()
                .map(|unit| self.listed(unit))
                .collect(),
            more: (chosen.len() - shown) as u64,
        })
    }

    fn listed(&self, unit: &CountedUnit) -> ListedUnit {
        let units = &self.figures.units;
        let cells = unit.cells.iter();
        ListedUnit {
            code: units.code(unit.unit).to_owned(),
            name: units.name(unit.unit, self.lang).to_owned(),
            standing: of(unit),
            cells: cells
                .map(|&key| self.cell(key, self.figures.cell(key.0, key.1, key.2)))
                .collect(),
        }
    }
}

fn of(unit: &CountedUnit) -> Standing {
    match unit.standing {
        evaluate::Standing::Pass => Standing::Pass,
        evaluate::Standing::Fail => Standing::Fail,
        evaluate::Standing::Unknown => Standing::Unknown,
        evaluate::Standing::Silent => Standing::Silent,
        evaluate::Standing::NotApplicable => Standing::NotApplicable,
    }
}
