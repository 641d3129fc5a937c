//! `kaoping/explain/1`: one result with all that it rests on.

use super::common::{Clause, Exit, Finding, Input, Language, Place, Tool};
use super::evidence::{Cell, Counted};
use super::number::{Bounds, Decimal, Fraction};
use super::scorecard::IndicatorResult;
use crate::evaluate::Verdict;
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/explain/1";

/// One result with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/explain/1")]
pub struct Explanation {
    /// `kaoping/explain/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// Whether the figures are made up.
    #[serde(default)]
    pub synthetic: bool,
    /// The files that were read.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// The result, as in a scorecard; null where there is nothing to explain.
    pub result: Option<IndicatorResult>,
    /// The arithmetic, a line a step.
    #[serde(default)]
    pub steps: Vec<String>,
    /// The first of `changes`, in words; null where no single figure decides.
    #[serde(default)]
    pub flip: Option<String>,
    /// The verdict that it leads to.
    #[serde(default)]
    pub flip_to: Option<Verdict>,
    /// The smallest changes that lead to another verdict, by variable; empty where no single figure decides.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// The language of the texts.
    #[serde(default)]
    pub language: Language,
    /// Every clause that the indicator answers.
    #[serde(default)]
    pub clauses: Vec<PlacedClause>,
    /// Where the indicator is declared.
    #[serde(default)]
    pub declared: Option<Place>,
    /// The members of an index, in the order of declaration; empty for another measure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// What the value came from, by name.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What a pace is measured from, also where it allows none; null where none is sought, or it starts from 0.
    #[serde(default)]
    pub baseline: Option<Baseline>,
    /// The units that a share counts, one by one; null for a value that counts none.
    #[serde(default)]
    pub units: Option<Units>,
    /// The same of earlier years: of the baseline of a pace, or of the year that a change is held against.
    #[serde(default)]
    pub earlier_units: Vec<Units>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// A member of an index, and what it contributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// Its weight, in any unit.
    pub weight: Decimal,
    /// Its value; null unless only one is possible.
    pub value: Option<Decimal>,
    /// What its value can be; null where it is not applicable and leaves the index.
    pub bounds: Option<Bounds>,
    /// The unit that its value is in.
    pub unit_of_measure: String,
    /// The year that its value is of, where an earlier one stands for the year of the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<Year>,
    /// Its score, or the estimate of it; null where there is neither.
    pub score: Option<Decimal>,
    /// What its score can be; null where it is not applicable.
    pub score_bounds: Option<Bounds>,
    /// Whether `score` is an estimate.
    pub score_estimated: bool,
    /// The command that explains it; it reads the plan and the data that this run read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<String>,
}

/// The value that a pace is measured from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline {
    /// Its year.
    pub year: Year,
    /// In the unit of the result; null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// All that it may be; null where it is declared.
    pub bounds: Option<Bounds>,
    /// The indicator that declares it; null where it was measured.
    pub declared: Option<Place>,
    /// What a measured one came from.
    pub figures: Vec<Figure>,
}

/// The units that a share counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Units {
    /// The year.
    #[serde(default)]
    pub year: Year,
    /// How many satisfy the condition.
    pub pass: u64,
    /// How many do not.
    pub fail: u64,
    /// How many reported what leaves it open.
    pub unknown: u64,
    /// How many reported nothing, with those that are not named.
    pub silent: u64,
    /// Those of the silent ones that no roster names: only a register counts them. Null if it is not known how many.
    pub unnamed: Option<u64>,
    /// To how many it does not apply.
    pub not_applicable: u64,
    /// The standing asked for; null for all.
    pub standing: Option<Standing>,
    /// Whether all were asked for, not only the first hundred.
    #[serde(default)]
    pub all: bool,
    /// The units, by code: those of the standing asked for, else all; the first 100 unless all were asked for.
    pub listed: Vec<ListedUnit>,
    /// How many more there are.
    pub more: u64,
}

/// A unit that a share counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands to the condition.
    pub standing: Standing,
    /// What it was asked for; without a place where nothing was reported.
    pub cells: Vec<Cell>,
}

