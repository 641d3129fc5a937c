//! The score of an indicator: as it declares, of an index its value; as a member of an index else its attainment.

use super::attainment::{AttainmentInput, attainment};
use super::context::Context;
use super::evaluation::Evaluation;
use super::{CARRIED, Measurement, series};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation::{Figures, UnitIx};
use crate::plan::measure::{IndexMember, ScoredValue};
use crate::plan::rule::{Direction, Goal, RuleInput};
use crate::plan::{Attainment, IndicatorIx, LevelIx, Plan, Score, Year};
use crate::text;

/// A member of an index, and what it contributes for a unit and year.
#[derive(Clone, Debug)]
pub struct MemberScore<'a> {
    /// The member and its weight.
    pub member: &'a IndexMember,
    /// The indicator's value.
    pub value: Value,
    /// The year that the value is of: an earlier one where it is carried.
    pub figure_year: Year,
    /// Its score.
    pub score: ScoredValue,
}

/// The members of an index with their scores, in the order of declaration; none for another measure.
pub fn member_scores<'a>(
    plan: &'a Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
) -> Vec<MemberScore<'a>> {
    let members = plan[indicator].measure.members().iter();
    let scored = members.map(|member| {
        let scored = scored(plan, figures, member.indicator, unit, year);
        MemberScore {
            member,
            value: scored.measured.value,
            figure_year: scored.figure_year,
            score: scored.score,
        }
    });
    scored.collect()
}

/// An indicator as a member of an index.
struct Scored {
    measured: Measurement,
    figure_year: Year,
    score: ScoredValue,
}

/// The value of an indicator that stands for a year, whether its target is due by then or not, and its score.
fn scored(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
) -> Scored {
    let series = series(plan, figures, indicator, unit, year);
    let evaluation = Evaluation::new(&series, year);
    let (figure_year, measured) = evaluation.standing();
    let score = of_values(&evaluation, &measured).unwrap_or_else(|| ScoredValue {
        bounds: evaluation.attainment_bounds(&measured),
        estimate: None,
    });
    Scored {
        measured,
        figure_year,
        score,
    }
}

/// The attainment of an indicator in a year, from 0 to 100; not applicable where its target has none.
pub fn attainment_of(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
) -> Value {
    let goal = plan[indicator].target.rule.goal();
    if matches!(goal, Goal::Change(_) | Goal::Nothing) {
        return Value::NotApplicable;
    }
    let series = series(plan, figures, indicator, unit, year);
    let evaluation = Evaluation::new(&series, year);
    evaluation.attainment_bounds(&evaluation.standing().1)
}

/// The score that an indicator declares, or the value of an index; `None` for another that declares none.
pub fn of_values(evaluation: &Evaluation, measured: &Measurement) -> Option<ScoredValue> {
    let indicator = evaluation.series().definition();
    let (value, estimate) = (measured.value.clone(), measured.estimate.clone());
    match &indicator.score {
        Some(Score::Pace) => {
            let baseline = evaluation.baseline();
            let paced = |value: Interval| {
                let by_growth =
                    || evaluation.growth_alone(&Value::Between(value.clone()), baseline.as_ref());
                let pace = evaluation
                    .pace(&value, baseline.as_ref())
                    .or_else(by_growth)?;
                pace.score.or(pace.ratio)
            };
            let any = Interval::everything;
            Some(ScoredValue {
                bounds: value.map(|value| paced(value).unwrap_or_else(any)),
                estimate: estimate.and_then(paced),
            })
        }
        Some(score) => Some(ScoredValue {
            bounds: value.map(|value| score.of(&value)),
            estimate: estimate.map(|estimate| score.of(&estimate)),
        }),
        None if indicator.measure.is_score() => Some(ScoredValue {
            bounds: value,
            estimate,
        }),
        None => None,
    }
}

