//! A year that is not over: what is known of it by a date, held against what is due by then (序时进度: half the time, half the
//! task, unless the plan spreads it otherwise).

use super::super::{Measurement, PaceJudgement};
use super::{Evaluation, Reference};
use crate::evaluate::series::Series;
use crate::evaluate::{Judgement, Note};
use crate::number::{Interval, Number, Ternary, Value};
use crate::plan::bands;
use crate::plan::measure::ToDate;
use crate::plan::rule::Goal;
use crate::plan::{Target, Timing, Year, share_due};
use crate::text;

/// How a year that is not over is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SoFar {
    /// By its own figures up to the date, against the share of the year's task that is due by then.
    ToDate { share: Number, kind: ToDate },
    /// By the last year that is over: its own figures come only once it is.
    YearBefore,
}

/// How a year is judged by the date up to which figures are known; `None` if the year is over by then, or there is no such date.
pub fn so_far(series: &Series<'_>, target: &Target, year: Year) -> Option<SoFar> {
    let date = series.figures.as_of.as_ref()?;
    if !date.is_within(year) {
        return None;
    }
    let indicator = series.definition();
    let kind = indicator.measure.to_date(series.plan);
    let kind = kind.filter(|kind| match target.timing {
        Timing::EachYear => true,
        Timing::Cumulative(_) => *kind == ToDate::Accumulates,
        Timing::By(_) => false,
    });
    let share = share_due(indicator.pace.within_year.as_ref(), date.months_of(year));
    match (kind, share) {
        (Some(kind), Some(share)) => Some(SoFar::ToDate { share, kind }),
        _ => Some(SoFar::YearBefore),
    }
}

impl Evaluation<'_, '_> {
    /// The point of time of the figure, in years: 2013 at the end of 2013, 2012.5 where half of its task is due.
    pub(super) fn time(&self) -> Number {
        let year = Number::from(i64::from(self.figure_year));
        match &self.so_far {
            Some(SoFar::ToDate { share, .. }) => &(&year - &Number::one()) + share,
            _ => year,
        }
    }

    /// Whether a target of each year is judged in a year that is not over.
    pub(super) fn is_year_so_far(&self) -> bool {
        self.so_far.is_some() && self.target.timing == Timing::EachYear
    }

    /// Whether the year's target is reached for good, and how the value stands to what is due of it.
    pub(super) fn outcome_so_far(
        &self,
        measured: &Measurement,
        reference: &Reference,
        baseline: Option<&Number>,
    ) -> (Ternary, Option<PaceJudgement>) {
        let (Some(SoFar::ToDate { share, kind }), Some(value)) =
            (&self.so_far, measured.value.interval())
        else {
            return (Ternary::No, None);
        };
        let goal = self.goal(baseline);
        let upward = goal.is_upward();
        if *kind == ToDate::Stands {
            let holds = self.holds(measured, reference);
            return (
                Ternary::No,
                Some(self.due_so_far(&goal, value, holds, None)),
            );
        }
        // Only what can't fall again is reached for good.
        let reached = match upward && self.never_negative() {
            true => self.holds(measured, reference),
            false => Ternary::No,
        };
        let holds = match Number::one().divided_by(share) {
            Some(factor) => {
                let at_this_rate = Measurement {
                    value: measured.value.clone().map(|value| value.times(&factor)),
                    ..measured.clone()
                };
                self.holds(&at_this_rate, reference)
            }
            // Nothing is due yet.
            None if upward => Ternary::Yes,
            None => Ternary::Unknown,
        };
        let pace = self.due_so_far(&goal, value, holds, Some(share));
        (reached, Some(pace))
    }

    /// How a value stands to what is due of a goal: a share of it, or all of it where the value is held against it as it stands.
    fn due_so_far(
        &self,
        goal: &Goal,
        value: &Interval,
        holds: Ternary,
        share: Option<&Number>,
    ) -> PaceJudgement {
        let due_value = match goal {
            Goal::Threshold { value, .. } => {
                Some(share.map_or(value.clone(), |share| value * share))
            }
            _ => None,
        };
        let due = due_value.as_ref();
        let due = due.filter(|due| due.is_positive() && goal.is_upward());
        let judged = PaceJudgement {
            holds,
            ratio: due
                .and_then(|due| Number::one().divided_by(due))
                .map(|factor| value.times(&factor)),
            due_value,
            band: PaceJudgement::word(holds),
            ..PaceJudgement::undecided("within-year", self.year)
        };
        let declared = self.series.definition().pace.bands.as_ref();
        let by_degrees = declared.is_some() || holds == Ternary::No;
        match judged.ratio.is_some() && by_degrees {
            true => judged.placed(declared, Some(bands::of_line())),
            false => judged,
        }
    }

    /// Says by what a year that is not over is judged.
    pub(super) fn note_so_far(&self, judgement: &mut Judgement) {
        let (Some(so_far), Some(date)) = (&self.so_far, &self.series.figures.as_of) else {
            return;
        };
        let date = date.written();
        let text = match so_far {
            SoFar::ToDate {
                share,
                kind: ToDate::Accumulates,
            } => {
                let per_cent = (share * &Number::from(100)).shown(1);
                text!(
                    "截至 {date}，全年任务应完成 {per_cent}%",
                    "as of {date}, {per_cent} % of the year's task is due"
                )
            }
            SoFar::ToDate { .. } => text!(
                "截至 {date} 的数值，不按时间折算",
                "the value as of {date}, held against the year's target as it stands"
            ),
            SoFar::YearBefore => {
                let year = self.figure_year;
                text!(
                    "{date} 本年尚未结束，依据 {year}年数值",
                    "the year is not over on {date}: judged by the figure of {year}"
                )
            }
        };
        judgement.notes.push(Note {
            code: "so-far",
            text,
        });
    }

    /// Whether less is better and the value grows in the course of the year, so that how far it has come says nothing.
    pub(super) fn is_limit_so_far(&self, goal: &Goal) -> bool {
        let accumulates = matches!(
            self.so_far,
            Some(SoFar::ToDate {
                kind: ToDate::Accumulates,
                ..
            })
        );
        accumulates && !goal.is_upward()
    }
}

/// The value of a baseline, where one is known.
pub(super) fn known(baseline: &Option<Value>) -> Option<&Number> {
    baseline.as_ref().and_then(Value::known)
}
