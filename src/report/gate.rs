//! What a run is held to, and what came of it.

use super::common::Severity;
use super::number::Decimal;
use super::scorecard::{Card, IndicatorResult, ScorecardHead};
use crate::evaluate::Verdict;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a run is held to. Limits are in per cent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gate {
    /// Results with one of these verdicts fail the run.
    pub fail_on: Vec<Verdict>,
    /// Results with one of these verdicts are warned of.
    pub warn_on: Vec<Verdict>,
    /// The least share of due targets that are met.
    pub min_met: Option<Decimal>,
    /// The least share of the targets on their way that are on track.
    pub min_on_schedule: Option<Decimal>,
    /// The least share of the figures asked for that are reported.
    pub min_coverage: Option<Decimal>,
    /// The least attainment of every target that is due.
    pub min_attainment: Option<Decimal>,
    /// The greatest share of waived targets.
    pub max_waived: Option<Decimal>,
    /// The earlier scorecard, where only what got worse since then fails.
    pub baseline: Option<String>,
}

/// What a gate says of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GateMark {
    /// It fails the run.
    Fail,
    /// It is warned of.
    Warn,
}

impl GateMark {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            GateMark::Fail => "fail",
            GateMark::Warn => "warn",
        }
    }
}

/// What came of a gate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GateEnd {
    /// Whether the run passed.
    pub passed: bool,
    /// Why it did not.
    pub failed: Vec<String>,
    /// What is warned of.
    pub warned: Vec<String>,
}

impl ScorecardHead {
    /// The results of a card that the gate refuses or warns of, and those that are waived as notes, for formats that know
    /// failures only.
    pub fn marked<'a>(
        &'a self,
        card: &'a Card,
    ) -> impl Iterator<Item = (Severity, &'a IndicatorResult)> {
        card.results.iter().filter_map(|result| {
            let severity = match self.mark(result) {
                Some(GateMark::Fail) => Severity::Error,
                Some(GateMark::Warn) => Severity::Warning,
                None if result.waiver.is_some() => Severity::Note,
                None => return None,
            };
            Some((severity, result))
        })
    }

    /// The last year of the plan; that of the card where there is no plan.
    pub fn last_year(&self, card: &Card) -> Year {
        let plan = self.document.plan.as_ref();
        plan.map_or(card.year, |plan| plan.last)
    }

    /// What the gate says of a result, for formats that know failures only. Where no verdict is asked for, targets that are
    /// missed are failures.
    pub fn mark(&self, result: &IndicatorResult) -> Option<GateMark> {
        let of_results = |gate: &Gate| !gate.fail_on.is_empty() || gate.baseline.is_some();
        let missed = result.verdict == Verdict::Missed;
        match self.gate.as_ref().is_some_and(of_results) {
            false if missed => Some(GateMark::Fail),
            _ => result.gate,
        }
    }
}
