//! Units of measurement, and what figures are multiplied by to get from one to the other.

use crate::i18n::normalize;
use crate::number::Number;
use crate::plan::Variable;
use crate::unit_of_measure;

/// A unit of measurement as a power of ten and a base: `万人` is 10^4 人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Magnitude<'a> {
    /// The exponent of ten.
    pub power: i32,
    /// The base, normalized; may be empty.
    pub base: &'a str,
}

const POWERS: &[(&str, i32)] = &[
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("万亿", 12),
    ("万", 4),
    ("亿", 8),
    ("千", 3),
    ("百", 2),
    ("10k", 4),
    ("10,000", 4),
    ("thousand", 3),
    ("million", 6),
];

impl<'a> Magnitude<'a> {
    /// The unit that a normalized text names.
    pub fn of(normalized: &'a str) -> Magnitude<'a> {
        for &(word, power) in POWERS {
            if let Some(base) = normalized.strip_prefix(word) {
                return Magnitude {
                    power,
                    base: same_unit(base.trim_start()),
                };
            }
        }
        Magnitude {
            power: 0,
            base: same_unit(normalized),
        }
    }
}

/// The same word for units that mean the same: people are counted in 人 or 名.
fn same_unit(word: &str) -> &str {
    match word {
        "名" => "人",
        word => word,
    }
}

/// What figures in the unit `written` are multiplied by to get the variable's unit; `None` if they can't be converted.
pub fn conversion(written: &str, variable: &Variable) -> Option<Number> {
    let written = normalize(written);
    [&variable.unit.zh, &variable.unit.en]
        .iter()
        .find_map(|unit| {
            let unit = normalize(unit);
            if unit == written {
                return Some(Number::one());
            }
            let (from, to) = (Magnitude::of(&written), Magnitude::of(&unit));
            let fits = from.base == to.base || (from.base.is_empty() && from.power > 0);
            fits.then(|| Number::power_of_ten(from.power - to.power))
                .or_else(|| unit_of_measure::factor(&written, &unit))
        })
}
