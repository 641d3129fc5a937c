//! What a pace is measured from, as an explanation states it.

use super::super::explanation::Baseline;
use super::super::number::{Bounds, Decimal, Fraction};
use super::{Builder, place};
use crate::evaluate::Judgement;

impl Builder<'_> {
    /// The baseline of a judgement's pace; `None` where there is none.
    pub(super) fn baseline(&self, judged: &Judgement) -> Option<Baseline> {
        let baseline = judged.baseline.as_ref()?;
        let known = baseline.value.known();
        let measured = !baseline.declared;
        Some(Baseline {
            year: baseline.year,
            value: known.map(Decimal::of),
            exact: known.and_then(Fraction::of),
            bounds: Bounds::of(&baseline.value).filter(|_| measured),
            declared: baseline
                .declared
                .then(|| place(&self.plan[judged.indicator].at)),
            figures: (baseline.inputs.iter())
                .map(|input| self.figure(input))
                .collect(),
        })
    }
}
