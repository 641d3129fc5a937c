//! `kaoping/diff/1`: the results that differ between two scorecards, and why.

use super::common::{Exit, Finding, Language, Place, Tool, Unit};
use super::gate::{GateEnd, GateMark};
use super::number::{Bounds, Decimal, Fraction};
use super::scorecard::IndicatorResult;
use crate::evaluate::Verdict;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/diff/1";

/// The results that differ between two scorecards, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/diff/1")]
pub struct DiffDocument {
    /// `kaoping/diff/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// The language of the texts.
    pub language: Language,
    /// The earlier scorecard; null where it could not be had.
    pub old: Option<DiffSide>,
    /// The later scorecard; null where it could not be had.
    pub new: Option<DiffSide>,
    /// How many results were compared and how many differ.
    pub summary: DiffSummary,
    /// Whether it is known why results differ.
    pub attributed: bool,
    /// Every cause, whether the two differ in it, and how many results it acts on.
    pub causes: Vec<CauseSummary>,
    /// The results that differ: those that got worse first, the worst first, then those that got better, then those of which
    /// only the value differs.
    pub rows: Vec<DiffRow>,
    /// What limits the comparison, and what to give to know why results differ.
    pub notes: Vec<String>,
    /// What came of the gate; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate_end: Option<GateEnd>,
    /// Errors that were found in the inputs.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

impl DiffDocument {
    /// Whether figures of either side are made up.
    pub fn is_synthetic(&self) -> bool {
        let sides = [&self.old, &self.new].into_iter().flatten();
        sides.into_iter().any(|side| side.synthetic)
    }
}

/// One of the two scorecards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiffSide {
    /// As the user named it: the file of a scorecard, or the data that was scored.
    pub name: String,
    /// The title of its plan; null where it has none.
    pub plan: Option<String>,
    /// The title of its data set.
    pub data_title: String,
    /// Whether its figures are made up.
    pub synthetic: bool,
    /// The years judged.
    pub years: Vec<Year>,
    /// The date up to which figures are used; null where all are.
    pub as_of: Option<String>,
}

/// How many results were compared and how many differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiffSummary {
    /// Results that either side has.
    pub results: u64,
    /// Results with another verdict on either side.
    pub verdicts: u64,
    /// Those that got worse; a new result is held against one that is not due.
    pub worse: u64,
    /// Those that got better.
    pub better: u64,
    /// Results that only the later scorecard has.
    pub appeared: u64,
    /// Results that only the earlier scorecard has.
    pub disappeared: u64,
    /// Results with the same verdict and another value.
    pub values: u64,
}

/// A cause, and how many results it acts on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseSummary {
    /// `time`, `plan`, `units`, `decisions`, `restated-data`, `new-data`, `withdrawn-data` or `interaction`.
    pub cause: String,
    /// In words.
    pub name: String,
    /// Whether the two differ in it; null where that is not known.
    pub differs: Option<bool>,
    /// How many verdicts it changes by itself; of `interaction`, how many no cause leads to by itself.
    pub verdicts: u64,
    /// How many values it moves by itself where the verdict is the same; of `interaction`, how many steps do not add up.
    pub values: u64,
}

/// How a result differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Its verdict got worse.
    Worse,
    /// Its verdict got better.
    Better,
    /// Its verdict is another, neither worse nor better.
    Other,
    /// Only its value differs.
    Value,
}

impl Direction {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            Direction::Worse => "worse",
            Direction::Better => "better",
            Direction::Other => "other",
            Direction::Value => "value",
        }
    }
}

/// A result that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiffRow {
    /// `indicator/unit/year`, of the later scorecard where it has the result.
    pub id: String,
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// How it differs.
    pub direction: Direction,
    /// What the gate says of it; null if nothing.
    #[serde(default)]
    pub gate: Option<GateMark>,
    /// The earlier result, without evidence; null where there is none.
    pub old: Option<IndicatorResult>,
    /// The later result, without evidence; null where there is none.
    pub new: Option<IndicatorResult>,
    /// Later value minus earlier one, in the indicator's unit; null unless both are known.
    pub change: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_exact: Option<Fraction>,
    /// What each cause in which the two differ does by itself; empty where that is not known.
    pub causes: Vec<RowCause>,
    /// What causes do together and none by itself; null where there is nothing of the kind.
    pub interaction: Option<Interaction>,
    /// The figures behind it that were restated, added or withdrawn: the first hundred.
    pub cells: Vec<ChangedCell>,
    /// How many such figures there are.
    pub changed_cells: u64,
}

/// What a cause does to a result by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowCause {
    /// Its id.
    pub cause: String,
    /// Whether it changes the verdict by itself; where the verdict is the same, whether it moves the value.
    pub acts: bool,
    /// The earlier state with this cause of the later one; null where it has no such result.
    pub alone: Option<Stand>,
    /// The later state with this cause of the earlier one; null where it has no such result.
    pub back: Option<Stand>,
    /// What it changes of the value by itself; null unless that is known.
    pub change: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_exact: Option<Fraction>,
}

/// What a result is in a mixed state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stand {
    /// The verdict.
    pub verdict: Verdict,
    /// Null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// What the value can be; null where the indicator is not applicable.
    pub bounds: Option<Bounds>,
}

/// What causes do together and none by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Interaction {
    /// Whether the verdict is one that no cause leads to by itself.
    pub verdict: bool,
    /// The causes that it takes; all in which the two differ where none is needed by itself.
    pub causes: Vec<String>,
    /// What of the change of the value is left once the steps of all causes are taken off; null unless that is known.
    pub change: Option<Decimal>,
    /// The same as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_exact: Option<Fraction>,
}

/// A figure that was restated, added or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedCell {
    /// `restated-data`, `new-data` or `withdrawn-data`.
    pub cause: String,
    /// The variable's id.
    pub variable: String,
    /// The unit's code.
    pub unit: String,
    /// A year, or `first-last`.
    pub period: String,
    /// What was read for the earlier state.
    pub old: Vec<ReadCell>,
    /// What is read for the later state.
    pub new: Vec<ReadCell>,
}

/// A cell as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadCell {
    /// The text as it stands there.
    pub written: String,
    /// Whether it is a planned figure.
    pub planned: bool,
    /// Where it was read; null if its file is unknown.
    pub place: Option<Place>,
}
