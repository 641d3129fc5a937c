//! A form: a blank table to be filled in. It is no versioned document, since it is read back as data.

/// A blank table: units as rows, variables as columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The titles of all columns.
    pub titles: Vec<String>,
    /// How many of the first columns say whose and of when a row is; the others are to be filled in.
    pub key: usize,
    /// The rows, each with a cell for every title.
    pub rows: Vec<Vec<String>>,
}
