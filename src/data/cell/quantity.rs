//! The words around a figure: qualifiers such as 近, 以上, 约, and the unit of measurement.

use super::CellError;
use super::measure_unit::{ConversionError, conversion, is_bare};
use crate::number::Number;
use crate::plan::Variable;

/// How exact a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    Exactly,
    /// 近, 不足
    Below,
    /// 以下
    AtMost,
    /// 超过, 余, 多
    Above,
    /// 以上
    AtLeast,
    About,
}

const PREFIXES: &[(&str, Qualifier)] = &[
    ("接近", Qualifier::Below),
    ("将近", Qualifier::Below),
    ("近", Qualifier::Below),
    ("不足", Qualifier::Below),
    ("不到", Qualifier::Below),
    ("nearly ", Qualifier::Below),
    ("almost ", Qualifier::Below),
    ("under ", Qualifier::Below),
    ("less than ", Qualifier::Below),
    ("<", Qualifier::Below),
    ("不超过", Qualifier::AtMost),
    ("至多", Qualifier::AtMost),
    ("at most ", Qualifier::AtMost),
    ("≤", Qualifier::AtMost),
    ("超过", Qualifier::Above),
    ("多于", Qualifier::Above),
    ("over ", Qualifier::Above),
    ("more than ", Qualifier::Above),
    (">", Qualifier::Above),
    ("不少于", Qualifier::AtLeast),
    ("不低于", Qualifier::AtLeast),
    ("至少", Qualifier::AtLeast),
    ("at least ", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    ("大约", Qualifier::About),
    ("约", Qualifier::About),
    ("about ", Qualifier::About),
    ("around ", Qualifier::About),
    ("approximately ", Qualifier::About),
    ("~", Qualifier::About),
];

const SUFFIXES: &[(&str, Qualifier)] = &[
    ("及以上", Qualifier::AtLeast),
    ("以上", Qualifier::AtLeast),
    ("多", Qualifier::Above),
    ("余", Qualifier::Above),
    ("+", Qualifier::AtLeast),
    ("及以下", Qualifier::AtMost),
    ("以下", Qualifier::AtMost),
    ("以内", Qualifier::AtMost),
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
];

/// A figure taken apart: digits, qualifier and unit.
pub struct Quantity<'t> {
    /// With the signs between groups and before decimals.
    pub digits: &'t str,
    pub qualifier: Qualifier,
    /// What the figure is multiplied by according to its unit; `None` without a unit.
    pub factor: Option<Number>,
}

impl<'t> Quantity<'t> {
    /// Takes a normalized text apart, in a column whose figures are multiplied by `factor`. Fails if it has two qualifiers, or
    /// a unit that can't be converted or has two readings.
    pub fn of(
        text: &'t str,
        variable: &Variable,
        factor: Option<&Number>,
    ) -> Result<Self, CellError> {
        let mut qualifier = Qualifier::Exactly;
        let mut rest = text;
        if let Some((word, found)) = PREFIXES.iter().find(|(word, _)| rest.starts_with(word)) {
            rest = rest[word.len()..].trim_start();
            qualifier = *found;
        }
        let digit =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '’' | '-' | '+');
        let mut tail = rest.trim_start_matches(digit);
        let mut digits = rest[..rest.len() - tail.len()].trim_end();
        if let Some(bare) = digits.strip_suffix('+') {
            // `300+`
            digits = bare.trim_end();
            tail = &rest[digits.len()..];
        }
        let mut unit = String::new();
        let mut qualified = qualifier != Qualifier::Exactly;
        while !tail.is_empty() {
            let word = SUFFIXES.iter().find(|(word, _)| tail.starts_with(word));
            if let Some((word, found)) = word {
                if std::mem::replace(&mut qualified, true) {
                    return Err(CellError::NotANumber);
                }
                qualifier = *found;
                tail = &tail[word.len()..];
            } else {
                let mut chars = tail.chars();
                unit.extend(chars.next());
                tail = chars.as_str();
            }
        }
        let factor = own_factor(unit.trim(), variable, factor)?;
        Ok(Quantity {
            digits,
            qualifier,
            factor,
        })
    }
}

/// What a figure is multiplied by according to a unit; `None` without a unit. In a column of 万人, 万 alone may stand for the
/// column's unit, or multiply it.
fn own_factor(
    unit: &str,
    variable: &Variable,
    column: Option<&Number>,
) -> Result<Option<Number>, CellError> {
    // `12.5(万元)`
    let unit = unit
        .strip_prefix('(')
        .and_then(|unit| unit.strip_suffix(')'))
        .unwrap_or(unit);
    if unit.is_empty() {
        return Ok(None);
    }
    if unit.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(CellError::NotANumber);
    }
    let own = conversion(unit, variable).map_err(|error| match error {
        ConversionError::Other => CellError::NotANumber,
        ConversionError::InDoubt => CellError::UnitInDoubt,
    })?;
    match is_bare(unit) && column.is_some_and(|column| *column != Number::one()) {
        true => Err(CellError::UnitInDoubt),
        false => Ok(Some(own)),
    }
}
