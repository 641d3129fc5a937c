//! Weighted means of scores, and their bounds where scores are not known.
//!
//! Arithmetic Σws ÷ Σw; geometric exp(Σw ln s ÷ Σw), 0 at a zero score and undefined below zero; harmonic Σw ÷ Σ(w ÷ s), 0
//! at a zero score, which is its limit, and undefined below zero. Source: OECD/JRC, Handbook on Constructing Composite
//! Indicators (2008), step 6. Each of them rises with every score, so that its bounds are its values at the ends.

use crate::number::{Bound, Interval, Number, Value, exp, ln, simplest};

/// Every mean with its keyword.
pub const MEANS: [(&str, Mean); 3] = [
    ("arithmetic", Mean::Arithmetic),
    ("geometric", Mean::Geometric),
    ("harmonic", Mean::Harmonic),
];

/// How scores become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mean {
    /// Low scores are made up for by high ones.
    Arithmetic,
    /// They are made up for in part.
    Geometric,
    /// They are made up for less than by a geometric mean.
    Harmonic,
}

/// A weight above 0 and a score.
pub type Weighted<T> = (Number, T);

/// The mean of one score or more. A geometric mean is an interval narrower than 10⁻¹⁵, or exact where it is a fraction with a
/// denominator below 10⁹; the others are exact. `None` if there is no score, or one is below zero and the mean undefined.
pub fn mean(kind: Mean, scores: &[Weighted<Number>]) -> Option<Interval> {
    let total = sum(scores.iter().map(|(weight, _)| weight.clone()));
    if kind == Mean::Arithmetic {
        let products = scores.iter().map(|(weight, score)| weight * score);
        return sum(products).divided_by(&total).map(Interval::point);
    }
    if scores.is_empty() || scores.iter().any(|(_, score)| score.is_negative()) {
        return None;
    }
    if scores.iter().any(|(_, score)| score.is_zero()) {
        return Some(Interval::point(Number::zero()));
    }
    match kind {
        Mean::Harmonic => {
            let parts = scores.iter().map(|(weight, score)| weight / score);
            total.divided_by(&sum(parts)).map(Interval::point)
        }
        _ => geometric(&joined(scores), &total),
    }
}

/// The bounds of a mean: not applicable without members that apply, all numbers where it may be undefined. Members that may
/// not apply leave with their weight or stay, whichever is lower or higher.
pub fn bounds(kind: Mean, scores: &[Weighted<Value>]) -> Value {
    let applicable = scores.iter().any(|(_, score)| score.interval().is_some());
    if !applicable {
        return Value::NotApplicable;
    }
    let surely = scores.iter().any(|(_, score)| !score.may_not_apply());
    let least = end(kind, scores, |interval| interval.lo().clone(), false);
    let most = end(kind, scores, |interval| interval.hi().clone(), true);
    let interval = match (least, most) {
        (Some(lo), Some(hi)) => Interval::new(lo, hi),
        _ => None,
    };
    Value::within(interval.unwrap_or_else(Interval::everything), !surely)
}

/// The least mean of the lower ends, or the greatest of the upper ones; `None` if it may be undefined.
///
/// A member lowers a mean if its score is below the mean of the others, so that of those that may leave, the lowest ones
/// stay; how many is tried.
fn end(
    kind: Mean,
    scores: &[Weighted<Value>],
    of: fn(&Interval) -> Bound,
    upper: bool,
) -> Option<Bound> {
    let ends = |may_leave: bool| {
        let chosen = scores
            .iter()
            .filter(move |(_, score)| score.may_not_apply() == may_leave);
        chosen.filter_map(move |(weight, score)| Some((weight.clone(), of(score.interval()?))))
    };
    let (mut stay, mut may_leave): (Vec<_>, Vec<_>) = (ends(false).collect(), ends(true).collect());
    if stay
        .iter()
        .chain(&may_leave)
        .any(|(_, end)| *end == Bound::Unbounded)
    {
        return match kind == Mean::Arithmetic || upper {
            true => Some(Bound::Unbounded),
            false => None,
        };
    }
    may_leave.sort_by_key(|(_, end)| end.number().cloned());
    if upper {
        may_leave.reverse();
    }
    let mut best: Option<Bound> = None;
    for next in std::iter::once(None).chain(may_leave.into_iter().map(Some)) {
        stay.extend(next);
        if stay.is_empty() {
            continue;
        }
        let here = end_of(kind, &stay, upper)?;
        let better = |best: &Bound| match upper {
            true => here.number() > best.number(),
            false => here.number() < best.number(),
        };
        if best.as_ref().is_none_or(better) {
            best = Some(here);
        }
    }
    best
}