/// How a unit stands to the condition of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It satisfies it.
    Pass,
    /// It does not.
    Fail,
    /// What it reported leaves it open.
    Unknown,
    /// It reported nothing.
    Silent,
    /// The condition does not apply to it.
    NotApplicable,
}

/// A change that leads to another verdict; one step less of the variable's last decimal does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// In words.
    pub words: String,
    /// The verdict that it leads to.
    pub verdict: Verdict,
    /// The id of the variable whose figure is changed; null for shares and for several answers.
    pub variable: Option<String>,
    /// The code of the unit that the figure is of.
    pub unit: Option<String>,
    /// A year, or `first-last`.
    pub period: Option<String>,
    /// What the figure is, in the unit of its variable; null where it was not reported.
    pub from: Option<Decimal>,
    /// What it would have to be; of an answer, its credit.
    pub to: Option<Decimal>,
    /// How many more units have to satisfy the condition of a share, or fewer if negative.
    pub units: Option<i64>,
    /// The fewest answers to the unit's own checklist that have to change together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerChange>,
}

/// An answer to an item of a checklist that would be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChange {
    /// The item's variable.
    pub variable: String,
    /// The credit that the answer would have.
    pub to: Decimal,
}

/// A clause, and where the plan's files name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlacedClause {
    /// The clause.
    #[serde(flatten)]
    pub clause: Clause,
    /// Where it is declared.
    pub place: Place,
}

/// One thing that the value came from, or should have come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// The name of the unit that it is of.
    pub unit: String,
    /// A year, or `first-last`.
    pub period: String,
    /// What it says.
    pub content: Content,
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    /// No file reports it.
    Missing,
    /// A cell that was read.
    Cell(CellDetail),
    /// A planned figure: shown and not used.
    Planned(CellDetail),
    /// A count over units that are not judged one by one.
    Count(CountDetail),
}

/// A cell that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CellDetail {
    /// What it turned out to be.
    pub state: CellState,
    /// Null unless only one value is possible.
    pub value: Option<Decimal>,
    /// The value as a fraction, where its decimals do not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Fraction>,
    /// All that it may be; null where it says nothing or does not apply.
    #[serde(default)]
    pub bounds: Option<Bounds>,
    /// The unit that it is in.
    pub unit_of_measure: String,
    /// The text as it stands in the file.
    pub raw: String,
    /// Where it was read.
    pub place: Option<Place>,
    /// The source that the file names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// A note that the file gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The document that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<OfficialDocument>,
    /// Other places of the same figure: repeated, restated or conflicting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

/// What a cell turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// A figure or an answer.
    Known,
    /// Known within limits.
    Approximate,
    /// Not applicable.
    NotApplicable,
    /// Left blank.
    Blank,
    /// It could not be read.
    Refused,
    /// Several values that differ.
    Conflict,
}

/// The document that a milestone rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfficialDocument {
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: String,
    /// Verified by someone else, not only self-assessed.
    pub verified: bool,
}

/// A count over units that are not judged one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CountDetail {
    /// What is counted.
    pub counted: Counted,
    /// The name of the level whose units are counted.
    pub level: String,
    /// The year.
    pub year: Year,
    /// How many units there are; null where neither a roster nor a register says.
    pub expected: Option<u64>,
    /// How many of them reported.
    pub reported: u64,
    /// How many units satisfy the condition; null for sums and where nothing was counted.
    pub outcomes: Option<OutcomeCounts>,
    /// The sum; null for other counts.
    pub sum: Option<SumDetail>,
    /// Of a checklist's items, how many units met each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<NamedItemCount>,
}

/// How many units satisfy a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeCounts {
    /// Units that satisfy it.
    pub holds: u64,
    /// Units that do not.
    pub fails: u64,
    /// Units of which the data does not say.
    pub undecided: u64,
    /// Units that it does not apply to.
    pub not_applicable: u64,
}

/// A sum over units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SumDetail {
    /// What it can be.
    pub bounds: Bounds,
    /// Units that sent a blank or a refused cell.
    pub blank: u64,
}

/// How many units met an item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NamedItemCount {
    /// The item's name.
    pub name: String,
    /// The name of the objective that it is under; absent where items are not grouped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// The counts.
    #[serde(flatten)]
    pub count: super::evidence::ItemCount,
}
