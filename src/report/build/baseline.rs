//! What a pace starts from, as an explanation states it.

use super::super::explanation::Baseline;
use super::super::number::{Bounds, Decimal, Fraction};
use super::{Builder, place};
use crate::evaluate::{self, Judgement};
use crate::observation::When;
use crate::plan::Timing;

impl Builder<'_> {
    /// The baseline of a judgement's pace; `None` where there is no pace, and for sums over the period, which start from 0.
    pub(super) fn baseline(&self, judged: &Judgement) -> Option<Baseline> {
        judged.pace.as_ref()?;
        if matches!(judged.timing, Timing::Cumulative(_)) {
            return None;
        }
        let indicator = &self.plan[judged.indicator];
        let year = judged.base_year;
        if let Some(value) = &indicator.baseline.value {
            return Some(Baseline {
                year,
                value: Some(Decimal::of(value)),
                exact: Fraction::of(value),
                bounds: None,
                declared: Some(place(&indicator.at)),
                figures: Vec::new(),
            });
        }
        let (plan, figures) = (self.plan, self.figures);
        let when = When::Year(year);
        let measured = evaluate::measure(plan, figures, judged.indicator, judged.unit, when, false);
        let known = measured.value.known();
        let interval = measured.value.interval()?;
        Some(Baseline {
            year,
            value: known.map(Decimal::of),
            exact: known.and_then(Fraction::of),
            bounds: Some(Bounds::of_interval(interval)),
            declared: None,
            figures: measured
                .inputs
                .iter()
                .map(|input| self.figure(input))
                .collect(),
        })
    }
}
