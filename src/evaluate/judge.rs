//! The verdict: given only where no other is possible.

mod notes;

use super::attainment::{AttainmentInput, attainment};
use super::context::When;
use super::measure::measure;
use super::pace::{PaceInput, pace};
use super::sensitivity::flip;
use super::{Judgement, Measurement, PaceJudgement, Verdict};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Figures, UnitIx};
use crate::plan::rule::{Direction, Goal, ReferencePeriod, Rule, RuleInput, at_least};
use crate::plan::{Indicator, IndicatorIx, LevelIx, Measure, Pass, Plan, Target, Timing, Year};
use std::sync::Arc;

/// Judges one indicator for one unit in one year. Nothing from after the year is used. With `trace`, arithmetic and the
/// smallest change that flips the verdict are written down.
pub fn judge(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
    trace: bool,
) -> Judgement {
    let case = Evaluation::new(plan, figures, indicator, unit, year);
    let mut judgement = case.assess(trace);
    if year > plan.first {
        let before = Evaluation::new(plan, figures, indicator, unit, year - 1).assess(false);
        let met = |year: Year| match year == before.year {
            true => before.verdict == Verdict::Met,
            false => {
                let case = Evaluation::new(plan, figures, indicator, unit, year);
                case.assess(false).verdict == Verdict::Met
            }
        };
        notes::lost(&mut judgement, (plan.first..year).rev(), met);
        judgement.previous = Some((before.value, before.verdict));
    }
    case.period_note(&mut judgement);
    case.planned(&mut judgement);
    judgement
}

/// All indicators that are judged at the unit's level, in the plan's order.
pub fn judge_unit(plan: &Plan, figures: &Figures, unit: UnitIx, year: Year) -> Vec<Judgement> {
    let level = figures.units.level(unit);
    plan.indicators()
        .filter(|(_, indicator)| indicator.levels.contains(&level))
        .map(|(ix, _)| judge(plan, figures, ix, unit, year, false))
        .collect()
}

/// One indicator, one unit, one year, and the target in force.
struct Evaluation<'a> {
    plan: &'a Plan,
    figures: &'a Figures,
    ix: IndicatorIx,
    indicator: &'a Indicator,
    unit: UnitIx,
    year: Year,
    target: &'a Target,
    rule: Arc<dyn Rule>,
}

impl<'a> Evaluation<'a> {
    fn new(
        plan: &'a Plan,
        figures: &'a Figures,
        ix: IndicatorIx,
        unit: UnitIx,
        year: Year,
    ) -> Self {
        let indicator = &plan[ix];
        let level = figures.units.level(unit);
        let target = indicator.target_for(level, year, plan);
        let mut own_rules = target.by_unit.iter();
        let own = own_rules.find(|(code, _)| figures.units.find(code).contains(&unit));
        Evaluation {
            plan,
            figures,
            ix,
            indicator,
            unit,
            year,
            target,
            rule: match own {
                Some((_, rule)) => rule.clone(),
                None => asked(plan, indicator, level, target),
            },
        }
    }

