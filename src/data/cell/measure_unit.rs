//! Units of measurement, and what figures are multiplied by to get from one to the other.

use crate::i18n::normalize;
use crate::number::Number;
use crate::plan::{Plan, Variable};
use crate::unit_of_measure::{self, MeasurementUnit};

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
    let written = ReadUnit::of(written);
    let fits = |variable| written.conversion(&ReadUnit::of_variable(variable));
    variables.any(|variable| fits(variable).is_ok())
}

/// Whether a unit is a power of ten without a base: `万`.
pub fn is_bare(written: &str) -> bool {
    let normalized = normalize(written);
    let magnitude = Magnitude::of(&normalized);
    magnitude.base.is_empty() && magnitude.power > 0
}

/// A unit of measurement, read once to be compared with several.
pub struct ReadUnit {
    normalized: String,
    unit: MeasurementUnit,
}

impl ReadUnit {
    /// The unit that a text names.
    pub fn of(written: &str) -> ReadUnit {
        let normalized = normalize(written);
        ReadUnit {
            unit: MeasurementUnit::of(&normalized),
            normalized,
        }
    }

    /// The unit of a variable, in both languages.
    pub fn of_variable(variable: &Variable) -> [ReadUnit; 2] {
        [&variable.unit.zh, &variable.unit.en].map(|unit| ReadUnit::of(unit))
    }

    /// What figures in this unit are multiplied by to get a variable's, which is given in both languages.
    pub fn conversion(&self, to: &[ReadUnit; 2]) -> Result<Number, ConversionError> {
        let from = Magnitude::of(&self.normalized);
        let mut error = ConversionError::Other;
        for unit in to {
            if unit.normalized == self.normalized {
                return Ok(Number::one());
            }
            let to = Magnitude::of(&unit.normalized);
            if from.base == to.base {
                return Ok(Number::power_of_ten(from.power - to.power));
            }
            if let Some(factor) = self.unit.factor_to(&unit.unit) {
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
}

/// What figures in the unit `written` are multiplied by to get the variable's unit.
pub fn conversion(written: &str, variable: &Variable) -> Result<Number, ConversionError> {
    ReadUnit::of(written).conversion(&ReadUnit::of_variable(variable))
}
