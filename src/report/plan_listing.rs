//! `kaoping/plan/1`: what a plan asks for.

use super::common::{Assumption, Exit, Finding, Language, Tool};
use super::head::Chapter;
use super::scorecard::Timing;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/plan/1";

/// What a plan asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/plan/1")]
pub struct PlanDocument {
    /// `kaoping/plan/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// The plan; null where it is invalid.
    pub plan: Option<ListedPlan>,
    /// What is assumed for the plan as a whole.
    pub assumed: Vec<Assumption>,
    /// Its indicators, in the order of chapters, then of declaration.
    pub indicators: Vec<PlannedIndicator>,
    /// The language of the texts.
    #[serde(default)]
    pub language: Language,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// A plan by name and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedPlan {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The first year of its period.
    pub first: Year,
    /// The last year of its period.
    pub last: Year,
    /// Its chapters.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
}

/// An indicator and its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedIndicator {
    /// The indicator's id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// The ids of the levels at which it is judged.
    pub levels: Vec<String>,
    /// The chapter of its first clause.
    pub chapter: u32,
    /// The section of its first clause.
    pub section: u32,
    /// The id of its first clause.
    pub clause: String,
    /// The plan's own words.
    pub phrase: String,
    /// The key of the rule.
    pub rule: String,
    /// The rule in words.
    pub target: String,
    /// When it is due.
    pub timing: Timing,
    /// The year in which it is due; null where it is due each year.
    pub by: Option<Year>,
    /// What is assumed for it.
    pub assumed: Vec<Assumption>,
    /// The names of the levels at which it is judged.
    #[serde(default)]
    pub level_names: Vec<String>,
    /// The department responsible; null where the plan names none.
    #[serde(default)]
    pub lead: Option<String>,
    /// What is due in each year of the plan, ascending; years of which the plan says nothing are left out.
    #[serde(default)]
    pub schedule: Vec<ScheduledYear>,
    /// The targets that replace the first one, by ascending year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
}

/// A target that replaces an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// The first year in which it is in force.
    pub from: Year,
    /// The rule in words.
    pub target: String,
    /// When it is due.
    pub timing: Timing,
    /// The year in which it is due; null where it is due each year.
    pub by: Option<Year>,
    /// The reason.
    pub why: String,
}

/// What is due in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScheduledYear {
    /// The year.
    pub year: Year,
    /// The rule in words.
    pub target: String,
    /// What it is to the target.
    pub step: Step,
    /// When the target is due that it belongs to; null in documents of earlier versions.
    #[serde(default)]
    pub timing: Option<Timing>,
    /// The year in which that target is due; null where it is due each year.
    #[serde(default)]
    pub by: Option<Year>,
    /// The ids of the levels that it is asked of; empty where it is asked of all levels of the indicator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// The names of these levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub level_names: Vec<String>,
}

/// What a year's demand is to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The target, due in this year.
    Due,
    /// The target, due in this year as in every other.
    EachYear,
    /// An interim value of the plan's path, or what a yearly growth comes to.
    Interim,
    /// The last year of what is monitored, without a target.
    Monitored,
}

impl Step {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Step::Due => "due",
            Step::EachYear => "each-year",
            Step::Interim => "interim",
            Step::Monitored => "monitored",
        }
    }
}
