//! Compound growth: the actual rate held against the rate required, or placed by itself where there is no target.
//!
//! Roots and powers are not rational. They are computed as intervals of certain bounds, narrower than 10^-12, and what is said
//! of a rate holds for the whole interval.

use super::course::Course;
use super::judgement::{PaceJudgement, Rates};
use super::line::past_target;
use super::{PaceInput, corners, hull, no_baseline};
use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use crate::plan::Year;
use crate::plan::bands::{self, Bands, EUROSTAT, EUROSTAT_GROWTH};
use crate::plan::rule::Direction;

/// Decimals of the bounds of a root, and of a second attempt where a small growth is divided by.
const DECIMALS: [u32; 2] = [40, 120];

/// Actual over required compound growth: (v/b)^(1/(y−y0)) − 1 over |(t/b)^(1/(T−y0)) − 1| in the wanted direction; from 0.95 on
/// track, 0.60 slightly behind, 0 clearly behind, below moving away. Source: Eurostat; Open SDG `ProgressMeasure`.
///
/// Undefined, and then `None`: b or t zero, t = b, signs that differ, fewer than one year between b and v or than two between
/// b and T. The ratio is monotone in v and in b, so its bounds are those of the ends.
pub fn cagr(value: &Interval, input: &PaceInput<'_>, course: &Course) -> Option<PaceJudgement> {
    if undefined(value, input, Some(course)).is_some() {
        return None;
    }
    let (start, baseline) = input.baseline?;
    let (years, all) = (input.year - start, input.due - start);
    let undecided = || Some(PaceJudgement::undecided("cagr", input.year));
    let sign = course.number().cloned().unwrap_or_else(Number::one);
    let fit =
        fits(value, &sign, true) == Ternary::Yes && fits(baseline, &sign, false) == Ternary::Yes;
    // On its target a baseline leaves no growth to require, past it there is a pace: which of the two is not known.
    if !fit
        || course
            .number()
            .is_some_and(|target| baseline.contains(target))
    {
        return undecided();
    }
    let ratio = || {
        let ratio = |(value, base): (&Number, &Number)| {
            growth_ratio(
                value,
                base,
                &course.target(base, all),
                years,
                all,
                course.direction,
            )
        };
        hull(corners(value, baseline)?.map(ratio))
    };
    let rates = rates(value, baseline, course, years, all);
    let by_ratio = (ratio(), bands::of_rates());
    if let Some(judged) = past_target("cagr", value, baseline, input, course, by_ratio) {
        return Some(PaceJudgement { rates, ..judged });
    }
    let Some(ratio) = ratio() else {
        return undecided();
    };
    let judged = PaceJudgement {
        holds: ratio.at_least(&enough()),
        ratio: Some(ratio),
        rates,
        base_year: Some(start),
        ..PaceJudgement::undecided("cagr", input.year)
    };
    Some(judged.placed(input.bands, Some(bands::of_rates())))
}

/// The growth that is enough to be on track, in per cent of the growth required.
pub const ENOUGH_GROWTH: u8 = 95;

fn enough() -> Number {
    Number::scaled(ENOUGH_GROWTH.into(), 2)
}

/// Actual over required growth in the wanted direction; `None` if undefined.
fn growth_ratio(
    value: &Number,
    base: &Number,
    target: &Number,
    years: Year,
    all: Year,
    direction: Direction,
) -> Option<Interval> {
    let (actual, required) = (value.divided_by(base)?, target.divided_by(base)?);
    let (years, all) = (u32::try_from(years).ok()?, u32::try_from(all).ok()?);
    // Of equal rates the ratio is 1, even where neither is rational.
    if actual.power(all) == required.power(years) {
        let ahead = wanted(&(target - base), direction);
        return Some(Interval::point(match ahead {
            true => Number::one(),
            false => -&Number::one(),
        }));
    }
    let mut found = None;
    for decimals in DECIMALS {
        let actual = in_direction(growth(&actual, years, decimals)?, base, direction);
        let required = growth(&required, all, decimals)?;
        let size = match required.at_least(&Number::zero()) {
            Ternary::Yes => required,
            _ => required.negated(),
        };
        found = actual.over(&size);
        if found.as_ref().and_then(super::judgement::narrow).is_some() {
            break;
        }
    }
    found
}

