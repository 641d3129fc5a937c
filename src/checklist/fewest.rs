//! The fewest answers that have to change for the opposite outcome.

use super::{Answer, ChecklistScorer, PassRule, Points, Scratch};
use crate::number::Ternary;
use crate::observation::PackedAnswer;
use std::cmp::Reverse;

/// An item that a better answer is possible for.
struct Candidate {
    item: usize,
    /// What the best answer adds to the points that it has for sure.
    gain: i64,
    /// Whether it becomes met.
    counts: bool,
}

/// Items chosen of one objective after another, and what they come to: their points, or how many of them become met.
#[derive(Clone, Default)]
struct Choice {
    items: Vec<usize>,
    points: i64,
    met: u32,
}

impl ChecklistScorer {
    /// The fewest items of which the best answers make a unit pass, or, for [`Ternary::No`], the worst ones make it fail; `None`
    /// if none would. `codes` are one an item.
    ///
    /// Of one objective the items with the largest gains are taken first, which is right for its floor and for the total, so
    /// that only how many of each objective are taken has to be tried.
    pub fn fewest_changes(&self, codes: &[PackedAnswer], to: Ternary) -> Option<Vec<usize>> {
        let mut items = match to {
            Ternary::Yes => self.fewest_to_pass(codes),
            Ternary::No => self.fewest_to_fail(codes),
            Ternary::Unknown => None,
        }?;
        items.sort_unstable();
        Some(items)
    }

    fn fewest_to_pass(&self, codes: &[PackedAnswer]) -> Option<Vec<usize>> {
        let mut scratch = Scratch::default();
        self.add_up(codes, &mut scratch);
        let mut found = vec![Choice::default()];
        for objective in 0..self.floors.len() {
            let of_objective = self.choices(codes, objective, scratch.objectives[objective]);
            found = self.combined(&found, &of_objective);
        }
        let total = scratch.total;
        let met = scratch.counts.met;
        let enough = |choice: &&Choice| match &self.pass {
            // What is not met is among the items of every choice.
            PassRule::All => true,
            PassRule::Count(count) => met + choice.met >= *count,
            PassRule::Total(least) => {
                least.reached(total.lo + choice.points, total.whole, self.credit_one)
            }
        };
        let enough = found.iter().filter(enough);
        Some(
            enough
                .min_by_key(|choice| choice.items.len())?
                .items
                .clone(),
        )
    }

    /// For each number of items of an objective the best choice that reaches its floor.
    fn choices(&self, codes: &[PackedAnswer], objective: usize, points: Points) -> Vec<Choice> {
        let candidates = self.candidates(codes, objective);
        let required = |candidate: &Candidate| {
            let every = matches!(self.pass, PassRule::All);
            candidate.counts && (every || self.musts.contains(&candidate.item))
        };
        let (forced, free): (Vec<_>, Vec<_>) = candidates.into_iter().partition(required);
        let (counting, others): (Vec<_>, Vec<_>) = free.into_iter().partition(|one| one.counts);
        let floor = self.floors[objective].as_ref().filter(|_| points.whole > 0);
        let mut choices: Vec<Choice> = Vec::new();
        for a in 0..=counting.len() {
            for b in 0..=others.len() {
                let taken = forced.iter().chain(&counting[..a]).chain(&others[..b]);
                let choice = taken.fold(Choice::default(), |choice, one| choice.with(one));
                let reached = points.lo + choice.points;
                if floor.is_none_or(|floor| floor.reached(reached, points.whole, self.credit_one)) {
                    choices.push(choice);
                }
            }
        }
        self.best(choices)
    }

    /// The items of an objective that a better answer is possible for, by descending gain.
    fn candidates(&self, codes: &[PackedAnswer], objective: usize) -> Vec<Candidate> {
        let best = self.extremes.0;
        let (most, met) = (self.credit(best).0, self.answer(best) == Answer::Met);
        let runs = self.runs.iter().filter(|run| run.objective == objective);
        let items = runs.flat_map(|run| run.items.clone().map(|item| (item, run.points)));
        let mut candidates: Vec<Candidate> = items
            .filter(|&(item, _)| self.answer(codes[item]) != Answer::NotApplicable)
            .map(|(item, points)| Candidate {
                item,
                gain: points * (most - self.credit(codes[item]).0),
                counts: met && self.answer(codes[item]) != Answer::Met,
            })
            .filter(|one| one.gain > 0 || one.counts)
            .collect();
        candidates.sort_by_key(|one| (Reverse(one.gain), one.item));
        candidates
    }

