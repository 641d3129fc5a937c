//! What the formats for people say of a comparison.

use super::number_format::{NOTHING, ValueFormat};
use super::{phrases, style};
use crate::i18n::Lang;
use crate::number::Number;
use crate::report::comparison::{ComparisonRow, Side};
use crate::report::number::number;
use crate::report::scorecard::{Display, IndicatorResult};

/// What both sides have in common: the unit, or the year.
pub fn common(a: &Side, b: &Side, lang: Lang) -> String {
    match a.unit == b.unit {
        true => format!("{} {}", a.unit.name, a.unit.code),
        false => phrases::year(a.year, lang),
    }
}

/// What sets them apart: their years, if the unit is one, else their names.
pub fn names(a: &Side, b: &Side) -> [String; 2] {
    match a.unit == b.unit {
        true => [a.year.to_string(), b.year.to_string()],
        false => [a.unit.name.clone(), b.unit.name.clone()],
    }
}

/// The value of a side, and the sign of its verdict.
pub fn value(result: &IndicatorResult, lang: Lang) -> String {
    let value = ValueFormat::of(result, lang).value();
    format!("{value} {}", style::sign(result.verdict))
}

/// The difference of the values and of the attainments in words; a dash for what is not known.
pub fn differences(compared: &ComparisonRow, lang: Lang) -> [String; 2] {
    let value = number(
        compared.difference.as_ref(),
        compared.difference_exact.as_ref(),
    );
    // Of a milestone or a checklist that passes or fails the values say it.
    let result = compared
        .b
        .as_ref()
        .filter(|result| result.display == Display::Number);
    let value = value
        .zip(result)
        .map(|(difference, result)| ValueFormat::of(result, lang).step(&difference));
    let attained = number(
        compared.attainment_difference.as_ref(),
        compared.attainment_difference_exact.as_ref(),
    );
    let attained = attained.map(|points| points_apart(&points, lang));
    [value, attained].map(|text| text.unwrap_or_else(|| NOTHING.to_owned()))
}

/// Percentage points with a sign, to a tenth.
fn points_apart(points: &Number, lang: Lang) -> String {
    let sign = if points.is_positive() { "+" } else { "" };
    let text = points.fixed(1);
    match lang {
        Lang::Zh => format!("{sign}{text}个百分点"),
        Lang::En => format!("{sign}{text} pp"),
    }
}
