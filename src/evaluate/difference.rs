//! Figures that say the same thing twice and do not agree: a mean and its members', a sum and its years, a ready-made
//! ratio and its parts. The judge notes them beside its verdict; here they are looked for wherever they may stand.

use super::context::When;
use super::measures::measure;
use crate::diagnostic::{Code, Finding, Findings, Place, codes};
use crate::figures::{Figures, Period, UnitIx};
use crate::number::Interval;
use crate::plan::{Indicator, Measure, Plan, Timing, VariableIx};
use crate::text;
use crate::words::Text;
use std::collections::BTreeSet;

/// Whose figure, and of when.
pub type Key = (VariableIx, UnitIx, Period);

/// What a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The weighted mean of the members.
    Members,
    /// The sum of the years.
    Years,
    /// The part over the whole.
    Parts,
}

/// A figure and what should come to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub against: Against,
    pub cell: Key,
    /// The figure itself.
    pub own: Interval,
    /// What the others come to.
    pub other: Interval,
}

impl Difference {
    /// The code and words of the note beside a verdict.
    pub fn note(&self) -> (&'static str, Text) {
        let (own, other, period) = (&self.own, &self.other, self.cell.2);
        match self.against {
            Against::Members => (
                codes::NOT_RECONCILED.id,
                text!(
                    "自报均值 {own} 与下级加权均值 {other} 不符，按区间计",
                    "its own mean {own} and the members' {other} do not agree; the span is used"
                ),
            ),
            Against::Years => (
                codes::SPAN_DIFFERS.id,
                text!(
                    "{period} 合计数与分年数不符，按区间计",
                    "the figure for {period} and those of its years do not agree; the span is used"
                ),
            ),
            Against::Parts => (
                codes::PUBLISHED_DIFFERS.id,
                text!(
                    "公布的比率与已报数据不符，按区间计",
                    "the published ratio and the reported parts do not agree; the span is used"
                ),
            ),
        }
    }

    fn finding(&self, plan: &Plan, figures: &Figures) -> Finding {
        let (own, other, (variable, unit, period)) = (&self.own, &self.other, self.cell);
        let (name, code) = (&plan[variable].name, figures.units.code(unit));
        let (kind, against): (&Code, Text) = match self.against {
            Against::Members => (
                codes::NOT_RECONCILED,
                text!("下级加权均值", "its members' mean"),
            ),
            Against::Years => (
                codes::SPAN_DIFFERS,
                text!("分年合计", "the sum of its years"),
            ),
            Against::Parts => (
                codes::PUBLISHED_DIFFERS,
                text!("分子分母算出的", "the ratio of its parts"),
            ),
        };
        let finding = Finding::new(
            kind,
            text!(
                zh: ("`{}` {code} {period} 年自报 {own} 与{} {other} 不符", name.zh, against.zh),
                en: ("`{}` of {code} in {period}: {own} and {} {other} do not agree", name.en, against.en)
            ),
        )
        .help(text!(
            "核对数值，或在 data.toml 用 [[reconcile]] 声明容差",
            "check the figures, or declare a tolerance under `[[reconcile]]` in data.toml"
        ));
        match figures.cell(variable, unit, period) {
            Some(cell) => finding.at(Place {
                line: cell.line,
                column: cell.column,
                text: cell.raw.to_string(),
                span: (0, cell.raw.len()),
                ..Place::file(figures.data.files[cell.file as usize].path.clone())
            }),
            None => finding,
        }
    }
}

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
            (first == plan.first).then_some(When::Since(first, last))
        }
        (Timing::By(_) | Timing::EachYear, Period::Year(year)) => Some(When::Year(year)),
        _ => None,
    }
}
