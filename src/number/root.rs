//! Roots: bounds that certainly contain them.

use super::{Bound, Interval, Number};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

impl Number {
    /// The `degree`-th root of a number that is not negative: a point where it is rational, else an interval of
    /// `10^-decimals` that contains it. `None` for a negative number and for degree 0.
    ///
    /// With r the whole part of the root of n · 10^(degree · decimals), the root of n lies in [r, r + 1] · 10^-decimals.
    pub fn root(&self, degree: u32, decimals: u32) -> Option<Interval> {
        if degree == 0 || self.is_negative() {
            return None;
        }
        let exact = self.0.to_big();
        let (numerator, denominator) = (exact.numer(), exact.denom());
        let (top, bottom) = (numerator.nth_root(degree), denominator.nth_root(degree));
        if top.pow(degree) == *numerator && bottom.pow(degree) == *denominator {
            return Some(Interval::point(Number(
                BigRational::new(top, bottom).into(),
            )));
        }
        let scale = BigInt::from(10).pow(decimals);
        let scaled = numerator * scale.pow(degree) / denominator;
        let whole = scaled.nth_root(degree);
        let end = |n: BigInt| Bound::Closed(Number(BigRational::new(n, scale.clone()).into()));
        Interval::new(end(whole.clone()), end(whole + BigInt::one()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rational_root_is_exact() {
        let n = Number::scaled(1331, 3);
        assert_eq!(n.root(3, 2), Some(Interval::point(Number::scaled(11, 1))));
        assert_eq!(
            Number::zero().root(7, 2),
            Some(Interval::point(Number::zero()))
        );
        assert_eq!((-&n).root(3, 2), None);
        assert_eq!(n.root(0, 2), None);
    }

    #[test]
    fn the_bounds_of_a_root_contain_it() {
        for (n, degree) in [(2, 2), (3, 5), (7, 15), (1_000_003, 30)] {
            let n = Number::from(n);
            let root = n.root(degree, 20).unwrap();
            let (lo, hi) = (root.lo().number().unwrap(), root.hi().number().unwrap());
            assert!(lo.power(degree) < n && n < hi.power(degree));
            assert_eq!(hi - lo, Number::power_of_ten(-20));
        }
    }
}
