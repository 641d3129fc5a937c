//! The units that a share counts, one by one: which of them satisfy its condition, which do not, and which are silent.

use crate::checklist::ChecklistScorer;
use crate::number::Ternary;
use crate::observation::{CellState, Figures, PackedAnswer, Period, UnitIx};
use crate::plan::measure::Condition;
use crate::plan::rule::RuleInput;
use crate::plan::{IndicatorIx, Plan, VariableIx, Year};

/// How a unit stands to the condition of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It satisfies it.
    Pass,
    /// It does not.
    Fail,
    /// What it reported leaves it open.
    Unknown,
    /// It reported nothing.
    Silent,
    /// The condition does not apply to it.
    NotApplicable,
}

/// A unit that a share counts.
#[derive(Clone, Debug)]
pub struct CountedUnit {
    /// The unit.
    pub unit: UnitIx,
    /// How it stands.
    pub standing: Standing,
    /// What it was asked for: its cells, reported or not.
    pub cells: Vec<(VariableIx, UnitIx, Period)>,
}

/// The units that the value of an indicator counts one by one, by code: all of a roster; of a level without one those of
/// which there is a row in the year, since no other is known to exist then. `None` for a value that is no share of units. The cells of the units have to be kept, as they are for a traced indicator.
pub fn counted_units(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
) -> Option<Vec<CountedUnit>> {
    let level = figures.units.level(unit);
    let (of, condition) = plan[indicator].measure.condition(plan, level)?;
    let members = figures.units.members(unit, of, year).into_iter();
    let period = Period::Year(year);
    let rostered = figures.units.is_complete(of);
    let units = members.filter_map(|member| {
        let variables: Vec<VariableIx> = match &condition {
            Condition::Passes(checklist) => {
                let items = plan[*checklist].items.iter();
                items.map(|item| item.variable).collect()
            }
            Condition::Holds { variable, .. } => vec![*variable],
        };
        let cells: Vec<_> = variables
            .iter()
            .map(|&variable| (variable, member, period))
            .collect();
        let cell = |key: &(VariableIx, UnitIx, Period)| figures.cell(key.0, key.1, key.2);
        if !rostered && cells.iter().filter_map(cell).next().is_none() {
            return None;
        }
        let said = |key: &(VariableIx, UnitIx, Period)| {
            cell(key).is_some_and(|cell| cell.state != CellState::Blank)
        };
        let standing = match cells.iter().any(said) {
            false => Standing::Silent,
            true => standing(plan, figures, &condition, member, year),
        };
        Some(CountedUnit {
            unit: member,
            standing,
            cells,
        })
    });
    Some(units.collect())
}

fn standing(
    plan: &Plan,
    figures: &Figures,
    condition: &Condition,
    unit: UnitIx,
    year: Year,
) -> Standing {
    let passes = match condition {
        Condition::Passes(checklist) => {
            let definition = &plan[*checklist];
            let codes: Vec<PackedAnswer> = (definition.items.iter())
                .map(|item| {
                    let cell = figures.cell(item.variable, unit, Period::Year(year));
                    cell.and_then(|cell| cell.code)
                        .unwrap_or(PackedAnswer::BLANK)
                })
                .collect();
            match ChecklistScorer::new(plan, definition) {
                Some(scorer) => scorer.score(&codes).passes,
                None => Some(Ternary::Unknown),
            }
        }
        Condition::Holds { variable, rule } => {
            let cell = figures.cell(*variable, unit, Period::Year(year));
            let value = cell.and_then(|cell| cell.value.interval());
            value.map(|value| rule.holds(RuleInput::of(value)))
        }
    };
    match passes {
        None => Standing::NotApplicable,
        Some(Ternary::Yes) => Standing::Pass,
        Some(Ternary::No) => Standing::Fail,
        Some(Ternary::Unknown) => Standing::Unknown,
    }
}
