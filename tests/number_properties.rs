//! Laws of exact numbers and of intervals, tried on chance.

use kaoping::internals::number::{Bound, Interval, Number, Ternary, parse_plain};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-20i128..=20, 1i128..=6).prop_map(|(n, d)| Number::ratio(n, d).expect("not by zero")),
        (any::<i64>(), 0u32..12).prop_map(|(n, decimals)| Number::scaled(n.into(), decimals)),
        (any::<i64>(), 1i64..).prop_map(|(n, d)| Number::ratio(n.into(), d.into()).expect("above")),
    ]
}

/// Numbers that end.
fn ending() -> impl Strategy<Value = Number> {
    (any::<i64>(), 0u32..20).prop_map(|(n, decimals)| Number::scaled(n.into(), decimals))
}

/// Small whole numbers: ends of intervals and points on, between and beside them are often the same.
fn small() -> impl Strategy<Value = Number> {
    (-6i64..=6).prop_map(Number::from)
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        1 => Just(Bound::Unbounded),
        3 => small().prop_map(Bound::Closed),
        3 => small().prop_map(Bound::Open),
    ]
}

fn interval() -> impl Strategy<Value = Interval> {
    (bound(), bound()).prop_filter_map("empty", |(lo, hi)| Interval::new(lo, hi))
}

/// Above zero throughout.
fn positive() -> impl Strategy<Value = Interval> {
    interval().prop_filter_map("not above zero", |interval| {
        let above = Interval::new(Bound::Open(Number::zero()), Bound::Unbounded)?;
        interval.meet(&above)
    })
}

/// Halves from -8 to 8 that lie in an interval: its ends, what is beside them, and what is between.
fn points(interval: &Interval) -> Vec<Number> {
    let halves = (-16..=16).filter_map(|n| Number::ratio(n, 2));
    halves.filter(|n| interval.contains(n)).collect()
}

