//! Intervals: the values that a number may have. The result of an operation contains the result for every choice of values
//! from its operands.

use super::Number;
use std::cmp::Ordering;
use std::fmt;

/// One bound of an interval.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// No bound on this side.
    Unbounded,
    /// The number itself belongs to the interval.
    Closed(Number),
    /// The number itself does not belong to the interval.
    Open(Number),
}

impl Bound {
    /// The number at the bound; `None` if unbounded.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Bound::Unbounded => None,
            Bound::Closed(n) | Bound::Open(n) => Some(n),
        }
    }

    /// Whether it is a number that itself is not possible.
    pub fn is_open(&self) -> bool {
        matches!(self, Bound::Open(_))
    }

    fn of(number: Number, open: bool) -> Bound {
        if open {
            Bound::Open(number)
        } else {
            Bound::Closed(number)
        }
    }

    fn map(&self, f: impl Fn(&Number) -> Number) -> Bound {
        match self {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(n) => Bound::Closed(f(n)),
            Bound::Open(n) => Bound::Open(f(n)),
        }
    }

    fn plus(&self, other: &Bound) -> Bound {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => Bound::of(a + b, self.is_open() || other.is_open()),
            _ => Bound::Unbounded,
        }
    }
}

/// A three-valued answer to a question about all values of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ternary {
    /// True for every value.
    Yes,
    /// False for every value.
    No,
    /// True for some values, false for others.
    Unknown,
}

impl Ternary {
    /// `Yes` if it always holds, `No` if it never does, else `Unknown`.
    pub fn from_pair(always: bool, never: bool) -> Ternary {
        match (always, never) {
            (true, _) => Ternary::Yes,
            (_, true) => Ternary::No,
            _ => Ternary::Unknown,
        }
    }

    /// Kleene's conjunction.
    pub fn and(self, other: Ternary) -> Ternary {
        match (self, other) {
            (Ternary::No, _) | (_, Ternary::No) => Ternary::No,
            (Ternary::Yes, Ternary::Yes) => Ternary::Yes,
            _ => Ternary::Unknown,
        }
    }

    /// Kleene's disjunction.
    pub fn or(self, other: Ternary) -> Ternary {
        self.not().and(other.not()).not()
    }

    /// Kleene's negation.
    #[allow(clippy::should_implement_trait)] // three-valued, not the operator
    pub fn not(self) -> Ternary {
        match self {
            Ternary::Yes => Ternary::No,
            Ternary::No => Ternary::Yes,
            Ternary::Unknown => Ternary::Unknown,
        }
    }
}

/// All numbers between two bounds; a single point if the number is known. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    lo: Bound,
    hi: Bound,
}

impl Interval {
    /// `[n, n]`.
    pub fn point(n: Number) -> Self {
        Interval {
            lo: Bound::Closed(n.clone()),
            hi: Bound::Closed(n),
        }
    }

    /// `(−∞, ∞)`: nothing is known.
    pub fn everything() -> Self {
        Interval {
            lo: Bound::Unbounded,
            hi: Bound::Unbounded,
        }
    }

    /// `[n, ∞)`.
    pub fn from(n: Number) -> Self {
        Interval {
            lo: Bound::Closed(n),
            hi: Bound::Unbounded,
        }
    }

    /// The interval between two bounds; `None` if it would be empty.
    pub fn new(lo: Bound, hi: Bound) -> Option<Self> {
        if let (Some(a), Some(b)) = (lo.number(), hi.number()) {
            match a.cmp(b) {
                Ordering::Greater => return None,
                Ordering::Equal if lo.is_open() || hi.is_open() => return None,
                _ => {}
            }
        }
        Some(Interval { lo, hi })
    }

    /// The closed interval between two numbers, given in either order.
    pub fn closed(a: Number, b: Number) -> Self {
        let (lo, hi) = if a <= b { (a, b) } else { (b, a) };
        Interval {
            lo: Bound::Closed(lo),
            hi: Bound::Closed(hi),
        }
    }

    /// The lower bound.
    pub fn lo(&self) -> &Bound {
        &self.lo
    }

    /// The upper bound.
    pub fn hi(&self) -> &Bound {
        &self.hi
    }