/// x^(1/years) − 1.
fn growth(multiple: &Number, years: u32, decimals: u32) -> Option<Interval> {
    let one = Interval::point(Number::one());
    Some(multiple.root(years, decimals)?.minus(&one))
}

/// A growth of a value that began at `base`, positive in the wanted direction.
fn in_direction(growth: Interval, base: &Number, direction: Direction) -> Interval {
    match base.is_negative() == (direction == Direction::Less) {
        true => growth,
        false => growth.negated(),
    }
}

fn wanted(difference: &Number, direction: Direction) -> bool {
    match direction {
        Direction::More => !difference.is_negative(),
        Direction::Less => !difference.is_positive(),
    }
}

/// The rates in per cent a year, positive where the value rises in size; `None` if undefined.
pub fn rates(
    value: &Interval,
    baseline: &Interval,
    course: &Course,
    years: Year,
    all: Year,
) -> Option<Rates> {
    let per_cent = |n: &Number, base: &Number, years: Year| {
        let multiple = n.divided_by(base)?;
        let growth = growth(&multiple, u32::try_from(years).ok()?, DECIMALS[0])?;
        Some(growth.times(&Number::from(100)))
    };
    let actual = corners(value, baseline)?.map(|(value, base)| per_cent(value, base, years));
    let required = corners(baseline, baseline)?
        .map(|(base, _)| per_cent(&course.target(base, all), base, all));
    Some(Rates {
        per_cent: true,
        actual: hull(actual)?,
        required: hull(required),
    })
}

/// The yearly growth in the wanted direction since the baseline, in per cent, where the plan sets no target: from 1.5 % on
/// track, 0.5 % moderate, 0 limited, below moving away; near a natural limit less is enough. Source: Eurostat; Open SDG.
///
/// Undefined, and then `None`, without a baseline, from one that is zero, and where value and baseline have different signs.
pub fn without_target(
    value: &Interval,
    input: &PaceInput<'_>,
    direction: Direction,
) -> Option<PaceJudgement> {
    if undefined(value, input, None).is_some() {
        return None;
    }
    let (start, baseline) = input.baseline?;
    let undecided = PaceJudgement::undecided("growth", input.year);
    let years = u32::try_from(input.year - start).ok()?;
    if one_sign(value, baseline) != Ternary::Yes {
        return Some(undecided);
    }
    let yearly = |(value, base): (&Number, &Number)| {
        let multiple = value.divided_by(base)?;
        let growth = growth(&multiple, years, DECIMALS[0])?.times(&Number::from(100));
        Some(in_direction(growth, base, direction))
    };
    let Some(actual) = corners(value, baseline).and_then(|ends| hull(ends.map(yearly))) else {
        return Some(undecided);
    };
    let declared = input.bands.filter(|bands| bands.id != EUROSTAT);
    let bands = declared.or_else(|| bands::named(EUROSTAT_GROWTH))?;
    let factor = match input.limit {
        Some(limit) => Some(limit_factor(baseline, limit)?),
        None => None,
    };
    let band = bands.place_scaled(&actual, factor.as_ref());
    let top = bands.steps.last()?;
    Some(PaceJudgement {
        holds: top.reached(&actual, factor.as_ref()),
        band: band.map(|step| step.id.clone()),
        bands: declared.map(|bands| bands.id.clone()),
        score: score(&actual, bands, factor.as_ref()),
        rates: Some(Rates {
            per_cent: true,
            actual,
            required: None,
        }),
        base_year: Some(start),
        limit_factor: factor,
        ..undecided
    })
}

/// The score of a growth. Near a natural limit a positive growth counts as much as it makes up of the thresholds there; at the
/// limit itself, keeping it is the best that can be.
fn score(growth: &Interval, bands: &Bands, factor: Option<&Interval>) -> Option<Interval> {
    let zero = Number::zero();
    let Some(factor) = factor else {
        return bands.score(growth);
    };
    match growth.at_least(&zero) {
        Ternary::No => bands.score(growth),
        Ternary::Unknown => None,
        Ternary::Yes if factor.known() == Some(&zero) => {
            bands.best_score().map(|best| Interval::point(best.clone()))
        }
        Ternary::Yes => bands.score(&growth.over(factor)?),
    }
}

