//! Compound growth: the actual rate held against the rate required.

use super::{PaceInput, corners, no_baseline, one_of, past_target, undecided};
use crate::evaluate::PaceJudgement;
use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use crate::plan::Year;
use crate::plan::rule::Direction;

/// The share of the required growth that is enough to be on track.
const ENOUGH: f64 = 0.95;

/// Actual over required compound growth: (v/b)^(1/(y−y0)) − 1 over (t/b)^(1/(T−y0)) − 1; from 0.95 on track, 0.60 slightly
/// behind, 0 clearly behind, below moving away. Source: Eurostat; Open SDG `ProgressMeasure`.
///
/// Undefined, and then `None`: b or t zero, t = b, signs that differ, fewer than one year between b and v or than two between
/// b and T. The ratio is monotone in v and in b, so its bounds are those of the ends.
pub fn cagr(
    value: &Interval,
    input: &PaceInput<'_>,
    direction: Direction,
    target: &Number,
) -> Option<PaceJudgement> {
    if undefined_growth(value, input, target).is_some() {
        return None;
    }
    let (start, baseline) = input.baseline?;
    let (actual_years, required_years) = (input.year - start, input.due - start);
    let (value_fits, base_fits) = (fits(value, target, true), fits(baseline, target, false));
    if value_fits == Ternary::Unknown || base_fits == Ternary::Unknown {
        return Some(undecided("cagr"));
    }
    // On its target a baseline leaves no growth to require, past it there is a pace: which of the two is not known.
    if baseline.contains(target) {
        return Some(undecided("cagr"));
    }
    if let Some(judged) = past_target("cagr", value, baseline, target, direction) {
        return Some(judged);
    }
    let growth = |n: &Number, base: &Number, years: Year| {
        let grown = n.divided_by(base).map_or(f64::NAN, |grown| grown.to_f64());
        grown.powf(1.0 / f64::from(years)) - 1.0
    };
    let ratio = |(value, base): (&Number, &Number)| {
        growth(value, base, actual_years) / growth(target, base, required_years)
    };
    let Some(ratios) = corners(value, baseline).map(|corners| corners.map(ratio)) else {
        return Some(undecided("cagr"));
    };
    if ratios.iter().any(|ratio| !ratio.is_finite()) {
        return Some(undecided("cagr"));
    }
    let band = one_of(ratios.map(|ratio| match ratio {
        r if r >= ENOUGH => "on-track",
        r if r >= 0.60 => "slightly-behind",
        r if r >= 0.0 => "clearly-behind",
        _ => "moving-away",
    }));
    let enough = ratios.map(|ratio| ratio >= ENOUGH);
    let known = value.known().is_some() && baseline.known().is_some();
    Some(PaceJudgement {
        method: "cagr",
        due_value: None,
        holds: Ternary::from_pair(
            enough.iter().all(|enough| *enough),
            enough.iter().all(|enough| !*enough),
        ),
        band,
        growth_share: known.then(|| Number::scaled((ratios[0] * 1000.0).round() as i128, 1)),
    })
}

/// Why compound growth is undefined, whatever is missing; `None` if it is or may be defined.
pub fn undefined_growth(value: &Interval, input: &PaceInput<'_>, target: &Number) -> Option<Text> {
    let Some((start, baseline)) = input.baseline else {
        return Some(no_baseline());
    };
    let because = |zh: &str, en: &str| {
        Some(Text::new(
            format!("年均增长率无法计算：{zh}"),
            format!("the yearly growth is undefined: {en}"),
        ))
    };
    if target.is_zero() {
        return because("目标为 0", "the target is 0");
    }
    if baseline.known().is_some_and(Number::is_zero) {
        return because("基期值为 0", "the baseline is 0");
    }
    if baseline.known() == Some(target) {
        return because("基期值等于目标", "the baseline equals the target");
    }
    if input.due - start < 2 {
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
    let apart =
        fits(value, target, true) == Ternary::No || fits(baseline, target, false) == Ternary::No;
    match apart {
        true => because(
            "数值、基期值与目标的正负号不同",
            "value, baseline and target have different signs",
        ),
        false => None,
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
