//! One year of a series: the verdict, given only where no other is possible.

mod notes;

use super::attainment::{AttainmentInput, attainment};
use super::pace::{PaceInput, pace};
use super::sensitivity::sensitivity;
use super::series::Series;
use super::{Judgement, Measurement, PaceJudgement, Verdict};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Waiver, When};
use crate::plan::measure::MeasuredValue;
use crate::plan::rule::{Direction, Goal, ReferencePeriod, Rule, RuleInput};
use crate::plan::{Target, Timing, Year};
use std::sync::Arc;

/// One year of a series, and the target in force.
pub struct Evaluation<'s, 'a> {
    series: &'s Series<'a>,
    year: Year,
    target: &'a Target,
    rule: Arc<dyn Rule>,
}

impl<'s, 'a> Evaluation<'s, 'a> {
    pub fn new(series: &'s Series<'a>, year: Year) -> Self {
        let (plan, units) = (series.plan, &series.figures.units);
        let indicator = series.definition();
        let level = units.level(series.unit);
        let target = indicator.target_for(level, year, plan);
        let mut own_rules = target.by_unit.iter();
        let own = own_rules.find(|(code, _)| units.find(code).contains(&series.unit));
        Evaluation {
            series,
            year,
            target,
            rule: match own {
                Some((_, rule)) => rule.clone(),
                None => indicator.measure.rule_for(plan, level, &target.rule),
            },
        }
    }

    /// The judgement of the year by itself; with `trace`, arithmetic and what would change the verdict are written down.
    pub fn judge(&self, trace: bool) -> Judgement {
        let when = self.when(self.year);
        let mut measured = self.series.measure(when, trace);
        let due = self.due();
        let before = self.before(trace);
        let holds = self.holds(&measured, before.as_ref());
        if let Some(before) = before {
            measured.inputs.extend(before.inputs);
            measured.steps.extend(before.steps);
        }
        let baseline = self.baseline();
        let pace = match &measured.value {
            Value::Between(value) if !due && holds != Ternary::Yes => {
                self.pace(value, baseline.as_ref())
            }
            _ => None,
        };
        let verdict = self.verdict(&measured.value, holds, due, pace.as_ref());
        let mut judgement = Judgement {
            indicator: self.series.indicator,
            unit: self.series.unit,
            year: self.year,
            verdict,
            gap: self.gap(&measured.value),
            attainment: self.attainment(&measured, holds, baseline.as_ref()),
            value: measured.value,
            rule: self.rule.clone(),
            timing: self.target.timing,
            due,
            pace,
            previous: None,
            band: measured.band,
            notes: measured.notes,
            inputs: measured.inputs,
            steps: measured.steps,
            sensitivity: None,
        };
        self.note_verdict(&mut judgement, baseline.as_ref());
        if trace {
            let (plan, figures) = (self.series.plan, self.series.figures);
            judgement.sensitivity = sensitivity(plan, figures, &judgement, when);
        }
        judgement
    }

    fn when(&self, year: Year) -> When {
        match self.target.timing {
            Timing::Cumulative(_) => When::Cumulative(self.series.plan.first, year),
            _ => When::Year(year),
        }
    }

