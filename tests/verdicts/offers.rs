//! What would change a verdict, tried on random small worlds: the data is edited as an offer says and read again. Every
//! smaller change of every cell that the value came from is tried too, so that an offer is the smallest, and none is missing.

use super::files::Desk;
use super::world::{Fact, Known, Truth, World, Worlds};
use super::{YEAR, plan, question, try_worlds};
use kaoping::evaluate::{Change, Input, Judgement, Offer, Verdict, judge};
use kaoping::index::{IndicatorIx, VariableIx};
use kaoping::number::Number;
use kaoping::observation::{Figures, Period};
use kaoping::plan::Timing;
use std::collections::BTreeMap;

/// A desk, and what is judged there.
struct Trial<'d, 'w> {
    desk: &'d Desk<'w>,
    indicator: IndicatorIx,
    unit: String,
}

impl Trial<'_, '_> {
    fn judge(&self, world: &World, trace: bool) -> Judgement {
        self.desk.lay_out(world);
        let (figures, _) = self.desk.figures(&question());
        let unit = figures.units.by_code(&self.unit).expect("a unit");
        judge(
            self.desk.worlds.plan,
            &figures,
            self.indicator,
            unit,
            YEAR,
            trace,
        )
    }

    fn verdict(&self, world: &World) -> Verdict {
        self.judge(world, false).verdict
    }

    /// A figure in steps of its decimals; a credit as the index of the first grade that has it.
    fn step(&self, variable: VariableIx, number: &Number) -> i64 {
        let plan = self.desk.worlds.plan;
        let definition = &plan[variable];
        match definition.scale {
            Some(scale) => {
                let grades = &plan[scale].grades;
                let at = grades.iter().position(|grade| grade.credit == *number);
                at.expect("a grade") as i64
            }
            None => number.to_scaled(definition.decimals).expect("on the grid") as i64,
        }
    }

    /// The first grade of the same credit; any other number as it is.
    fn as_credit(&self, variable: VariableIx, n: i64) -> i64 {
        let plan = self.desk.worlds.plan;
        match plan[variable].scale {
            Some(scale) => self.step(variable, &plan[scale].grades[n as usize].credit),
            None => n,
        }
    }
}

fn firm(verdict: Verdict) -> bool {
    !matches!(
        verdict,
        Verdict::NoData | Verdict::NotApplicable | Verdict::Waived | Verdict::Monitored
    )
}

/// Whether a cell is known; between two equal ends it is.
fn is_exact(fact: &Fact) -> bool {
    match fact.known {
        Known::Between(least, most) => least == most,
        known => known == Known::Exactly,
    }
}

fn with(world: &World, at: usize, n: i64) -> World {
    let mut edited = world.clone();
    edited.facts[at].truth = Truth::Is(n);
    edited.facts[at].known = Known::Exactly;
    edited
}

