//! The edges that a case is at.

use super::answers::{self, own_checklist};
use super::edges::{Demand, Edge, End, Side, ends};
use crate::evaluate::{Input, Judgement, Verdict};
use crate::number::Number;
use crate::observation::{Aggregate, Figures};
use crate::plan::rule::{Direction, Goal};
use crate::plan::{Indicator, IndicatorIx, Plan, Timing};
use crate::plan_tests::{Case, Evaluated};

/// The edges that the judgements of a case are at, by indicator; only of those of which it expects a verdict or a value.
pub fn reached(plan: &Plan, case: &Case, evaluated: &Evaluated) -> Vec<(IndicatorIx, Vec<Edge>)> {
    let expected = case.expects.iter().zip(&evaluated.judged);
    expected
        .filter_map(|(expected, judged)| {
            let judged = judged.as_ref().ok()?;
            let has = |name: &str| expected.fields.iter().any(|field| field.name == name);
            let monitored = matches!(judged.goal, Goal::Nothing);
            let counts = has("verdict") || (monitored && has("value"));
            let edges = || at(plan, &evaluated.figures, judged);
            counts.then(|| (judged.indicator, edges()))
        })
        .collect()
}

fn at(plan: &Plan, figures: &Figures, judged: &Judgement) -> Vec<Edge> {
    let indicator = &plan[judged.indicator];
    let mut edges = Vec::new();
    let known = judged.value.known();
    if judged.goal == Goal::Nothing {
        edges.extend(known.map(|_| Edge::Monitored));
    }
    let level = figures.units.level(judged.unit);
    if let Some(checklist) = own_checklist(plan, indicator).filter(|list| list.level == level) {
        let year = judged.value_year();
        edges.extend(answers::reached(
            plan,
            figures,
            checklist,
            judged.unit,
            year,
        ));
    }
    if judged.goal == Goal::Nothing {
        return edges;
    }
    let demand = demand(plan, figures, judged);
    let date = match demand {
        Demand::Unit(_) => Demand::Target,
        ref other => other.clone(),
    };
    let last = match judged.timing {
        Timing::By(year) | Timing::Cumulative(year) => year,
        Timing::EachYear => plan.last,
    };
    if judged.due {
        edges.push(Edge::Due(date.clone()));
    }
    let each_year = judged.timing == Timing::EachYear;
    if judged.year + 1 == last || (each_year && judged.year < last) {
        edges.push(Edge::Before(date));
    }
    let Some(value) = known else {
        return edges;
    };
    let step = step(plan, judged);
    let before = judged
        .previous
        .as_ref()
        .and_then(|(value, _)| value.known());
    let sides = sides(&judged.goal, value, &step, before, judged.verdict);
    edges.extend((sides.into_iter()).map(|(end, side)| Edge::Value(demand.clone(), end, side)));
    edges.extend(interim(indicator, judged, value, &step));
    edges
}

/// Which of an indicator's targets a judgement is about.
fn demand(plan: &Plan, figures: &Figures, judged: &Judgement) -> Demand {
    let indicator = &plan[judged.indicator];
    let units = &figures.units;
    let level = units.level(judged.unit);
    if indicator.above.is_some() && indicator.measure.is_above_own_level(plan, level) {
        return Demand::Above;
    }
    let target = indicator.target_for(level, judged.year, plan);
    let mut own = target.by_unit.iter().map(|(code, _)| code);
    if let Some(code) = own.find(|code| units.find(code).contains(&judged.unit)) {
        return Demand::Unit(code.clone());
    }
    match indicator.revision_for(judged.year) {
        Some(revision) => Demand::From(revision.from),
        None => Demand::Target,
    }
}

/// The interim value of the year that a value is at.
fn interim(indicator: &Indicator, judged: &Judgement, value: &Number, step: &Number) -> Vec<Edge> {
    let target = (indicator.revision_for(judged.year))
        .map_or(&indicator.target, |revision| &revision.target);
    let numbers = target.path.iter().filter(|(year, _)| *year == judged.year);
    let rules = numbers.filter_map(|(_, number)| target.rule.with_threshold(number));
    rules
        .flat_map(|rule| sides(&rule.goal(), value, step, None, judged.verdict))
        .map(|(end, side)| Edge::Value(Demand::Interim(judged.year), end, side))
        .collect()
}

/// The smallest step of a value: of a figure its last decimal, of a share one unit, of anything else a tenth.
fn step(plan: &Plan, judged: &Judgement) -> Number {
    let indicator = &plan[judged.indicator];
    let counted = judged.inputs.iter().find_map(|input| match input {
        Input::Aggregate {
            counted: Aggregate::Passes(_) | Aggregate::Holds(_),
            expected,
            ..
        } => *expected,
        _ => None,
    });
    let hundred = Number::from(100);
    if let Some(units) = counted
        && let Some(one) = hundred.divided_by(&Number::from(units as i64))
    {
        return one;
    }
    let checklist = own_checklist(plan, indicator);
    if let Some(checklist) = checklist {
        let points = checklist.items.iter().map(|item| &item.points);
        let whole = points.clone().fold(Number::zero(), |sum, one| &sum + one);
        let most = points.max().cloned().unwrap_or_else(Number::zero);
        return (&most * &hundred).divided_by(&whole).unwrap_or(hundred);
    }
    let variables = indicator.measure.variables();
    let own = variables
        .first()
        .filter(|_| indicator.measure.is_own_figure());
    let decimals = own.map_or(1, |&variable| plan[variable].decimals);
    Number::scaled(1, decimals)
}

/// The ends that a value is at, on which side: one step further it would be on the other.
fn sides(
    goal: &Goal,
    value: &Number,
    step: &Number,
    before: Option<&Number>,
    verdict: Verdict,
) -> Vec<(End, Side)> {
    let at_least = |from: &Number| match value >= from {
        true => (&(value - step) < from).then_some(Side::Holds),
        false => (&(value + step) >= from).then_some(Side::Fails),
    };
    let at_most = |to: &Number| match value <= to {
        true => (&(value + step) > to).then_some(Side::Holds),
        false => (&(value - step) <= to).then_some(Side::Fails),
    };
    let found = match goal {
        Goal::Threshold {
            direction: Direction::More,
            holds_from,
            ..
        } => vec![(End::Lower, at_least(holds_from))],
        Goal::Threshold { holds_from, .. } => vec![(End::Upper, at_most(holds_from))],
        Goal::Band { lo, hi } => vec![(End::Lower, at_least(lo)), (End::Upper, at_most(hi))],
        Goal::Milestone => vec![(End::Lower, at_least(&Number::one()))],
        // More than before is as much and a step.
        Goal::Change(direction) => before.map_or_else(Vec::new, |before| match direction {
            Direction::More => vec![(End::Lower, at_least(&(before + step)))],
            Direction::Less => vec![(End::Upper, at_most(&(before - step)))],
        }),
        Goal::Growth(_) => {
            let side = match verdict {
                Verdict::Met => Some(Side::Holds),
                Verdict::Missed => Some(Side::Fails),
                _ => None,
            };
            ends(goal).into_iter().map(|end| (end, side)).collect()
        }
        Goal::Nothing => Vec::new(),
    };
    let found = found.into_iter();
    found.filter_map(|(end, side)| Some((end, side?))).collect()
}
