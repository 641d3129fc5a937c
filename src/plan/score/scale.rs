//! The score of a value: where it stands on a scale.
//!
//! Goalposts: 100 (v − worst)/(best − worst); with logarithms 100 ln(v/worst)/ln(best/worst). Points: straight between them.
//! Source: UNDP, Human Development Report, technical notes; OECD/JRC, Handbook on Constructing Composite Indicators (2008),
//! step 5. A score by logarithms is an interval narrower than 10⁻¹⁵ unless it is a fraction with a small denominator, which
//! is found and checked by powers.

use crate::number::{Bound, Interval, Number, ln, simplest};
use crate::plan::{Cap, Score};

impl Score {
    /// The scores of all values of an interval. They are unbounded where a score has no limit: of a logarithm at 0 or below,
    /// unless it is cut.
    pub fn of(&self, value: &Interval) -> Interval {
        match self {
            Score::Goalposts {
                worst,
                best,
                log,
                cap,
            } => {
                let limits = cap.limits(&hundred());
                let scale = Goalposts {
                    worst,
                    best,
                    log: *log,
                    limits: limits.as_ref(),
                };
                scale.score(value)
            }
            Score::Points { points, cap } => of_points(value, points, cap),
            // It does not follow from the value alone.
            Score::Pace => Interval::everything(),
        }
    }

    /// The scale that it is on: from the score of the worst value to that of the best, or where it is cut.
    pub fn scale(&self) -> Interval {
        let (ends, cap) = match self {
            Score::Goalposts { cap, .. } => (hundred(), cap),
            Score::Points { points, cap } => (hull_of(points), cap),
            Score::Pace => return Interval::everything(),
        };
        cap.limits(&ends).unwrap_or(ends)
    }

    /// The scores that are possible at all.
    pub fn range(&self) -> Interval {
        match self {
            Score::Goalposts { cap, .. } => cut(Interval::everything(), cap, &hundred()),
            Score::Points { points, cap } => cut(Interval::everything(), cap, &hull_of(points)),
            Score::Pace => Interval::everything(),
        }
    }
}

/// `[0, 100]`: the scores of goalposts and of attainment.
pub fn hundred() -> Interval {
    Interval::closed(Number::zero(), Number::from(100))
}

struct Goalposts<'a> {
    worst: &'a Number,
    best: &'a Number,
    log: bool,
    /// Where scores are cut; `None` where they are not.
    limits: Option<&'a Interval>,
}

impl Goalposts<'_> {
    fn score(&self, value: &Interval) -> Interval {
        let lo = self.end(value.lo());
        let hi = self.end(value.hi());
        let (low, high) = match self.best > self.worst {
            true => (lo, hi),
            false => (hi, lo),
        };
        let low = low.map_or(Bound::Unbounded, |(score, open)| bound(score.lo(), open));
        let high = high.map_or(Bound::Unbounded, |(score, open)| bound(score.hi(), open));
        let scores = Interval::new(low, high).unwrap_or_else(Interval::everything);
        match self.limits {
            Some(limits) => clamp(&scores, limits),
            None => scores,
        }
    }

    /// The score of an end, and whether it is open; `None` if it has no limit.
    fn end(&self, end: &Bound) -> Option<(Interval, bool)> {
        let n = end.number()?;
        let share = match self.log {
            false => Interval::point(&(n - self.worst) / &(self.best - self.worst)),
            true if n.is_positive() => log_share(n, self.worst, self.best)?,
            true => return Some((Interval::point(self.at_zero()?.clone()), false)),
        };
        Some((share.times(&Number::from(100)), end.is_open()))
    }

    /// Where scores by logarithms are cut as the value goes to 0; `None` if they are not.
    fn at_zero(&self) -> Option<&Number> {
        match self.best > self.worst {
            true => self.limits?.lo().number(),
            false => self.limits?.hi().number(),
        }
    }
}

fn bound(bound: &Bound, open: bool) -> Bound {
    match bound {
        Bound::Closed(n) if open => Bound::Open(n.clone()),
        other => other.clone(),
    }
}

/// ln(n/worst)/ln(best/worst); `None` for a number that is not positive.
fn log_share(n: &Number, worst: &Number, best: &Number) -> Option<Interval> {
    let (covered, way) = (n.divided_by(worst)?, best.divided_by(worst)?);
    let (dividend, divisor) = (ln(&covered)?, ln(&way)?);
    let share = match divisor.lo().number().is_some_and(Number::is_negative) {
        true => dividend.negated().over(&divisor.negated())?,
        false => dividend.over(&divisor)?,
    };
    Some(match simplest(&share) {
        Some(exact) if is_log_share(&exact, &covered, &way) => Interval::point(exact),
        _ => share,
    })
}

