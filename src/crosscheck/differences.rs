//! Differences are looked for wherever a figure stands that may be worked out from others too.

use crate::evaluate::{DifferenceKey as Key, measure, span_differences};
use crate::finding::Findings;
use crate::observation::{Figures, Period, When};
use crate::plan::{Indicator, Plan, Timing, VariableIx};
use std::collections::BTreeSet;

/// Every difference that a measure of the plan meets, and every figure for several years that contradicts others; each said once.
pub fn differences(plan: &Plan, figures: &Figures) -> Findings {
    let wanted: BTreeSet<VariableIx> = plan.indicators.iter().flat_map(cross_checkable).collect();
    let cells = figures.cells.keys().copied();
    let mut cells: Vec<Key> = cells.filter(|key| wanted.contains(&key.0)).collect();
    cells.sort();
    let mut findings = Findings::keeping(figures.data.kept);
    let mut said = BTreeSet::new();
    for (ix, indicator) in plan.indicators() {
        let variables = cross_checkable(indicator).into_iter();
        for &(_, unit, period) in variables.flat_map(|variable| of(&cells, variable)) {
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
    for found in span_differences(plan, figures) {
        if said.insert(found.cell) {
            let cause = found.cell.0.0.to_string();
            findings.group(cause, found.finding(plan, figures));
        }
    }
    findings
}

/// The variables of an indicator's measure whose figures may also be worked out from others.
fn cross_checkable(indicator: &Indicator) -> Vec<VariableIx> {
    let summed = matches!(indicator.target.timing, Timing::Cumulative(_));
    indicator.measure.cross_checkable(summed)
}

/// Where a variable was reported, of all cells in their order.
fn of(cells: &[Key], variable: VariableIx) -> &[Key] {
    let start = cells.partition_point(|key| key.0 < variable);
    let end = cells.partition_point(|key| key.0 <= variable);
    &cells[start..end]
}

/// The time of the value that a figure of a period is used for; `None` if the indicator does not use it.
fn judged(plan: &Plan, indicator: &Indicator, period: Period) -> Option<When> {
    match (indicator.target.timing, period) {
        (Timing::Cumulative(_), Period::Span(first, last)) => {
            (first == plan.first).then_some(When::Cumulative(first, last))
        }
        (Timing::By(_) | Timing::EachYear, Period::Year(year)) => Some(When::Year(year)),
        _ => None,
    }
}
