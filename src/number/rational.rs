//! How a number is held: two machine integers where they suffice, as they nearly always do, and two integers of any size
//! where not.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, ToPrimitive};
use std::cmp::Ordering;

/// A fraction in lowest terms. Each number has one form, so that equal numbers have equal fields: it is `Small` wherever
/// its numerator and its denominator fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rational {
    /// Both parts fit in 64 bits, and so does the negative of the numerator.
    Small(Ratio<i64>),
    /// Any other.
    Big(Box<BigRational>),
}

/// To which integer a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    /// The greatest one that is not above it.
    Down,
    /// The least one that is not below it.
    Up,
    /// The nearest, of two that are equally near the one away from zero.
    Nearest,
}

impl Rounding {
    /// The integer that a fraction is rounded to.
    pub(super) fn of(self, fraction: &BigRational) -> BigRational {
        match self {
            Rounding::Down => fraction.floor(),
            Rounding::Up => fraction.ceil(),
            Rounding::Nearest => fraction.round(),
        }
    }
}

impl Rational {
    /// A fraction of machine integers; the denominator is not zero.
    pub(super) fn new(numerator: i128, denominator: i128) -> Rational {
        match (small_part(numerator), small_part(denominator)) {
            (Some(numerator), Some(denominator)) => {
                Rational::Small(Ratio::new(numerator, denominator))
            }
            _ => BigRational::new(numerator.into(), denominator.into()).into(),
        }
    }

    /// The same number as a fraction of integers of any size.
    pub(super) fn to_big(&self) -> BigRational {
        match self {
            Rational::Small(small) => {
                BigRational::new_raw((*small.numer()).into(), (*small.denom()).into())
            }
            Rational::Big(big) => (**big).clone(),
        }
    }

    /// The number in units of `10^-decimals`; `None` if it is no integer of them or does not fit in 128 bits.
    pub(super) fn to_scaled(&self, decimals: u32) -> Option<i128> {
        if let Rational::Small(small) = self
            && let Some(power) = 10i128.checked_pow(decimals)
            && let Some(scaled) = power.checked_mul((*small.numer()).into())
        {
            if small.is_integer() {
                return Some(scaled);
            }
            let denominator = i128::from(*small.denom());
            return (scaled % denominator == 0).then(|| scaled / denominator);
        }
        let scaled = self.to_big() * BigRational::from_integer(BigInt::from(10).pow(decimals));
        let integer = scaled.is_integer().then(|| scaled.to_integer());
        integer.and_then(|integer| integer.to_i128())
    }

    /// The number in units of `10^-decimals`, rounded to an integer; `None` where that takes more than 128 bits.
    pub(super) fn rounded(&self, decimals: u32, rounding: Rounding) -> Option<i128> {
        let Rational::Small(small) = self else {
            return None;
        };
        let power = 10i128.checked_pow(decimals)?;
        let numerator = power.checked_mul((*small.numer()).into())?;
        let denominator = i128::from(*small.denom());
        match rounding {
            Rounding::Down => Some(numerator.div_euclid(denominator)),
            Rounding::Up => Some(-(-numerator).div_euclid(denominator)),
            Rounding::Nearest => {
                let twice = numerator.abs().checked_mul(2)?.checked_add(denominator)?;
                Some(twice / (2 * denominator) * numerator.signum())
            }
        }
    }

    /// How many decimals it has; `None` if its decimal expansion does not end.
    pub(super) fn decimals(&self) -> Option<u32> {
        match self {
            Rational::Small(small) if small.is_integer() => Some(0),
            Rational::Small(small) => decimals(*small.denom()),
            Rational::Big(big) => decimals(big.denom().clone()),
        }
    }

    pub(super) fn add(&self, other: &Rational) -> Rational {
        self.combine(other, Ratio::checked_add, |a, b| a + b)
    }

    pub(super) fn sub(&self, other: &Rational) -> Rational {
        self.combine(other, Ratio::checked_sub, |a, b| a - b)
    }

    pub(super) fn mul(&self, other: &Rational) -> Rational {
        self.combine(other, Ratio::checked_mul, |a, b| a * b)
    }

    /// The quotient; panics if `other` is zero.
    pub(super) fn div(&self, other: &Rational) -> Rational {
        self.combine(other, Ratio::checked_div, |a, b| a / b)
    }

    pub(super) fn neg(&self) -> Rational {
        match self {
            Rational::Small(small) => Rational::Small(-small),
            Rational::Big(big) => Rational::Big(Box::new(-&**big)),
        }
    }

