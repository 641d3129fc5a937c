//! Findings about the unit of a quotient of two variables.

use super::MeasureContext;
use super::declaration::{MeasureScope, is_sign};
use crate::finding::codes;
use crate::i18n::Text;
use crate::index::VariableIx;
use crate::number::{Number, Value};
use crate::plan::check::symbol_table::SymbolTable;
use crate::text;
use crate::toml_reader::Node;
use crate::unit_of_measure::{QuotientUnit, factor};

/// The units of a quotient.
pub struct Quotient<'x> {
    /// The unit of the part.
    pub above: &'x Text,
    /// The unit of the whole.
    pub below: &'x Text,
    /// The unit that is declared for the quotient.
    pub unit: &'x Text,
}

/// A value in the indicator's unit, with the line of arithmetic that says so.
pub fn converted(ctx: &mut dyn MeasureContext<'_>, value: Value, factor: &Number) -> Value {
    if *factor == Number::one() {
        return value;
    }
    value.map(|value| {
        let found = value.times(factor);
        ctx.step(&|| Text::same(format!("{value} × {factor} = {found}")));
        found
    })
}

/// 100 for %, 1000 for ‰, 1 for any other unit.
pub fn unit_sign_factor(unit: &Text) -> Number {
    Number::from(if is_sign(unit, "%") {
        100
    } else if is_sign(unit, "‰") {
        1000
    } else {
        1
    })
}

/// What figures of a variable are multiplied by to be in the unit of their indicator: 1 unless it declares another unit of
/// the same kind. One of another kind is reported.
pub fn factor_of_figures(variable: VariableIx, scope: &MeasureScope) -> Number {
    let own = scope.symbols.drafts[variable.0 as usize].unit.as_ref();
    let (Some(own), Some((unit, node))) = (own, &scope.unit) else {
        return Number::one();
    };
    let one = |own: &str, unit: &str| match own == unit || own.is_empty() || unit.is_empty() {
        true => Some(Number::one()),
        false => factor(own, unit),
    };
    match one(&own.zh, &unit.zh).or_else(|| one(&own.en, &unit.en)) {
        Some(factor) => {
            if factor != Number::one() {
                report_conversion(&factor, own, unit, node, scope.symbols);
            }
            factor
        }
        None => {
            let (own, unit) = (named(own), named(unit));
            scope.symbols.log.report(
                codes::UNIT_DIFFERS,
                node.place(),
                text!(
                    zh: ("数据项以 {} 计，不能换算成 {}", own.zh, unit.zh),
                    en: ("the variable is in {}, which can't be converted to {}", own.en, unit.en)
                ),
                text!(
                    "删去 `unit`，或写同类的单位",
                    "remove `unit`, or write a unit of the same kind"
                ),
            );
            Number::one()
        }
    }
}

impl Quotient<'_> {
    /// Reports a unit that does not follow from the two sides at `at`, one that contradicts `per`, and a conversion. The
    /// factor of `found` is without `per`.
    pub fn report(
        &self,
        found: &QuotientUnit,
        at: &Node,
        per: Option<&Node>,
        symbols: &SymbolTable,
    ) {
        let [above, below, unit] = [self.above, self.below, self.unit].map(named);
        let quotient =
            text!(zh: ("{} ÷ {}", above.zh, below.zh), en: ("{} ÷ {}", above.en, below.en));
        match found {
            QuotientUnit::InFull(_) => {}
            QuotientUnit::Follows(factor) => {
                if *factor != unit_sign_factor(self.unit) {
                    report_conversion(factor, &quotient, self.unit, at, symbols);
                }
            }
            QuotientUnit::Other => symbols.log.report(
                codes::UNIT_DIFFERS,
                at.place(),
                text!(
                    zh: ("{} 得不出 {}", quotient.zh, unit.zh),
                    en: ("{} does not give {}", quotient.en, unit.en)
                ),
                text!(
                    "核对数据项的 `unit` 和指标的 `unit`；同类单位（如公顷和平方米）会自动换算",
                    "check the `unit` of the variables and of the indicator; units of one kind, such as hectares and square metres, are converted"
                ),
            ),
            QuotientUnit::PerMultiple => symbols.log.report(
                codes::UNIT_DIFFERS,
                at.place(),
                text!(
                    zh: ("{} 以 {} 计，没有写明是每几个单位", quotient.zh, unit.zh),
                    en: ("{} in {} leaves open how many units of the whole it is counted per", quotient.en, unit.en)
                ),
                text!(
                    zh: ("写出完整的单位，如 {}/人", unit.zh),
                    en: ("write the unit in full, such as {} per person", unit.en)
                ),
            ),
            QuotientUnit::OtherPer => {
                if let Some(per) = per {
                    per.bad(
                        text!(
                            zh: ("`per` 与单位 {} 不符", unit.zh),
                            en: ("`per` contradicts the unit {}", unit.en)
                        ),
                        text!(
                            "删去 `per`，或修改单位",
                            "remove `per`, or correct the unit"
                        ),
                    );
                }
            }
        }
    }
}

/// Notes a conversion that the declared unit does not spell out, as 张/千人 does.
fn report_conversion(factor: &Number, from: &Text, unit: &Text, at: &Node, symbols: &SymbolTable) {
    let unit = named(unit);
    symbols.log.report(
        codes::UNIT_CONVERTED,
        at.place(),
        text!(
            zh: ("{} 换算成 {}：乘以 {factor}", from.zh, unit.zh),
            en: ("{} is converted to {}: multiplied by {factor}", from.en, unit.en)
        ),
        text!(
            "如数据已按所声明的单位填报，应改正数据项的 `unit`",
            "if the figures are already in the declared unit, correct the `unit` of the variable"
        ),
    );
}

/// A unit as it is shown in a message.
fn named(unit: &Text) -> Text {
    let one = |unit: &str, none: &str| match unit {
        "" => none.to_owned(),
        unit => unit.to_owned(),
    };
    Text::new(one(&unit.zh, "（无单位）"), one(&unit.en, "(no unit)"))
}
