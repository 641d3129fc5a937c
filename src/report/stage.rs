//! How a target stands at a stage of the plan.

use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a target stands at a stage of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageResult {
    /// `mid-term`, `final`.
    pub stage: String,
    /// Mid-term: `done`, `ahead`, `on-schedule`, `slightly-behind`, `clearly-behind`; final: `met`, `missed`, `met-then-lost`; at
    /// both: `not-assessable`.
    pub status: String,
    /// Why it can't be assessed; null where it can.
    pub reason: Option<String>,
    /// `binding` or `expected`; null where the plan does not say.
    pub nature: Option<String>,
    /// Of a target that is due in each year, the years so far in which it held; null for others.
    pub held: Option<Vec<Year>>,
}
