//! `kaoping/test/1`: what came of the tests of a plan.

use super::common::{Exit, Finding, Language, Place, Tool};
use crate::plan::Year;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of this document.
pub const SCHEMA: &str = "kaoping/test/1";

/// What came of the tests of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "kaoping/test/1")]
pub struct TestDocument {
    /// `kaoping/test/1`.
    pub schema: String,
    /// The program that wrote the document.
    pub tool: Tool,
    /// The id of the plan; null where it is invalid.
    pub plan: Option<String>,
    /// The cases, in the order of files.
    pub tests: Vec<TestResult>,
    /// What they come to.
    pub summary: TestSummary,
    /// What the tests reach of the plan; null unless it was asked for.
    pub coverage: Option<TestCoverage>,
    /// Changes of the plan, and whether the tests notice them; null unless they were asked for.
    pub mutation: Option<Mutation>,
    /// The language of the texts.
    #[serde(default)]
    pub language: Language,
    /// What was found wrong with plan and tests.
    pub findings: Vec<Finding>,
    /// How the run ended.
    pub exit: Exit,
}

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestResult {
    /// The name of the test, and of the case or its number.
    pub name: String,
    /// Where it is written.
    pub place: Place,
    /// The ids of the indicators of which something is expected.
    pub indicators: Vec<String>,
    /// Whether all came as expected.
    pub passed: bool,
    /// Fields that are otherwise than expected.
    pub differences: Vec<FieldDifference>,
    /// Errors in the figures that the case does not expect, and why there is no result.
    pub errors: Vec<TestError>,
}

/// A field that is otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldDifference {
    /// The id of the indicator.
    pub indicator: String,
    /// The code or name of the unit; null for the top unit.
    pub unit: Option<String>,
    /// The year.
    pub year: Year,
    /// The name of the field.
    pub field: String,
    /// What the test expects.
    pub expected: String,
    /// What came.
    pub got: String,
    /// Where the expected text is written.
    pub place: Place,
}

/// Why a case failed besides fields that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestError {
    /// In words.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// Counts of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestSummary {
    /// Files of tests.
    pub files: u64,
    /// Cases that were tried.
    pub cases: u64,
    /// Those of them that came as expected.
    pub passed: u64,
    /// Those that did not.
    pub failed: u64,
}

/// What the tests reach of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestCoverage {
    /// Indicators of the plan.
    pub indicators: u64,
    /// Those of them with a test.
    pub tested: u64,
    /// Edges of all indicators.
    pub edges: u64,
    /// Those of them with a test.
    pub tested_edges: u64,
    /// The edges without a test, in the order of the plan.
    pub missing: Vec<MissingEdge>,
}

/// An edge without a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MissingEdge {
    /// The id of the indicator.
    pub indicator: String,
    /// Where the indicator is declared.
    pub place: Place,
    /// The kind of edge, kebab-case.
    pub kind: String,
    /// What is not tested, in words.
    pub edge: String,
}

/// Changes of the plan, and whether the tests notice them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mutation {
    /// Changes that were tried.
    pub mutants: u64,
    /// Those that a test noticed.
    pub noticed: u64,
    /// Changes that make no valid plan, which were not tried.
    pub invalid: u64,
    /// Those that no test noticed, in the order of the plan.
    pub survived: Vec<Mutant>,
}

/// A change of the plan that no test noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mutant {
    /// The id of the indicator or checklist.
    pub entry: String,
    /// Where the plan was changed.
    pub place: Place,
    /// The kind of change, kebab-case.
    pub kind: String,
    /// What was written there.
    pub before: String,
    /// What was put in its place.
    pub after: String,
    /// The change in words.
    pub words: String,
}
