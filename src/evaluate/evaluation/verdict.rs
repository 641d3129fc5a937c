//! The verdict of a year, and how far its value is from the target.

use super::super::attainment::{AttainmentInput, attainment};
use super::super::{Measurement, PaceJudgement, Verdict};
use super::{Evaluation, Reference};
use crate::number::{Interval, Number, Ternary, Value};
use crate::plan::Timing;
use crate::plan::rule::Goal;

impl Evaluation<'_, '_> {
    /// The verdict that every possibility leads to; no data if there are several.
    pub(super) fn verdict(
        &self,
        value: &Value,
        reference: &Reference,
        holds: Ternary,
        baseline: &Option<Value>,
        pace: Option<&PaceJudgement>,
    ) -> Verdict {
        if *value == Value::NotApplicable {
            return Verdict::NotApplicable;
        }
        if self.rule.goal() == Goal::Nothing {
            return Verdict::Monitored;
        }
        if self.waiver().is_some() {
            return Verdict::Waived;
        }
        if value.may_not_apply() {
            return Verdict::NoData;
        }
        match reference {
            // A change from what does not apply does not apply, not even at 0.
            Reference::Value(before) => match before.value {
                Value::NotApplicable => return Verdict::NotApplicable,
                Value::IfApplicable(_) => return Verdict::NoData,
                Value::Between(_) => {}
            },
            // Nothing was measured that the change could be held against.
            Reference::OutsidePlan if holds != Ternary::Yes => return Verdict::NoData,
            _ => {}
        }
        let mut possible = Vec::with_capacity(3);
        if let (true, Some(value)) = (self.is_open_limit(), value.interval()) {
            possible.extend(self.within_limit(value, holds, pace));
        } else if holds != Ternary::No {
            possible.push(Verdict::Met);
        }
        if holds != Ternary::Yes && !self.is_open_limit() {
            possible.extend(self.if_not_held(pace));
            let no_baseline =
                baseline.as_ref().is_some_and(Value::may_not_apply) && !self.is_year_so_far();
            if let (true, Some(value)) = (no_baseline, value.interval()) {
                possible.extend(self.if_not_held(self.pace(value, None).as_ref()));
            }
        }
        match possible[..] {
            [one] => one,
            [first, ref others @ ..] if others.iter().all(|other| *other == first) => first,
            _ => Verdict::NoData,
        }
    }

    /// The verdicts that are possible if the target does not hold.
    pub(super) fn if_not_held(&self, pace: Option<&PaceJudgement>) -> Vec<Verdict> {
        if self.due() {
            return vec![Verdict::Missed];
        }
        let Some(pace) = pace else {
            return vec![Verdict::NotDue];
        };
        match pace.holds {
            Ternary::Yes => vec![Verdict::OnTrack],
            Ternary::No => vec![Verdict::Behind],
            Ternary::Unknown => vec![Verdict::OnTrack, Verdict::Behind],
        }
    }

    /// The verdicts that are possible of a limit on a sum before its date. Where the plan has no path for it, nothing says
    /// how much is allowed by now; what exceeds the limit is behind, whatever the method of the pace, if it can't fall again.
    /// Where no pace is asked for it is not due.
    fn within_limit(
        &self,
        value: &Interval,
        holds: Ternary,
        pace: Option<&PaceJudgement>,
    ) -> Vec<Verdict> {
        if let Some(path) = pace.filter(|pace| pace.method == "path") {
            return self.if_not_held(Some(path));
        }
        let exceeded = match self.rule.goal() {
            Goal::Threshold { .. } => holds.not(),
            Goal::Band { hi, .. } => value.at_most(&hi).not(),
            _ => Ternary::No,
        };
        let mut possible = Vec::with_capacity(3);
        if exceeded != Ternary::Yes {
            possible.push(Verdict::NotDue);
        }
        if exceeded != Ternary::No {
            match self.never_negative() && !self.methods().is_empty() {
                true => possible.push(Verdict::Behind),
                false => possible.extend(self.if_not_held(pace)),
            }
        }
        possible
    }

    /// Whether the target is a limit on a sum and not yet due: a sum that keeps it today may grow past it.
    pub(in crate::internals::evaluate) fn is_open_limit(&self) -> bool {
        let sum = matches!(self.target.timing, Timing::Cumulative(_));
        sum && !self.rule.goal().is_upward() && !self.due()
    }

    /// How far the value has come; `None` if it is undefined or differs from one end of the value to the other.
    pub(super) fn attainment(
        &self,
        measured: &Measurement,
        holds: Ternary,
        goal: &Goal,
        baseline: Option<&Number>,
    ) -> Option<Number> {
        let met = holds == Ternary::Yes;
        let is_limit = self.is_open_limit() || self.is_limit_so_far(goal);
        if matches!(goal, Goal::Nothing | Goal::Change(_)) || is_limit {
            return None;
        }
        if holds == Ternary::Unknown && measured.value.known().is_none() {
            // Some of the possible values are met, and have 100; the others have not.
            return None;
        }
        let value = measured
            .value
            .interval()
            .filter(|_| !measured.value.may_not_apply())?;
        if measured.passes.is_some() {
            // A unit's own checklist: the share of the points that apply.
            return match met {
                true => Some(Number::from(100)),
                false => value.known().cloned(),
            };
        }
        let indicator = self.series.definition();
        let range = indicator.measure.value_range(self.series.plan);
        let input = AttainmentInput {
            method: indicator.attainment,
            goal,
            baseline,
            range: &range,
            met,
        };
        if let Some(value) = value.settled() {
            return attainment(&value, &input);
        }
        let (lo, hi) = (value.lo().number(), value.hi().number());
        match (lo, hi) {
            (Some(lo), Some(hi)) => {
                let reached = attainment(lo, &input)?;
                let same = lo == hi || attainment(hi, &input).as_ref() == Some(&reached);
                let least = met.then(|| Number::from(100));
                if same { Some(reached) } else { least }
            }
            _ => met.then(|| Number::from(100)),
        }
    }
}

/// Value minus threshold, or minus the nearest bound of a band; `None` if the value is not known or there is no such
/// number.
pub(super) fn gap(value: &Value, goal: &Goal) -> Option<Number> {
    let value = &value.settled()?;
    match goal {
        Goal::Threshold { value: target, .. } => Some(value - target),
        Goal::Band { lo, .. } if value < lo => Some(value - lo),
        Goal::Band { hi, .. } if value > hi => Some(value - hi),
        Goal::Band { .. } => Some(Number::zero()),
        _ => None,
    }
}
