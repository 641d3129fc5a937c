//! Differences are looked for wherever a figure stands that may be worked out from others too.

use crate::evaluate::{DifferenceKey as Key, When, measure};
use crate::finding::Findings;
use crate::observation::{Figures, Period};
use crate::plan::{Indicator, Measure, Plan, Timing, VariableIx};
use std::collections::BTreeSet;

/// Every difference that a measure of the plan meets, each said once.
pub fn differences(plan: &Plan, figures: &Figures) -> Findings {
    let wanted: BTreeSet<VariableIx> = plan.indicators.iter().flat_map(twofold).collect();
    let cells = figures.cells.keys().copied();
    let mut cells: Vec<Key> = cells.filter(|key| wanted.contains(&key.0)).collect();
    cells.sort();
    let mut findings = Findings::default();
    let mut said = BTreeSet::new();
    for (ix, indicator) in plan.indicators() {
        for &(_, unit, period) in twofold(indicator).flat_map(|variable| of(&cells, variable)) {
            let Some(when) = judged(plan, indicator, period) else {
                continue;
            };
            let measured = measure(plan, figures, ix, unit, when, false);
            for found in measured.differences {
                if said.insert(found.cell) {
                    let cause = found.cell.0.0.to_string();
                    findings.group(cause, found.finding(plan, figures));
                }
            }
        }
    }
    findings
}

/// The variables of a measure whose figures may be worked out from others too.
fn twofold(indicator: &Indicator) -> impl Iterator<Item = VariableIx> {
    let summed = matches!(indicator.target.timing, Timing::Cumulative(_));
    let variables = match indicator.measure {
        Measure::Value { variable } => [summed.then_some(variable), None, None],
        Measure::Mean { variable, .. } => [Some(variable), None, None],
        Measure::Ratio {
            part,
            whole,
            published,
            ..
        } => [summed.then_some(part), summed.then_some(whole), published],
        Measure::Share { .. } | Measure::Checklist { .. } => [None; 3],
    };
    variables.into_iter().flatten()
}

/// Where a variable was reported, of all cells in their order.
fn of(cells: &[Key], variable: VariableIx) -> &[Key] {
    let start = cells.partition_point(|key| key.0 < variable);
    let end = cells.partition_point(|key| key.0 <= variable);
    &cells[start..end]
}

/// When an indicator is judged by a figure of a period; none where it is not.
fn judged(plan: &Plan, indicator: &Indicator, period: Period) -> Option<When> {
    match (indicator.target.timing, period) {
        (Timing::Cumulative(_), Period::Span(first, last)) => {
            (first == plan.first).then_some(When::Cumulative(first, last))
        }
        (Timing::By(_) | Timing::EachYear, Period::Year(year)) => Some(When::Year(year)),
        _ => None,
    }
}
