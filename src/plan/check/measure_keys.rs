//! What is asked of a measure, and what comes of reading one.

use super::symbol_table::SymbolTable;
use super::value_range::ValueRange;
use crate::finding::Place;
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::{ChecklistIx, LevelIx, Measure};
use crate::text;
use crate::toml_reader::Node;

/// A measure and what follows from it.
pub struct Measured {
    pub measure: Measure,
    pub reach: Option<ValueRange>,
    pub unit: Option<Text>,
    pub decimals: Option<u32>,
    /// The checklist whose assumptions it rests on.
    pub rests_on: Option<ChecklistIx>,
}

/// Where a measure is asked for.
pub struct Asked<'c, 'a> {
    pub scope: &'c SymbolTable<'a>,
    /// The levels at which it is judged, each with the place where that is said.
    pub levels: &'c [(LevelIx, Place)],
    /// The unit, where the indicator names one.
    pub unit: Option<(Text, Node<'a>)>,
}

/// Shares are percentages, whatever else may be written.
pub fn only_percent(asked: &Asked) {
    if let Some((unit, node)) = &asked.unit
        && !is_sign(unit, "%")
    {
        node.bad(
            text!("占比的单位总是 %", "a share is always in %"),
            text!("删去 `unit`", "remove `unit`"),
        );
    }
}

/// Whether a unit is a sign, in either language.
pub fn is_sign(unit: &Text, sign: &str) -> bool {
    unit.zh == sign || unit.en == sign
}

/// The sign of shares.
pub fn percent() -> Text {
    Text::same("%")
}

/// All of it, in per cent.
pub fn hundred() -> Number {
    Number::from(100)
}
