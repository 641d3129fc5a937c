//! The outlines of units, for maps.

use std::sync::Arc;

/// The outlines of units, as GeoJSON whose features have a unit's code as their `id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries {
    /// The path of the file within the data folder.
    pub name: String,
    /// Its path as messages show it.
    pub path: Arc<str>,
    /// The text of the file.
    pub text: String,
}
