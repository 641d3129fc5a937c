use super::*;
use crate::number::Ternary;
use crate::plan::rule::{Arg, Args, RULES};
use std::sync::Arc;

fn rule(key: &str, arg: Arg) -> Arc<dyn Rule> {
    let kind = RULES.iter().find(|kind| kind.key == key).unwrap();
    (kind.build)(&Args::from([(key.to_owned(), arg)])).unwrap()
}

fn input<'a>(
    rule: &'a dyn Rule,
    base: &'a Interval,
    year: Year,
    method: PaceMethod,
) -> PaceInput<'a> {
    PaceInput {
        method,
        as_listed: false,
        rule,
        path: &[],
        baseline: Some((2010, base)),
        due: 2015,
        year,
        bands: None,
        limit: None,
    }
}

fn at(value: i64, baseline: i64, target: i64, year: Year, method: PaceMethod) -> PaceJudgement {
    let key = if baseline <= target {
        "at-least"
    } else {
        "at-most"
    };
    let rule = rule(key, Arg::Number(target.into()));
    let base = Interval::point(baseline.into());
    pace(
        &Interval::point(value.into()),
        &input(&*rule, &base, year, method),
    )
    .unwrap()
}

fn band(judged: &PaceJudgement) -> &str {
    judged.band.as_deref().unwrap_or("none")
}

#[test]
fn two_fifths_of_the_time() {
    let at = |value, baseline, target| at(value, baseline, target, 2012, PaceMethod::Linear);
    assert_eq!(band(&at(140, 100, 200)), "on-track");
    assert_eq!(band(&at(130, 100, 200)), "slightly-behind");
    assert_eq!(band(&at(129, 100, 200)), "clearly-behind");
    assert_eq!(at(60, 100, 50).holds, Ternary::Yes);
    assert_eq!(at(81, 100, 50).holds, Ternary::No);
    assert_eq!(
        at(130, 100, 200).ratio,
        Some(Interval::point(Number::scaled(75, 2)))
    );
}

#[test]
fn a_baseline_past_its_target() {
    let judged = at(290, 310, 300, 2012, PaceMethod::Linear);
    assert_eq!(judged.holds, Ternary::Yes);
    let fallen = at(290, 300, 300, 2012, PaceMethod::Linear);
    assert_eq!((fallen.holds, band(&fallen)), (Ternary::No, "moving-away"));
    assert_eq!(fallen.due_value, None);
}

#[test]
fn growth_rates() {
    let at = |value| at(value, 100, 200, 2013, PaceMethod::Cagr);
    assert_eq!(band(&at(150)), "on-track");
    assert_eq!(band(&at(130)), "slightly-behind");
    assert_eq!(band(&at(90)), "moving-away");
    // 1.5^(1/3) − 1 over 2^(1/5) − 1: 0.14471424… over 0.14869835….
    assert_eq!(at(150).growth_share(), Some(Number::scaled(973, 1)));
}

#[test]
fn equal_rates_are_exactly_on_track() {
    // 2^(1/5) a year: after 5 years 200, and 1 as ratio although no root is rational.
    let rule = rule("at-least", Arg::Number(400.into()));
    let base = Interval::point(100.into());
    let mut input = input(&*rule, &base, 2015, PaceMethod::Cagr);
    input.due = 2020;
    let judged = pace(&Interval::point(200.into()), &input).unwrap();
    assert_eq!(judged.ratio, Some(Interval::point(Number::one())));
}

#[test]
fn growth_without_a_target_near_its_limit() {
    let rising = rule("rising", Arg::Word("period".to_owned()));
    let judge = |value: i64, limit: Option<i64>| {
        let base = Interval::point(90.into());
        let limit = limit.map(Number::from);
        let mut input = input(&*rising, &base, 2012, PaceMethod::Linear);
        input.limit = limit.as_ref();
        pace(&Interval::point(value.into()), &input).unwrap()
    };
    // (92/90)^(1/2) − 1 = 1.105 %.
    assert_eq!(band(&judge(92, None)), "moderate");
    // 1 − 0.9^4.44 = 0.3736; 1.5 % of that is 0.56 %.
    assert_eq!(band(&judge(92, Some(100))), "on-track");
    assert_eq!(band(&judge(90, Some(90))), "on-track");
    assert_eq!(band(&judge(89, Some(90))), "moving-away");
    assert_eq!(band(&judge(90, None)), "limited");
}
