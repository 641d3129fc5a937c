//! One year of a series: the verdict, given only where no other is possible.

mod band;
mod baseline;
mod counted;
mod notes;
mod paces;
mod so_far;
mod steps;
mod verdict;

use super::offers::offers;
use super::score::of_values;
use super::series::Series;
use super::{Judgement, Measurement, PaceJudgement, Verdict};
use crate::number::{Number, Ternary, Value};
use crate::observation::{Waiver, When};
use crate::plan::measure::MeasuredValue;
use crate::plan::rule::{Goal, ReferencePeriod, Rule, RuleInput};
use crate::plan::{Target, Timing, Year};
use so_far::{SoFar, so_far};
use std::sync::Arc;
use steps::on_steps;
use verdict::gap;

/// One year of a series, and the target in force.
pub struct Evaluation<'s, 'a> {
    series: &'s Series<'a>,
    year: Year,
    /// The year that is judged: the year itself, but the date of the target from then on.
    at: Year,
    /// The year whose figure is judged: `at`, or an earlier one whose figure is carried.
    figure_year: Year,
    /// How many years old a figure may be that stands for a year without one.
    oldest: Year,
    /// The year that change is measured from.
    base_year: Year,
    target: &'a Target,
    rule: Arc<dyn Rule>,
    /// How the year is judged if it is not over; `None` if it is.
    so_far: Option<SoFar>,
}

/// The earlier value that a change is held against.
#[expect(clippy::large_enum_variant, reason = "one lives at a time")]
enum Reference {
    /// The rule asks for none.
    NotAsked,
    /// The plan does not look back so far.
    OutsidePlan,
    /// A value, or that there is none.
    Value(Measurement),
}

impl<'s, 'a> Evaluation<'s, 'a> {
    pub fn new(series: &'s Series<'a>, year: Year) -> Self {
        let (plan, units) = (series.plan, &series.figures.units);
        let indicator = series.definition();
        let level = units.level(series.unit);
        let target = indicator.target_for(level, year, plan);
        let mut own_rules = target.by_unit.iter();
        let own = own_rules.find(|(code, _)| units.find(code).contains(&series.unit));
        let at = match target.timing {
            Timing::By(due) | Timing::Cumulative(due) => year.min(due),
            Timing::EachYear => year,
        };
        let so_far = so_far(series, target, at);
        let at = at - Year::from(so_far == Some(SoFar::YearBefore));
        let carries = matches!(target.timing, Timing::By(_)) && !target.rule.persists();
        let oldest = if carries { indicator.carry } else { 0 };
        let figure_year = series.latest_reported(at, oldest);
        Evaluation {
            series,
            year,
            at,
            oldest,
            figure_year,
            base_year: series.base_year(figure_year),
            target,
            so_far,
            rule: match own {
                Some((_, rule)) => rule.clone(),
                None => indicator.measure.rule_for(plan, level, &target.rule),
            },
        }
    }

    /// The judgement of the year by itself; with `trace`, arithmetic and what would change the verdict are written down.
    pub fn judge(&self, trace: bool) -> Judgement {
        let when = self.when(self.figure_year);
        let mut measured = self.series.measure(when, trace);
        let reference = self.reference(trace);
        let baseline = self.baseline();
        let (holds, pace, verdict) = self.outcome(&measured, &reference, &baseline);
        let later = self.later(&reference);
        if let Reference::Value(before) = &reference {
            measured.inputs.extend(before.inputs.iter().cloned());
            measured.steps.extend(before.steps.iter().cloned());
        }
        let known_baseline = baseline.as_ref().and_then(Value::known);
        let goal = self.goal(known_baseline);
        let score = of_values(self, &measured);
        let band = self.stands_in(&measured, score.as_ref());
        let mut judgement = Judgement {
            indicator: self.series.indicator,
            unit: self.series.unit,
            year: self.year,
            verdict,
            holds,
            gap: gap(&measured.value, &goal),
            attainment: self.attainment(&measured, holds, &goal, known_baseline),
            rule: self.rule.clone(),
            goal,
            timing: self.target.timing,
            due: self.due(),
            baseline: (measured.value.interval())
                .filter(|_| self.asks_for_pace(holds) && !self.is_year_so_far())
                .and_then(|_| self.baseline_of_pace()),
            other_paces: self.other_paces(&measured.value, holds, baseline.as_ref()),
            pace: pace.or_else(|| self.growth_alone(&measured.value, baseline.as_ref())),
            figure_year: self.figure_year,
            so_far: self.so_far.is_some(),
            time: self.time(),
            base_year: self.base_year,
            value: measured.value,
            stage: None,
            previous: None,
            years: Vec::new(),
            band,
            score,
            notes: measured.notes,
            inputs: measured.inputs,
            steps: measured.steps,
            offers: Vec::new(),
        };
        self.note_so_far(&mut judgement);
        self.note_verdict(&mut judgement, known_baseline);
        self.note_growth(&mut judgement, &reference);
        self.note_band(&mut judgement);
        self.note_pace(&mut judgement, baseline.as_ref());
        if let Some((later, holds)) = later {
            self.note_later(&mut judgement, &later, holds);
        }
        if trace {
            judgement.offers = offers(self, &judgement, when);
        }
        judgement
    }

