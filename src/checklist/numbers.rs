//! The whole numbers that a checklist is judged by, for those who let others count with them.

use super::{Answer, ChecklistScorer, PassRule, Threshold};
use crate::observation::PackedAnswer;

/// What one answer to one item is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// What it says of its item.
    pub answer: Answer,
    /// The least points that it may bring.
    pub got: i64,
    /// What it may bring beyond these.
    pub more: i64,
    /// The points that apply, which are not multiplied by one credit: those of the item, or 0 where it does not apply.
    pub whole: i64,
}

/// A percentage of points that has to be reached: `got × points ≥ whole × of_whole`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// By what the points got are multiplied.
    pub points: i128,
    /// By what the points that apply are multiplied.
    pub of_whole: i128,
}

/// What the items as a whole have to come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Every item that applies is met.
    All,
    /// So many items are met.
    Count(u32),
    /// A percentage of points.
    Total(Least),
}

impl ChecklistScorer {
    /// What an answer to an item is worth; nothing at all where there is no such item.
    pub fn worth(&self, item: usize, code: PackedAnswer) -> Worth {
        let points = (self.runs.iter())
            .find(|run| run.items.contains(&item))
            .map_or(0, |run| run.points);
        let answer = self.answer(code);
        let (least, most) = self.credit(code);
        Worth {
            answer,
            got: points * least,
            more: points * (most - least),
            whole: match answer {
                Answer::NotApplicable => 0,
                _ => points,
            },
        }
    }

    /// The objective that an item belongs to.
    pub fn objective(&self, item: usize) -> usize {
        let mut runs = self.runs.iter();
        runs.find(|run| run.items.contains(&item))
            .map_or(0, |run| run.objective)
    }

    /// Whether an item must be met.
    pub fn is_must(&self, item: usize) -> bool {
        self.musts.contains(&item)
    }

    /// The least that each objective has to reach, in order; `None` inside where it has no floor.
    pub fn floors(&self) -> impl Iterator<Item = Option<Least>> {
        let floors = self.floors.iter();
        floors.map(|floor| floor.as_ref().map(|floor| self.least(floor)))
    }

    /// What the items as a whole have to come to.
    pub fn rule(&self) -> Rule {
        match &self.pass {
            PassRule::All => Rule::All,
            PassRule::Count(count) => Rule::Count(*count),
            PassRule::Total(total) => Rule::Total(self.least(total)),
        }
    }

    /// Where the bands begin.
    pub fn bands(&self) -> impl Iterator<Item = Least> {
        self.bands.iter().map(|band| self.least(band))
    }

    fn least(&self, threshold: &Threshold) -> Least {
        let (points, of_whole) = threshold.factors(self.credit_one);
        Least { points, of_whole }
    }
}
