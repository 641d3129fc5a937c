//! Judging again with the cells of a trace alone.

use kaoping::internals::evaluate::{Input, Judgement, counted_units, judge};
use kaoping::internals::observation::Figures;
use kaoping::internals::plan::Plan;

/// The judgement of the same result with no other cells than those of its trace, among them the baseline of its pace and the
/// units that a share counts; `figures` hold all cells again afterwards.
pub fn from_its_trace(plan: &Plan, figures: &mut Figures, judged: &Judgement) -> Judgement {
    let baseline = judged.baseline.iter();
    let inputs = (judged.inputs.iter()).chain(baseline.flat_map(|baseline| &baseline.inputs));
    let counted = |year| counted_units(plan, figures, judged.indicator, judged.unit, year);
    let keys = inputs.flat_map(|input| match *input {
        Input::Cell {
            variable,
            unit,
            period,
            ..
        } => vec![(variable, unit, period)],
        Input::Aggregate { year, .. } => {
            let units = counted(year).unwrap_or_default();
            units.into_iter().flat_map(|unit| unit.cells).collect()
        }
        Input::Planned { .. } => Vec::new(),
    });
    let keys: Vec<_> = keys.collect();
    let all = std::mem::take(&mut figures.cells);
    let traced = keys
        .into_iter()
        .filter_map(|key| Some((key, all.get(&key)?.clone())));
    figures.cells = traced.collect();
    let again = judge(
        plan,
        figures,
        judged.indicator,
        judged.unit,
        judged.year,
        false,
    );
    figures.cells = all;
    again
}

/// What is said of a result.
pub fn told(judgement: &Judgement) -> impl PartialEq + std::fmt::Debug {
    let pace = judgement.pace.as_ref();
    (
        judgement.verdict,
        judgement.value.clone(),
        judgement.gap.clone(),
        judgement.attainment.clone(),
        pace.map(|pace| (pace.holds, pace.band.clone(), pace.due_value.clone())),
    )
}