    /// Whether the target holds for a value, how the value stands to its pace, and the verdict.
    fn outcome(
        &self,
        measured: &Measurement,
        reference: &Reference,
        baseline: &Option<Value>,
    ) -> (Ternary, Option<PaceJudgement>, Verdict) {
        let (holds, pace) = match self.is_year_so_far() {
            true => self.outcome_so_far(measured, reference, so_far::known(baseline)),
            false => self.held_and_paced(measured, reference, baseline.as_ref()),
        };
        let verdict = self.verdict(&measured.value, reference, holds, baseline, pace.as_ref());
        (holds, pace, verdict)
    }

    /// The value of the year itself, whether the target is due by then or not, or the latest one that stands for it; with the
    /// year that it is of.
    pub(super) fn standing(&self) -> (Year, Measurement) {
        let year = match self.so_far {
            Some(SoFar::YearBefore) => self.figure_year,
            _ => self.series.latest_reported(self.year, self.oldest),
        };
        (year, self.series.measure(self.when(year), false))
    }

    /// Whether the target holds for a value, and how the value stands to its pace.
    fn held_and_paced(
        &self,
        measured: &Measurement,
        reference: &Reference,
        baseline: Option<&Value>,
    ) -> (Ternary, Option<PaceJudgement>) {
        let holds = self.holds(measured, reference);
        let pace = match measured.value.interval() {
            Some(value) if self.asks_for_pace(holds) => self.pace(value, baseline),
            _ => None,
        };
        (holds, pace)
    }

    /// The rule that the value is held against.
    pub(super) fn rule(&self) -> &dyn Rule {
        &*self.rule
    }

    /// The series that it is a year of.
    pub(super) fn series(&self) -> &'s Series<'a> {
        self.series
    }

    /// The verdict if the value were another.
    pub(super) fn verdict_at(&self, value: Value) -> Verdict {
        let measured = Measurement {
            value,
            ..self.series.measure(self.when(self.figure_year), false)
        };
        let (_, _, verdict) = self.outcome(&measured, &self.reference(false), &self.baseline());
        verdict
    }

    /// The verdict if the unit passed its own checklist, or did not; `None` if the target does not ask it to pass.
    pub(super) fn verdict_if_passes(&self, passes: Ternary) -> Option<Verdict> {
        if !self.target.rule.asks_units_to_pass() {
            return None;
        }
        let measured = Measurement {
            passes: Some(passes),
            ..self.series.measure(self.when(self.figure_year), false)
        };
        let (_, _, verdict) = self.outcome(&measured, &self.reference(false), &self.baseline());
        Some(verdict)
    }

    /// The values at which the verdict may change, in the indicator's unit: of the rule, the pace, and what they are measured
    /// from.
    pub(super) fn lines(&self, judgement: &Judgement) -> Vec<Number> {
        let mut lines = match judgement.goal.clone() {
            Goal::Threshold {
                value, holds_from, ..
            } => vec![value, holds_from],
            Goal::Band { lo, hi } => vec![lo, hi],
            Goal::Milestone | Goal::Change(_) | Goal::Growth(_) | Goal::Nothing => Vec::new(),
        };
        let pace = judgement.pace.as_ref();
        lines.extend(pace.and_then(|pace| pace.due_value.clone()));
        lines.extend(
            self.baseline()
                .and_then(|baseline| baseline.known().cloned()),
        );
        if let Reference::Value(before) = self.reference(false) {
            lines.extend(before.value.known().cloned());
        }
        lines.sort();
        lines.dedup();
        lines
    }

