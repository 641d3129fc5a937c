//! What a value came from, as results list it.

use super::common::Place;
use super::number::{Bounds, Decimal, Fraction};
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that a value came from, or should have come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Evidence {
    /// A cell that was read, or that should have been.
    Cell(Cell),
    /// A planned figure: shown and not used.
    Planned(Cell),
    /// A count over units that are not judged one by one.
    Summary(Count),
}

/// A cell that was read, or that should have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The variable's id.
    pub variable: String,
    /// The unit's code.
    pub unit: String,
    /// A year, or `first-last`.
    pub period: String,
    /// Whether a usable figure was reported.
    pub reported: bool,
    /// Where it was read; null where there is no such cell.
    pub place: Option<Place>,
    /// The text as it stands there.
    pub raw: Option<String>,
    /// Null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// The source that the file names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A count over units that are not judged one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// What is counted: units that pass a checklist, units that satisfy a condition, or a sum.
    pub counted: Counted,
    /// The id of the checklist, indicator or variable that is counted.
    pub variable: String,
    /// The code of the unit that they are below.
    pub unit: String,
    /// The year.
    pub year: Year,
    /// How many units there are; null where neither a roster nor a register says.
    pub expected: Option<u64>,
    /// How many of them reported.
    pub reported: u64,
    /// The command that prints them one by one, with their cells; it reads the plan and the data that this run read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<String>,
    /// Of a checklist's items, how many units met each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemCount>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Units that pass a checklist.
    Passes,
    /// Units that satisfy a condition.
    Holds,
    /// The sum of a variable.
    Sum,
}

/// How many units met an item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ItemCount {
    /// The item's id.
    pub id: String,
    /// Units that met it.
    pub met: u32,
    /// Units that did not.
    pub unmet: u32,
    /// Units whose answer is missing or unclear.
    pub open: u32,
    /// Units that it does not apply to.
    pub not_applicable: u32,
    /// Where failing units are counted: those that fail and do not meet it, in per cent of all units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub censored_headcount: Option<Bounds>,
}