/// The mean of some ends; open if it is exact and one of them is.
fn end_of(kind: Mean, ends: &[Weighted<Bound>], upper: bool) -> Option<Bound> {
    let numbers = ends.iter();
    let numbers = numbers.map(|(weight, end)| Some((weight.clone(), end.number()?.clone())));
    let mean = mean(kind, &numbers.collect::<Option<Vec<_>>>()?)?;
    let open = kind == Mean::Arithmetic && ends.iter().any(|(_, end)| end.is_open());
    let n = match upper {
        true => mean.hi().number()?.clone(),
        false => mean.lo().number()?.clone(),
    };
    Some(match open {
        true => Bound::Open(n),
        false => Bound::Closed(n),
    })
}

/// The geometric mean of positive scores that differ.
fn geometric(scores: &[Weighted<Number>], total: &Number) -> Option<Interval> {
    if let [(_, only)] = scores {
        return Some(Interval::point(only.clone()));
    }
    let mut logarithm = Interval::point(Number::zero());
    for (weight, score) in scores {
        logarithm = logarithm.plus(&ln(score)?.times(weight));
    }
    let mean = exp(&logarithm.times(&Number::one().divided_by(total)?));
    Some(match simplest(&mean) {
        Some(exact) if is_geometric(&exact, scores) => Interval::point(exact),
        _ => mean,
    })
}

/// Whether a number to the power of the sum of the weights is the product of the scores to the power of theirs, checked for
/// weights that are small multiples of one number.
fn is_geometric(mean: &Number, scores: &[Weighted<Number>]) -> bool {
    const MOST: i128 = 1_000;
    if mean
        .denominator()
        .is_none_or(|denominator| denominator > 1_000_000_000)
    {
        return false;
    }
    let Some(powers) = whole_weights(scores, MOST) else {
        return false;
    };
    let total: u32 = powers.iter().sum();
    let one = Number::one();
    let product = scores
        .iter()
        .zip(&powers)
        .fold(one, |product, ((_, score), &power)| {
            &product * &score.power(power)
        });
    mean.power(total) == product
}

/// The least whole numbers in the proportion of the weights; `None` if their sum is more than `most`.
fn whole_weights(scores: &[Weighted<Number>], most: i128) -> Option<Vec<u32>> {
    let first = &scores.first()?.0;
    let ratios = scores.iter().map(|(weight, _)| weight.divided_by(first));
    let ratios = ratios.collect::<Option<Vec<_>>>()?;
    let mut common = 1u64;
    for ratio in &ratios {
        let denominator = ratio.denominator()?;
        common = common.checked_mul(denominator / gcd(common, denominator))?;
    }
    let scale = Number::ratio(common.into(), 1)?;
    let whole = ratios.iter().map(|ratio| (ratio * &scale).to_scaled(0));
    let whole = whole.collect::<Option<Vec<i128>>>()?;
    let total = whole.iter().try_fold(0i128, |sum, n| sum.checked_add(*n))?;
    (total <= most).then(|| whole.iter().map(|&n| n as u32).collect())
}

fn gcd(a: u64, b: u64) -> u64 {
    match b {
        0 => a,
        _ => gcd(b, a % b),
    }
}

