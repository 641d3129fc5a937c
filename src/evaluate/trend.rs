//! What the years of one indicator show together: when the target was met, what it takes to meet it, where the figures
//! lead.

use super::evaluation::Evaluation;
use super::projection::{self, Method, Projection};
use super::series::series;
use super::{Judgement, Note, Verdict, measure};
use crate::number::{Number, Value};
use crate::observation::{Figures, UnitIx, When};
use crate::plan::rule::{Direction, Goal};
use crate::plan::{IndicatorIx, LevelIx, Plan, RollUp, Timing, Year};
use crate::text;

/// One indicator of one unit over the years.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The value that change is measured from, and its year; `None` if there is none.
    pub baseline: Option<(Year, Value)>,
    /// Its years, ascending, each judged by what was due in it.
    pub years: Vec<Judgement>,
    /// The first and the last year in which the target is met; `None` if it is met in none.
    pub met: Option<(Year, Year)>,
    /// How many years in a row the target has been met, up to the last.
    pub met_in_a_row: u32,
    /// The change per year that leads from the last value to the target in time, (t − v) ÷ (T − y); `None` where there is
    /// nothing to reach or no time left.
    pub required_step: Option<Number>,
    /// Where the figures lead by the year in which the target is due; `None` where it is due, or has no number.
    pub projection: Option<Projection>,
    /// Of a sum that is short of its target: what each member adds by the date if it goes on as in the last year, the most
    /// first; members of which either year is not known are left out.
    pub members: Vec<MemberStep>,
    /// How many of `members`, from the first on, close the gap together; `None` if all of them do not.
    pub members_enough: Option<usize>,
}

/// What a member adds to a sum by the date of the target if it goes on as in the last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberStep {
    /// The member.
    pub unit: UnitIx,
    /// Its value in the last year, in the indicator's unit.
    pub value: Number,
    /// Its change from the year before.
    pub change: Number,
    /// That change for each year that is left.
    pub by_due: Number,
}

impl Trend {
    /// The change from the year before of the year at an index; `None` where either value is not known.
    pub fn change(&self, at: usize) -> Option<Number> {
        let before = match at.checked_sub(1) {
            Some(before) => &self.years[before].value,
            None => match &self.baseline {
                Some((year, value)) if year + 1 == self.years[at].year => value,
                _ => return None,
            },
        };
        // What is known of a year that is not over is no figure of a year.
        let over = !self.years[at].so_far;
        Some(self.years[at].value.known().filter(|_| over)? - before.known()?)
    }

    /// Says which years have other values by what is known now, given all figures and the same unit in them.
    pub fn note_restatements(&mut self, plan: &Plan, now: &Figures, unit: UnitIx) {
        let Some(last) = self.years.last() else {
            return;
        };
        let series = series(plan, now, last.indicator, unit, last.year);
        for judged in self.years.iter_mut().filter(|judged| !judged.so_far) {
            let (since, _) = series.looked_at(judged.year);
            if *since != judged.value {
                judged.notes.push(Note {
                    code: "restated-since",
                    text: text!(
                        "此后更正或补报为 {since}",
                        "restated or reported since: {since}"
                    ),
                });
            }
        }
    }

    /// Whether the target was met and no longer holds in the last year that is over; what is not known is not lost.
    pub fn lost(&self) -> bool {
        let ends = self.years.iter().rev().find(|year| !year.so_far);
        self.met.is_some() && ends.is_some_and(Judgement::falls_short)
    }
}

/// The trend of an indicator for a unit up to a year.
pub fn trend(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    upto: Year,
    method: Method,
) -> Trend {
    let series = series(plan, figures, indicator, unit, upto);
    let years: Vec<Judgement> = (plan.first..=upto)
        .map(|year| series.judgement(year))
        .collect();
    let evaluation = Evaluation::new(&series, upto);
    let met = || years.iter().filter(|year| year.verdict == Verdict::Met);
    let mut trend = Trend {
        baseline: evaluation.start(),
        met: met()
            .map(|year| year.year)
            .min()
            .zip(met().map(|year| year.year).max()),
        met_in_a_row: (years.iter().rev())
            .take_while(|year| year.verdict == Verdict::Met)
            .count() as u32,
        required_step: None,
        projection: None,
        members: Vec::new(),
        members_enough: None,
        years,
    };
    if let Some((target, due)) = trend.goal() {
        let last = trend.years.last().and_then(|year| year.value.known());
        trend.required_step = match last.is_some_and(|last| trend.is_reached(last)) {
            true => None,
            false => trend.required_step(&target, due),
        };
        trend.projection = trend.projection(method, &target, due);
        if let Some(step) = &trend.required_step {
            let gap = step * &trend.years_left(due);
            let members = Members {
                plan,
                figures,
                indicator,
                unit,
                upto,
            };
            trend.members = members.steps(&trend, due);
            trend.members_enough = enough(&trend.members, &gap);
        }
    }
    trend
}

