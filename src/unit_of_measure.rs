//! Units of measurement: which of them measure the same kind of thing, and what figures are multiplied by to get from one
//! to the other. All factors are exact: 1 亩 is 2000/3 平方米.

mod groups;
mod quotient;

pub use quotient::{QuotientUnit, quotient_unit, unit_per};

use crate::i18n::{Text, normalize};
use crate::number::Number;
use groups::{Kind, MULTIPLES, WRITTEN_OUT, group_of};

/// A unit of measurement, such as 万元, 平方米/人 or “beds per 1,000 persons”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurementUnit {
    kind: Kind,
    /// The first unit of its group, or its own name if it is in none; empty for a bare multiple such as 万.
    base: String,
    /// Its size in the base, without `power`.
    size: Number,
    /// The exponent of the decimal multiple before it.
    power: i32,
    /// What it is counted per; `None` for a unit that is no quotient.
    per: Option<Box<MeasurementUnit>>,
}

impl MeasurementUnit {
    /// The unit that a text names. Any text is a unit; one that is in no group is a count of what it names.
    pub fn of(written: &str) -> MeasurementUnit {
        MeasurementUnit::normalized(&normalize(written))
    }

    fn normalized(text: &str) -> MeasurementUnit {
        if group_of(text).is_none()
            && let Some((part, whole)) = quotient(text)
        {
            let part = MeasurementUnit::normalized(part.trim());
            let per = Some(Box::new(MeasurementUnit::normalized(whole.trim())));
            return MeasurementUnit { per, ..part };
        }
        let (mut rest, mut power) = (text, 0);
        let mut known = group_of(rest);
        while known.is_none() {
            let Some((unit, exponent)) = without_multiple(rest) else {
                break;
            };
            rest = unit;
            power += exponent;
            known = group_of(rest);
        }
        let (kind, base, size) = known.unwrap_or((Kind::Count, rest, Number::one()));
        MeasurementUnit {
            kind,
            base: base.to_owned(),
            size,
            power,
            per: None,
        }
    }

    /// What figures in this unit are multiplied by to get `other`; `None` if they are not of one kind.
    pub fn factor_to(&self, other: &MeasurementUnit) -> Option<Number> {
        let factor = match self.base == other.base {
            true => self.size_in_base().divided_by(&other.size_in_base())?,
            false => return None,
        };
        match (&self.per, &other.per) {
            (None, None) => Some(factor),
            (Some(own), Some(others)) => factor.divided_by(&own.factor_to(others)?),
            _ => None,
        }
    }

    fn size_in_base(&self) -> Number {
        &self.size * &Number::power_of_ten(self.power)
    }

    /// Whether it says nothing of what is counted: an empty text, or a multiple without a unit, such as 万.
    fn is_bare(&self) -> bool {
        self.base.is_empty() && self.per.is_none()
    }

    fn is_count(&self) -> bool {
        self.kind == Kind::Count && self.per.is_none()
    }
}

/// A unit without the decimal multiple before it, or the English word after it, and the exponent of ten; `None` if it has
/// none.
fn without_multiple(text: &str) -> Option<(&str, i32)> {
    stripped(WRITTEN_OUT, text).or_else(|| without_common_multiple(text))
}

/// The same for the multiples that may also stand alone, such as 万.
pub fn without_common_multiple(text: &str) -> Option<(&str, i32)> {
    stripped(MULTIPLES, text)
}

fn stripped<'t>(multiples: &[(&str, i32)], text: &'t str) -> Option<(&'t str, i32)> {
    multiples.iter().find_map(|&(word, exponent)| {
        let behind = || text.strip_suffix(word).filter(|_| word.is_ascii());
        let rest = text.strip_prefix(word).or_else(behind)?;
        Some((rest.trim(), exponent))
    })
}

/// The two sides of a unit such as 元/人, 每万人 or “per 1,000 persons”; `None` for one that is no quotient.
fn quotient(text: &str) -> Option<(&str, &str)> {
    let bare = text
        .strip_prefix('每')
        .or_else(|| text.strip_prefix("per "));
    let sides = bare.map(|whole| ("", whole));
    let sides = sides.or_else(|| text.split_once('/'));
    let sides = sides.or_else(|| text.split_once(" per "));
    sides.filter(|(_, whole)| !whole.trim().is_empty())
}

/// What figures in the unit `written` are multiplied by to get the unit `wanted`; `None` if they are not of one kind.
pub fn factor(written: &str, wanted: &str) -> Option<Number> {
    MeasurementUnit::of(written).factor_to(&MeasurementUnit::of(wanted))
}

/// Whether figures in two units can be compared as they are: in one of the languages they are the same unit, or counts, or
/// one of them is empty.
pub fn same(one: &Text, other: &Text) -> bool {
    let same = |one: &str, other: &str| {
        let (one, other) = (MeasurementUnit::of(one), MeasurementUnit::of(other));
        let counts = one.is_count() && other.is_count() && one.power == other.power;
        one.is_bare() || other.is_bare() || counts || one.factor_to(&other) == Some(Number::one())
    };
    same(&one.zh, &other.zh) || same(&one.en, &other.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind_are_converted_exactly() {
        for (from, to, factor) in [
            ("公顷", "平方米", Some((10_000, 1))),
            ("亩", "平方米", Some((2000, 3))),
            ("公顷", "亩", Some((15, 1))),
            ("万亩", "平方公里", Some((20, 3))),
            ("亿元", "万元", Some((10_000, 1))),
            ("千亿元", "万元", Some((10_000_000, 1))),
            ("10,000 yuan", "元", Some((10_000, 1))),
            ("million yuan", "万元", Some((100, 1))),
            ("yuan million", "万元", Some((100, 1))),
            ("万吨", "吨", Some((10_000, 1))),
            ("千克", "吨", Some((1, 1000))),
            ("分钟", "小时", Some((1, 60))),
            ("名", "人", Some((1, 1))),
            ("‰", "%", Some((1, 10))),
            ("元/人", "万元/万人", Some((1, 1))),
            ("元", "平方米", None),
            ("个", "人", None),
            ("元/人", "元", None),
        ] {
            let expected = factor.and_then(|(above, below)| Number::ratio(above, below));
            assert_eq!(super::factor(from, to), expected, "{from} to {to}");
        }
    }
}
