//! Units of measurement, and what figures are multiplied by to get from one to the other.

use crate::i18n::normalize;
use crate::number::Number;
use crate::plan::{Plan, Variable};
use crate::unit_of_measure;

/// A unit of measurement as a power of ten and a base: `万人` is 10^4 人.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Magnitude<'a> {
    /// The exponent of ten.
    pub power: i32,
    /// The base, normalized; may be empty.
    pub base: &'a str,
}

impl<'a> Magnitude<'a> {
    /// The unit that a normalized text names: `万人`, `thousand persons`, `£ million`.
    pub fn of(normalized: &'a str) -> Magnitude<'a> {
        let multiple = unit_of_measure::without_common_multiple(normalized);
        let (base, power) = multiple.unwrap_or((normalized, 0));
        Magnitude {
            power,
            base: same_unit(base),
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

/// Why figures can't be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConversionError {
    /// The unit measures something else.
    Other,
    /// A bare 万 for a variable in 万元 may be short for 万元, or multiply it.
    InDoubt,
}

/// Whether a text is a unit of measurement of any variable.
pub fn is_measure_unit(written: &str, plan: &Plan) -> bool {
    let mut variables = plan.variables.iter();
    variables.any(|variable| conversion(written, variable).is_ok())
}

/// Whether a unit is a power of ten without a base: `万`.
pub fn is_bare(written: &str) -> bool {
    let normalized = normalize(written);
    let magnitude = Magnitude::of(&normalized);
    magnitude.base.is_empty() && magnitude.power > 0
}

/// What figures in the unit `written` are multiplied by to get the variable's unit.
pub fn conversion(written: &str, variable: &Variable) -> Result<Number, ConversionError> {
    let written = normalize(written);
    let from = Magnitude::of(&written);
    let mut error = ConversionError::Other;
    for unit in [&variable.unit.zh, &variable.unit.en] {
        let unit = normalize(unit);
        if unit == written {
            return Ok(Number::one());
        }
        let to = Magnitude::of(&unit);
        if from.base == to.base {
            return Ok(Number::power_of_ten(from.power - to.power));
        }
        if let Some(factor) = unit_of_measure::factor(&written, &unit) {
            return Ok(factor);
        }
        match (from.base.is_empty() && from.power > 0, to.power) {
            (true, 0) => return Ok(Number::power_of_ten(from.power)),
            (true, _) => error = ConversionError::InDoubt,
            (false, _) => {}
        }
    }
    Err(error)
}
