//! Exact rational numbers, intervals of them and three-valued logic. No other module knows the type behind [`Number`].

mod elementary;
mod grid;
mod interval;
mod parse;
mod rational;
mod root;
mod value;

pub use elementary::{PLACES as ELEMENTARY_PLACES, exp, ln, simplest};
pub use interval::{Bound, Interval, Ternary};
pub use parse::{NumberError, parse_fraction, parse_plain};
pub use value::Value;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rational::{Rational, Rounding};
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// What stands before a number that is rounded where it is shown to people.
pub const ROUNDED: char = '≈';

/// An exact rational number of any size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Rational);

impl Number {
    /// 0.
    pub fn zero() -> Self {
        Number(Rational::new(0, 1))
    }

    /// 1.
    pub fn one() -> Self {
        Number(Rational::new(1, 1))
    }

    /// `numerator / denominator`; `None` if the denominator is zero.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Number(Rational::new(numerator, denominator)))
    }

    /// `mantissa × 10^-decimals`.
    pub fn scaled(mantissa: i128, decimals: u32) -> Self {
        match 10i128.checked_pow(decimals) {
            Some(power) => Number(Rational::new(mantissa, power)),
            None => {
                let power = BigInt::from(10).pow(decimals);
                Number(BigRational::new(mantissa.into(), power).into())
            }
        }
    }

    /// `10^exponent`; the exponent may be negative.
    pub fn power_of_ten(exponent: i32) -> Self {
        if exponent < 0 {
            return Number::scaled(1, exponent.unsigned_abs());
        }
        match 10i128.checked_pow(exponent.unsigned_abs()) {
            Some(power) => Number(Rational::new(power, 1)),
            None => Number(BigInt::from(10).pow(exponent.unsigned_abs()).into()),
        }
    }

    /// The number in units of `10^-decimals`; `None` if it has more decimals or does not fit in 128 bits.
    pub fn to_scaled(&self, decimals: u32) -> Option<i128> {
        self.0.to_scaled(decimals)
    }

    /// Whether the number is 0.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Rational::Small(small) if small.is_zero())
    }

    /// Whether the number is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Rational::Small(small) => small.is_negative(),
            Rational::Big(big) => big.is_negative(),
        }
    }

    /// Whether the number is above 0.
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// The absolute value.
    pub fn abs(&self) -> Number {
        match self.is_negative() {
            true => -self,
            false => self.clone(),
        }
    }

    /// The quotient; `None` if `by` is zero.
    pub fn divided_by(&self, by: &Number) -> Option<Number> {
        (!by.is_zero()).then(|| self / by)
    }

    /// The least multiple of `10^-decimals` that is at or above the number.
    pub fn ceil(&self, decimals: u32) -> Number {
        self.to_multiple(decimals, Rounding::Up)
    }

    /// The greatest multiple of `10^-decimals` that is at or below the number.
    pub fn floor(&self, decimals: u32) -> Number {
        self.to_multiple(decimals, Rounding::Down)
    }

    /// The nearest multiple of `10^-decimals`, halves away from zero. For display only.
    pub fn round(&self, decimals: u32) -> Number {
        self.to_multiple(decimals, Rounding::Nearest)
    }

    /// The multiple of `10^-decimals` that it is rounded to.
    fn to_multiple(&self, decimals: u32, rounding: Rounding) -> Number {
        if self.to_scaled(decimals).is_some() {
            return self.clone();
        }
        match self.0.rounded(decimals, rounding) {
            Some(multiples) => Number::scaled(multiples, decimals),
            None => {
                let power = BigRational::from_integer(BigInt::from(10).pow(decimals));
                let multiples = rounding.of(&(self.0.to_big() * &power));
                Number((multiples / power).into())
            }
        }
    }

    /// The nearest floating-point number: for formulas with roots or powers and for charts, never for a verdict.
    pub fn to_f64(&self) -> f64 {
        let float = match &self.0 {
            Rational::Small(small) => small.to_f64(),
            Rational::Big(big) => big.to_f64(),
        };
        float.unwrap_or(f64::NAN)
    }

    /// How many decimals the number has; `None` if its decimal expansion does not end.
    pub fn decimals(&self) -> Option<u32> {
        self.0.decimals()
    }

    /// The number in full (`1234.5`); `None` if its decimal expansion does not end.
    pub fn exact(&self) -> Option<String> {
        self.decimals().map(|decimals| self.fixed(decimals))
    }

    /// The number as a fraction in lowest terms: `2/3`.
    pub fn fraction(&self) -> String {
        match &self.0 {
            Rational::Small(small) => format!("{}/{}", small.numer(), small.denom()),
            Rational::Big(big) => format!("{}/{}", big.numer(), big.denom()),
        }
    }

    /// The number rounded to `decimals` places, trailing zeros kept: `12.50`.
    pub fn fixed(&self, decimals: u32) -> String {
        let rounded = || self.0.rounded(decimals, Rounding::Nearest);
        let (negative, digits) = match self.to_scaled(decimals).or_else(rounded) {
            Some(units) => (units < 0, units.unsigned_abs().to_string()),
            None => {
                let power = BigInt::from(10).pow(decimals);
                let scaled = self.0.to_big() * BigRational::from_integer(power);
                let units = scaled.round().to_integer();
                (units.is_negative(), units.abs().to_string())
            }
        };
        let places = decimals as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if negative { "-" } else { "" };
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// The number with at most `decimals` places, marked if it is rounded: `12.5`, `≈66.67`.
    pub fn shown(&self, decimals: u32) -> String {
        match self.decimals() {
            Some(all) if all <= decimals => self.fixed(all),
            _ => format!("{ROUNDED}{}", self.fixed(decimals)),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exact() {
            Some(text) => f.write_str(&text),
            None => f.write_str(&self.fraction()),
        }
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Number(Rational::new(n.into(), 1))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number(self.0.$method(&other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

/// Panics if the divisor is zero; [`Number::divided_by`] returns `None` instead.
impl Div<&Number> for &Number {
    type Output = Number;
    fn div(self, other: &Number) -> Number {
        Number(self.0.div(&other.0))
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(self.0.neg())
    }
}