/// What the positive thresholds are multiplied by near a natural limit L (Open SDG): 1 − (m/|L|)^4.44, with m = |b| up to |L| and
/// 2|L| − |b| beyond; 1 from 2|L| on. `None` if the baseline has no bound.
fn limit_factor(baseline: &Interval, limit: &Number) -> Option<Interval> {
    let one = Number::one();
    let limit = limit.abs();
    let factor = |base: &Number| {
        let base = base.abs();
        let double = &limit * &Number::from(2);
        if base >= double {
            return Some(Interval::point(one.clone()));
        }
        let near = base.clone().min(&double - &base);
        // 4.44 = 111/25.
        let share = near.divided_by(&limit)?.power(111);
        let power = share.root(25, DECIMALS[0])?;
        Some(Interval::point(one.clone()).minus(&power))
    };
    let (lo, hi) = (baseline.lo().number()?, baseline.hi().number()?);
    let ends = hull([factor(lo), factor(hi)])?;
    // Between two baselines the factor is least where the limit lies.
    let within = baseline.contains(&limit) || baseline.contains(&-&limit);
    Some(match within {
        true => ends.hull(&Interval::point(Number::zero())),
        false => ends,
    })
}

/// Why compound growth is undefined, whatever is missing; `None` if it is or may be defined. Without a course there is no
/// target to require a growth.
pub fn undefined(value: &Interval, input: &PaceInput<'_>, course: Option<&Course>) -> Option<Text> {
    let Some((start, baseline)) = input.baseline else {
        return Some(no_baseline());
    };
    let because = |zh: &str, en: &str| {
        Some(Text::new(
            format!("年均增长率无法计算：{zh}"),
            format!("the yearly growth is undefined: {en}"),
        ))
    };
    let target = course.and_then(Course::number);
    let multiple = course.and_then(|course| course.multiple(input.due - start));
    if target.is_some_and(Number::is_zero) || multiple.as_ref().is_some_and(Number::is_zero) {
        return because("目标为 0", "the target is 0");
    }
    if baseline.known().is_some_and(Number::is_zero) {
        return because("基期值为 0", "the baseline is 0");
    }
    let stays = multiple.is_some_and(|multiple| multiple == Number::one());
    if stays || target.is_some() && baseline.known() == target {
        return because("基期值等于目标", "the baseline equals the target");
    }
    if course.is_some() && input.due - start < 2 {
        return because(
            "基期至目标年不足两年",
            "there are fewer than two years from the baseline to the target",
        );
    }
    if input.year - start < 1 {
        return because(
            "距基期不足一年",
            "less than a year has passed since the baseline",
        );
    }
    let apart = match target {
        Some(target) => {
            fits(value, target, true) == Ternary::No || fits(baseline, target, false) == Ternary::No
        }
        None => one_sign(value, baseline) == Ternary::No,
    };
    match (apart, target) {
        (true, Some(_)) => because(
            "数值、基期值与目标的正负号不同",
            "value, baseline and target have different signs",
        ),
        (true, None) => because(
            "数值与基期值的正负号不同",
            "value and baseline have different signs",
        ),
        (false, _) => None,
    }
}

/// Whether a value is on the same side of zero as a target; with `or_zero`, or zero.
fn fits(value: &Interval, target: &Number, or_zero: bool) -> Ternary {
    let zero = Number::zero();
    let side = match target.is_negative() {
        true => value.negated(),
        false => value.clone(),
    };
    match or_zero {
        true => side.at_least(&zero),
        false => side.at_most(&zero).not(),
    }
}

/// Whether a value is zero or on the same side of it as a baseline that is not.
fn one_sign(value: &Interval, baseline: &Interval) -> Ternary {
    let one = Number::one();
    let on_side = |side: &Number| fits(baseline, side, false).and(fits(value, side, true));
    on_side(&one).or(on_side(&-&one))
}
