//! Counts the answers to a checklist of the units below one unit, a row at a time. Rows mostly come by the unit above, so that
//! the counts of one are gathered before they are added to those of all.

use super::counts::{Counts, add_answer};
use crate::checklist::{ChecklistScorer, ItemPlanes, Scratch};
use crate::observation::{Aggregate, AggregateValue, AnswerMasks, Outcomes, UnitIx};
use crate::plan::{ChecklistIx, Year};

/// The counts of one checklist, unit and year that have not yet been added to all.
#[derive(Debug, Default)]
pub struct SheetCounts {
    of: Option<(ChecklistIx, UnitIx, Year)>,
    outcomes: Outcomes,
    items: ItemPlanes,
    scratch: Scratch,
}

impl SheetCounts {
    /// Scores one unit's answers and counts the result at `to`, as [`Counts::checklist`] does; false where they have to be
    /// counted there. `counts` are those of all.
    pub fn add(
        &mut self,
        counts: &mut Counts,
        scorer: &ChecklistScorer,
        (checklist, unit, year): (ChecklistIx, UnitIx, Year),
        answers: &AnswerMasks,
    ) -> bool {
        if scorer.keeps_losses() {
            return false;
        }
        if answers.is_blank() {
            return true;
        }
        let Some(passes) = scorer.passes_masks(answers, &mut self.scratch) else {
            return false;
        };
        let of = Some((checklist, unit, year));
        if self.of != of {
            self.finish(counts);
            self.of = of;
            self.outcomes.items.resize(scorer.len(), Default::default());
        }
        add_answer(&mut self.outcomes, passes);
        if let Some(band) = scorer.band(&self.scratch, passes) {
            self.outcomes.add_band(band);
        }
        if !self.items.add(scorer, answers) {
            self.items.empty_into(&mut self.outcomes.items);
        }
        true
    }

    /// Adds what has been gathered to the counts of all.
    pub fn finish(&mut self, counts: &mut Counts) {
        let Some((checklist, unit, year)) = self.of.take() else {
            return;
        };
        let mut outcomes = std::mem::take(&mut self.outcomes);
        self.items.empty_into(&mut outcomes.items);
        let key = (Aggregate::Passes(checklist), unit, year);
        counts.insert_or_add(key, AggregateValue::Outcomes(outcomes));
    }
}
