//! Logarithms and exponentials of exact numbers, as intervals that are certain to contain them.
//!
//! They are computed in whole multiples of 10⁻⁴⁰ (one *unit*); no floating-point number takes part. Results are rounded
//! outward to 10⁻¹⁸, so that they can be used further without growing.

use super::{Bound, Interval, Number};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Decimals of the working precision.
const WORKING: u32 = 40;
/// Decimals of a result.
pub const PLACES: u32 = 18;

/// `ln n` for `n > 0`; `None` for any other number. The width is below 10⁻¹⁷ for numbers of up to 10⁶ digits; `ln 1` is
/// exactly 0.
///
/// n = m · 2ᵏ with 1 ≤ m < 2 and ln n = 2 artanh((m − 1)/(m + 1)) + k · 2 artanh(1/3).
pub fn ln(n: &Number) -> Option<Interval> {
    if !n.is_positive() {
        return None;
    }
    if *n == Number::one() {
        return Some(Interval::point(Number::zero()));
    }
    let (units, error) = ln_in_units(&n.0.to_big());
    Some(around(units, error, 0))
}

/// `e^x` for every x of an interval. Its bounds are certain, and within 10⁻³⁰ of their size before they are rounded outward
/// to 10⁻¹⁸. An exponent beyond ±10⁵ has only the bound 0 or no bound.
///
/// x = k ln 2 + r with |r| ≤ ln 2 ÷ 2, and e^r by its power series.
pub fn exp(x: &Interval) -> Interval {
    let end = |bound: &Bound, lower: bool| {
        let n = bound.number()?;
        let values = exp_of(n)?;
        match lower {
            true => values.lo().number().cloned(),
            false => values.hi().number().cloned(),
        }
    };
    let lo = end(x.lo(), true).map_or(Number::zero(), |n| n.max(Number::zero()));
    let hi = match (end(x.hi(), false), x.hi().number()) {
        (Some(hi), _) => Bound::Closed(hi),
        // So far below 0 that it is less than 1.
        (None, Some(n)) if n.is_negative() => Bound::Closed(Number::one()),
        (None, _) => Bound::Unbounded,
    };
    Interval::new(Bound::Closed(lo), hi).unwrap_or_else(|| Interval::from(Number::zero()))
}

/// The number of an interval with the least denominator, and of these the least; `None` for an interval that is open or
/// has no bounds. By continued fractions.
pub fn simplest(interval: &Interval) -> Option<Number> {
    match (interval.lo(), interval.hi()) {
        (Bound::Closed(lo), Bound::Closed(hi)) => Some(Number(
            simplest_between(&lo.0.to_big(), &hi.0.to_big()).into(),
        )),
        _ => None,
    }
}

impl Number {
    /// The number to the power of `exponent`.
    pub fn power(&self, exponent: u32) -> Number {
        Number(num_traits::pow(self.0.to_big(), exponent as usize).into())
    }

    /// The denominator in lowest terms; `None` if it does not fit in 64 bits.
    pub fn denominator(&self) -> Option<u64> {
        self.0.to_big().denom().to_u64()
    }
}

fn one_in_units() -> BigInt {
    BigInt::from(10).pow(WORKING)
}

/// A number of units with an error of at most `error` units on either side, times 2^shift, rounded outward.
fn around(units: BigInt, error: u64, shift: i64) -> Interval {
    let end = |units: BigInt| {
        let plain = BigRational::new(units, one_in_units());
        Number((plain * power_of_two(shift)).into())
    };
    let (lo, hi) = (end(&units - error), end(units + error));
    Interval::closed(lo, hi).rounded_outward(PLACES)
}

fn power_of_two(exponent: i64) -> BigRational {
    let power = BigInt::one() << exponent.unsigned_abs();
    match exponent < 0 {
        true => BigRational::new(BigInt::one(), power),
        false => BigRational::from_integer(power),
    }
}

/// The logarithm in units and the most that it may be off, in units.
///
/// Each of the two series is less than 300 units below its sum (see [`artanh`]), so that k of the second and one of the
/// first, doubled, are off by less than 600 (|k| + 1).
fn ln_in_units(n: &BigRational) -> (BigInt, u64) {
    let mut k = n.numer().bits() as i64 - n.denom().bits() as i64;
    let mut m = n * power_of_two(-k);
    if m < BigRational::one() {
        k -= 1;
        m *= BigRational::from_integer(2.into());
    }
    let one = BigRational::one();
    let units = artanh(&((&m - &one) / (&m + &one))) * 2 + ln_two() * k;
    (units, 600 * (k.unsigned_abs() + 1))
}

fn ln_two() -> BigInt {
    artanh(&BigRational::new(1.into(), 3.into())) * 2
}

