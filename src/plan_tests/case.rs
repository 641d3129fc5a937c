//! A case: figures, and what is expected of them. It names indicators, variables and levels by their ids, so that it can be
//! tried on a plan that differs a little from the one that it was written for.

use crate::finding::Place;
use crate::observation::AsOf;
use crate::plan::Year;

/// Figures, and what is expected of them.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of its test, and of the case itself where it has one.
    pub name: String,
    /// The file, as shown to the user.
    pub file: String,
    /// Where it is written.
    pub place: Place,
    /// The units that are declared, or the one that stands for a level.
    pub units: Vec<TestUnit>,
    /// Whether the units are all that there are, so that one without figures is missing.
    pub roster: bool,
    /// The figures.
    pub rows: Vec<Row>,
    /// Files of a data set, as they would lie in its folder.
    pub files: Vec<WrittenFile>,
    /// The date up to which figures are used; `None` for all.
    pub as_of: Option<AsOf>,
    /// The codes of the errors that the figures are to be refused with.
    pub findings: Vec<String>,
    /// What is expected, at least one.
    pub expects: Vec<Expectation>,
}

/// A unit of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestUnit {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The id of its level.
    pub level: String,
    /// The code of the unit that it belongs to; `None` if it belongs to none.
    pub parent: Option<String>,
}

/// Figures of a unit, or of each of several units, for one time.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whose they are, and of when.
    pub head: RowHead,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// Whose figures a row has, and of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowHead {
    /// Whose.
    pub of: RowUnit,
    /// The year or period, as written.
    pub period: String,
    /// `planned` or another kind, as written; empty for actual figures.
    pub kind: String,
    /// The date by which they were known; empty if none is given.
    pub as_of: String,
}

/// The units of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowUnit {
    /// One, by code or name.
    One(String),
    /// Several units of a level below a unit, which exist for the sake of the row.
    Several {
        /// The code of the unit that they belong to; empty for none.
        parent: String,
        /// The id of their level.
        level: String,
        /// How many.
        count: u32,
    },
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The id of the variable; `checklist/*` for all items of a checklist.
    pub variable: String,
    /// The figure as it would stand in a cell; empty where it is missing.
    pub text: String,
    /// Where it is written.
    pub place: Place,
}

/// A file of a data set that is written in a test.
#[derive(Clone, Debug)]
pub struct WrittenFile {
    /// Its path in the data folder.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it begins.
    pub place: Place,
}

/// What is expected of one result.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The id of the indicator.
    pub indicator: String,
    /// The code or name of the unit; `None` for the top unit of the files.
    pub unit: Option<String>,
    /// The year.
    pub year: Year,
    /// Where it is written.
    pub place: Place,
    /// The fields to compare.
    pub fields: Vec<ExpectedField>,
}

/// A field that is expected.
#[derive(Clone, Debug)]
pub struct ExpectedField {
    /// One of [`crate::report::fields::FIELDS`].
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it is written.
    pub place: Place,
}
