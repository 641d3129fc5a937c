//! What a unit loses that does not pass.

use super::{Answer, ChecklistScorer, Points, Scratch};
use crate::number::Ternary;
use crate::observation::{FailedItem, Loss, Losses, PackedAnswer};

impl ChecklistScorer {
    /// Asks for losses to be counted, which only some measures have a use for.
    pub fn keep_losses(&mut self) {
        self.losses = true;
    }

    /// Whether losses are counted.
    pub fn keeps_losses(&self) -> bool {
        self.losses
    }

    /// Adds what a unit loses, given what its answers came to, unless it is certain to pass.
    pub fn add_losses(
        &self,
        codes: &[PackedAnswer],
        scratch: &Scratch,
        passes: Option<Ternary>,
        losses: &mut Losses,
    ) {
        if losses.items.is_empty() {
            losses.items.resize(self.items, FailedItem::default());
        }
        let surely_fails = match passes {
            None | Some(Ternary::Yes) => return,
            Some(Ternary::No) => true,
            Some(Ternary::Unknown) => false,
        };
        let Points { lo, hi, whole } = scratch.total;
        let whole = whole * self.credit_one;
        let loss = Loss {
            surely_fails,
            least: whole - hi,
            most: whole - lo,
            whole,
        };
        *losses.units.entry(loss).or_default() += 1;
        for (code, item) in codes.iter().zip(&mut losses.items) {
            let answer = self.answer(*code);
            item.surely += u64::from(surely_fails && answer == Answer::Unmet);
            item.possibly += u64::from(matches!(answer, Answer::Unmet | Answer::Open));
        }
    }
}
