//! The units that a share counts, as an explanation lists them.

use super::super::explanation::{ListedUnit, Standing, Units};
use super::Builder;
use crate::evaluate::{self, CountedUnit, Input, Judgement};
use crate::plan::Year;

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

/// The year of the units that the value of a judgement counts: that of the target's date after it.
pub(super) fn judged_year(judged: &Judgement) -> Year {
    aggregate_years(&judged.inputs)
        .next()
        .unwrap_or(judged.year)
}

fn aggregate_years(inputs: &[Input]) -> impl Iterator<Item = Year> {
    inputs.iter().filter_map(|input| match input {
        Input::Aggregate { year, .. } => Some(*year),
        _ => None,
    })
}

impl Builder<'_> {
    /// The other years whose units a judgement counts: that of the baseline, and the one that a change is held against.
    pub(super) fn earlier_years(&self, judged: &Judgement) -> Vec<Year> {
        let baseline = judged.baseline.iter();
        let baseline = baseline.flat_map(|baseline| aggregate_years(&baseline.inputs));
        let mut years: Vec<Year> = aggregate_years(&judged.inputs).chain(baseline).collect();
        years.retain(|year| *year != judged_year(judged));
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The units of a year that a judgement counts; `None` if it counts none.
    pub(super) fn counted_units(
        &self,
        judged: &Judgement,
        year: Year,
        selection: UnitSelection,
    ) -> Option<Units> {
        let (indicator, unit) = (judged.indicator, judged.unit);
        let units = evaluate::counted_units(self.plan, self.figures, indicator, unit, year)?;
        let count = |standing| units.iter().filter(|unit| of(unit) == standing).count() as u64;
        let baseline = judged.baseline.iter();
        let inputs = (judged.inputs.iter()).chain(baseline.flat_map(|baseline| &baseline.inputs));
        let expected = inputs.filter_map(|input| match input {
            Input::Aggregate {
                year: of, expected, ..
            } if *of == year => *expected,
            _ => None,
        });
        let unnamed = expected
            .min()
            .map(|all| all.saturating_sub(units.len() as u64));
        let chosen = |unit: &&CountedUnit| selection.standing.is_none_or(|asked| of(unit) == asked);
        let chosen: Vec<_> = units.iter().filter(chosen).collect();
        let shown = match selection.all {
            true => chosen.len(),
            false => chosen.len().min(FIRST),
        };
        Some(Units {
            year,
            pass: count(Standing::Pass),
            fail: count(Standing::Fail),
            unknown: count(Standing::Unknown),
            silent: count(Standing::Silent) + unnamed.unwrap_or(0),
            unnamed,
            not_applicable: count(Standing::NotApplicable),
            standing: selection.standing,
            all: selection.all,
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
