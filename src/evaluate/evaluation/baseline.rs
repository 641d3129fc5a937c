//! What the way to a target began from.

use super::Evaluation;
use crate::evaluate::BaselineValue;
use crate::number::{Number, Value};
use crate::plan::rule::{Goal, ReferencePeriod};
use crate::plan::{Timing, Year};

impl Evaluation<'_, '_> {
    /// Where the way to the target began: as the plan states it, else as it was measured; 0 for a sum over the period.
    /// `None` if there is no such value.
    pub(in crate::internals::evaluate) fn baseline(&self) -> Option<Value> {
        if matches!(self.target.timing, Timing::Cumulative(_)) {
            return Some(Value::point(Number::zero()));
        }
        let indicator = self.series.definition();
        let baseline = &indicator.baseline;
        if let Some(value) = &baseline.value {
            return Some(Value::point(value.clone()));
        }
        let starts = match self.rule.goal() {
            Goal::Threshold { .. } | Goal::Growth(_) => true,
            Goal::Change(_) => self.rule.reference_period() == Some(ReferencePeriod::Period),
            Goal::Band { .. } | Goal::Milestone | Goal::Nothing => false,
        };
        let year = self.base_year;
        let comes_before = year < self.figure_year && self.existed(year);
        if !self.has_baseline() || !starts || !comes_before {
            return None;
        }
        let measured = self.series.measured(year);
        Some(measured.value.clone()).filter(|value| *value != Value::NotApplicable)
    }

    /// The baseline with its year: the year before the first for a sum over the period. `None` if there is no baseline.
    pub(in crate::internals::evaluate) fn start(&self) -> Option<(Year, Value)> {
        Some((self.start_year(), self.baseline()?))
    }

    pub(super) fn start_year(&self) -> Year {
        match self.target.timing {
            Timing::Cumulative(_) => self.series.plan.first - 1,
            _ => self.base_year,
        }
    }

    /// The baseline with what it came from; `None` for a sum over the period, and if there is no such value.
    pub(super) fn baseline_of_pace(&self) -> Option<BaselineValue> {
        if matches!(self.target.timing, Timing::Cumulative(_)) {
            return None;
        }
        let value = self.baseline()?;
        let declared = self.series.definition().baseline.value.is_some();
        Some(BaselineValue {
            year: self.base_year,
            value,
            declared,
            inputs: match declared {
                true => Vec::new(),
                false => self.series.measured(self.base_year).inputs.clone(),
            },
        })
    }
}
