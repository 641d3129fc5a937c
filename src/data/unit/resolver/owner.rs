//! Whose a row is, or why that is not certain.

use crate::data::column_role::ColumnRole;
use crate::data::unit::{RowKind, RowUnit};
use crate::finding::Code;
use crate::i18n::Text;

/// Whose a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOwner {
    /// A unit's.
    Unit(RowUnit),
    /// No unit's: a total, a part, a remark.
    NotAUnit(RowKind),
    /// Not certain; the finding has been noted.
    Refused,
}

/// Why a row has no unit.
pub(super) enum NoUnit {
    /// It is none: a total, a part, a remark.
    NotAUnit(RowKind),
    /// It is not certain.
    Refused(Refusal),
}

impl From<Refusal> for NoUnit {
    fn from(refusal: Refusal) -> NoUnit {
        NoUnit::Refused(refusal)
    }
}

/// Why it is not certain whose a row is.
pub(super) struct Refusal {
    pub code: &'static Code,
    pub role: ColumnRole,
    pub message: Text,
    pub help: Text,
    /// Whether a similar known word is suggested.
    pub suggest: bool,
}
