//! Exact rational numbers, intervals of them and three-valued logic. No other module knows the type behind [`Number`].

mod elementary;
mod grid;
mod interval;
mod parse;
mod root;
mod value;

pub use elementary::{PLACES as ELEMENTARY_PLACES, exp, ln, simplest};
pub use interval::{Bound, Interval, Ternary};
pub use parse::{NumberError, parse_fraction, parse_plain};
pub use value::Value;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// An exact rational number of any size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

impl Number {
    /// 0.
    pub fn zero() -> Self {
        Number(BigRational::zero())
    }

    /// 1.
    pub fn one() -> Self {
        Number(BigRational::one())
    }

    /// `numerator / denominator`; `None` if the denominator is zero.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Number(BigRational::new(numerator.into(), denominator.into())))
    }

    /// `mantissa × 10^-decimals`.
    pub fn scaled(mantissa: i128, decimals: u32) -> Self {
        if decimals == 0 {
            return Number(BigRational::from_integer(mantissa.into()));
        }
        Number(BigRational::new(
            mantissa.into(),
            BigInt::from(10).pow(decimals),
        ))
    }

    /// `10^exponent`; the exponent may be negative.
    pub fn power_of_ten(exponent: i32) -> Self {
        let power = BigInt::from(10).pow(exponent.unsigned_abs());
        if exponent < 0 {
            Number(BigRational::new(BigInt::one(), power))
        } else {
            Number(BigRational::from_integer(power))
        }
    }

    /// The number in units of `10^-decimals`; `None` if it has more decimals or does not fit in 128 bits.
    pub fn to_scaled(&self, decimals: u32) -> Option<i128> {
        if self.0.is_integer() {
            let power = 10i128.checked_pow(decimals)?;
            return self.0.numer().to_i128()?.checked_mul(power);
        }
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(10).pow(decimals));
        if scaled.is_integer() {
            scaled.to_integer().to_i128()
        } else {
            None
        }
    }

    /// Whether the number is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is below 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether the number is above 0.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// The absolute value.
    pub fn abs(&self) -> Number {
        Number(self.0.abs())
    }

    /// The quotient; `None` if `by` is zero.
    pub fn divided_by(&self, by: &Number) -> Option<Number> {
        (!by.is_zero()).then(|| Number(&self.0 / &by.0))
    }

    /// The least multiple of `10^-decimals` that is at or above the number.
    pub fn ceil(&self, decimals: u32) -> Number {
        let power = BigRational::from_integer(BigInt::from(10).pow(decimals));
        Number((&self.0 * &power).ceil() / power)
    }

    /// The greatest multiple of `10^-decimals` that is at or below the number.
    pub fn floor(&self, decimals: u32) -> Number {
        let power = BigRational::from_integer(BigInt::from(10).pow(decimals));
        Number((&self.0 * &power).floor() / power)
    }

    /// The nearest multiple of `10^-decimals`, halves away from zero. For display only.
    pub fn round(&self, decimals: u32) -> Number {
        let power = BigRational::from_integer(BigInt::from(10).pow(decimals));
        Number((&self.0 * &power).round() / power)
    }

    /// The nearest floating-point number: for formulas with roots or powers and for charts, never for a verdict.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// How many decimals the number has; `None` if its decimal expansion does not end.
    pub fn decimals(&self) -> Option<u32> {
        if self.0.is_integer() {
            return Some(0);
        }
        let (mut rest, mut decimals) = (self.0.denom().clone(), 0u32);
        let (two, five, ten) = (BigInt::from(2), BigInt::from(5), BigInt::from(10));
        while !rest.is_one() {
            rest = if (&rest % &ten).is_zero() {
                rest / &ten
            } else if (&rest % &two).is_zero() {
                rest / &two
            } else if (&rest % &five).is_zero() {
                rest / &five
            } else {
                return None;
            };
            decimals += 1;
        }
        Some(decimals)
    }

    /// The number in full (`1234.5`); `None` if its decimal expansion does not end.
    pub fn exact(&self) -> Option<String> {
        self.decimals().map(|decimals| self.fixed(decimals))
    }

    /// The number as a fraction in lowest terms: `2/3`.
    pub fn fraction(&self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }

    /// The number rounded to `decimals` places, trailing zeros kept: `12.50`.
    pub fn fixed(&self, decimals: u32) -> String {
        if decimals == 0 && self.0.is_integer() {
            return self.0.numer().to_string();
        }
        let power = BigInt::from(10).pow(decimals);
        let units = (&self.0 * BigRational::from_integer(power))
            .round()
            .to_integer();
        let digits = units.abs().to_string();
        let places = decimals as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if units.is_negative() { "-" } else { "" };
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// The number rounded to `decimals` places, trailing zeros dropped: `12.5`.
    pub fn shown(&self, decimals: u32) -> String {
        let text = self.fixed(decimals);
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
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
        Number(BigRational::from_integer(n.into()))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number((&self.0).$method(&other.0))
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
        Number(&self.0 / &other.0)
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-&self.0)
    }
}
