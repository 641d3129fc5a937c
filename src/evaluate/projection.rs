//! Projection: where the figures so far lead, and whether that is where the target is.
//!
//! Sources: ordinary least squares; the outlook after the UN's SDG Progress Chart, which divides the projected change by the
//! change required.

use crate::number::Number;
use crate::plan::Year;

/// How the figures so far are continued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// The least-squares line through all years with a known value, at least three.
    #[default]
    LeastSquares,
    /// The straight line through the last two years with a known value.
    LastTwo,
    /// The constant growth rate between the first and the last year with a known value.
    Growth,
}

/// The decimals to which a root is worked out, and to which what rests on one is stated.
const DECIMALS: u32 = 24;
const STATED: u32 = 12;

/// Where the figures so far lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// The method used: the one asked for, or the line through two years where there are no more.
    pub method: Method,
    /// The year that the value is expected in.
    pub year: Year,
    /// The value expected, in the indicator's unit; where it rests on a root, to 12 decimals.
    pub value: Number,
    /// The change projected in per cent of the change required; `None` if the baseline is not known, or the target holds there.
    pub share: Option<Number>,
    /// What that means; `None` where `share` is.
    pub outlook: Option<Outlook>,
}

/// How far the projected change goes towards the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// At least 95% of the change required.
    OnTrack,
    /// At least 10%.
    Progress,
    /// Less.
    LittleOrNone,
}

impl Outlook {
    /// The outlook of a share in per cent.
    fn of(share: &Number) -> Outlook {
        if *share >= Number::from(95) {
            Outlook::OnTrack
        } else if *share >= Number::from(10) {
            Outlook::Progress
        } else {
            Outlook::LittleOrNone
        }
    }
}

/// The value expected in `year`, given the known values by ascending year; with the target and the baseline, how far it
/// goes. `None` if fewer than two values are known, and of a growth rate where the first of them is 0 or they differ in sign.
pub fn project(
    method: Method,
    known: &[(Year, Number)],
    year: Year,
    target: &Number,
    baseline: Option<&Number>,
) -> Option<Projection> {
    let method = match method {
        Method::LeastSquares if known.len() < 3 => Method::LastTwo,
        method => method,
    };
    let (value, is_exact) = match method {
        Method::LeastSquares => (least_squares(known, year)?, true),
        Method::LastTwo => (last_two(known, year)?, true),
        Method::Growth => constant_growth(known, year)?,
    };
    let share = baseline.and_then(|baseline| {
        let share = (&value - baseline).divided_by(&(target - baseline))?;
        Some(&share * &Number::from(100))
    });
    let stated = |n: Number| match is_exact {
        true => n,
        false => n.round(STATED),
    };
    Some(Projection {
        method,
        year,
        outlook: share.as_ref().map(Outlook::of),
        value: stated(value),
        share: share.map(stated),
    })
}

/// v̄ + (year − ȳ) Σ(yᵢ − ȳ)(vᵢ − v̄) ÷ Σ(yᵢ − ȳ)².
fn least_squares(known: &[(Year, Number)], year: Year) -> Option<Number> {
    let count = Number::from(known.len() as i64);
    let years = || known.iter().map(|(year, _)| Number::from(i64::from(*year)));
    let sum = |numbers: &mut dyn Iterator<Item = Number>| {
        numbers.fold(Number::zero(), |sum, number| &sum + &number)
    };
    let mean_year = sum(&mut years()).divided_by(&count)?;
    let mean = sum(&mut known.iter().map(|(_, value)| value.clone())).divided_by(&count)?;
    let covariance = sum(&mut years()
        .zip(known)
        .map(|(year, (_, value))| &(&year - &mean_year) * &(value - &mean)));
    let variance = sum(&mut years().map(|year| {
        let distance = &year - &mean_year;
        &distance * &distance
    }));
    let slope = covariance.divided_by(&variance)?;
    let ahead = &Number::from(i64::from(year)) - &mean_year;
    Some(&mean + &(&slope * &ahead))
}

