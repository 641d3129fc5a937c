//! What would change a verdict: the smallest changes of single figures, each tried on the figures themselves.
//!
//! A change is offered only if the judgement of the changed figures has another verdict and one step less does not. A step
//! is one of the variable's last decimal, one grade of its scale, or one unit of a share.

mod cells;
mod counts;
mod search;

use super::Judgement;
use super::Verdict;
use super::context::Context;
use super::evaluation::Evaluation;
use super::series::Series;
use crate::i18n::Text;
use crate::number::{Number, Ternary};
use crate::observation::{Period, UnitIx, When};
use crate::plan::measure::MeasureQuery;
use crate::plan::{VariableIx, Year};

/// A change that leads to another verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The change in words: `trees 120 more`.
    pub words: Text,
    /// The verdict that it leads to.
    pub verdict: Verdict,
    /// What is changed.
    pub change: Change,
}

/// What is changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The figure or answer of a cell.
    Cell {
        /// Its variable.
        variable: VariableIx,
        /// The unit that it is of.
        unit: UnitIx,
        /// The time that it is of.
        period: Period,
        /// What it says; `None` if it was not reported.
        from: Option<Number>,
        /// What it would have to say: a figure, or the credit of an answer.
        to: Number,
    },
    /// So many more units that satisfy the condition of a share, or fewer if negative.
    Units(i64),
    /// Other answers to the unit's own checklist: the items, and the credit of the answer that each would have.
    Answers(Vec<(VariableIx, Number)>),
}

/// Verdicts that a change is offered for and from.
fn is_firm(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Met | Verdict::OnTrack | Verdict::Behind | Verdict::Missed | Verdict::NotDue
    )
}

/// The smallest changes that lead to another verdict, by variable, upwards and downwards; none where no single figure
/// decides it. `when` is the time of the value that was judged.
pub fn offers(evaluation: &Evaluation, judgement: &Judgement, when: When) -> Vec<Offer> {
    if !is_firm(judgement.verdict) {
        return Vec::new();
    }
    let series = evaluation.series();
    let measure = &series.definition().measure;
    let level = series.figures.units.level(series.unit);
    if measure.is_made_of_answers(series.plan, level) {
        let single = cells::offers(evaluation, judgement, when);
        return match single.is_empty() {
            true => several_answers(series, evaluation, judgement, when.end())
                .into_iter()
                .collect(),
            false => single,
        };
    }
    let query = MeasureQuery {
        indicator: series.indicator,
        unit: series.unit,
        when,
    };
    let mut ctx = Context::new(series.plan, series.figures, false);
    match measure.unit_count(&mut ctx, query) {
        Some(count) => counts::offers(evaluation, judgement, count),
        None => cells::offers(evaluation, judgement, when),
    }
}

/// Other answers to the unit's own checklist, of which no single one decides.
fn several_answers(
    series: &Series,
    evaluation: &Evaluation,
    judgement: &Judgement,
    year: Year,
) -> Option<Offer> {
    let measure = &series.definition().measure;
    let mut ctx = Context::new(series.plan, series.figures, false);
    let changed = measure.change_of_answers(&mut ctx, series.unit, year)?;
    let verdict = evaluation.verdict_if_passes(match judgement.verdict {
        Verdict::Met => Ternary::No,
        _ => Ternary::Yes,
    })?;
    let changes = is_firm(verdict) && verdict != judgement.verdict;
    changes.then_some(Offer {
        words: changed.words,
        verdict,
        change: Change::Answers(changed.answers),
    })
}
