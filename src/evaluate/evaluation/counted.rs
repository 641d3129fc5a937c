//! The verdict of a year that is only counted or looked back at.

use super::{Evaluation, Reference};
use crate::evaluate::Counted;

impl Evaluation<'_, '_> {
    /// The value of the year by itself and its verdict, without all that is said beside them.
    pub fn counted(&self) -> Counted {
        let mut measured = self.series.measure_quietly(self.when(self.figure_year));
        let reference = self.reference(false);
        // Once the target is due, the verdict does not rest on how it began.
        let baseline = match self.due() {
            true => None,
            false => self.baseline(),
        };
        let (_, _, verdict) = self.outcome(&measured, &reference, &baseline);
        if let Reference::Value(before) = reference {
            measured.inputs.extend(before.inputs);
        }
        Counted {
            value: measured.value,
            verdict,
            due: self.due(),
            inputs: measured.inputs,
        }
    }
}