/// v₂ + (v₂ − v₁)(year − y₂) ÷ (y₂ − y₁) of the last two years.
fn last_two(known: &[(Year, Number)], year: Year) -> Option<Number> {
    let [.., (before, from), (last, to)] = known else {
        return None;
    };
    let ahead = Number::ratio((year - last).into(), (last - before).into())?;
    Some(to + &(&(to - from) * &ahead))
}

/// v₂ (v₂ ÷ v₁)^((year − y₂) ÷ (y₂ − y₁)) of the first and the last year, and whether it is exact, as a root seldom is.
fn constant_growth(known: &[(Year, Number)], year: Year) -> Option<(Number, bool)> {
    let ((first, from), (last, to)) = (known.first()?, known.last()?);
    let multiple = to.divided_by(from).filter(Number::is_positive)?;
    let (years, ahead) = (
        u32::try_from(last - first).ok()?,
        u32::try_from(year - last).ok()?,
    );
    let growth = multiple.power(ahead).root(years, DECIMALS)?;
    let (lo, hi) = (growth.lo().number()?, growth.hi().number()?);
    let middle = &(lo + hi) * &Number::scaled(5, 1);
    Some((to * &middle, lo == hi))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constant_growth_goes_on() {
        let known = [(2011, n("100")), (2012, n("105")), (2013, n("121"))];
        let project = |known: &[(Year, Number)]| {
            project(Method::Growth, known, 2015, &n("150"), Some(&n("100")))
        };
        let projection = project(&known).unwrap();
        assert_eq!(projection.value, n("146.41"), "10 % a year");
        assert_eq!(projection.outlook, Some(Outlook::Progress), "46.41 of 50");
        assert!(project(&[(2011, n("0")), (2013, n("121"))]).is_none());
        assert!(project(&[(2011, n("-1")), (2013, n("121"))]).is_none());
        let falling = [(2011, n("200")), (2013, n("50"))];
        assert_eq!(project(&falling).unwrap().value, n("12.5"), "half a year");
    }

    fn n(text: &str) -> Number {
        crate::number::parse_plain(text).unwrap()
    }

    fn points(points: &[(Year, &str)]) -> Vec<(Year, Number)> {
        points.iter().map(|&(year, v)| (year, n(v))).collect()
    }

    #[test]
    fn a_straight_line_is_continued_as_the_line() {
        let known = points(&[(2010, "0.1"), (2011, "0.4"), (2013, "1.0")]);
        for method in [Method::LeastSquares, Method::LastTwo] {
            let projection = project(method, &known, 2015, &n("2"), None).unwrap();
            assert_eq!(projection.value, n("1.6"));
        }
    }

    /// By hand: ȳ = 2012, v̄ = 5, slope (−1 × −2 + 1 × 3) ÷ 2 = 2.5, in 2015 5 + 3 × 2.5 = 12.5; (12.5 − 3) ÷ (13 − 3) = 95%.
    #[test]
    fn least_squares_as_worked_by_hand() {
        let known = points(&[(2011, "3"), (2012, "4"), (2013, "8")]);
        let base = n("3");
        let projection =
            project(Method::LeastSquares, &known, 2015, &n("13"), Some(&base)).unwrap();
        assert_eq!(projection.value, n("12.5"));
        assert_eq!(projection.share, Some(n("95")));
        assert_eq!(projection.outlook, Some(Outlook::OnTrack));
        let last = project(Method::LastTwo, &known, 2015, &n("-7"), Some(&base)).unwrap();
        assert_eq!(last.value, n("16"));
        assert_eq!(last.share, Some(n("-130")));
        assert_eq!(last.outlook, Some(Outlook::LittleOrNone));
    }

    #[test]
    fn two_years_make_a_line_and_one_makes_none() {
        let known = points(&[(2011, "3"), (2013, "4")]);
        let projection =
            project(Method::LeastSquares, &known, 2015, &n("5"), Some(&n("5"))).unwrap();
        assert_eq!(projection.method, Method::LastTwo);
        assert_eq!((projection.value, projection.share), (n("5"), None));
        assert_eq!(
            project(Method::LastTwo, &known[..1], 2015, &n("5"), None),
            None
        );
    }
}
