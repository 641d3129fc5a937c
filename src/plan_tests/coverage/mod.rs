//! What the tests reach of a plan: for each indicator its edges, at which a verdict changes, and those that a case is at.
//!
//! A case counts for an indicator if it expects a verdict of it, or a value where the target is only monitored.

mod answers;
mod edges;
mod reached;

pub use edges::{Edge, Side, edges};
pub use reached::reached;

use crate::plan::{IndicatorIx, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// What the tests reach of a plan.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// By indicator: its edges.
    edges: BTreeMap<IndicatorIx, BTreeSet<Edge>>,
    /// By indicator: those that a case is at; an indicator of which nothing is tested is not among them.
    reached: BTreeMap<IndicatorIx, BTreeSet<Edge>>,
}

impl Coverage {
    /// The coverage of a plan by what its cases reached.
    pub fn new(plan: &Plan, reached: impl IntoIterator<Item = (IndicatorIx, Vec<Edge>)>) -> Self {
        let mut coverage = Coverage {
            edges: plan
                .indicators()
                .map(|(ix, _)| (ix, edges(plan, ix)))
                .collect(),
            reached: BTreeMap::new(),
        };
        for (ix, edges) in reached {
            coverage.reached.entry(ix).or_default().extend(edges);
        }
        coverage
    }

    /// How many indicators there are, and how many of them are tested.
    pub fn indicators(&self) -> (u64, u64) {
        (self.edges.len() as u64, self.reached.len() as u64)
    }

    /// How many edges there are, and how many of them are tested.
    pub fn edges(&self) -> (u64, u64) {
        let all: usize = self.edges.values().map(BTreeSet::len).sum();
        let missing: usize = self.missing().map(|(_, edges)| edges.len()).sum();
        (all as u64, (all - missing) as u64)
    }

    /// Whether anything of an indicator is tested.
    pub fn is_tested(&self, indicator: IndicatorIx) -> bool {
        self.reached.contains_key(&indicator)
    }

    /// The edges of each indicator that no case is at, in the order of the plan.
    pub fn missing(&self) -> impl Iterator<Item = (IndicatorIx, Vec<&Edge>)> {
        self.edges.iter().map(|(ix, edges)| {
            let reached = self.reached.get(ix);
            let is_reached = |edge: &&Edge| reached.is_some_and(|some| some.contains(*edge));
            let missing = edges.iter().filter(|edge| !is_reached(edge));
            (*ix, missing.collect())
        })
    }
}
