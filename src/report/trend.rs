//! `kaoping/trend/1`: indicators over the years, and where they lead.

use super::common::{Exit, Finding, Unit};
use super::head::DocumentHead;
use super::number::{Bounds, Decimal, Fraction};
use super::scorecard::IndicatorResult;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/trend/1";

/// Indicators over the years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/trend/1")]
pub struct TrendDocument {
    /// Plan and figures.
    #[serde(flatten)]
    pub head: DocumentHead,
    /// Unit by unit, in the plan's order.
    pub series: Vec<TrendSeries>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// One indicator of one unit over the years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendSeries {
    /// `indicator/unit`.
    pub id: String,
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// The value that change is measured from; null where there is none.
    pub baseline: Option<BaselineValue>,
    /// Its years, ascending.
    pub years: Vec<TrendYear>,
    /// The first year in which the target is met; null where there is none.
    pub first_met: Option<Year>,
    /// The last year in which it is met; null where there is none.
    pub last_met: Option<Year>,
    /// How many years in a row it has been met, up to the last.
    pub met_in_a_row: u32,
    /// Whether it was met once and no longer holds in the last year that is over; false where that is not known.
    pub lost: bool,
    /// The change per year that leads to the target in time; null where there is nothing to reach or no time left.
    pub required_step: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_step_exact: Option<Fraction>,
    /// Where the figures lead; null where the target is due, or has no number, or too little is known.
    pub projection: Option<Projection>,
    /// Of a sum that is short of its target: what each member adds by the date if it goes on as in the last year, the most
    /// first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberStep>,
    /// How many of `members`, from the first on, close the gap together; null where all of them do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_enough: Option<u64>,
}

/// The value that change is measured from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BaselineValue {
    /// Its year.
    pub year: Year,
    /// Null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// All that it may be; null where it is not applicable.
    pub bounds: Option<Bounds>,
}

/// One year of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendYear {
    /// The result of the year, as in a scorecard, without evidence.
    #[serde(flatten)]
    pub result: IndicatorResult,
    /// Value minus the value of the year before; null where either is not known.
    pub change: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_exact: Option<Fraction>,
}

/// Where the figures so far lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Projection {
    /// How they are continued.
    pub method: Method,
    /// The year in which the target is due.
    pub year: Year,
    /// The value expected then.
    pub value: Decimal,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// The change projected in per cent of the change required; null without a baseline apart from the target.
    pub share: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_exact: Option<Fraction>,
    /// What that means; null where `share` is.
    pub outlook: Option<Outlook>,
}

/// How figures are continued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The least-squares line through all years with a known value, at least three.
    LeastSquares,
    /// The straight line through the last two years with a known value.
    LastTwo,
    /// The constant growth rate between the first and the last year with a known value.
    Growth,
}

impl Method {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Method::LeastSquares => "least-squares",
            Method::LastTwo => "last-two",
            Method::Growth => "growth",
        }
    }
}

/// How far the projected change goes towards the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outlook {
    /// At least 95% of the change required.
    OnTrack,
    /// At least 10%.
    Progress,
    /// Less.
    LittleOrNone,
}

impl Outlook {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Outlook::OnTrack => "on-track",
            Outlook::Progress => "progress",
            Outlook::LittleOrNone => "little-or-none",
        }
    }
}

/// What a member adds to a sum by the date if it goes on as in the last year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MemberStep {
    /// The member.
    pub unit: Unit,
    /// Its value in the last year.
    pub value: Decimal,
    /// Its change from the year before.
    pub change: Decimal,
    /// That change for each year that is left.
    pub by_due: Decimal,
}
