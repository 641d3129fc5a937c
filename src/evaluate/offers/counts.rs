//! Shares: how many more units, or how many fewer, have to satisfy the condition.

use super::search::{Outcome, Steps};
use super::{Change, Offer};
use crate::evaluate::Judgement;
use crate::evaluate::evaluation::Evaluation;
use crate::number::{Interval, Number, Value};
use crate::plan::measure::UnitCount;
use crate::text;

/// The smallest numbers of units, more and fewer; none while it is not known how many satisfy it.
pub fn offers(evaluation: &Evaluation, judgement: &Judgement, count: UnitCount) -> Vec<Offer> {
    if judgement.value.known().is_none() {
        return Vec::new();
    }
    let all = count.applicable as i64;
    let holding = count.holding as i64;
    let share = |holding: i64| Number::ratio(i128::from(holding) * 100, i128::from(all));
    let lines = evaluation.lines(judgement);
    let one = |sign: i64, most: i64| {
        let mut outcome = |steps: i128| {
            let value = share(holding + sign * steps as i64)?;
            Some(Outcome {
                verdict: evaluation.verdict_at(Value::point(value.clone())),
                value: Some(Interval::point(value)),
            })
        };
        let mut steps = Steps {
            verdict: judgement.verdict,
            most: Some(most.into()),
            lines: &lines,
            outcome: &mut outcome,
        };
        let (steps, verdict) = steps.smallest()?;
        let steps = steps as i64;
        Some(Offer {
            words: {
                let units = if steps == 1 { "unit" } else { "units" };
                match sign > 0 {
                    true => text!(zh: ("达到的对象增加 {steps} 个"), en: ("{steps} more {units}")),
                    false => {
                        text!(zh: ("达到的对象减少 {steps} 个"), en: ("{steps} fewer {units}"))
                    }
                }
            },
            verdict,
            change: Change::Units(sign * steps),
        })
    };
    [one(1, all - holding), one(-1, holding)]
        .into_iter()
        .flatten()
        .collect()
}
