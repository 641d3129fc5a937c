//! Why results differ between two states: each cause is exchanged by itself in the earlier state, and by itself put back in
//! the later one, and the results are judged again. What no cause does alone is an interaction.

mod cause;
mod worlds;

pub use cause::{Cause, Side, World};
pub use worlds::{State, Worlds};

use crate::evaluate::{Verdict, judge};
use crate::number::{Number, Value};
use crate::observation::{Figures, UnitIx};
use crate::plan::{IndicatorIx, Plan, Year};
use rayon::prelude::*;

/// A result that is asked for in each state.
#[derive(Clone, Debug)]
pub struct AskedResult {
    /// The id of the indicator.
    pub indicator: String,
    /// The code of the unit.
    pub unit: String,
    /// The year of the earlier and of the later state.
    pub years: [Year; 2],
}

/// What a result is in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The value, in the indicator's unit.
    pub value: Value,
}

/// What comes of exchanging a cause by itself. `None` where there is no such result.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The cause.
    pub cause: Cause,
    /// The earlier state with this cause of the later one.
    pub alone: Option<Outcome>,
    /// The later state with this cause of the earlier one.
    pub back: Option<Outcome>,
}

/// A result in both states, and why it differs.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// In the earlier state.
    pub old: Option<Outcome>,
    /// In the later state.
    pub new: Option<Outcome>,
    /// For each cause in which the states differ.
    pub exchanges: Vec<Exchange>,
}

fn verdict(outcome: &Option<Outcome>) -> Option<Verdict> {
    outcome.as_ref().map(|outcome| outcome.verdict)
}

fn settled(outcome: &Option<Outcome>) -> Option<Number> {
    outcome.as_ref()?.value.settled()
}

fn less(one: &Option<Outcome>, other: &Option<Outcome>) -> Option<Number> {
    Some(&settled(one)? - &settled(other)?)
}

impl Attribution {
    /// Whether the verdict, or whether there is a result at all, differs.
    pub fn verdict_differs(&self) -> bool {
        verdict(&self.old) != verdict(&self.new)
    }

    /// Whether a cause, exchanged by itself, changes the verdict where that differs, else the value.
    pub fn acts_alone(&self, exchange: &Exchange) -> bool {
        match self.verdict_differs() {
            true => verdict(&exchange.alone) != verdict(&self.old),
            false => exchange.alone != self.old,
        }
    }

    /// What a cause changes of the value by itself, in the indicator's unit; `None` unless both are known.
    pub fn step(&self, exchange: &Exchange) -> Option<Number> {
        less(&exchange.alone, &self.old)
    }

    /// What of the change of the value no cause makes by itself: the whole less the steps of all causes. `None` unless all of
    /// them are known.
    pub fn remainder(&self) -> Option<Number> {
        let whole = less(&self.new, &self.old)?;
        let steps = self.exchanges.iter().map(|exchange| self.step(exchange));
        steps
            .into_iter()
            .try_fold(whole, |rest, step| Some(&rest - &step?))
    }

    /// Whether causes act together: the verdict is not that which the causes lead to that change it alone, or steps do not add
    /// up to the change of the value.
    pub fn interacts(&self) -> bool {
        let mut acting = self
            .exchanges
            .iter()
            .filter(|one| self.acts_alone(one))
            .peekable();
        let none = acting.peek().is_none();
        match self.verdict_differs() {
            true => acting.all(|one| verdict(&one.alone) != verdict(&self.new)),
            false => match self.remainder() {
                Some(rest) => !rest.is_zero(),
                None => none || acting.all(|one| one.alone != self.new),
            },
        }
    }

    /// The causes that act together: those without which the later state would have another verdict, or value where the
    /// verdict is the same; all causes if none of them is needed by itself. Empty where none act together.
    pub fn together(&self) -> Vec<Cause> {
        if !self.interacts() {
            return Vec::new();
        }
        let needed = |exchange: &&Exchange| match self.verdict_differs() {
            true => verdict(&exchange.back) != verdict(&self.new),
            false => exchange.back != self.new,
        };
        let all = || self.exchanges.iter();
        let some: Vec<Cause> = all().filter(needed).map(|one| one.cause).collect();
        match some.is_empty() {
            true => all().map(|one| one.cause).collect(),
            false => some,
        }
    }
}

/// Why results differ between the two states, in the order in which they are asked for.
pub fn attribute(worlds: &mut Worlds<'_>, asked: &[AskedResult]) -> Vec<Attribution> {
    let (old, new) = (World::of(Side::Old), World::of(Side::New));
    let (before, after) = (outcomes(worlds, old, asked), outcomes(worlds, new, asked));
    let mut attributions: Vec<Attribution> = (before.into_iter().zip(after))
        .map(|(old, new)| Attribution {
            old,
            new,
            exchanges: Vec::new(),
        })
        .collect();
    let causes = worlds.causes();
    for &cause in &causes {
        // With one cause only, its exchange is the other state.
        let (alone, back) = match causes.len() {
            1 => {
                let all = attributions.iter();
                all.map(|one| (one.new.clone(), one.old.clone())).unzip()
            }
            _ => (
                outcomes(worlds, old.with(cause, Side::New), asked),
                outcomes(worlds, new.with(cause, Side::Old), asked),
            ),
        };
        let exchanged = alone.into_iter().zip(back);
        for (attribution, (alone, back)) in attributions.iter_mut().zip(exchanged) {
            attribution.exchanges.push(Exchange { cause, alone, back });
        }
    }
    attributions
}

/// The results in a mixed state.
pub fn outcomes(
    worlds: &mut Worlds<'_>,
    world: World,
    asked: &[AskedResult],
) -> Vec<Option<Outcome>> {
    let figures = worlds.figures(world);
    let plan = worlds.state(world.side(Cause::Plan)).plan;
    let time = world.side(Cause::Time) as usize;
    let judged = |asked: &AskedResult| outcome(plan, &figures, asked, asked.years[time]);
    asked.par_iter().map(judged).collect()
}

/// A result; `None` where the plan has no such indicator for the unit, or there is no such unit in the year.
fn outcome(plan: &Plan, figures: &Figures, asked: &AskedResult, year: Year) -> Option<Outcome> {
    let (indicator, unit) = find(plan, figures, asked, year)?;
    let judged = judge(plan, figures, indicator, unit, year, false);
    Some(Outcome {
        verdict: judged.verdict,
        value: judged.value,
    })
}

fn find(
    plan: &Plan,
    figures: &Figures,
    asked: &AskedResult,
    year: Year,
) -> Option<(IndicatorIx, UnitIx)> {
    let units = &figures.units;
    let unit = units.by_code(&asked.unit)?;
    let mut indicators = plan.indicators();
    let (ix, indicator) = indicators.find(|(_, one)| one.id == asked.indicator)?;
    let judged = indicator.levels.contains(&units.level(unit)) && units.exists(unit, year);
    (judged && plan.years().contains(&year)).then_some((ix, unit))
}
