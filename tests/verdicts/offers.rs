//! What would change a verdict, tried on random small worlds: the data is edited as an offer says and read again. Every
//! smaller change of every cell that the value came from is tried too, so that an offer is the smallest, and none is missing.

use super::files::Desk;
use super::world::{Fact, Known, Truth, World, Worlds};
use super::{PLAN, YEAR, loaded, scale, try_worlds};
use kaoping::internals::evaluate::{Change, Input, Judgement, Offer, Verdict, judge};
use kaoping::internals::index::{IndicatorIx, VariableIx, Year};
use kaoping::internals::number::Number;
use kaoping::internals::observation::{Figures, Period};
use kaoping::internals::plan::Timing;
use kaoping::internals::plan::rule::Goal;
use kaoping::internals::tally::Question;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Further kinds of targets, of the same variables.
const MORE: &str = include_str!("offers.toml");

/// Cells by their place in the world, and the numbers that they are changed to.
type Edits = Vec<(usize, i64)>;

/// A world laid out on a desk, and what is read of it with some of its cells changed.
struct Edited<'d, 'w> {
    desk: &'d Desk<'w>,
    world: &'d World,
    read: RefCell<BTreeMap<Edits, Rc<Figures>>>,
}

impl Edited<'_, '_> {
    fn world(&self, edits: &Edits) -> World {
        let mut edited = self.world.clone();
        for &(at, n) in edits {
            edited.facts[at].truth = Truth::Is(n);
            edited.facts[at].known = Known::Exactly;
        }
        edited
    }

    /// The figures with the changes made, read from files once.
    fn figures(&self, mut edits: Edits) -> Rc<Figures> {
        edits.sort_unstable();
        let known = self.read.borrow().get(&edits).cloned();
        known.unwrap_or_else(|| {
            self.desk.lay_out(&self.world(&edits));
            // The cells of every level are kept, as they are of an indicator that is explained.
            let question = Question {
                year: Some(YEAR),
                ..Question::of_everything(self.desk.worlds.plan)
            };
            let figures = Rc::new(self.desk.figures(&question).0);
            self.read.borrow_mut().insert(edits, figures.clone());
            figures
        })
    }
}

/// What is judged in a world.
struct Trial<'e, 'd, 'w> {
    edited: &'e Edited<'d, 'w>,
    indicator: IndicatorIx,
    unit: String,
}

impl Trial<'_, '_, '_> {
    fn worlds(&self) -> &Worlds<'_> {
        &self.edited.desk.worlds
    }

    fn judge(&self, edits: Edits, trace: bool) -> Judgement {
        let figures = self.edited.figures(edits);
        let unit = figures.units.by_code(&self.unit).expect("a unit");
        let plan = self.worlds().plan;
        judge(plan, &figures, self.indicator, unit, YEAR, trace)
    }

    fn verdict(&self, edits: Edits) -> Verdict {
        self.judge(edits, false).verdict
    }

    /// A figure in steps of its decimals; a credit as the index of the first grade that has it.
    fn step(&self, variable: VariableIx, number: &Number) -> i64 {
        let plan = self.worlds().plan;
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
        let plan = self.worlds().plan;
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
    judged: &Judgement,
    facts: &[usize],
) -> BTreeMap<(VariableIx, bool), i64> {
    let cumulative = matches!(judged.timing, Timing::Cumulative(_));
    let mut found = BTreeMap::new();
    for &at in facts {
        let fact = &trial.edited.world.facts[at];
        let (Truth::Is(now), true) = (fact.truth, cumulative || fact.year == YEAR) else {
            continue;
        };
        let (lo, hi) = trial.worlds().range(fact.variable);
        for n in (lo..=hi).filter(|n| *n != now) {
            let now = trial.as_credit(fact.variable, now);
            let n = trial.as_credit(fact.variable, n);
            let key = (fact.variable, n > now);
            let steps = (n - now).abs();
            if found.get(&key).is_some_and(|least| *least <= steps) {
                continue;
            }
            let edits = vec![(at, n)];
            if !trial.worlds().is_consistent(&trial.edited.world(&edits)) {
                continue;
            }
            let verdict = trial.verdict(edits);
            if firm(verdict) && verdict != judged.verdict {
                found.insert(key, steps);
            }
        }
    }
    found
}

/// The changes of cells by which so many more units, or fewer, satisfy the condition of a share.
fn of_units(trial: &Trial, judged: &Judgement, units: i64) -> Edits {
    let plan = trial.worlds().plan;
    let measure = &plan[trial.indicator].measure;
    let variables: Vec<VariableIx> = match measure.counted_units(plan) {
        Some(units) => units.variables,
        None => {
            let list = plan.checklists.iter();
            let items = list.flat_map(|list| list.items.iter().map(|item| item.variable));
            items.collect()
        }
    };
    let world = trial.edited.world;
    let codes: BTreeSet<&str> = world.facts.iter().map(|fact| &*fact.unit).collect();
    let mut edits = Edits::new();
    let mut value = judged.value.known().cloned().expect("a known value");
    let mut left = units.abs();
    for code in codes {
        if left == 0 {
            break;
        }
        // Either the greatest or the least figures satisfy the condition.
        for greatest in [true, false] {
            let mut tried = edits.clone();
            for (at, fact) in world.facts.iter().enumerate() {
                let counted = fact.year == YEAR && variables.contains(&fact.variable);
                if fact.unit == code && counted && fact.truth != Truth::NotApplicable {
                    let (lo, hi) = trial.worlds().range(fact.variable);
                    tried.push((at, if greatest { hi } else { lo }));
                }
            }
            let now = trial.judge(tried.clone(), false).value.known().cloned();
            let moved = |now: &Number| match units > 0 {
                true => *now > value,
                false => *now < value,
            };
            if let Some(now) = now.filter(moved) {
                (value, edits) = (now, tried);
                left -= 1;
                break;
            }
        }
    }
    assert_eq!(left, 0, "not so many units");
    edits
}

