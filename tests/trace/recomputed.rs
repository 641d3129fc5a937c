//! The value of a result, computed again from the cells of its trace.

use kaoping::internals::evaluate::{CountedUnit, Input, Judgement, counted_units};
use kaoping::internals::index::{ChecklistIx, VariableIx};
use kaoping::internals::number::{Number, Ternary};
use kaoping::internals::observation::{Cell, Figures, Period};
use kaoping::internals::plan::measure::{ChecklistMeasure, Condition, Mean, OwnValue, Ratio};
use kaoping::internals::plan::rule::RuleInput;
use kaoping::internals::plan::{Item, Kind, Pass, Plan, Timing, Year};
use std::any::Any;
use std::collections::BTreeMap;

/// The first and the last year of the value: after its date those of the date.
fn judged_years(plan: &Plan, judged: &Judgement) -> (Year, Year) {
    match judged.timing {
        Timing::Cumulative(due) => (plan.first, judged.year.min(due)),
        Timing::By(due) => (judged.year.min(due), judged.year.min(due)),
        Timing::EachYear => (judged.year, judged.year),
    }
}

/// Whether a cell is of the time of the value, not of one that it is compared with.
fn is_of_value(plan: &Plan, judged: &Judgement, period: Period) -> bool {
    let (first, last) = judged_years(plan, judged);
    period.years().all(|year| (first..=last).contains(&year))
}

/// The figures of a variable in the cells of a trace, by unit and period.
fn cells(
    plan: &Plan,
    figures: &Figures,
    judged: &Judgement,
    variable: VariableIx,
) -> Option<BTreeMap<(String, Period), Number>> {
    let mut found = BTreeMap::new();
    for input in &judged.inputs {
        let Input::Cell {
            variable: of,
            unit,
            period,
            reported: true,
        } = *input
        else {
            continue;
        };
        let is_milestone = plan[variable].scale.is_some();
        if of == variable && (is_milestone || is_of_value(plan, judged, period)) {
            let cell = figures.cell(variable, unit, period)?;
            assert!(cell.line > 0, "a cell without a place");
            let code = figures.units.code(unit).to_owned();
            if let Some(known) = cell.value.known() {
                found.insert((code, period), known.clone());
            }
        }
    }
    Some(found)
}

fn sum<'n>(numbers: impl Iterator<Item = &'n Number>) -> Number {
    numbers.fold(Number::zero(), |sum, n| &sum + n)
}

/// The value from the cells of the trace alone; `None` for a measure that is not computed again here.
pub fn recomputed(plan: &Plan, figures: &Figures, judged: &Judgement) -> Option<Number> {
    let ix = judged.indicator;
    let measure: &dyn Any = &*plan[ix].measure;
    let level = figures.units.level(judged.unit);
    if let Some((of, condition)) = plan[ix].measure.condition(plan, level) {
        let year = judged_years(plan, judged).1;
        let units = counted_units(plan, figures, ix, judged.unit, year)?;
        let all = match figures.units.is_complete(of) {
            true => Number::from(units.len() as i64),
            false => sum(cells(plan, figures, judged, plan[of].register?)?.values()),
        };
        return share(plan, figures, &condition, &units, &all);
    }
    if let Some(ratio) = measure.downcast_ref::<Ratio>() {
        let part = cells(plan, figures, judged, ratio.part)?;
        let whole = cells(plan, figures, judged, ratio.whole)?;
        if part.is_empty() || whole.is_empty() {
            let published = cells(plan, figures, judged, ratio.published?)?;
            let rate = published.into_values().next()?;
            return Some(match whole.is_empty() {
                true => rate,
                false => counted(plan, ratio, &rate, &sum(whole.values()))?,
            });
        }
        let quotient = sum(part.values()).divided_by(&sum(whole.values()))?;
        return Some(&quotient * &ratio.factor);
    }
    if let Some(mean) = measure.downcast_ref::<Mean>() {
        let means = cells(plan, figures, judged, mean.variable)?;
        if let [one] = means.values().collect::<Vec<_>>()[..] {
            return Some(one.clone());
        }
        let weights = cells(plan, figures, judged, mean.weight)?;
        let products: Vec<Number> = means
            .iter()
            .map(|(key, mean)| Some(mean * weights.get(key)?))
            .collect::<Option<_>>()?;
        let weights: Vec<&Number> = means.keys().filter_map(|key| weights.get(key)).collect();
        return sum(products.iter()).divided_by(&sum(weights.into_iter()));
    }
    if let Some(list) = measure.downcast_ref::<ChecklistMeasure>() {
        // Points of what is met, of the points of the items that apply.
        let (mut points, mut all) = (Number::zero(), Number::zero());
        for item in &plan[list.checklist].items {
            for credit in cells(plan, figures, judged, item.variable)?.values() {
                points = &points + &(credit * &item.points);
                all = &all + &item.points;
            }
        }
        return (&points * &Number::from(100)).divided_by(&all);
    }
    let own = measure.downcast_ref::<OwnValue>()?;
    let figures = cells(plan, figures, judged, own.variable)?;
    match plan[own.variable].scale {
        // Of a milestone the latest report.
        Some(_) => figures
            .into_iter()
            .max_by_key(|((_, period), _)| period.end())
            .map(|(_, n)| n),
        None => Some(&sum(figures.values()) * &own.factor),
    }
}