/// Σ z^(2i+1) ÷ (2i+1) in units, for 0 ≤ z ≤ 1/3, rounded down in each step and cut where a term is less than a unit.
///
/// A power of z loses less than 2 units, its quotient one more; there are at most 42 terms; z itself loses one unit, which
/// is less than 1.2 units of the result, and what is cut off is less than 1: all together less than 300 units.
fn artanh(z: &BigRational) -> BigInt {
    let one = one_in_units();
    let z = (z * BigRational::from_integer(one.clone()))
        .floor()
        .to_integer();
    let square = &z * &z / &one;
    let (mut power, mut sum, mut divisor) = (z, BigInt::zero(), 1u32);
    while !power.is_zero() {
        sum += &power / divisor;
        power = power * &square / &one;
        divisor += 2;
    }
    sum
}

/// `e^n`; `None` for a number beyond ±10⁵.
///
/// r is off by less than 1 + 300 · 2 · (|k| + 1) units, e^r by less than twice as many and by 2 units for each of at most 40
/// terms.
fn exp_of(n: &Number) -> Option<Interval> {
    if n.is_zero() {
        return Some(Interval::point(Number::one()));
    }
    if n.abs() > Number::from(100_000) {
        return None;
    }
    let one = one_in_units();
    let units = (n.0.to_big() * BigRational::from_integer(one.clone()))
        .floor()
        .to_integer();
    let ln_two = ln_two();
    let k = BigRational::new(units.clone(), ln_two.clone())
        .round()
        .to_integer()
        .to_i64()?;
    let r = units - ln_two * k;
    let (mut term, mut sum, mut at) = (one.clone(), BigInt::zero(), 1u32);
    while !term.is_zero() {
        sum += &term;
        term = term * &r / (&one * at);
        at += 1;
    }
    let error = 2 * (601 * (k.unsigned_abs() + 1)) + 80;
    Some(around(sum, error, k))
}

fn simplest_between(lo: &BigRational, hi: &BigRational) -> BigRational {
    if lo.is_negative() && hi.is_negative() {
        return -simplest_between(&-hi, &-lo);
    }
    let whole = lo.ceil();
    if whole <= *hi {
        // With both signs possible 0 is the simplest.
        return match lo.is_negative() {
            true => BigRational::zero(),
            false => whole,
        };
    }
    let floor = lo.floor();
    let rest = simplest_between(&(hi - &floor).recip(), &(lo - &floor).recip());
    floor + rest.recip()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        super::super::parse_plain(text).unwrap()
    }

    /// Whether an interval holds a number and is narrower than 10⁻¹⁶.
    fn is_close(interval: &Interval, text: &str) -> bool {
        let (lo, hi) = (
            interval.lo().number().unwrap(),
            interval.hi().number().unwrap(),
        );
        let narrow = (hi - lo) < Number::power_of_ten(-16);
        narrow && lo.fixed(15) == text && hi.fixed(15) == text
    }

    #[test]
    fn known_logarithms() {
        for (n, text) in [
            ("2", "0.693147180559945"),
            ("10", "2.302585092994046"),
            ("0.1", "-2.302585092994046"),
            ("75000", "11.225243392518447"),
            ("1e-300", "-690.775527898213705"),
            ("1.000000001", "0.000000001000000"),
        ] {
            let found = ln(&number(n)).unwrap();
            assert!(is_close(&found, text), "ln {n} is in {found}");
        }
        assert_eq!(ln(&Number::zero()), None);
        assert_eq!(ln(&Number::one()), Some(Interval::point(Number::zero())));
    }

    #[test]
    fn known_exponentials() {
        for (n, text) in [
            ("1", "2.718281828459"),
            ("-1", "0.367879441171"),
            ("0.5", "1.648721270700"),
            ("10", "22026.465794806717"),
            ("-20", "0.000000002061"),
        ] {
            let found = exp(&Interval::point(number(n)));
            let (lo, hi) = (found.lo().number().unwrap(), found.hi().number().unwrap());
            assert_eq!((&*lo.fixed(12), &*hi.fixed(12)), (text, text), "e^{n}");
        }
        assert_eq!(
            exp(&Interval::point(Number::zero())).known(),
            Some(&Number::one())
        );
        let far = exp(&Interval::point(number("-1e9")));
        assert_eq!(far, Interval::closed(Number::zero(), Number::one()));
    }

    #[test]
    fn an_exponential_of_a_logarithm_holds_the_number() {
        for text in ["0.001", "0.5", "1", "3", "87.25", "1000000", "1e30"] {
            let n = number(text);
            let back = exp(&ln(&n).unwrap());
            assert!(back.contains(&n), "{text}: {back}");
        }
    }

    #[test]
    fn the_simplest_number_of_an_interval() {
        let found = |lo: &str, hi: &str| {
            let interval = Interval::closed(number(lo), number(hi));
            simplest(&interval).unwrap().fraction()
        };
        assert_eq!(found("0.3333333", "0.3333334"), "1/3");
        assert_eq!(found("5.99999", "6.00001"), "6/1");
        assert_eq!(found("-0.5000001", "-0.4999999"), "-1/2");
        assert_eq!(found("-1", "1"), "0/1");
        assert_eq!(found("3.1415", "3.1416"), "333/106");
    }
}