    /// The result of an operation on machine integers, or on integers of any size where it does not fit.
    fn combine(
        &self,
        other: &Rational,
        small: impl Fn(&Ratio<i64>, &Ratio<i64>) -> Option<Ratio<i64>>,
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Rational {
        if let (Rational::Small(a), Rational::Small(b)) = (self, other)
            && let Some(result) = small(a, b)
            && *result.numer() != i64::MIN
        {
            return Rational::Small(result);
        }
        big(self.to_big(), other.to_big()).into()
    }
}

/// How many decimals a fraction in lowest terms with this denominator has: as often as it can be divided by 2 or by 5,
/// whichever is more. `None` if it has another factor.
fn decimals<T: Integer + Clone + From<i32>>(denominator: T) -> Option<u32> {
    let mut rest = denominator;
    let mut divisions = |by: i32| {
        let by = T::from(by);
        let mut divisions = 0;
        while rest.is_multiple_of(&by) {
            rest = rest.div_floor(&by);
            divisions += 1;
        }
        divisions
    };
    let (twos, fives): (u32, u32) = (divisions(2), divisions(5));
    rest.is_one().then_some(twos.max(fives))
}

/// An integer that may be a part of [`Rational::Small`].
fn small_part(integer: i128) -> Option<i64> {
    i64::try_from(integer).ok().filter(|&part| part != i64::MIN)
}

impl From<BigRational> for Rational {
    fn from(big: BigRational) -> Rational {
        let part = |integer: &BigInt| integer.to_i64().filter(|&part| part != i64::MIN);
        match (part(big.numer()), part(big.denom())) {
            (Some(numerator), Some(denominator)) => {
                Rational::Small(Ratio::new_raw(numerator, denominator))
            }
            _ => Rational::Big(Box::new(big)),
        }
    }
}

impl From<BigInt> for Rational {
    fn from(integer: BigInt) -> Rational {
        BigRational::from_integer(integer).into()
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Rational) -> Ordering {
        match (self, other) {
            (Rational::Small(a), Rational::Small(b)) => {
                let product = |a: &i64, b: &i64| i128::from(*a) * i128::from(*b);
                product(a.numer(), b.denom()).cmp(&product(b.numer(), a.denom()))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Rational) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Integers near the ends of 64 bits, and small ones.
    fn part() -> impl Strategy<Value = i128> {
        let edge = prop_oneof![
            Just(0i128),
            Just(i128::from(i64::MAX)),
            Just(i128::from(i64::MIN)),
            Just(1i128 << 32)
        ];
        (edge, -3i128..=3).prop_map(|(edge, near)| edge + near)
    }

    fn fraction() -> impl Strategy<Value = (i128, i128)> {
        (part(), part()).prop_filter("no zero below", |(_, below)| *below != 0)
    }

    proptest! {
        #[test]
        fn both_forms_compute_the_same((a, b) in fraction(), (c, d) in fraction()) {
            let (x, y) = (Rational::new(a, b), Rational::new(c, d));
            let big = |a: i128, b: i128| BigRational::new(a.into(), b.into());
            let (p, q) = (big(a, b), big(c, d));
            prop_assert_eq!(&x.to_big(), &p);
            prop_assert_eq!(x.add(&y), Rational::from(&p + &q));
            prop_assert_eq!(x.sub(&y), Rational::from(&p - &q));
            prop_assert_eq!(x.mul(&y), Rational::from(&p * &q));
            if c != 0 {
                prop_assert_eq!(x.div(&y), Rational::from(&p / &q));
            }
            prop_assert_eq!(x.neg(), Rational::from(-&p));
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        }

        #[test]
        fn both_forms_are_rounded_alike((a, b) in fraction(), decimals in 0u32..15) {
            let fraction = Rational::new(a, b);
            let power = BigRational::from_integer(BigInt::from(10).pow(decimals));
            for rounding in [Rounding::Down, Rounding::Up, Rounding::Nearest] {
                if let Some(rounded) = fraction.rounded(decimals, rounding) {
                    let exact = rounding.of(&(fraction.to_big() * &power));
                    prop_assert_eq!(BigRational::from_integer(rounded.into()), exact);
                }
            }
        }
    }

    #[test]
    fn the_least_integer_of_64_bits_is_held_in_full() {
        let least = Rational::new(i64::MIN.into(), 1);
        assert!(matches!(least, Rational::Big(_)));
        assert!(matches!(
            Rational::new(i64::MAX.into(), 1),
            Rational::Small(_)
        ));
        assert_eq!(least.neg().neg(), least);
        let half = Rational::new(i128::from(i64::MIN) / 2, 1);
        assert_eq!(half.add(&half), least);
    }
}
