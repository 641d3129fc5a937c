//! What units that do not pass a checklist lose of its points, counted: the counting approach of Alkire and Foster (2011).

use std::collections::BTreeMap;

/// How many units lose how much, and which items they do not meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// By what a unit loses: how many. Units that are certain to pass are not among them.
    pub units: BTreeMap<Loss, u64>,
    /// By item.
    pub items: Vec<FailedItem>,
}

/// What a unit loses that does not pass, or may not. Points are whole multiples of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// Whether it is certain not to pass.
    pub surely_fails: bool,
    /// The least points that it loses.
    pub least: i64,
    /// The most points that it loses.
    pub most: i64,
    /// The points of the items that apply, above 0.
    pub whole: i64,
}

/// Units that do not pass and do not meet an item: its censored headcount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailedItem {
    /// Units of which both is certain.
    pub surely: u64,
    /// Units of which both is possible, these among them.
    pub possibly: u64,
}

impl Losses {
    /// Adds the losses of other units.
    pub fn add(&mut self, other: &Losses) {
        for (loss, count) in &other.units {
            *self.units.entry(*loss).or_default() += count;
        }
        if self.items.len() < other.items.len() {
            self.items.resize(other.items.len(), FailedItem::default());
        }
        for (mine, theirs) in self.items.iter_mut().zip(&other.items) {
            mine.surely += theirs.surely;
            mine.possibly += theirs.possibly;
        }
    }
}
