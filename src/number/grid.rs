//! Intervals of numbers that are multiples of a power of ten.

use super::{Bound, Interval, Number};

impl Interval {
    /// From the first multiple of `10^-decimals` in it to the last; `None` if there is none.
    pub fn grid(&self, decimals: u32) -> Option<Interval> {
        let step = Number::power_of_ten(-(decimals as i32));
        let first = |n: &Number, open: bool| {
            let first = n.ceil(decimals);
            match open && first == *n {
                true => &first + &step,
                false => first,
            }
        };
        let lo = match self.lo() {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(n) => Bound::Closed(first(n, false)),
            Bound::Open(n) => Bound::Closed(first(n, true)),
        };
        let hi = match self.hi() {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(n) => Bound::Closed(-&first(&-n, false)),
            Bound::Open(n) => Bound::Closed(-&first(&-n, true)),
        };
        Interval::new(lo, hi)
    }

    /// The interval with bounds that are finer than `10^-decimals` moved outwards to a multiple of it.
    pub fn rounded_outward(&self, decimals: u32) -> Interval {
        let end = |bound: &Bound, rounded: fn(&Number, u32) -> Number| match bound.number() {
            Some(n) if rounded(n, decimals) != *n => Bound::Closed(rounded(n, decimals)),
            _ => bound.clone(),
        };
        let (lo, hi) = (end(self.lo(), Number::floor), end(self.hi(), Number::ceil));
        Interval::new(lo, hi).unwrap_or_else(|| self.clone())
    }
}

/// Significant digits to which a value that is not known exactly is settled.
const DIGITS: u32 = 12;

impl Interval {
    /// The number of twelve significant digits that every value of a narrow interval is within 10⁻¹² of its size from: the
    /// known value itself, or what a root or logarithm came to. `None` for a wider interval.
    pub fn settled(&self) -> Option<Number> {
        if let Some(known) = self.known() {
            return Some(known.clone());
        }
        let (lo, hi) = (self.lo().number()?, self.hi().number()?);
        let middle = &(lo + hi) / &Number::from(2);
        let narrow = (hi - lo) <= (&middle.abs() * &Number::power_of_ten(-(DIGITS as i32) - 1));
        narrow.then(|| middle.round(middle.places(DIGITS)))
    }
}

impl Number {
    /// The decimals that make so many significant digits.
    pub fn places(&self, digits: u32) -> u32 {
        let whole = self.abs().floor(0);
        if whole.is_positive() {
            return digits.saturating_sub(whole.fixed(0).len() as u32);
        }
        let (ten, mut zeros, mut scaled) = (Number::from(10), 0, self.abs());
        while scaled.is_positive() && &scaled * &ten < Number::one() {
            scaled = &scaled * &ten;
            zeros += 1;
        }
        digits + zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_between_two_bounds() {
        let n = |n: i64| Number::from(n);
        let open = Interval::new(Bound::Open(n(300)), Bound::Unbounded).unwrap();
        assert_eq!(open.grid(0), Some(Interval::from(n(301))));
        let below = Interval::new(Bound::Closed(n(0)), Bound::Open(n(10))).unwrap();
        assert_eq!(below.grid(0), Some(Interval::closed(n(0), n(9))));
        let half = Number::ratio(1, 2).unwrap();
        let narrow = Interval::new(Bound::Open(n(0)), Bound::Closed(half)).unwrap();
        assert_eq!(narrow.grid(0), None);
        let tenths = narrow.grid(1).unwrap();
        assert_eq!(tenths.to_string(), "[0.1, 0.5]");
        assert_eq!(narrow.rounded_outward(0).to_string(), "(0, 1]");
    }

    #[test]
    fn only_a_narrow_interval_is_settled() {
        let between = |lo: &str, hi: &str| {
            let number = |text| super::super::parse_plain(text).unwrap();
            Interval::closed(number(lo), number(hi)).settled()
        };
        let settled = between("70.12345678901234", "70.12345678901236").unwrap();
        assert_eq!(settled.exact().unwrap(), "70.123456789");
        assert_eq!(between("70.1234567", "70.1234568"), None);
        assert_eq!(between("-0.1", "0.1"), None);
        assert_eq!(between("5", "5"), Some(Number::from(5)));
    }
}