    /// The waiver in force; `None` if the indicator is not set aside.
    fn waiver(&self) -> Option<&'a Waiver> {
        let series = self.series;
        series
            .figures
            .waiver(series.indicator, series.unit, self.year)
    }

    fn due(&self) -> bool {
        match self.target.timing {
            Timing::EachYear => true,
            Timing::By(year) | Timing::Cumulative(year) => self.year >= year,
        }
    }

    fn holds(&self, measured: &Measurement, before: Option<&Measurement>) -> Ternary {
        let Value::Between(value) = &measured.value else {
            return Ternary::Unknown;
        };
        if let Some(passes) = measured.passes
            && self.target.rule.asks_units_to_pass()
        {
            return passes;
        }
        let before = before.and_then(|before| before.value.interval());
        self.rule.holds(RuleInput {
            value,
            before,
            over_units: measured.over_units,
            never_negative: self.never_negative(),
        })
    }

    /// Whether none of the variables that the value comes from can be negative.
    fn never_negative(&self) -> bool {
        let variables = self.series.definition().measure.variables();
        variables.into_iter().all(|variable| {
            let range = &self.series.plan[variable].range;
            range.lo().number().is_some_and(|lo| !lo.is_negative())
        })
    }

    /// The earlier value that a change is held against; `None` if the rule asks for none or the plan has none.
    fn before(&self, trace: bool) -> Option<Measurement> {
        let baseline = &self.series.definition().baseline;
        let (year, declared) = match self.rule.reference_period()? {
            ReferencePeriod::EachYear => (self.year - 1, None),
            ReferencePeriod::Period => (baseline.year, baseline.value.clone()),
        };
        if let Some(value) = declared {
            let value = MeasuredValue::of_unit(Value::point(value));
            return Some(Measurement::of(value));
        }
        let first = self.series.plan.baseline.min(baseline.year);
        if year < first || year >= self.year {
            return None;
        }
        Some(match trace {
            true => self.series.measure(When::Year(year), true),
            false => (*self.series.measured(year)).clone(),
        })
    }

    /// Where the way to the target began: as the plan states it, else as it was measured; 0 for a sum over the period.
    /// `None` if there is no such value.
    fn baseline(&self) -> Option<Interval> {
        if matches!(self.target.timing, Timing::Cumulative(_)) {
            return Some(Interval::point(Number::zero()));
        }
        let indicator = self.series.definition();
        let baseline = &indicator.baseline;
        if let Some(value) = &baseline.value {
            return Some(Interval::point(value.clone()));
        }
        let has_threshold = matches!(self.rule.goal(), Goal::Threshold { .. });
        if !indicator.measure.has_baseline() || !has_threshold || baseline.year >= self.year {
            return None;
        }
        let measured = self.series.measured(baseline.year);
        measured.value.interval().cloned()
    }

    fn pace(&self, value: &Interval, baseline: Option<&Interval>) -> Option<PaceJudgement> {
        let (Timing::By(due) | Timing::Cumulative(due)) = self.target.timing else {
            return None;
        };
        let start = match self.target.timing {
            Timing::Cumulative(_) => self.series.plan.first - 1,
            _ => self.series.definition().baseline.year,
        };
        let input = PaceInput {
            method: self.series.definition().pace,
            rule: &*self.rule,
            path: &self.target.path,
            baseline: baseline.map(|baseline| (start, baseline)),
            due,
            year: self.year,
        };
        pace(value, &input)
    }

    fn verdict(
        &self,
        value: &Value,
        holds: Ternary,
        due: bool,
        pace: Option<&PaceJudgement>,
    ) -> Verdict {
        if self.waiver().is_some() {
            return Verdict::Waived;
        }
        if *value == Value::NotApplicable {
            return Verdict::NotApplicable;
        }
        if self.rule.goal() == Goal::Nothing {
            return Verdict::Monitored;
        }
        match (holds, due, pace.map(|pace| pace.holds)) {
            (Ternary::Yes, false, _) if self.may_still_grow() => Verdict::NotDue,
            (Ternary::Yes, ..) => Verdict::Met,
            (Ternary::Unknown, ..) => Verdict::NoData,
            (Ternary::No, true, _) => Verdict::Missed,
            (Ternary::No, false, None) => Verdict::NotDue,
            (Ternary::No, false, Some(Ternary::Yes)) => Verdict::OnTrack,
            (Ternary::No, false, Some(Ternary::No)) => Verdict::Behind,
            (Ternary::No, false, Some(Ternary::Unknown)) => Verdict::NoData,
        }
    }

    /// Whether a sum that holds today may grow past what its rule allows before its date.
    fn may_still_grow(&self) -> bool {
        let upward = matches!(
            self.rule.goal(),
            Goal::Threshold {
                direction: Direction::More,
                ..
            }
        );
        matches!(self.target.timing, Timing::Cumulative(_)) && !upward
    }

    /// Value minus threshold, or minus the nearest bound of a band; `None` if the value is not known or there is no such
    /// number.
    fn gap(&self, value: &Value) -> Option<Number> {
        let value = value.known()?;
        match self.rule.goal() {
            Goal::Threshold { value: target, .. } => Some(value - &target),
            Goal::Band { lo, .. } if *value < lo => Some(value - &lo),
            Goal::Band { hi, .. } if *value > hi => Some(value - &hi),
            Goal::Band { .. } => Some(Number::zero()),
            _ => None,
        }
    }

    fn attainment(
        &self,
        measured: &Measurement,
        holds: Ternary,
        baseline: Option<&Interval>,
    ) -> Option<Number> {
        let goal = self.rule.goal();
        let met = holds == Ternary::Yes;
        if !self.due() && self.may_still_grow() {
            // What is left of a budget says nothing of how it will end.
            return None;
        }
        if measured.passes.is_some() && goal != Goal::Nothing {
            // A unit's own checklist: the share of the points that apply.
            return match met {
                true => Some(Number::from(100)),
                false => measured.value.known().cloned(),
            };
        }
        let indicator = self.series.definition();
        let range = indicator.measure.value_range(self.series.plan);
        let input = AttainmentInput {
            method: indicator.attainment,
            goal: &goal,
            baseline: baseline.and_then(Interval::known),
            range: &range,
            met,
        };
        match measured.value.known() {
            Some(value) => attainment(value, &input),
            None if met && goal != Goal::Nothing && !matches!(goal, Goal::Change(_)) => {
                Some(Number::from(100))
            }
            None => None,
        }
    }
}