/// How many steps, from the first on, close a gap together; `None` if all of them do not.
fn enough(steps: &[MemberStep], gap: &Number) -> Option<usize> {
    let mut sum = Number::zero();
    let closed = |sum: &Number| match gap.is_negative() {
        true => sum <= gap,
        false => sum >= gap,
    };
    let closes = steps.iter().position(|step| {
        sum = &sum + &step.by_due;
        closed(&sum)
    });
    closes.map(|last| last + 1)
}

/// The members of a unit whose figures a value sums up.
struct Members<'a> {
    plan: &'a Plan,
    figures: &'a Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    upto: Year,
}

impl Members<'_> {
    /// What each adds if it goes on, those first that do the most towards the target.
    fn steps(&self, trend: &Trend, due: Year) -> Vec<MemberStep> {
        let left = Number::from(i64::from(due - self.upto));
        let down = trend
            .required_step
            .as_ref()
            .is_some_and(Number::is_negative);
        let step = |&unit: &UnitIx| {
            let value = self.value(unit, self.upto, trend)?;
            let change = &value - &self.value(unit, self.upto - 1, trend)?;
            let by_due = &change * &left;
            Some(MemberStep {
                unit,
                value,
                change,
                by_due,
            })
        };
        let mut steps: Vec<MemberStep> = self.units().iter().filter_map(step).collect();
        steps.sort_by(|a, b| match down {
            true => a.by_due.cmp(&b.by_due),
            false => b.by_due.cmp(&a.by_due),
        });
        steps
    }

    /// The units of the nearest level below that has any; none where the value is not their sum.
    fn units(&self) -> Vec<UnitIx> {
        let (plan, units) = (self.plan, &self.figures.units);
        let measure = &plan[self.indicator].measure;
        let variable = match measure.variables()[..] {
            [variable] if measure.is_own_figure() => &plan[variable],
            _ => return Vec::new(),
        };
        if variable.roll_up != RollUp::Sum {
            return Vec::new();
        }
        let below = units.level(self.unit).0 + 1..=variable.level.0;
        below
            .map(|level| units.members(self.unit, LevelIx(level), self.upto))
            .find(|members| !members.is_empty())
            .unwrap_or_default()
    }

    fn value(&self, unit: UnitIx, year: Year, trend: &Trend) -> Option<Number> {
        let when = match trend.years.last()?.timing {
            Timing::Cumulative(_) if year < self.plan.first => return Some(Number::zero()),
            Timing::Cumulative(_) => When::Cumulative(self.plan.first, year),
            _ => When::Year(year),
        };
        let measured = measure(self.plan, self.figures, self.indicator, unit, when, false);
        measured.value.known().cloned()
    }
}

impl Trend {
    /// The number to reach and the year it is due in; `None` where the target has no number, or is due.
    fn goal(&self) -> Option<(Number, Year)> {
        let last = self.years.last()?;
        let (Timing::By(due) | Timing::Cumulative(due)) = last.timing else {
            return None;
        };
        match last.goal.clone() {
            Goal::Threshold { value, .. } if last.year < due => Some((value, due)),
            _ => None,
        }
    }

    /// How many years are left up to the end of a year.
    fn years_left(&self, due: Year) -> Number {
        let due = Number::from(i64::from(due));
        (self.years.last()).map_or(Number::zero(), |last| &due - &last.time)
    }

    /// Whether a value is where the target holds, as a sum within its limit is before its date.
    fn is_reached(&self, value: &Number) -> bool {
        match self.years.last().map(|last| &last.goal) {
            Some(Goal::Threshold {
                direction: Direction::More,
                holds_from,
                ..
            }) => value >= holds_from,
            Some(Goal::Threshold { holds_from, .. }) => value <= holds_from,
            _ => false,
        }
    }

    fn required_step(&self, target: &Number, due: Year) -> Option<Number> {
        let last = self.years.last()?;
        let value = last.value.known()?;
        let step = || (target - value).divided_by(&self.years_left(due));
        (last.verdict != Verdict::Met).then(step)?
    }

    fn projection(&self, method: Method, target: &Number, due: Year) -> Option<Projection> {
        let baseline = self.baseline.as_ref();
        let start = baseline.and_then(|(year, value)| Some((*year, value.known()?.clone())));
        let first = self.years.first()?.year;
        let known = (self.years.iter())
            .filter(|judged| !judged.so_far)
            .filter_map(|judged| Some((judged.year, judged.value.known()?.clone())));
        let points: Vec<(Year, Number)> = (start.clone().into_iter())
            .filter(|(year, _)| *year < first)
            .chain(known)
            .collect();
        // From where the target holds already, no change is required.
        let start = start.as_ref().map(|(_, value)| value);
        let start = start.filter(|start| !self.is_reached(start));
        projection::project(method, &points, due, target, start)
    }
}