/// The ratio of the only count that a published rate leaves possible; the rate itself where the part is no count.
fn counted(plan: &Plan, ratio: &Ratio, rate: &Number, whole: &Number) -> Option<Number> {
    if plan[ratio.part].kind != Kind::Count {
        return Some(rate.clone());
    }
    let nearest = (rate * whole).divided_by(&ratio.factor)?.round(0);
    let exact = (&nearest * &ratio.factor).divided_by(whole)?;
    let decimals = plan[ratio.published?].decimals;
    (exact.round(decimals) == *rate).then_some(exact)
}

/// Per cent of the units that the condition applies to; `None` if some unit may or may not satisfy it.
fn share(
    plan: &Plan,
    figures: &Figures,
    condition: &Condition,
    units: &[CountedUnit],
    all: &Number,
) -> Option<Number> {
    let (mut pass, mut apart) = (0i64, 0i64);
    for unit in units {
        let cells = unit
            .cells
            .iter()
            .map(|key| figures.cell(key.0, key.1, key.2));
        let cells: Vec<Option<&Cell>> = cells.collect();
        let outcome = match condition {
            Condition::Passes(list) => outcome(plan, *list, &cells),
            Condition::Holds { rule, .. } => {
                let cell = cells[0]?;
                let value = cell.value.interval();
                match value.map(|value| rule.holds(RuleInput::of(value))) {
                    None => Outcome::NotApplicable,
                    Some(Ternary::Yes) => Outcome::Pass,
                    Some(Ternary::No) => Outcome::Fail,
                    Some(Ternary::Unknown) => Outcome::Open,
                }
            }
        };
        match outcome {
            Outcome::Pass => pass += 1,
            Outcome::Fail => {}
            Outcome::NotApplicable => apart += 1,
            Outcome::Open => return None,
        }
    }
    (&Number::from(100) * &Number::from(pass)).divided_by(&(all - &Number::from(apart)))
}

enum Outcome {
    Pass,
    Fail,
    Open,
    NotApplicable,
}

/// Whether the answers of a unit pass a checklist. A missing answer may be any grade, and no better answer makes a unit
/// fail, so that the worst and the best answers decide.
fn outcome(plan: &Plan, list: ChecklistIx, cells: &[Option<&Cell>]) -> Outcome {
    let grades = &plan[plan[list].scale].grades;
    let credits = || grades.iter().map(|grade| grade.credit.clone());
    let (Some(worst), Some(best)) = (credits().min(), credits().max()) else {
        return Outcome::Open;
    };
    let credit = |cell: &Option<&Cell>, missing: &Number, greatest: bool| {
        let stated = cell.filter(|cell| cell.state.is_usable());
        let Some(cell) = stated else {
            return Some(missing.clone());
        };
        let value = cell.value.interval()?;
        let end = if greatest { value.hi() } else { value.lo() };
        end.number().cloned()
    };
    let ends = |missing: &Number, greatest| -> Vec<Option<Number>> {
        let cells = cells.iter();
        cells.map(|cell| credit(cell, missing, greatest)).collect()
    };
    match (
        passes(plan, list, &ends(&worst, false)),
        passes(plan, list, &ends(&best, true)),
    ) {
        (None, _) | (_, None) => Outcome::NotApplicable,
        (Some(true), _) => Outcome::Pass,
        (_, Some(false)) => Outcome::Fail,
        _ => Outcome::Open,
    }
}

/// Whether credits pass a checklist, `None` of an item that does not apply; `None` if no item does.
fn passes(plan: &Plan, list: ChecklistIx, credits: &[Option<Number>]) -> Option<bool> {
    let definition = &plan[list];
    let met_from = &plan[definition.scale].met_from;
    let answered: Vec<(&Item, &Number)> = (definition.items.iter().zip(credits))
        .filter_map(|(item, credit)| Some((item, credit.as_ref()?)))
        .collect();
    if answered.is_empty() {
        return None;
    }
    let per_cent = |of: &[&(&Item, &Number)]| {
        let points: Vec<Number> = of
            .iter()
            .map(|(item, credit)| *credit * &item.points)
            .collect();
        let all = sum(of.iter().map(|(item, _)| &item.points));
        (&sum(points.iter()) * &Number::from(100)).divided_by(&all)
    };
    let met = answered
        .iter()
        .filter(|(_, credit)| *credit >= met_from)
        .count();
    let every: Vec<&(&Item, &Number)> = answered.iter().collect();
    let rule = match &definition.pass {
        Pass::All => met == answered.len(),
        Pass::Count(count) => met as u32 >= *count,
        Pass::Total(total) => per_cent(&every)? >= *total,
    };
    let musts = answered
        .iter()
        .all(|(item, credit)| !item.must || *credit >= met_from);
    let floors = (0..).zip(&definition.objectives).all(|(at, objective)| {
        let of: Vec<_> = every
            .iter()
            .copied()
            .filter(|(item, _)| item.objective == Some(at))
            .collect();
        let floor = objective.floor.as_ref();
        floor.is_none_or(|floor| per_cent(&of).is_none_or(|points| points >= *floor))
    });
    Some(rule && musts && floors)
}