/// The answer over points, one by one.
fn brute(interval: &Interval, holds: impl Fn(&Number) -> bool) -> Ternary {
    let points = points(interval);
    let yes = points.iter().filter(|n| holds(n)).count();
    Ternary::from_pair(yes == points.len(), yes == 0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn sums_and_products_obey_their_laws(a in number(), b in number(), c in number()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!(&(&a + &b) + &c, &a + &(&b + &c));
        prop_assert_eq!(&(&a * &b) * &c, &a * &(&b * &c));
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        prop_assert_eq!(&a + &Number::zero(), a.clone());
        prop_assert_eq!(&a * &Number::one(), a);
    }

    #[test]
    fn what_was_added_can_be_taken_away(a in number(), b in number()) {
        prop_assert_eq!(&(&a + &b) - &b, a.clone());
        prop_assert_eq!(&a + &-&a, Number::zero());
        match a.divided_by(&b) {
            Some(quotient) => prop_assert_eq!(&quotient * &b, a),
            None => prop_assert!(b.is_zero()),
        }
    }

    #[test]
    fn order_keeps_under_sums_and_turns_under_a_minus(a in number(), b in number(), c in number()) {
        prop_assert_eq!(a.cmp(&b), (&a + &c).cmp(&(&b + &c)));
        prop_assert_eq!(a.cmp(&b), (-&b).cmp(&-&a));
    }

    #[test]
    fn a_number_that_ends_is_read_as_it_was_written(n in ending()) {
        let text = n.exact().expect("it ends");
        prop_assert_eq!(parse_plain(&text).expect("it is a number"), n.clone());
        let decimals = n.decimals().expect("it ends");
        prop_assert_eq!(parse_plain(&n.shown(decimals)).expect("it is a number"), n);
    }

    #[test]
    fn a_number_is_rounded_to_the_nearest_and_halves_go_away_from_zero(n in number(), decimals in 0u32..6) {
        let shown = parse_plain(&n.fixed(decimals)).expect("it is a number");
        prop_assert_eq!(&shown, &n.round(decimals));
        let half = &Number::power_of_ten(-(decimals as i32)) * &Number::ratio(1, 2).expect("two");
        let off = (&shown - &n).abs();
        prop_assert!(off <= half);
        prop_assert!(off != half || shown.abs() > n.abs());
        prop_assert!(n.floor(decimals) <= n && n <= n.ceil(decimals));
        let places = n.fixed(decimals).split_once('.').map_or(0, |(_, part)| part.len());
        prop_assert_eq!(places, decimals as usize);
    }

    #[test]
    fn a_whole_multiple_is_what_it_was_made_of(mantissa in any::<i64>(), decimals in 0u32..12) {
        let n = Number::scaled(mantissa.into(), decimals);
        prop_assert_eq!(n.to_scaled(decimals), Some(mantissa.into()));
    }

    #[test]
    fn sums_and_differences_hold_every_one_of_their_parts(a in interval(), b in interval()) {
        let (sum, difference) = (a.plus(&b), a.minus(&b));
        for x in points(&a) {
            prop_assert!(a.negated().contains(&-&x));
            for y in points(&b) {
                prop_assert!(sum.contains(&(&x + &y)));
                prop_assert!(difference.contains(&(&x - &y)));
            }
        }
    }

    #[test]
    fn a_multiple_holds_every_multiple(a in interval(), factor in small()) {
        let multiple = a.times(&factor);
        for x in points(&a) {
            prop_assert!(multiple.contains(&(&x * &factor)));
        }
    }

    #[test]
    fn a_product_holds_every_product(a in interval(), b in interval()) {
        let product = a.times_non_negative(&b);
        for x in points(&a).iter().filter(|x| !x.is_negative()) {
            for y in points(&b).iter().filter(|y| !y.is_negative()) {
                prop_assert!(product.contains(&(x * y)));
            }
        }
    }

    #[test]
    fn a_quotient_holds_every_quotient(a in interval(), b in positive()) {
        let quotient = a.over(&b).expect("nothing in it is zero");
        for x in points(&a) {
            for y in points(&b) {
                prop_assert!(quotient.contains(&(&x / &y)));
            }
        }
    }

    #[test]
    fn there_is_no_quotient_where_the_divisor_may_be_zero(a in interval(), b in interval()) {
        let may_be = points(&b).iter().any(|n| !n.is_positive());
        prop_assert_eq!(a.over(&b).is_none(), may_be);
    }

    #[test]
    fn a_hull_holds_both_and_a_meet_what_both_hold(a in interval(), b in interval()) {
        let (hull, meet) = (a.hull(&b), a.meet(&b));
        prop_assert_eq!(&hull, &b.hull(&a));
        prop_assert_eq!(&meet, &b.meet(&a));
        for n in (-16..=16).filter_map(|n| Number::ratio(n, 2)) {
            let (in_a, in_b) = (a.contains(&n), b.contains(&n));
            prop_assert!(!(in_a || in_b) || hull.contains(&n));
            prop_assert_eq!(meet.as_ref().is_some_and(|meet| meet.contains(&n)), in_a && in_b);
        }
    }

    #[test]
    fn a_comparison_is_what_all_points_say(a in interval(), n in small()) {
        prop_assert_eq!(a.at_least(&n), brute(&a, |x| *x >= n));
        prop_assert_eq!(a.at_most(&n), brute(&a, |x| *x <= n));
    }

    #[test]
    fn one_is_above_another_where_every_pair_is(a in interval(), b in interval()) {
        let (xs, ys) = (points(&a), points(&b));
        let pairs = xs.len() * ys.len();
        let above = xs.iter().map(|x| ys.iter().filter(|y| x > y).count()).sum::<usize>();
        // No pair speaks against a sure answer.
        match a.above(&b) {
            Ternary::Yes => prop_assert_eq!(above, pairs),
            Ternary::No => prop_assert_eq!(above, 0),
            Ternary::Unknown => {}
        }
        if let (Some(x), Some(y)) = (a.known(), b.known()) {
            prop_assert_eq!(a.above(&b), Ternary::from_pair(x > y, x <= y));
        }
    }

    #[test]
    fn an_answer_stands_in_whatever_part_is_known_later(a in interval(), b in interval(), n in small()) {
        if let Some(part) = a.meet(&b) {
            let (before, after) = (a.at_least(&n), part.at_least(&n));
            prop_assert!(before == Ternary::Unknown || before == after);
        }
    }
}