    /// The value; `None` if more than one is possible.
    pub fn known(&self) -> Option<&Number> {
        match (&self.lo, &self.hi) {
            (Bound::Closed(a), Bound::Closed(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// Whether it is unbounded on both sides.
    pub fn is_everything(&self) -> bool {
        self.lo == Bound::Unbounded && self.hi == Bound::Unbounded
    }

    /// Whether `n` is one of its values.
    pub fn contains(&self, n: &Number) -> bool {
        let above = match &self.lo {
            Bound::Unbounded => true,
            Bound::Closed(lo) => lo <= n,
            Bound::Open(lo) => lo < n,
        };
        let below = match &self.hi {
            Bound::Unbounded => true,
            Bound::Closed(hi) => n <= hi,
            Bound::Open(hi) => n < hi,
        };
        above && below
    }

    /// Whether every value is at least `n`.
    pub fn at_least(&self, n: &Number) -> Ternary {
        let always = self.lo.number().is_some_and(|lo| lo >= n);
        let never = match &self.hi {
            Bound::Unbounded => false,
            Bound::Closed(hi) => hi < n,
            Bound::Open(hi) => hi <= n,
        };
        Ternary::from_pair(always, never)
    }

    /// Whether every value is at most `n`.
    pub fn at_most(&self, n: &Number) -> Ternary {
        self.negated().at_least(&-n)
    }

    /// Whether every value is above every value of `other`; the two are taken as independent.
    pub fn above(&self, other: &Interval) -> Ternary {
        let difference = self.minus(other);
        difference.at_most(&Number::zero()).not()
    }

    /// The interval of the negated values.
    pub fn negated(&self) -> Interval {
        Interval {
            lo: self.hi.map(|n| -n),
            hi: self.lo.map(|n| -n),
        }
    }

    /// The sum of two independent intervals.
    pub fn plus(&self, other: &Interval) -> Interval {
        Interval {
            lo: self.lo.plus(&other.lo),
            hi: self.hi.plus(&other.hi),
        }
    }

    /// The difference of two independent intervals.
    pub fn minus(&self, other: &Interval) -> Interval {
        self.plus(&other.negated())
    }

    /// The product with a known number.
    pub fn times(&self, factor: &Number) -> Interval {
        if factor.is_zero() {
            return Interval::point(Number::zero());
        }
        let scaled = Interval {
            lo: self.lo.map(|n| n * &factor.abs()),
            hi: self.hi.map(|n| n * &factor.abs()),
        };
        if factor.is_negative() {
            scaled.negated()
        } else {
            scaled
        }
    }

    /// The interval with each bound moved outwards by `share` times its absolute value.
    pub fn widened(&self, share: &Number) -> Interval {
        let width = |n: &Number| &n.abs() * share;
        Interval {
            lo: self.lo.map(|n| n - &width(n)),
            hi: self.hi.map(|n| n + &width(n)),
        }
    }

    /// The sums of any number of its values, the empty sum included.
    pub fn any_sum(&self) -> Interval {
        let zero = || Bound::Closed(Number::zero());
        let below = self.lo.number().is_none_or(Number::is_negative);
        let above = self.hi.number().is_none_or(Number::is_positive);
        Interval {
            lo: if below { Bound::Unbounded } else { zero() },
            hi: if above { Bound::Unbounded } else { zero() },
        }
    }

    /// The smallest interval that contains both.
    pub fn hull(&self, other: &Interval) -> Interval {
        Interval {
            lo: lower(&self.lo, &other.lo).clone(),
            hi: lower(&other.negated().lo, &self.negated().lo).map(|n| -n),
        }
    }

    /// The intersection; `None` if it is empty.
    pub fn meet(&self, other: &Interval) -> Option<Interval> {
        let lo = higher_lo(&self.lo, &other.lo).clone();
        let hi = higher_lo(&self.negated().lo, &other.negated().lo).map(|n| -n);
        Interval::new(lo, hi)
    }

    /// The product of two independent intervals of non-negative numbers. A negative lower bound is taken as zero.
    pub fn times_non_negative(&self, other: &Interval) -> Interval {
        let (a, b) = (self.clamp_at_zero(), other.clamp_at_zero());
        let lo = product(&a.lo, &b.lo);
        let hi = product(&a.hi, &b.hi);
        Interval { lo, hi }
    }

    fn clamp_at_zero(&self) -> Interval {
        match &self.lo {
            Bound::Closed(n) | Bound::Open(n) if !n.is_negative() => self.clone(),
            _ => Interval {
                lo: Bound::Closed(Number::zero()),
                hi: self.hi.clone(),
            },
        }
    }

    /// The quotient by an independent, positive denominator `[c, d]`: `[lo / d, hi / c]` for `lo ≥ 0`, and `[lo / c, …]` for
    /// a negative `lo`. `None` if the denominator may be zero or negative.
    pub fn over(&self, denominator: &Interval) -> Option<Interval> {
        let least = match &denominator.lo {
            Bound::Closed(n) if n.is_positive() => n,
            Bound::Open(n) if !n.is_negative() => n,
            _ => return None,
        };
        let least = Bound::of(least.clone(), denominator.lo.is_open());
        let lo = quotient_low(&self.lo, &least, &denominator.hi);
        let hi = quotient_low(&self.negated().lo, &least, &denominator.hi).map(|n| -n);
        Some(Interval { lo, hi })
    }
}

/// The lower of two lower bounds.
fn lower<'a>(a: &'a Bound, b: &'a Bound) -> &'a Bound {
    match (a.number(), b.number()) {
        (None, _) => a,
        (_, None) => b,
        (Some(x), Some(y)) if x < y || (x == y && !a.is_open()) => a,
        _ => b,
    }
}

/// The higher of two lower bounds.
fn higher_lo<'a>(a: &'a Bound, b: &'a Bound) -> &'a Bound {
    match (a.number(), b.number()) {
        (None, _) => b,
        (_, None) => a,
        (Some(x), Some(y)) if x > y || (x == y && a.is_open()) => a,
        _ => b,
    }
}

/// The product of two bounds of the same side, neither negative.
fn product(a: &Bound, b: &Bound) -> Bound {
    let zero = |bound: &Bound| matches!(bound, Bound::Closed(n) if n.is_zero());
    if zero(a) || zero(b) {
        return Bound::Closed(Number::zero());
    }
    match (a.number(), b.number()) {
        (Some(x), Some(y)) => Bound::of(x * y, a.is_open() || b.is_open()),
        _ => Bound::Unbounded,
    }
}

/// The lower bound of `numerator` over a denominator between `least` (positive, or open at zero) and `most`.
fn quotient_low(numerator: &Bound, least: &Bound, most: &Bound) -> Bound {
    let Some(n) = numerator.number() else {
        return Bound::Unbounded;
    };
    if n.is_zero() {
        return numerator.clone();
    }
    let divisor = if n.is_negative() { least } else { most };
    match divisor.number() {
        None => Bound::Open(Number::zero()),
        Some(d) if d.is_zero() => Bound::Unbounded,
        Some(d) => Bound::of(n / d, numerator.is_open() || divisor.is_open()),
    }
}

impl fmt::Display for Interval {
    /// `12.5`, `[1, 3)`, `≥ 4`, `> 4`, or `?` if unbounded; cut after twelve decimals and marked `…` if the expansion does not
    /// end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cut = |n: &Number| match n.is_negative() {
            true => n.ceil(12),
            false => n.floor(12),
        };
        let number = |n: &Number| {
            n.exact()
                .unwrap_or_else(|| format!("{}…", cut(n).fixed(12)))
        };
        let sign = |bound: &Bound, open, closed| if bound.is_open() { open } else { closed };
        match (self.known(), self.lo.number(), self.hi.number()) {
            (Some(n), ..) => write!(f, "{}", number(n)),
            (None, Some(lo), Some(hi)) => {
                let (left, right) = (sign(&self.lo, '(', '['), sign(&self.hi, ')', ']'));
                write!(f, "{left}{}, {}{right}", number(lo), number(hi))
            }
            (None, Some(lo), None) => write!(f, "{} {}", sign(&self.lo, '>', '≥'), number(lo)),
            (None, None, Some(hi)) => write!(f, "{} {}", sign(&self.hi, '<', '≤'), number(hi)),
            (None, None, None) => f.write_str("?"),
        }
    }
}
