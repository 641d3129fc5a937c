//! What a measure's value can be at all, and targets that lie outside it.

use super::symbol_table::SymbolTable;
use crate::finding::{Finding, Place, codes};
use crate::number::{Bound, Interval, Number};
use crate::plan::{LevelIx, RollUp, VariableIx};
use crate::text;
use crate::toml_reader::Node;

/// All values that a measure can have in a year, and over the whole period.
#[derive(Clone)]
pub struct ValueRange {
    pub year: Interval,
    pub period: Interval,
    /// Where that is declared.
    pub why: Option<Place>,
}

impl ValueRange {
    /// The same for a year and for the period: percentages, means.
    pub fn of(range: Interval, why: Option<Place>) -> ValueRange {
        ValueRange {
            period: range.clone(),
            year: range,
            why,
        }
    }

    /// From nothing to all.
    pub fn share(all: &Number) -> ValueRange {
        ValueRange::of(Interval::closed(Number::zero(), all.clone()), None)
    }

    /// A variable's own figures, where it is judged at some levels: above its own they may be sums.
    pub fn value(
        variable: VariableIx,
        levels: &[LevelIx],
        scope: &SymbolTable,
    ) -> Option<ValueRange> {
        let draft = &scope.drafts[variable.0 as usize];
        let own = draft.range.clone()?;
        let summed = draft.roll_up? == RollUp::Sum;
        let level = draft.level?;
        let year = if summed && levels.iter().any(|above| *above < level) {
            own.any_sum()
        } else {
            own
        };
        let (first, last) = scope.period?;
        let years = Number::from(i64::from(last - first) + 1);
        Some(ValueRange {
            period: year.hull(&year.times(&years)),
            year,
            why: Some(draft.range_at.clone()),
        })
    }

    /// A part by a whole.
    pub fn ratio(
        part: VariableIx,
        whole: VariableIx,
        factor: &Number,
        scope: &SymbolTable,
    ) -> ValueRange {
        if is_part_of(part, whole, scope) {
            return ValueRange::share(factor);
        }
        let never_negative = |at: VariableIx| {
            let range = scope.drafts[at.0 as usize].range.as_ref();
            range.is_some_and(
                |range| matches!(range.lo(), Bound::Closed(n) | Bound::Open(n) if !n.is_negative()),
            )
        };
        let why = scope.drafts[part.0 as usize].range_at.clone();
        if never_negative(part) && never_negative(whole) {
            ValueRange::of(Interval::from(Number::zero()), Some(why))
        } else {
            ValueRange::of(Interval::everything(), Some(why))
        }
    }
}

/// Whether a variable is declared to be part of another, directly or through others.
fn is_part_of(part: VariableIx, whole: VariableIx, scope: &SymbolTable) -> bool {
    let mut at = part;
    // No chain is longer than the list, cycles apart.
    for _ in 0..scope.drafts.len() {
        match scope.drafts[at.0 as usize].part_of {
            Some(next) if next == whole => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// Whether a measure can reach a threshold at all; one that it can't is reported.
pub fn check(number: &Number, range: &Interval, why: Option<&Place>, node: &Node) -> bool {
    let shown = shown(range);
    let said = text!(
        "目标值 `{number}` 超出了可能的范围 {shown}",
        "the target `{number}` lies outside what is possible, {shown}"
    );
    let help = text!(
        "改目标值，或改数据项的 `range`",
        "change the target, or the variable's `range`"
    );
    let outside = Finding::new(codes::TARGET_OUT_OF_RANGE, said).help(help);
    possible(number, range, why, node, outside)
}

/// The value in the baseline year; one that the measure can't have had is reported.
pub fn baseline(node: &Node, reach: Option<&ValueRange>) -> Option<Number> {
    let number = node.number()?;
    let Some(reach) = reach else {
        return Some(number);
    };
    let shown = shown(&reach.year);
    let said = text!(
        "基期值 `{number}` 超出了可能的范围 {shown}",
        "the baseline `{number}` lies outside what is possible, {shown}"
    );
    let help = text!(
        "改基期值，或改数据项的 `range`",
        "change the baseline, or the variable's `range`"
    );
    let outside = Finding::new(codes::BAD_VALUE, said).help(help);
    possible(&number, &reach.year, reach.why.as_ref(), node, outside).then_some(number)
}

/// Whether a number lies within a range; what is to be said where it does not.
fn possible(
    number: &Number,
    range: &Interval,
    why: Option<&Place>,
    node: &Node,
    outside: Finding,
) -> bool {
    if range.contains(number) {
        return true;
    }
    let mut finding = outside.at(node.place());
    if let Some(why) = why {
        finding = finding.beside(
            why.clone(),
            text!("范围由此而来", "the range comes from here"),
        );
    }
    node.doc.log.add(finding);
    false
}

fn shown(range: &Interval) -> String {
    let end = |bound: &Bound, none: &str| bound.number().map_or(none.to_owned(), Number::to_string);
    format!("{} … {}", end(range.lo(), "−∞"), end(range.hi(), "∞"))
}
