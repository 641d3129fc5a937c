//! What would change a verdict.

use super::context::Context;
use super::{Judgement, Verdict};
use crate::i18n::Text;
use crate::number::Number;
use crate::observation::{Figures, When};
use crate::plan::Plan;
use crate::plan::measure::{Crossing, MeasureQuery, change};
use crate::plan::rule::Goal;
use crate::text;

/// The smallest change that leads to another verdict, in the units of what is counted, and that verdict (`None`: the
/// target no longer holds). `None` if no figure decides it alone.
pub fn sensitivity(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
    when: When,
) -> Option<(Text, Option<Verdict>)> {
    let otherwise = match judgement.verdict {
        Verdict::Met => None,
        Verdict::Missed | Verdict::Behind | Verdict::OnTrack | Verdict::NotDue => {
            Some(Verdict::Met)
        }
        _ => return None,
    };
    let (line, verdict) = match nearer_pace(judgement) {
        Some((due, verdict)) => (Some(due), Some(verdict)),
        None => (None, otherwise),
    };
    let change = change_to(plan, figures, judgement, when, line.as_ref())?;
    Some((change, verdict))
}

/// The value due this year and the verdict beyond it, where that lies nearer than the target.
fn nearer_pace(judgement: &Judgement) -> Option<(Number, Verdict)> {
    let due = judgement.pace.as_ref()?.due_value.clone()?;
    let value = judgement.value.known()?;
    let Goal::Threshold { holds_from, .. } = judgement.rule.goal() else {
        return None;
    };
    let nearer = (value - &due).abs() <= (value - &holds_from).abs();
    match judgement.verdict {
        Verdict::Behind => Some((due, Verdict::OnTrack)),
        Verdict::OnTrack if nearer => Some((due, Verdict::Behind)),
        _ => None,
    }
}

/// What has to change to cross the target, or another line in its place.
fn change_to(
    plan: &Plan,
    figures: &Figures,
    judgement: &Judgement,
    when: When,
    line: Option<&Number>,
) -> Option<Text> {
    let indicator = &plan[judgement.indicator];
    let measure = &indicator.measure;
    let query = MeasureQuery {
        indicator: judgement.indicator,
        unit: judgement.unit,
        when,
    };
    let mut ctx = Context::new(plan, figures, false);
    let level = figures.units.level(judgement.unit);
    if measure.is_made_of_answers(plan, level) {
        return measure.change_of_answers(&mut ctx, judgement.unit, judgement.year);
    }
    match judgement.rule.goal() {
        Goal::Threshold {
            direction,
            holds_from,
            ..
        } => {
            let crossing = Crossing {
                direction,
                line: line.unwrap_or(&holds_from),
                value: judgement.value.known(),
            };
            measure.change(&mut ctx, query, crossing)
        }
        Goal::Milestone => Some(match judgement.verdict {
            Verdict::Met => text!("报告未建成", "a report that it is no longer in place"),
            _ => text!("报告建成", "a report that it is in place"),
        }),
        Goal::Band { lo, hi } => {
            let value = judgement.value.known()?;
            let unit = &indicator.unit;
            let distance = if *value < lo {
                &lo - value
            } else if *value > hi {
                &hi - value
            } else {
                let (down, up) = (value - &lo, &hi - value);
                return Some(text!(
                    "降低超过 {} 或升高超过 {} {}",
                    "a fall of more than {} or a rise of more than {} {}",
                    change::in_full(&down),
                    change::in_full(&up),
                    unit.zh
                ));
            };
            Some(change::words(&distance, unit, &Text::same("")))
        }
        _ => None,
    }
}