    pub(super) fn when(&self, year: Year) -> When {
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

    pub(super) fn due(&self) -> bool {
        match self.target.timing {
            _ if self.so_far.is_some() => false,
            Timing::EachYear => true,
            Timing::By(year) | Timing::Cumulative(year) => self.year >= year,
        }
    }

    /// Whether the target holds for every value that is possible.
    fn holds(&self, measured: &Measurement, reference: &Reference) -> Ternary {
        let Some(value) = measured.value.interval() else {
            return Ternary::Unknown;
        };
        if let Some(passes) = measured.passes
            && self.target.rule.asks_units_to_pass()
        {
            return passes;
        }
        let before = match reference {
            Reference::Value(before) => Some(&before.value),
            Reference::NotAsked | Reference::OutsidePlan => None,
        };
        let input = RuleInput {
            value,
            before: None,
            years: self.asked_years(),
            never_negative: self.never_negative(),
            over_units: measured.over_units,
        };
        // What may not apply cannot be held against: then it has to hold by itself.
        match before {
            Some(before) if before.may_not_apply() => match self.rule.holds(input) {
                Ternary::Yes => Ternary::Yes,
                _ => Ternary::Unknown,
            },
            before => {
                let before = before.and_then(Value::interval);
                on_steps(value, measured.step.as_ref(), |value| {
                    let input = RuleInput {
                        value,
                        before,
                        ..input
                    };
                    self.rule.holds(input)
                })
            }
        }
    }

    /// Whether the value can't be negative.
    fn never_negative(&self) -> bool {
        let series = self.series;
        let range = series.definition().measure.value_range(series.plan);
        range.lo().number().is_some_and(|lo| !lo.is_negative())
    }

    /// What the figures became after the date of the target, and whether it would hold of them; `None` before that, and
    /// where it is not about a number.
    fn later(&self, reference: &Reference) -> Option<(Value, Ternary)> {
        if self.year == self.at
            || self.so_far.is_some()
            || matches!(self.rule.goal(), Goal::Nothing | Goal::Milestone)
        {
            return None;
        }
        let later = self.series.measure(self.when(self.year), false);
        let holds = self.holds(&later, reference);
        Some((later.value, holds))
    }

    /// The earlier value that a change is held against.
    fn reference(&self, trace: bool) -> Reference {
        let baseline = &self.series.definition().baseline;
        let (year, declared) = match self.rule.reference_period() {
            None => return Reference::NotAsked,
            Some(ReferencePeriod::EachYear) => (self.at - 1, None),
            Some(ReferencePeriod::Period) => (self.base_year, baseline.value.clone()),
        };
        if let Some(value) = declared {
            let value = MeasuredValue::of_unit(Value::point(value));
            return Reference::Value(Measurement::of(value));
        }
        if year < self.series.plan.earliest_year() || year >= self.figure_year {
            return Reference::OutsidePlan;
        }
        if !self.existed(year) {
            let value = MeasuredValue::of_unit(Value::NotApplicable);
            return Reference::Value(Measurement::of(value));
        }
        Reference::Value(match trace {
            true => self.series.measure(When::Year(year), true),
            false => (*self.series.measured(year)).clone(),
        })
    }

    /// How many years after the baseline the target has to hold: at its date, or in the year itself where it is due in each.
    fn asked_years(&self) -> Year {
        let year = match self.target.timing {
            Timing::By(due) | Timing::Cumulative(due) => due,
            Timing::EachYear => self.at,
        };
        year - self.base_year
    }

    /// What the rule comes to: of a change from a known baseline, the number to reach.
    pub(super) fn goal(&self, baseline: Option<&Number>) -> Goal {
        let goal = self.rule.goal();
        match (&goal, baseline) {
            (Goal::Growth(growth), Some(baseline)) => {
                growth.goal(baseline, self.asked_years()).unwrap_or(goal)
            }
            _ => goal,
        }
    }

    /// Whether the unit, or one that became part of it, existed in a year: it is held only against years in which it did.
    fn existed(&self, year: Year) -> bool {
        let units = &self.series.figures.units;
        units.existed_with_predecessors(self.series.unit, year)
    }
}