/// The cells that a value came from: their facts, which have to be known.
fn facts_of(judged: &Judgement, world: &World, figures: &Figures) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for input in &judged.inputs {
        let Input::Cell {
            variable,
            unit,
            period: Period::Year(year),
            reported: true,
        } = *input
        else {
            continue;
        };
        let cell = (variable, figures.units.code(unit), year);
        let is = |fact: &Fact| {
            (fact.variable, &*fact.unit, fact.year) == cell
                && is_exact(fact)
                && matches!(fact.truth, Truth::Is(_))
        };
        found.extend(world.facts.iter().position(is));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// By variable and direction: the fewest steps that lead to another verdict, found by trying all.
fn smallest(
    trial: &Trial,
    world: &World,
    judged: &Judgement,
    facts: &[usize],
) -> BTreeMap<(VariableIx, bool), i64> {
    let cumulative = matches!(judged.timing, Timing::Cumulative(_));
    let mut found = BTreeMap::new();
    for &at in facts {
        let fact = &world.facts[at];
        let (Truth::Is(now), true) = (fact.truth, cumulative || fact.year == YEAR) else {
            continue;
        };
        let (lo, hi) = trial.desk.worlds.range(fact.variable);
        for n in (lo..=hi).filter(|n| *n != now) {
            let now = trial.as_credit(fact.variable, now);
            let n = trial.as_credit(fact.variable, n);
            let key = (fact.variable, n > now);
            let steps = (n - now).abs();
            if found.get(&key).is_some_and(|least| *least <= steps) {
                continue;
            }
            let edited = with(world, at, n);
            if !trial.desk.worlds.is_consistent(&edited) {
                continue;
            }
            let verdict = trial.verdict(&edited);
            if firm(verdict) && verdict != judged.verdict {
                found.insert(key, steps);
            }
        }
    }
    found
}

/// The world with so many more units, or fewer, that satisfy the condition of a share.
fn with_units(trial: &Trial, world: &World, judged: &Judgement, units: i64) -> World {
    let plan = trial.desk.worlds.plan;
    let measure = &plan[trial.indicator].measure;
    let variables: Vec<VariableIx> = match measure.counted_units(plan) {
        Some(units) => units.variables,
        None => {
            let list = plan.checklists.iter();
            let items = list.flat_map(|list| list.items.iter().map(|item| item.variable));
            items.collect()
        }
    };
    let mut edited = world.clone();
    let mut value = judged.value.known().cloned().expect("a known value");
    let mut left = units.abs();
    let mut codes: Vec<String> = world.facts.iter().map(|fact| fact.unit.clone()).collect();
    codes.sort();
    codes.dedup();
    for code in codes {
        if left == 0 {
            break;
        }
        let mut tried = edited.clone();
        for fact in &mut tried.facts {
            if fact.unit == code
                && fact.year == YEAR
                && variables.contains(&fact.variable)
                && fact.truth != Truth::NotApplicable
            {
                let (lo, hi) = trial.desk.worlds.range(fact.variable);
                fact.truth = Truth::Is(if units > 0 { hi } else { lo });
                fact.known = Known::Exactly;
            }
        }
        let now = trial.judge(&tried, false).value.known().cloned();
        let moved = now.as_ref().is_some_and(|now| {
            if units > 0 {
                *now > value
            } else {
                *now < value
            }
        });
        if let (true, Some(now)) = (moved, now) {
            value = now;
            edited = tried;
            left -= 1;
        }
    }
    assert_eq!(left, 0, "not so many units");
    edited
}

/// An offer, tried: the fewest steps by variable and direction are kept in `offered`.
fn check(
    trial: &Trial,
    (world, figures, judged): (&World, &Figures, &Judgement),
    offer: &Offer,
    offered: &mut BTreeMap<(VariableIx, bool), i64>,
    said: &str,
) {
    assert_ne!(offer.verdict, judged.verdict, "{said}");
    match &offer.change {
        Change::Cell {
            variable,
            unit,
            period,
            from,
            to,
        } => {
            let cell = (*variable, figures.units.code(*unit), period.end());
            let is = |fact: &Fact| (fact.variable, &*fact.unit, fact.year) == cell;
            let at = world.facts.iter().position(is).expect("a fact");
            let from = trial.step(*variable, from.as_ref().expect("it was reported"));
            let to = trial.step(*variable, to);
            let edited = with(world, at, to);
            assert_eq!(trial.verdict(&edited), offer.verdict, "{said}");
            let less = trial.as_credit(*variable, to - (to - from).signum());
            let before = trial.verdict(&with(world, at, less));
            assert!(
                less == to || before == judged.verdict || !firm(before),
                "{said}"
            );
            let least = offered.entry((*variable, to > from)).or_insert(i64::MAX);
            *least = (*least).min((to - from).abs());
        }
        Change::Units(units) => {
            let edited = with_units(trial, world, judged, *units);
            assert_eq!(trial.verdict(&edited), offer.verdict, "{said}");
            let less = with_units(trial, world, judged, units - units.signum());
            assert_eq!(trial.verdict(&less), judged.verdict, "{said}");
        }
        Change::Answers(answers) => {
            let unit = figures.units.code(judged.unit);
            let answer = |edited: World, (variable, to): &(VariableIx, Number)| {
                let is = |fact: &Fact| {
                    (fact.variable, &*fact.unit, fact.year) == (*variable, unit, YEAR)
                };
                let at = edited.facts.iter().position(is).expect("a fact");
                with(&edited, at, trial.step(*variable, to))
            };
            let edited = answers.iter().fold(world.clone(), answer);
            assert_eq!(trial.verdict(&edited), offer.verdict, "{said}");
            // None of them can be left out.
            for at in 0..answers.len() {
                let others = answers.iter().enumerate().filter(|(other, _)| *other != at);
                let fewer = others.map(|(_, answer)| answer).fold(world.clone(), answer);
                assert_ne!(trial.verdict(&fewer), offer.verdict, "{said}");
            }
        }
    }
}

/// Everything that is judged for a unit; gives back how many offers there were, by indicator.
fn check_unit(desk: &Desk, world: &World, unit: &str, offers: &mut BTreeMap<String, usize>) {
    let plan = desk.worlds.plan;
    for (ix, indicator) in plan.indicators() {
        desk.lay_out(world);
        let (figures, _) = desk.figures(&question());
        let at = figures.units.by_code(unit).expect("a unit");
        if !indicator.levels.contains(&figures.units.level(at)) {
            continue;
        }
        let trial = Trial {
            desk,
            indicator: ix,
            unit: unit.to_owned(),
        };
        let judged = judge(plan, &figures, ix, at, YEAR, true);
        let said = format!(
            "{} for {unit}: {:?} {:?}\n{}",
            indicator.id,
            judged.verdict,
            judged.offers,
            desk.files(world).0
        );
        let mut offered = BTreeMap::new();
        for offer in &judged.offers {
            check(
                &trial,
                (world, &figures, &judged),
                offer,
                &mut offered,
                &said,
            );
        }
        *offers.entry(indicator.id.clone()).or_default() += judged.offers.len();
        let by_cells = |offer: &Offer| matches!(offer.change, Change::Cell { .. });
        if firm(judged.verdict) && judged.offers.iter().all(by_cells) {
            let facts = facts_of(&judged, world, &figures);
            let least = smallest(&trial, world, &judged, &facts);
            assert_eq!(offered, least, "{said}");
        }
    }
}

#[test]
fn an_offered_change_leads_to_the_offered_verdict_and_no_smaller_one_does() {
    let plan = plan();
    let desk = Desk::new(Worlds { plan: &plan });
    let mut offers = BTreeMap::new();
    try_worlds(2, |case, rng| {
        let mut world = desk.worlds.truth(rng);
        desk.worlds.mask(&mut world, [0, 10][case as usize], 0, rng);
        for unit in ["C", "D2"] {
            check_unit(&desk, &world, unit, &mut offers);
        }
    });
    offers.retain(|_, count| *count > 0);
    println!("{offers:?}");
    assert!(offers.len() >= 18, "only {offers:?}");
}
