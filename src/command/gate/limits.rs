//! The limits of a gate: shares in per cent of what all results come to. Given a baseline, a share fails only if it is also
//! lower than that of the baseline.

use super::{Marks, OpenGate};
use crate::evaluate::{Judgement, Verdict};
use crate::i18n::Text;
use crate::number::Number;
use crate::scorecard::Totals;
use crate::text;

impl OpenGate {
    /// The limits that are not kept.
    pub(super) fn limits(&self, totals: &Totals, marks: &Marks) -> Vec<Text> {
        let limits = [
            self.met(totals),
            self.on_schedule(totals),
            self.covered(totals),
            self.attained(marks),
            self.waived(totals),
        ];
        limits.into_iter().flatten().collect()
    }

    fn met(&self, totals: &Totals) -> Option<Text> {
        let least = self.gate.min_met.as_ref()?;
        let summary = &totals.summary;
        let Some(share) = summary.headline() else {
            return Some(text!("没有到期的目标", "nothing is due"));
        };
        let earlier = self.baseline.as_ref().and_then(|one| one.met.as_ref());
        let (met, all) = (summary.of(Verdict::Met), summary.denominator());
        falls_short(&share, least, earlier).then(|| {
            text!(
                "达标 {met} / {all}，低于 {least}%",
                "met {met} of {all}, below {least} %"
            )
        })
    }

    fn on_schedule(&self, totals: &Totals) -> Option<Text> {
        let least = self.gate.min_on_schedule.as_ref()?;
        let summary = &totals.summary;
        let share = summary.on_schedule()?;
        let earlier = (self.baseline.as_ref()).and_then(|one| one.on_schedule.as_ref());
        let (some, all) = (
            summary.of(Verdict::OnTrack),
            summary.on_schedule_denominator(),
        );
        falls_short(&share, least, earlier).then(|| {
            text!(
                "达到序时进度 {some} / {all}，低于 {least}%",
                "on track {some} of {all}, below {least} %"
            )
        })
    }

    fn covered(&self, totals: &Totals) -> Option<Text> {
        let least = self.gate.min_coverage.as_ref()?;
        let (some, all) = (totals.coverage.reported, totals.coverage.expected);
        let earlier = (self.baseline.as_ref()).and_then(|one| one.coverage.as_ref());
        let share = totals.coverage.share().unwrap_or_else(Number::zero);
        falls_short(&share, least, earlier).then(|| {
            text!(
                "已报 {some} / 应报 {all}，低于 {least}%",
                "reported {some} of {all}, below {least} %"
            )
        })
    }

    fn attained(&self, marks: &Marks) -> Option<Text> {
        let (least, n) = (self.gate.min_attainment.as_ref()?, marks.below);
        (n > 0).then(|| {
            text!(
                "到期目标中 {n} 项的实现程度低于 {least}% 或无从得知",
                "{n} due with an attainment below {least} % or unknown"
            )
        })
    }

    fn waived(&self, totals: &Totals) -> Option<Text> {
        let most = self.gate.max_waived.as_ref()?;
        let (waived, all) = (totals.summary.of(Verdict::Waived), totals.summary.targets());
        let share = Number::ratio(i128::from(waived) * 100, all.into())?;
        (share > *most).then(|| {
            text!(
                "豁免 {waived} / {all}，高于 {most}%",
                "waived {waived} of {all}, above {most} %"
            )
        })
    }

    /// Whether a due target is attained to a lesser degree than is asked for. Without data it counts as such; a target
    /// whose attainment is not defined does where it is missed.
    pub(super) fn is_below(&self, judged: &Judgement) -> bool {
        let Some(least) = self.gate.min_attainment.as_ref().filter(|_| judged.due) else {
            return false;
        };
        match (judged.verdict, &judged.attainment) {
            (Verdict::Met | Verdict::Missed, Some(attained)) => attained < least,
            (Verdict::Missed | Verdict::NoData, None) => true,
            _ => false,
        }
    }
}

/// Whether a share is less than asked for, and less than it was before where that is known.
fn falls_short(share: &Number, least: &Number, earlier: Option<&Number>) -> bool {
    share < least && earlier.is_none_or(|earlier| share < earlier)
}

#[cfg(test)]
mod tests {
    use super::super::Gate;
    use super::*;
    use crate::scorecard::Coverage;

    fn half_reported() -> Totals {
        Totals {
            coverage: Coverage {
                expected: 10,
                reported: 5,
            },
            ..Totals::default()
        }
    }

    fn reasons(gate: Gate, totals: &Totals) -> Vec<String> {
        let open = gate.open().unwrap();
        let end = open.end(totals, &Marks::default());
        end.failed.into_iter().map(|text| text.en).collect()
    }

    #[test]
    fn no_gate_refuses_nothing() {
        assert!(reasons(Gate::default(), &half_reported()).is_empty());
    }

    #[test]
    fn coverage_is_held_to_its_least() {
        let gate = |least| Gate {
            min_coverage: Some(Number::from(least)),
            ..Gate::default()
        };
        assert!(reasons(gate(50), &half_reported()).is_empty());
        assert_eq!(
            reasons(gate(51), &half_reported()),
            ["reported 5 of 10, below 51 %"]
        );
    }

    #[test]
    fn what_is_not_due_is_no_green() {
        let gate = Gate {
            min_met: Some(Number::from(80)),
            ..Gate::default()
        };
        assert_eq!(reasons(gate, &half_reported()), ["nothing is due"]);
    }

    #[test]
    fn waived_targets_are_held_to_their_most() {
        let mut totals = Totals::default();
        let verdicts = [Verdict::Waived, Verdict::Met, Verdict::Missed];
        (verdicts.into_iter()).for_each(|verdict| totals.summary.count(verdict, true));
        let gate = |most| Gate {
            max_waived: Some(Number::from(most)),
            ..Gate::default()
        };
        assert!(reasons(gate(34), &totals).is_empty());
        assert_eq!(reasons(gate(33), &totals), ["waived 1 of 3, above 33 %"]);
    }

    #[test]
    fn a_share_that_is_no_lower_than_before_does_not_fail() {
        let (n, half) = (Number::from, Number::from(50));
        assert!(falls_short(&n(40), &half, None));
        assert!(falls_short(&n(40), &half, Some(&n(45))));
        assert!(!falls_short(&n(40), &half, Some(&n(40))));
        assert!(!falls_short(&n(60), &half, Some(&n(70))));
    }
}
