//! What units lose of a checklist's points that do not pass it, with the units of which nothing is known.

use crate::evaluate::context::Context;
use crate::observation::{Aggregate, UnitIx, When};
use crate::plan::measure::{CountedUnits, UnitLosses};

impl Context<'_> {
    /// What is known of the losses of the units below; `None` if more reported than there can be.
    pub(in crate::internals::evaluate) fn losses_of_units(
        &mut self,
        counted: Aggregate,
        units: &CountedUnits,
        unit: UnitIx,
        when: When,
    ) -> Option<UnitLosses> {
        let year = when.end();
        let counts = self.counts(counted, units, unit, year)?;
        let outcomes = counts.outcomes;
        let unseen = counts.all.besides(outcomes.reported());
        Some(UnitLosses {
            losses: outcomes.losses.as_deref().cloned().unwrap_or_default(),
            passing: outcomes.holds,
            unseen: (unseen.least, unseen.most),
            may_not_apply: counts.may_not_apply,
        })
    }
}
