//! What single cells say: figures, answers, dates, words.

pub mod date;
mod error;
mod fractions;
pub mod marks;
pub mod measure_unit;
mod notation;
mod number;
mod number_help;
pub mod period_help;
mod quantity;
mod scale_lookup;
pub mod unit_remark;
pub mod words;

pub use error::CellError;
pub use fractions::Fractions;
pub use notation::{DecimalSign, Notation, Symbol};
pub use number::NumericColumn;
pub use scale_lookup::{ScaleLookup, UNRESOLVED};

use crate::number::Interval;
use crate::observation::PackedAnswer;

/// The value of a cell of a count, an amount or a mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumericCell {
    /// An exact figure, in units of the variable's last decimal.
    Exact(i128),
    /// A figure that is known to lie in an interval within the variable's range: 近, 以上, 约.
    Between(Box<Interval>),
    /// The variable does not apply to the unit.
    NotApplicable,
    /// Nothing is reported.
    Blank,
    /// Something is reported that can't be read.
    Refused,
}

/// The value of a cell of a long file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellValue<'a> {
    /// Of a flag or a rating.
    Answer(PackedAnswer),
    /// Of a count, an amount or a mean.
    Figure(&'a NumericCell),
}

impl CellValue<'_> {
    /// Whether anything usable is reported.
    pub fn is_usable(self) -> bool {
        match self {
            CellValue::Answer(code) => {
                ![PackedAnswer::BLANK, PackedAnswer::REFUSED].contains(&code)
            }
            CellValue::Figure(cell) => !matches!(cell, NumericCell::Blank | NumericCell::Refused),
        }
    }
}