/// Whether covered = way^(p/q), which is checked as covered^q = way^p, for small p and q.
fn is_log_share(share: &Number, covered: &Number, way: &Number) -> bool {
    const MOST: u64 = 64;
    let Some(q) = share.denominator().filter(|q| *q <= MOST) else {
        return false;
    };
    let q = q as u32;
    let p = (share * &Number::from(i64::from(q))).to_scaled(0);
    let Some(p) = p.filter(|p| p.unsigned_abs() <= u128::from(MOST * 64)) else {
        return false;
    };
    let power = way.power(p.unsigned_abs() as u32);
    let right = match p < 0 {
        true => Number::one().divided_by(&power),
        false => Some(power),
    };
    right.is_some_and(|right| covered.power(q) == right)
}

/// The least and the greatest score between the ends of the value: at the ends themselves or at a point between them.
fn of_points(value: &Interval, points: &[(Number, Number)], cap: &Cap) -> Interval {
    let ends = [value.lo(), value.hi()];
    let ends = ends.map(|end| end.number().map(|n| line(n, points, cap)));
    let inside = points.iter().filter(|(at, _)| value.contains(at));
    let mut scores: Vec<Number> = inside.map(|(_, score)| score.clone()).collect();
    scores.extend(ends.iter().flatten().cloned());
    let (first, last) = (&points[0], &points[points.len() - 1]);
    let (mut falls, mut rises) = (false, false);
    for (end, slope) in ends
        .iter()
        .zip([-&slope(points, true), slope(points, false)])
    {
        if end.is_none() && *cap != Cap::Ends {
            falls |= slope.is_negative();
            rises |= slope.is_positive();
        }
    }
    if value.lo().number().is_none() {
        scores.push(first.1.clone());
    }
    if value.hi().number().is_none() {
        scores.push(last.1.clone());
    }
    let least = scores.iter().min().cloned();
    let most = scores.iter().max().cloned();
    let lo = least
        .filter(|_| !falls)
        .map_or(Bound::Unbounded, Bound::Closed);
    let hi = most
        .filter(|_| !rises)
        .map_or(Bound::Unbounded, Bound::Closed);
    let all = Interval::new(lo, hi).unwrap_or_else(Interval::everything);
    cut(all, cap, &hull_of(points))
}

