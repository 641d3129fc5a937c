//! The possible values of a measure, and targets and baselines outside of them.

use super::symbol_table::SymbolTable;
use crate::finding::{Finding, Place, codes};
use crate::number::{Bound, Interval, Number, Ternary};
use crate::plan::rule::{Rule, RuleInput};
use crate::plan::{LevelIx, RollUp, VariableIx};
use crate::text;
use crate::toml_reader::Node;

/// The possible values of a measure.
#[derive(Clone)]
pub struct ValueRange {
    /// In one year.
    pub year: Interval,
    /// Summed over any years of the period.
    pub period: Interval,
    /// Where the range is declared; `None` if it follows from the kind of measure.
    pub why: Option<Place>,
}

impl ValueRange {
    /// The same range for one year and for the period: percentages, means.
    pub fn of(range: Interval, why: Option<Place>) -> ValueRange {
        ValueRange {
            period: range.clone(),
            year: range,
            why,
        }
    }

    /// The range in another unit of the same kind.
    pub fn times(self, factor: &Number) -> ValueRange {
        ValueRange {
            year: self.year.times(factor),
            period: self.period.times(factor),
            why: self.why,
        }
    }

    /// `[0, all]`.
    pub fn share(all: &Number) -> ValueRange {
        ValueRange::of(Interval::closed(Number::zero(), all.clone()), None)
    }

    /// The range of a variable's own figures at `levels`; above the variable's level they may be sums. `None` if the variable
    /// has a mistake.
    pub fn value(
        variable: VariableIx,
        levels: &[LevelIx],
        symbols: &SymbolTable,
    ) -> Option<ValueRange> {
        let draft = &symbols.drafts[variable.0 as usize];
        let own = draft.range.clone()?;
        let summed = draft.roll_up? == RollUp::Sum;
        let level = draft.level?;
        let year = if summed && levels.iter().any(|above| *above < level) {
            own.any_sum()
        } else {
            own
        };
        let (first, last) = symbols.period?;
        let years = Number::from(i64::from(last - first) + 1);
        Some(ValueRange {
            period: year.hull(&year.times(&years)),
            year,
            why: Some(draft.range_at.clone()),
        })
    }

    /// The range of a ratio.
    pub fn ratio(
        part: VariableIx,
        whole: VariableIx,
        factor: &Number,
        symbols: &SymbolTable,
    ) -> ValueRange {
        if is_part_of(part, whole, symbols) {
            return ValueRange::share(factor);
        }
        let never_negative = |at: VariableIx| {
            let range = symbols.drafts[at.0 as usize].range.as_ref();
            range.is_some_and(
                |range| matches!(range.lo(), Bound::Closed(n) | Bound::Open(n) if !n.is_negative()),
            )
        };
        let why = symbols.drafts[part.0 as usize].range_at.clone();
        if never_negative(part) && never_negative(whole) {
            ValueRange::of(Interval::from(Number::zero()), Some(why))
        } else {
            ValueRange::of(Interval::everything(), Some(why))
        }
    }
}

/// Whether a variable is declared to be part of another, directly or through others.
fn is_part_of(part: VariableIx, whole: VariableIx, symbols: &SymbolTable) -> bool {
    let mut at = part;
    // Bounded, because `part-of` may form a cycle.
    for _ in 0..symbols.drafts.len() {
        match symbols.drafts[at.0 as usize].part_of {
            Some(next) if next == whole => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// Whether a value of the range satisfies a rule. If none does, that is reported of the first of `numbers`, with which the rule
/// is declared, that lies outside.
pub fn is_reached(
    rule: &dyn Rule,
    numbers: &[Number],
    (range, why): (&Interval, Option<&Place>),
    node: &Node,
) -> bool {
    let facts = RuleInput {
        over_units: true,
        ..RuleInput::of(range)
    };
    let outside = numbers.iter().find(|number| !range.contains(number));
    let (Some(number), Ternary::No) = (outside, rule.holds(facts)) else {
        return true;
    };
    let shown = shown(range);
    let said = text!(
        "目标值 `{number}` 超出可能范围 {shown}",
        "the target `{number}` is outside the possible range {shown}"
    );
    let help = match why {
        Some(_) => text!(
            "修改目标值，或修改数据项的 `range`",
            "correct the target, or the variable's `range`"
        ),
        None => text!(
            "修改目标值：任何数值都达不到",
            "correct the target, which no value can reach"
        ),
    };
    let outside = Finding::new(codes::TARGET_OUT_OF_RANGE, said).help(help);
    possible(number, range, why, node, outside)
}

/// The value in the baseline year; `None` if it is not a number or outside the range, which is reported.
pub fn baseline(node: &Node, range: Option<&ValueRange>) -> Option<Number> {
    let number = node.number()?;
    let Some(range) = range else {
        return Some(number);
    };
    let shown = shown(&range.year);
    let said = text!(
        "基期值 `{number}` 超出可能范围 {shown}",
        "the baseline `{number}` is outside the possible range {shown}"
    );
    let help = text!(
        "修改基期值，或修改数据项的 `range`",
        "correct the baseline, or the variable's `range`"
    );
    let outside = Finding::new(codes::BAD_VALUE, said).help(help);
    possible(&number, &range.year, range.why.as_ref(), node, outside).then_some(number)
}

/// Whether a number lies within a range; if not, `outside` is reported.
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
            text!("范围声明在这里", "the range is declared here"),
        );
    }
    node.doc.log.add(finding);
    false
}

fn shown(range: &Interval) -> String {
    let end = |bound: &Bound, none: &str| bound.number().map_or(none.to_owned(), Number::to_string);
    format!("{} … {}", end(range.lo(), "−∞"), end(range.hi(), "∞"))
}