    /// Every choice of the one with every choice of the other, of as many items the best.
    fn combined(&self, ones: &[Choice], others: &[Choice]) -> Vec<Choice> {
        let pairs = ones
            .iter()
            .flat_map(|one| others.iter().map(move |other| one.and(other)));
        self.best(pairs.collect())
    }

    /// Of choices of as many items the one that does most for the rule.
    fn best(&self, mut choices: Vec<Choice>) -> Vec<Choice> {
        let worth = |choice: &Choice| match self.pass {
            PassRule::Total(_) => choice.points,
            PassRule::All | PassRule::Count(_) => i64::from(choice.met),
        };
        choices.sort_by_key(|choice| (choice.items.len(), Reverse(worth(choice))));
        choices.dedup_by_key(|choice| choice.items.len());
        choices
    }

    /// Any one condition that is broken makes a unit fail: the one that takes the fewest answers.
    fn fewest_to_fail(&self, codes: &[PackedAnswer]) -> Option<Vec<usize>> {
        let mut scratch = Scratch::default();
        self.add_up(codes, &mut scratch);
        let worst = self.extremes.1;
        let least = self.credit(worst).0;
        let applies = |&item: &usize| self.answer(codes[item]) != Answer::NotApplicable;
        let mut losses: Vec<(usize, usize, i64)> = Vec::new();
        for run in &self.runs {
            let items = run.items.clone().filter(applies);
            losses.extend(items.map(|item| {
                let loss = run.points * (self.credit(codes[item]).1 - least);
                (item, run.objective, loss)
            }));
        }
        losses.sort_by_key(|&(item, _, loss)| (Reverse(loss), item));
        let mut ways: Vec<Vec<usize>> = Vec::new();
        if self.answer(worst) == Answer::Unmet {
            let may_be_met =
                |&item: &usize| matches!(self.answer(codes[item]), Answer::Met | Answer::Open);
            let mut items = (0..codes.len()).filter(may_be_met);
            ways.extend(
                self.musts
                    .iter()
                    .copied()
                    .find(may_be_met)
                    .map(|item| vec![item]),
            );
            match &self.pass {
                PassRule::All => ways.extend(items.next().map(|item| vec![item])),
                PassRule::Count(count) => {
                    let items: Vec<usize> = items.collect();
                    let needed = (items.len() + 1).checked_sub(*count as usize);
                    ways.extend(needed.and_then(|n| items.get(..n)).map(<[usize]>::to_vec));
                }
                PassRule::Total(_) => {}
            }
        }
        let total = match &self.pass {
            PassRule::Total(total) => Some((total, scratch.total, None)),
            PassRule::All | PassRule::Count(_) => None,
        };
        let floors = self.floors.iter().enumerate();
        let floors = floors
            .filter_map(|(at, floor)| Some((floor.as_ref()?, scratch.objectives[at], Some(at))));
        for (least, points, objective) in total.into_iter().chain(floors) {
            let mut left = points.hi;
            let mut items = Vec::new();
            for &(item, of, loss) in &losses {
                if objective.is_some_and(|objective| objective != of) {
                    continue;
                }
                (left, items) = (left - loss, [items, vec![item]].concat());
                if !least.reached(left, points.whole, self.credit_one) {
                    ways.push(items);
                    break;
                }
            }
        }
        ways.into_iter().min_by_key(Vec::len)
    }

    /// The least and the greatest credit of an answer, in whole numbers.
    pub(super) fn credit(&self, code: PackedAnswer) -> (i64, i64) {
        let both = self.table.credits[usize::from(code.0)];
        ((both >> 32) as i64, (both & u64::from(u32::MAX)) as i64)
    }
}

impl Choice {
    fn with(mut self, one: &Candidate) -> Choice {
        self.items.push(one.item);
        self.points += one.gain;
        self.met += u32::from(one.counts);
        self
    }

    fn and(&self, other: &Choice) -> Choice {
        Choice {
            items: [&self.items[..], &other.items[..]].concat(),
            points: self.points + other.points,
            met: self.met + other.met,
        }
    }
}