/// Equal scores as one, with the sum of their weights.
fn joined(scores: &[Weighted<Number>]) -> Vec<Weighted<Number>> {
    let mut joined: Vec<Weighted<Number>> = Vec::new();
    for (weight, score) in scores {
        match joined.iter_mut().find(|(_, known)| known == score) {
            Some((sum, _)) => *sum = &*sum + weight,
            None => joined.push((weight.clone(), score.clone())),
        }
    }
    joined
}

fn sum(numbers: impl Iterator<Item = Number>) -> Number {
    numbers.fold(Number::zero(), |sum, n| &sum + &n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighted(list: &[(i64, i64)]) -> Vec<Weighted<Number>> {
        let pairs = list.iter();
        pairs
            .map(|&(weight, score)| (weight.into(), score.into()))
            .collect()
    }

    fn known(kind: Mean, list: &[(i64, i64)]) -> String {
        let mean = mean(kind, &weighted(list)).unwrap();
        mean.known()
            .map_or_else(|| format!("{mean} is not exact"), Number::fraction)
    }

    #[test]
    fn means_that_are_exact() {
        assert_eq!(known(Mean::Arithmetic, &[(1, 40), (3, 80)]), "70/1");
        assert_eq!(known(Mean::Geometric, &[(1, 4), (1, 9)]), "6/1");
        // 8^(2/3) × 27^(1/3) = 4 × 3.
        assert_eq!(known(Mean::Geometric, &[(2, 8), (1, 27)]), "12/1");
        assert_eq!(known(Mean::Geometric, &[(7, 80), (4, 80)]), "80/1");
        assert_eq!(known(Mean::Geometric, &[(1, 0), (9, 80)]), "0/1");
        // 2 ÷ (1/40 + 1/60) = 48.
        assert_eq!(known(Mean::Harmonic, &[(1, 40), (1, 60)]), "48/1");
        assert_eq!(known(Mean::Harmonic, &[(1, 0), (1, 60)]), "0/1");
    }

    #[test]
    fn a_root_is_certain_to_fifteen_places() {
        let found = mean(Mean::Geometric, &weighted(&[(1, 1), (1, 2)])).unwrap();
        let (lo, hi) = (found.lo().number().unwrap(), found.hi().number().unwrap());
        // √2, squared.
        assert!(lo * lo < Number::from(2) && Number::from(2) < hi * hi);
        assert!((hi - lo) < Number::power_of_ten(-15));
    }

    #[test]
    fn below_zero_two_means_are_undefined() {
        let scores = weighted(&[(1, -1), (1, 50)]);
        assert_eq!(mean(Mean::Geometric, &scores), None);
        assert_eq!(mean(Mean::Harmonic, &scores), None);
        let values: Vec<_> = (scores.iter())
            .map(|(weight, score)| (weight.clone(), Value::point(score.clone())))
            .collect();
        assert_eq!(bounds(Mean::Geometric, &values), Value::unknown());
    }

    #[test]
    fn members_that_may_leave_make_the_bounds_wider() {
        let between = |lo: i64, hi: i64| Interval::closed(lo.into(), hi.into());
        let values = [
            (Number::one(), Value::Between(between(50, 50))),
            (Number::one(), Value::IfApplicable(between(40, 60))),
            (Number::one(), Value::IfApplicable(between(70, 90))),
        ];
        // (50 + 40) ÷ 2, and (50 + 90) ÷ 2: the other leaves.
        assert_eq!(
            bounds(Mean::Arithmetic, &values),
            Value::Between(between(45, 70))
        );
        assert_eq!(
            bounds(Mean::Arithmetic, &values[1..]),
            Value::IfApplicable(between(40, 90))
        );
        let none = [(Number::one(), Value::NotApplicable)];
        assert_eq!(bounds(Mean::Harmonic, &none), Value::NotApplicable);
    }
}
