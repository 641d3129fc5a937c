//! The paces of a year: that of the first method decides, the others are shown.

use super::Evaluation;
use crate::evaluate::pace::{PaceInput, pace};
use crate::evaluate::{Judgement, Note, PaceJudgement};
use crate::i18n::Text;
use crate::number::{Interval, Ternary, Value};
use crate::plan::rule::Goal;
use crate::plan::{PaceMethod, Timing};
use crate::text;

impl Evaluation<'_, '_> {
    /// How the value stands to its pace by the method that decides.
    pub(in crate::internals::evaluate) fn pace(
        &self,
        value: &Interval,
        baseline: Option<&Value>,
    ) -> Option<PaceJudgement> {
        if matches!(self.rule.goal(), Goal::Change(_)) {
            return None;
        }
        pace(value, &self.pace_input(self.methods().first()?, baseline)?)
    }

    /// Whether the value in a baseline year is where the way to the target began; of a unit's own checklist it is not.
    pub(super) fn has_baseline(&self) -> bool {
        let series = self.series;
        let level = series.figures.units.level(series.unit);
        let measure = &series.definition().measure;
        measure.has_baseline(series.plan, level)
    }

    /// Whether the value is held against a pace: while the target is not due and does not hold yet, and a limit on a sum that
    /// is kept so far if the plan has a path for it.
    pub(super) fn asks_for_pace(&self, holds: Ternary) -> bool {
        let kept = self.is_open_limit() && self.methods().first() == Some(&PaceMethod::Path);
        !self.due() && (holds != Ternary::Yes || kept)
    }

    /// The same by the further methods, where the first is asked.
    pub(super) fn other_paces(
        &self,
        value: &Value,
        holds: Ternary,
        baseline: Option<&Value>,
    ) -> Vec<PaceJudgement> {
        let Some(value) = value.interval() else {
            return Vec::new();
        };
        if self.due() || holds == Ternary::Yes || matches!(self.rule.goal(), Goal::Change(_)) {
            return Vec::new();
        }
        let methods = self.methods();
        let others = methods.iter().skip(1);
        others
            .filter_map(|method| pace(value, &self.pace_input(method, baseline)?))
            .collect()
    }

    /// The place of a growth on the ladder of growth rates, where the plan sets no threshold. The verdict does not rest on it.
    pub(in crate::internals::evaluate) fn growth_alone(
        &self,
        value: &Value,
        baseline: Option<&Value>,
    ) -> Option<PaceJudgement> {
        if !matches!(self.rule.goal(), Goal::Change(_)) || value.may_not_apply() {
            return None;
        }
        let input = self.pace_input(self.methods().first()?, baseline)?;
        pace(value.interval()?, &input)
    }

    /// The methods that are asked for, that which decides first.
    pub(super) fn methods(&self) -> Vec<PaceMethod> {
        self.series.definition().pace.methods_of(self.target)
    }

    /// What a pace is drawn from; `None` for what is due in every year.
    pub(super) fn pace_input<'i>(
        &'i self,
        method: &PaceMethod,
        baseline: Option<&'i Value>,
    ) -> Option<PaceInput<'i>> {
        let (Timing::By(due) | Timing::Cumulative(due)) = self.target.timing else {
            return None;
        };
        let definition = self.series.definition();
        let baseline = baseline.and_then(Value::interval);
        Some(PaceInput {
            method: *method,
            as_listed: definition.pace.as_listed,
            rule: &*self.rule,
            path: &self.target.path,
            baseline: baseline.map(|baseline| (self.start_year(), baseline)),
            due,
            year: self.figure_year,
            time: self.time(),
            bands: definition.pace.bands.as_ref(),
            limit: definition.limit.as_ref(),
        })
    }

    /// Says that methods of pace do not agree, and why a further one has nothing to say.
    pub(super) fn note_disagreement(&self, judgement: &mut Judgement) {
        let Some(first) = &judgement.pace else { return };
        let differs =
            |other: &&PaceJudgement| other.holds != first.holds && other.holds != Ternary::Unknown;
        let known = first.holds != Ternary::Unknown;
        if let Some(other) = judgement.other_paces.iter().find(differs).filter(|_| known) {
            let (one, two) = (method_name(first.method), method_name(other.method));
            let said = |holds: Ternary| match holds {
                Ternary::Yes => text!("达到序时进度", "on track"),
                _ => text!("滞后序时进度", "behind"),
            };
            let (is, would) = (said(first.holds), said(other.holds));
            judgement.notes.push(Note {
                code: "paces-differ",
                text: text!(
                    zh: ("按{}为{}，按{}为{}", one.zh, is.zh, two.zh, would.zh),
                    en: ("{} by {}, {} by {}", is.en, one.en, would.en, two.en)
                ),
            });
        }
    }
}

/// A method in words.
fn method_name(method: &str) -> Text {
    match method {
        "path" => text!("规划分年目标", "the plan's interim values"),
        "linear" => text!("匀速推进", "the straight line"),
        "compound" => text!("规定的年均增速", "the growth asked for"),
        _ => text!("年均增长率", "growth rates"),
    }
}
