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
        time: Number::from(i64::from(year)),
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

mod laws {
    use super::*;
    use proptest::prelude::*;

    /// How good a pace is: undecided and undefined ones are not compared.
    fn rank(judged: &PaceJudgement) -> Option<usize> {
        let order = [
            "moving-away",
            "limited",
            "clearly-behind",
            "moderate",
            "slightly-behind",
            "on-track",
        ];
        order.iter().position(|band| *band == band_of(judged))
    }

    fn band_of(judged: &PaceJudgement) -> &str {
        judged.band.as_deref().unwrap_or("none")
    }

    fn method() -> impl Strategy<Value = PaceMethod> {
        prop_oneof![Just(PaceMethod::Linear), Just(PaceMethod::Cagr)]
    }

    fn target() -> impl Strategy<Value = (&'static str, Arg)> {
        let number = |n: i64| Arg::Number(n.into());
        prop_oneof![
            (-50i64..200).prop_map(move |n| ("at-least", number(n))),
            (-50i64..200).prop_map(move |n| ("at-most", number(n))),
            (1i64..90).prop_map(move |n| ("falls-by", number(n))),
            (1i64..90).prop_map(move |n| ("grows-by", number(n))),
            (1i64..90).prop_map(move |n| ("yearly-growth", number(n))),
            Just(("rising", Arg::Word("period".to_owned()))),
            Just(("falling", Arg::Word("period".to_owned()))),
        ]
    }

    fn less_is_better(key: &str) -> bool {
        matches!(key, "at-most" | "falls-by" | "falling")
    }

    proptest! {
        #[test]
        fn a_better_value_never_has_a_worse_pace(
            (key, arg) in target(),
            base in -50i64..200,
            one in -100i64..300,
            more in 0i64..100,
            year in 2011i32..2015,
            method in method(),
            limit in proptest::option::of(1i64..200),
        ) {
            let rule = rule(key, arg);
            let baseline = Interval::point(base.into());
            let limit = limit.map(Number::from);
            let mut input = input(&*rule, &baseline, year as Year, method);
            input.limit = limit.as_ref();
            let judge = |value: i64| pace(&Interval::point(value.into()), &input);
            let better = if less_is_better(key) { one - more } else { one + more };
            let (Some(worse), Some(better)) = (judge(one), judge(better)) else {
                return Ok(());
            };
            if let (Some(a), Some(b)) = (rank(&worse), rank(&better)) {
                prop_assert!(a <= b, "{worse:?}\n{better:?}");
            }
            prop_assert!(!(worse.holds == Ternary::Yes && better.holds == Ternary::No));
            let low = |score: &Option<Interval>| score.as_ref()?.lo().number().cloned();
            let high = |score: &Option<Interval>| score.as_ref()?.hi().number().cloned();
            if let (Some(a), Some(b)) = (low(&worse.score), high(&better.score)) {
                prop_assert!(a <= b, "{worse:?}\n{better:?}");
            }
        }

        #[test]
        fn what_is_on_the_straight_line_is_exactly_on_schedule(
            base in -50i64..200,
            step in prop_oneof![-20i64..=-1, 1i64..=20],
            year in 2011i32..2015,
        ) {
            let key = if step > 0 { "at-least" } else { "at-most" };
            let rule = rule(key, Arg::Number((base + 5 * step).into()));
            let baseline = Interval::point(base.into());
            let input = input(&*rule, &baseline, year as Year, PaceMethod::Linear);
            let value = base + step * i64::from(year - 2010);
            let judged = pace(&Interval::point(value.into()), &input).unwrap();
            prop_assert_eq!(judged.ratio, Some(Interval::point(Number::one())));
            prop_assert_eq!(judged.due_value, Some(Number::from(value)));
        }

        #[test]
        fn an_interval_is_placed_only_where_all_its_values_are(
            (key, arg) in target(),
            base in 1i64..100,
            wide in 0i64..20,
            value in 1i64..200,
            spread in 0i64..40,
            year in 2011i32..2015,
            method in method(),
        ) {
            let rule = rule(key, arg);
            let baseline = Interval::closed(base.into(), (base + wide).into());
            let values = Interval::closed(value.into(), (value + spread).into());
            let Some(judged) = pace(&values, &input(&*rule, &baseline, year as Year, method)) else { return Ok(()) };
            for base in [base, base + wide / 2, base + wide] {
                let point = Interval::point(base.into());
                for value in [value, value + spread / 2, value + spread] {
                    let Some(exact) = pace(&Interval::point(value.into()), &input(&*rule, &point, year as Year, method)) else {
                        continue;
                    };
                    prop_assert!(judged.holds == Ternary::Unknown || judged.holds == exact.holds, "{judged:?}\n{exact:?}");
                    prop_assert!(judged.band.is_none() || judged.band == exact.band, "{judged:?}\n{exact:?}");
                }
            }
        }
    }
}