/// An offer, tried: the fewest steps by variable and direction are kept in `offered`.
fn check(
    trial: &Trial,
    judged: &Judgement,
    offer: &Offer,
    offered: &mut BTreeMap<(VariableIx, bool), i64>,
    said: &str,
) {
    assert_ne!(offer.verdict, judged.verdict, "{said}");
    let figures = trial.edited.figures(Edits::new());
    let fact = |variable: VariableIx, unit: &str, year: Year| {
        let mut facts = trial.edited.world.facts.iter();
        let is = |fact: &Fact| (fact.variable, &*fact.unit, fact.year) == (variable, unit, year);
        facts.position(is).expect("a fact")
    };
    match &offer.change {
        Change::Cell {
            variable,
            unit,
            period,
            from,
            to,
        } => {
            let at = fact(*variable, figures.units.code(*unit), period.end());
            let from = trial.step(*variable, from.as_ref().expect("it was reported"));
            let to = trial.step(*variable, to);
            assert_eq!(trial.verdict(vec![(at, to)]), offer.verdict, "{said}");
            let less = trial.as_credit(*variable, to - (to - from).signum());
            let before = trial.verdict(vec![(at, less)]);
            assert!(
                less == to || before == judged.verdict || !firm(before),
                "{said}"
            );
            let least = offered.entry((*variable, to > from)).or_insert(i64::MAX);
            *least = (*least).min((to - from).abs());
        }
        Change::Units(units) => {
            let edits = of_units(trial, judged, *units);
            assert_eq!(trial.verdict(edits), offer.verdict, "{said}");
            let less = of_units(trial, judged, units - units.signum());
            assert_eq!(trial.verdict(less), judged.verdict, "{said}");
        }
        Change::Answers(answers) => {
            let unit = figures.units.code(judged.unit);
            let edit = |(variable, to): &(VariableIx, Number)| {
                (fact(*variable, unit, YEAR), trial.step(*variable, to))
            };
            let edits: Edits = answers.iter().map(edit).collect();
            assert_eq!(trial.verdict(edits.clone()), offer.verdict, "{said}");
            // None of them can be left out.
            for at in 0..edits.len() {
                let mut fewer = edits.clone();
                fewer.remove(at);
                assert_ne!(trial.verdict(fewer), offer.verdict, "{said}");
            }
        }
    }
}

/// Everything that is judged for a unit; gives back how many offers there were, by indicator.
fn check_unit(edited: &Edited, unit: &str, offers: &mut BTreeMap<String, usize>) {
    let plan = edited.desk.worlds.plan;
    let figures = edited.figures(Edits::new());
    let level = figures.units.by_code(unit).expect("a unit");
    let level = figures.units.level(level);
    for (ix, indicator) in plan.indicators() {
        if !indicator.levels.contains(&level) {
            continue;
        }
        let trial = Trial {
            edited,
            indicator: ix,
            unit: unit.to_owned(),
        };
        let judged = trial.judge(Edits::new(), true);
        let said = format!(
            "{} for {unit}: {:?} {:?}\n{}",
            indicator.id,
            judged.verdict,
            judged.offers,
            edited.desk.files(edited.world).0
        );
        let mut offered = BTreeMap::new();
        for offer in &judged.offers {
            check(&trial, &judged, offer, &mut offered, &said);
        }
        *offers.entry(indicator.id.clone()).or_default() += judged.offers.len();
        let by_cells = |offer: &Offer| matches!(offer.change, Change::Cell { .. });
        if firm(judged.verdict) && judged.offers.iter().all(by_cells) {
            let facts = facts_of(&judged, edited.world, &figures);
            assert_eq!(offered, smallest(&trial, &judged, &facts), "{said}");
        }
    }
}

#[test]
fn an_offered_change_leads_to_the_offered_verdict_and_no_smaller_one_does() {
    let plan = loaded(&[PLAN, MORE]);
    let desk = Desk::new(Worlds { plan: &plan });
    let mut offers = BTreeMap::new();
    try_worlds(6 * scale(), |case, rng| {
        let mut world = desk.worlds.truth(rng);
        desk.worlds
            .mask(&mut world, [0, 10][case as usize % 2], 0, rng);
        let edited = Edited {
            desk: &desk,
            world: &world,
            read: RefCell::default(),
        };
        for unit in ["C", "D2"] {
            check_unit(&edited, unit, &mut offers);
        }
    });
    println!("{offers:?}");
    let aims = |id: &str| {
        let (_, indicator) = plan.indicators().find(|(_, one)| one.id == id)?;
        Some(indicator.target.rule.goal() != Goal::Nothing)
    };
    let without: Vec<&String> = (offers.iter().filter(|(_, count)| **count == 0))
        .map(|(id, _)| id)
        .filter(|id| aims(id) == Some(true))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}
