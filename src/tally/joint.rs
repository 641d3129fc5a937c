//! Variables that say something only together in one unit: a part bounds its whole and is bounded by it, a mean weighs by its
//! weight. Where a unit has an exact figure of each and they agree, none bounds another, so that sums say all that is asked of
//! them: the unit is counted. The cells of any other unit are kept one by one.

use super::count_plan::{Aggregation, CountPlan};
use super::counts::{Counts, condition};
use crate::number::{Number, Value};
use crate::observation::{Aggregate, UnitIx};
use crate::plan::{LevelIx, Plan, VariableIx, Year};

/// Variables of one level that are joined to each other, directly or by others of them.
#[derive(Clone, Debug)]
pub struct JointVariables {
    /// The level at which they are collected.
    pub level: LevelIx,
    /// The variables, in their order.
    pub variables: Vec<VariableIx>,
    /// Each part, and its whole; by their indices among the variables.
    parts: Vec<(usize, usize)>,
    /// Each mean, and its weight.
    means: Vec<(usize, usize)>,
}

/// What joins two variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// The first is a part of the second.
    Part(VariableIx, VariableIx),
    /// The first is a mean that the second weighs.
    Mean(VariableIx, VariableIx),
}

impl Joined {
    fn both(self) -> [VariableIx; 2] {
        let (Joined::Part(one, other) | Joined::Mean(one, other)) = self;
        [one, other]
    }
}

impl JointVariables {
    /// The groups that pairs make; left out are those with a variable that `excluded` names, whose cells have to be kept.
    pub fn groups(
        plan: &Plan,
        pairs: &[Joined],
        excluded: impl Fn(VariableIx) -> bool,
    ) -> Vec<JointVariables> {
        let mut groups: Vec<Vec<VariableIx>> = Vec::new();
        for pair in pairs {
            let joined = |group: &mut Vec<VariableIx>| {
                (pair.both().iter()).any(|variable| group.contains(variable))
            };
            let mut group: Vec<VariableIx> = groups.extract_if(.., joined).flatten().collect();
            group.extend(pair.both());
            group.sort();
            group.dedup();
            groups.push(group);
        }
        groups.sort();
        let level = |variable: &VariableIx| plan[*variable].level;
        groups.retain(|group| {
            let one_level = group
                .iter()
                .all(|variable| level(variable) == level(&group[0]));
            one_level && !group.iter().any(|&variable| excluded(variable))
        });
        let groups = groups.into_iter();
        groups
            .map(|group| JointVariables::new(plan, group, pairs))
            .collect()
    }

    fn new(plan: &Plan, variables: Vec<VariableIx>, pairs: &[Joined]) -> JointVariables {
        let at = |variable: VariableIx| variables.binary_search(&variable).ok();
        let mut joint = JointVariables {
            level: plan[variables[0]].level,
            parts: Vec::new(),
            means: Vec::new(),
            variables: Vec::new(),
        };
        for pair in pairs {
            match *pair {
                Joined::Part(part, whole) => joint.parts.extend(at(part).zip(at(whole))),
                Joined::Mean(mean, weight) => joint.means.extend(at(mean).zip(at(weight))),
            }
        }
        for pairs in [&mut joint.parts, &mut joint.means] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        joint.variables = variables;
        joint
    }

    /// Whether exact figures of one unit, in the order of the variables and in units of their last decimals, are such that none
    /// bounds another: no part is more than its whole, no weight is negative, and products fit in 128 bits.
    pub fn agree(&self, plan: &Plan, figures: &[i128]) -> bool {
        let figure = |at: usize| Number::scaled(figures[at], self.decimals(plan, at));
        let parts = self.parts.iter().all(|&(part, whole)| {
            match self.decimals(plan, part) == self.decimals(plan, whole) {
                true => figures[part] <= figures[whole],
                false => figure(part) <= figure(whole),
            }
        });
        let weighs = |&(mean, weight): &(usize, usize)| {
            figures[weight] >= 0 && figures[mean].checked_mul(figures[weight]).is_some()
        };
        parts && self.means.iter().all(weighs)
    }

    /// Each part, and its whole; by their indices among the variables.
    pub fn parts(&self) -> &[(usize, usize)] {
        &self.parts
    }

    /// Each mean, and its weight; by their indices among the variables.
    pub fn means(&self) -> &[(usize, usize)] {
        &self.means
    }

    fn decimals(&self, plan: &Plan, at: usize) -> u32 {
        plan[self.variables[at]].decimals
    }

    /// Counts a unit's exact figures, which agree.
    pub fn count(
        &self,
        plan: &Plan,
        count_plan: &CountPlan,
        counts: &mut Counts,
        to: (UnitIx, Year),
        figures: &[i128],
    ) {
        for (at, &variable) in self.variables.iter().enumerate() {
            if !self.is_only_mean(at) {
                counts.exact(Aggregate::Sum(variable), to, figures[at]);
            }
            for used in count_plan.uses(variable) {
                if let Aggregation::Holds { counted, rule } = used {
                    let figure = Number::scaled(figures[at], self.decimals(plan, at));
                    counts.answer(*counted, to, condition(&**rule, &Value::point(figure)));
                }
            }
        }
        for &(mean, weight) in &self.means {
            let counted = Aggregate::Weighted {
                mean: self.variables[mean],
                weight: self.variables[weight],
            };
            counts.exact(counted, to, figures[mean].saturating_mul(figures[weight]));
        }
    }

    /// Whether nothing asks for the sum of a variable: it is a mean, and weighs none.
    fn is_only_mean(&self, at: usize) -> bool {
        let weighs = self.means.iter().any(|&(_, weight)| weight == at);
        !weighs && self.means.iter().any(|&(mean, _)| mean == at)
    }
}