/// The score at a value: beyond the first and the last point that of the point, or on the line through the nearest two where
/// scores are cut elsewhere or not at all.
fn line(n: &Number, points: &[(Number, Number)], cap: &Cap) -> Number {
    let (first, last) = (&points[0], &points[points.len() - 1]);
    if *cap == Cap::Ends && *n <= first.0 {
        return first.1.clone();
    }
    if *cap == Cap::Ends && *n >= last.0 {
        return last.1.clone();
    }
    let after = points.iter().position(|(at, _)| at >= n);
    let after = after.unwrap_or(points.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (&points[after - 1], &points[after]);
    let share = &(n - x0) / &(x1 - x0);
    y0 + &(&(y1 - y0) * &share)
}

/// The slope of the first or the last line.
fn slope(points: &[(Number, Number)], first: bool) -> Number {
    let at = if first { 1 } else { points.len() - 1 };
    let ((x0, y0), (x1, y1)) = (&points[at - 1], &points[at]);
    &(y1 - y0) / &(x1 - x0)
}

fn hull_of(points: &[(Number, Number)]) -> Interval {
    let scores = points
        .iter()
        .map(|(_, score)| Interval::point(score.clone()));
    let hull = scores.reduce(|a, b| a.hull(&b));
    hull.unwrap_or_else(Interval::everything)
}

impl Cap {
    /// The least and the greatest score, given the ends of the scale; `None` if scores are not cut.
    fn limits(&self, ends: &Interval) -> Option<Interval> {
        match self {
            Cap::None => None,
            Cap::Ends => Some(ends.clone()),
            Cap::Between(lo, hi) => Some(Interval::closed(lo.clone(), hi.clone())),
        }
    }
}

/// Scores cut to the declared limits, or to the ends of the scale.
fn cut(scores: Interval, cap: &Cap, ends: &Interval) -> Interval {
    match cap.limits(ends) {
        Some(limits) => clamp(&scores, &limits),
        None => scores,
    }
}

/// Every value of an interval moved to the nearest of a closed one.
fn clamp(interval: &Interval, to: &Interval) -> Interval {
    let (Some(least), Some(most)) = (to.lo().number(), to.hi().number()) else {
        return interval.clone();
    };
    let end = |bound: &Bound, unbounded: &Number| match bound.number() {
        None => Bound::Closed(unbounded.clone()),
        Some(n) if n < least || (n == least && bound.is_open()) => Bound::Closed(least.clone()),
        Some(n) if n > most || (n == most && bound.is_open()) => Bound::Closed(most.clone()),
        Some(_) => bound.clone(),
    };
    let (lo, hi) = (end(interval.lo(), least), end(interval.hi(), most));
    Interval::new(lo, hi).unwrap_or_else(|| to.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goalposts(worst: i64, best: i64, log: bool, cap: Cap) -> Score {
        Score::Goalposts {
            worst: worst.into(),
            best: best.into(),
            log,
            cap,
        }
    }

    fn at(value: i64, by: &Score) -> Interval {
        by.of(&Interval::point(value.into()))
    }

    fn between(lo: i64, hi: i64) -> Interval {
        Interval::closed(lo.into(), hi.into())
    }

    #[test]
    fn a_score_between_goalposts() {
        let more = goalposts(20, 85, false, Cap::Ends);
        assert_eq!(at(20, &more), Interval::point(0.into()));
        assert_eq!(at(46, &more), Interval::point(40.into()));
        assert_eq!(at(90, &more), Interval::point(100.into()));
        let less = goalposts(63, 13, false, Cap::None);
        assert_eq!(at(38, &less), Interval::point(50.into()));
        assert_eq!(at(3, &less), Interval::point(120.into()));
        assert_eq!(less.of(&between(13, 38)), between(50, 100));
    }

    #[test]
    fn a_score_by_logarithms_is_exact_where_it_can_be() {
        let income = goalposts(100, 10_000, true, Cap::Ends);
        assert_eq!(at(1_000, &income), Interval::point(50.into()));
        assert_eq!(at(0, &income), Interval::point(0.into()));
        assert_eq!(at(10_000, &income), Interval::point(100.into()));
        let uncut = goalposts(100, 10_000, true, Cap::None);
        assert_eq!(at(10, &uncut), Interval::point((-50).into()));
        assert_eq!(at(0, &uncut), Interval::everything());
        let limited = goalposts(100, 10_000, true, Cap::Between((-5).into(), 5.into()));
        assert_eq!(at(-3, &limited), Interval::point((-5).into()));
        assert_eq!(limited.of(&between(0, 1_000)), between(-5, 5));
        let settled = at(2_000, &income).settled().unwrap();
        // 100 × ln 20 ÷ ln 100.
        assert_eq!(settled.fixed(9), "65.051499783");
        let less = goalposts(1_000, 10, true, Cap::Ends);
        assert_eq!(at(100, &less), Interval::point(50.into()));
    }

    #[test]
    fn a_score_between_points() {
        let points = |cap| Score::Points {
            points: vec![
                (0.into(), 5.into()),
                (40.into(), 1.into()),
                (63.into(), 0.into()),
            ],
            cap,
        };
        let cut = points(Cap::Ends);
        assert_eq!(at(20, &cut), Interval::point(3.into()));
        assert_eq!(at(70, &cut), Interval::point(0.into()));
        assert_eq!(cut.of(&Interval::from(20.into())), between(0, 3));
        let uncut = points(Cap::None);
        assert_eq!(at(86, &uncut), Interval::point((-1).into()));
        assert_eq!(at(-10, &uncut), Interval::point(6.into()));
        let unbounded = uncut.of(&Interval::from(40.into()));
        assert_eq!(
            (unbounded.lo(), unbounded.hi().number()),
            (&Bound::Unbounded, Some(&1.into()))
        );
        let limited = points(Cap::Between(0.into(), 4.into()));
        assert_eq!(at(-10, &limited), Interval::point(4.into()));
    }

    #[test]
    fn points_may_rise_and_fall() {
        let hill = Score::Points {
            points: vec![
                (0.into(), 0.into()),
                (10.into(), 100.into()),
                (20.into(), 0.into()),
            ],
            cap: Cap::Ends,
        };
        assert_eq!(hill.of(&between(5, 18)), between(20, 100));
    }
}