impl<'a> Context<'a> {
    /// The score of another indicator; what its value came from becomes an input, and that it is carried a note.
    pub(super) fn scored(
        &mut self,
        indicator: IndicatorIx,
        unit: UnitIx,
        year: Year,
    ) -> ScoredValue {
        let scored = scored(self.plan, self.figures, indicator, unit, year);
        let (inputs, notes) = (scored.measured.inputs, scored.measured.notes);
        inputs.into_iter().for_each(|input| self.input(input));
        // Those of the members of a member.
        let carried = notes.into_iter().filter(|note| note.code == CARRIED);
        carried.for_each(|note| self.note(note.code, note.text));
        if scored.figure_year != year {
            let (name, used) = (&self.plan[indicator].name, scored.figure_year);
            let (zh, en) = (&name.zh, &name.en);
            self.note(
                CARRIED,
                text!(
                    "“{zh}”{year}年未报，沿用 {used}年数值",
                    "nothing was reported of “{en}” in {year}: the figure of {used} stands for it"
                ),
            );
        }
        scored.score
    }

    /// The units of the same level below the same unit of a higher level.
    pub(super) fn units_of_group(&self, unit: UnitIx, group: LevelIx, year: Year) -> Vec<UnitIx> {
        let units = &self.figures.units;
        let mut above = units.above(unit);
        while let Some(at) = above {
            if units.level(at) == group {
                return units.members(at, units.level(unit), year);
            }
            above = units.above(at);
        }
        Vec::new()
    }
}

impl Evaluation<'_, '_> {
    /// Attainment from 0 to 100 for every value that is possible. It rises or falls with the value on each side of the
    /// target, so that its bounds are those of the ends, and 100 where the value may be within a band. An attainment that is
    /// undefined may be any.
    fn attainment_bounds(&self, measured: &Measurement) -> Value {
        let all = Interval::closed(Number::zero(), Number::from(100));
        let bounds = |value: &Interval| match measured.passes {
            Some(passes) => of_passes(passes, value),
            None => self.attained(value, measured),
        };
        (measured.value.clone()).map(|value| bounds(&value).unwrap_or(all))
    }

    /// `None` if it is undefined for a value that is possible.
    fn attained(&self, value: &Interval, measured: &Measurement) -> Option<Interval> {
        let rule = self.rule();
        let baseline = self.baseline();
        let goal = self.goal(baseline.as_ref().and_then(Value::known));
        let undefined = matches!(goal, Goal::Change(_) | Goal::Growth(_) | Goal::Nothing);
        if undefined || self.is_open_limit() {
            return None;
        }
        let indicator = self.series().definition();
        let range = indicator.measure.value_range(self.series().plan);
        let reached = |n: &Number| {
            let point = Interval::point(n.clone());
            let input = RuleInput {
                over_units: measured.over_units,
                ..RuleInput::of(&point)
            };
            let met = match (&goal, rule.goal()) {
                // What a change from the baseline has to reach.
                (
                    Goal::Threshold {
                        direction,
                        holds_from,
                        ..
                    },
                    Goal::Growth(_),
                ) => match direction {
                    Direction::More => n >= holds_from,
                    Direction::Less => n <= holds_from,
                },
                _ => rule.holds(input) == Ternary::Yes,
            };
            let negative = indicator.attainment == Attainment::TargetRatio && n.is_negative();
            if negative && !met {
                return None;
            }
            let input = AttainmentInput {
                method: indicator.attainment,
                goal: &goal,
                baseline: baseline.as_ref().and_then(Value::known),
                range: &range,
                met,
            };
            let per_cent = attainment(n, &input)?;
            Some(per_cent.max(Number::zero()).min(Number::from(100)))
        };
        let without_end = |upwards: bool| match &goal {
            Goal::Threshold { direction, .. } if upwards == (*direction == Direction::More) => {
                Number::from(100)
            }
            _ => Number::zero(),
        };
        let end = |end: Option<&Number>, upwards| match end {
            Some(n) => reached(n),
            None => Some(without_end(upwards)),
        };
        let lo = end(value.lo().number(), false)?;
        let hi = end(value.hi().number(), true)?;
        let ends = Interval::closed(lo, hi);
        let inside = match &goal {
            Goal::Band { lo, hi } => value.meet(&Interval::closed(lo.clone(), hi.clone())),
            _ => None,
        };
        Some(match inside {
            Some(_) => ends.hull(&Interval::point(Number::from(100))),
            None => ends,
        })
    }
}

/// A unit's own checklist: 100 where it passes, else its percentage of points.
fn of_passes(passes: Ternary, points: &Interval) -> Option<Interval> {
    let hundred = Interval::point(Number::from(100));
    Some(match passes {
        Ternary::Yes => hundred,
        Ternary::No => points.clone(),
        Ternary::Unknown => points.hull(&hundred),
    })
}