    fn assess(&self, trace: bool) -> Judgement {
        let mut measured = self.measured(self.when(self.year), trace);
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
            indicator: self.ix,
            unit: self.unit,
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
            flip: None,
        };
        self.note_verdict(&mut judgement, baseline.as_ref());
        if trace {
            judgement.flip = flip(self.plan, self.figures, &judgement);
        }
        judgement
    }

    fn when(&self, year: Year) -> When {
        match self.target.timing {
            Timing::Cumulative(_) => When::Cumulative(self.plan.first, year),
            _ => When::Year(year),
        }
    }

    fn measured(&self, when: When, trace: bool) -> Measurement {
        if !self
            .figures
            .units
            .existed_with_predecessors(self.unit, when.end())
        {
            return Measurement::of(Value::NotApplicable);
        }
        measure(self.plan, self.figures, self.ix, self.unit, when, trace)
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
        if let (Some(passes), "all") = (measured.passes, self.target.rule.key()) {
            return passes;
        }
        let before = before.and_then(|before| before.value.interval());
        self.rule.holds(RuleInput {
            value,
            before,
            over_units: measured.over_units,
        })
    }

    /// The earlier value that a change is held against.
    fn before(&self, trace: bool) -> Option<Measurement> {
        let (year, declared) = match self.rule.reference_period()? {
            ReferencePeriod::EachYear => (self.year - 1, None),
            ReferencePeriod::Period => (
                self.indicator.baseline.year,
                self.indicator.baseline.value.clone(),
            ),
        };
        if let Some(value) = declared {
            return Some(Measurement::of(Value::point(value)));
        }
        let within = year >= self.plan.baseline && year < self.year;
        within.then(|| self.measured(When::Year(year), trace))
    }

    /// Where the way began: as the plan states it, else as it was measured; 0 for a sum over the period.
    fn baseline(&self) -> Option<Interval> {
        if matches!(self.target.timing, Timing::Cumulative(_)) {
            return Some(Interval::point(Number::zero()));
        }
        let baseline = &self.indicator.baseline;
        if let Some(value) = &baseline.value {
            return Some(Interval::point(value.clone()));
        }
        let pointless = matches!(self.indicator.measure, Measure::Checklist { .. })
            || !matches!(self.rule.goal(), Goal::Threshold { .. })
            || baseline.year >= self.year;
        if pointless {
            return None;
        }
        let measured = self.measured(When::Year(baseline.year), false);
        measured.value.interval().cloned()
    }

    fn pace(&self, value: &Interval, baseline: Option<&Interval>) -> Option<PaceJudgement> {
        let (Timing::By(due) | Timing::Cumulative(due)) = self.target.timing else {
            return None;
        };
        let start = match self.target.timing {
            Timing::Cumulative(_) => self.plan.first - 1,
            _ => self.indicator.baseline.year,
        };
        let course = PaceInput {
            method: self.indicator.pace,
            rule: &*self.rule,
            path: &self.target.path,
            baseline: baseline.map(|baseline| (start, baseline)),
            due,
            year: self.year,
        };
        pace(value, &course)
    }

    fn verdict(
        &self,
        value: &Value,
        holds: Ternary,
        due: bool,
        pace: Option<&PaceJudgement>,
    ) -> Verdict {
        if self.figures.waiver(self.ix, self.unit, self.year).is_some() {
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

    /// Value minus threshold, or minus the nearest bound of a band; none where the value is not known.
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
        if measured.passes.is_some() && goal != Goal::Nothing {
            // A unit's own checklist: the share of the points that apply.
            return match met {
                true => Some(Number::from(100)),
                false => measured.value.known().cloned(),
            };
        }
        let whole = Interval::closed(Number::zero(), Number::from(100));
        let range = match &self.indicator.measure {
            Measure::Value { variable } | Measure::Mean { variable, .. } => {
                &self.plan[*variable].range
            }
            _ => &whole,
        };
        let way = AttainmentInput {
            method: self.indicator.attainment,
            goal: &goal,
            baseline: baseline.and_then(Interval::known),
            range,
            met,
        };
        match measured.value.known() {
            Some(value) => attainment(value, &way),
            None if met && goal != Goal::Nothing && !matches!(goal, Goal::Change(_)) => {
                Some(Number::from(100))
            }
            None => None,
        }
    }
}

/// The rule that a target sets. Where all is asked of a unit's own checklist and the checklist passes from a percentage
/// on, that percentage is what the value is held against.
fn asked(plan: &Plan, indicator: &Indicator, level: LevelIx, target: &Target) -> Arc<dyn Rule> {
    match &indicator.measure {
        Measure::Checklist { checklist }
            if plan[*checklist].level == level && target.rule.key() == "all" =>
        {
            match &plan[*checklist].pass {
                Pass::Total(total) => at_least(total.clone()),
                Pass::All | Pass::Count(_) => target.rule.clone(),
            }
        }
        _ => target.rule.clone(),
    }
}
