//! Laws of means, scores and places on random numbers.

use kaoping::internals::evaluate::{Contender, rank};
use kaoping::internals::number::{Interval, Number, Value};
use kaoping::internals::observation::UnitIx;
use kaoping::internals::plan::measure::ScoredValue;
use kaoping::internals::plan::measure::means::{Mean, bounds, mean};
use kaoping::internals::plan::rule::Direction;
use kaoping::internals::plan::{Cap, Score};
use proptest::prelude::*;

const MEANS: [Mean; 3] = [Mean::Arithmetic, Mean::Geometric, Mean::Harmonic];

/// A weight, the two ends of a score, where in between it turns out to be in tenths, whether it may leave, and whether it does.
type Member = (i64, i64, i64, i64, bool, bool);

fn members() -> impl Strategy<Value = Vec<Member>> {
    let member = (
        1..20i64,
        0..100i64,
        0..100i64,
        0..=10i64,
        any::<bool>(),
        any::<bool>(),
    );
    prop::collection::vec(member, 1..6)
}

fn interval(&(_, a, b, ..): &Member) -> Interval {
    Interval::closed(a.into(), b.into())
}

fn value(member: &Member) -> Value {
    Value::within(interval(member), member.4)
}

/// What the score turned out to be; `None` if the member left.
fn completion(member: &Member) -> Option<Number> {
    let &(_, a, b, tenths, may_leave, leaves) = member;
    let (lo, hi) = (a.min(b), a.max(b));
    let part = Number::ratio((i128::from(hi - lo)) * i128::from(tenths), 10)?;
    (!(may_leave && leaves)).then(|| &Number::from(lo) + &part)
}

fn weighted(members: &[Member]) -> Vec<(Number, Number)> {
    let known = members
        .iter()
        .filter_map(|member| Some((member.0.into(), completion(member)?)));
    known.collect()
}

fn ends(interval: &Interval) -> (Number, Number) {
    let end = |n: Option<&Number>| n.expect("bounded").clone();
    (end(interval.lo().number()), end(interval.hi().number()))
}

fn contender(at: usize, member: &Member, known: bool) -> Contender {
    let bounds = match (known, completion(member)) {
        (true, Some(n)) => Value::point(n),
        (true, None) => Value::NotApplicable,
        (false, _) => value(member),
    };
    Contender {
        unit: UnitIx(at as u32),
        score: ScoredValue {
            bounds,
            estimate: None,
        },
        members: Vec::new(),
    }
}

proptest! {
    /// The interval of an index contains its value for every completion.
    #[test]
    fn bounds_contain_every_completion(members in members()) {
        let values: Vec<_> = members.iter().map(|m| (m.0.into(), value(m))).collect();
        for kind in MEANS {
            let all = bounds(kind, &values);
            match mean(kind, &weighted(&members)) {
                None => prop_assert!(all.may_not_apply()),
                Some(found) => {
                    let (lo, hi) = ends(all.interval().expect("applies"));
                    let (least, most) = ends(&found);
                    prop_assert!(lo <= most && least <= hi, "{kind:?} {all} {found}");
                }
            }
        }
    }

    /// A better score never makes a mean worse.
    #[test]
    fn means_rise_with_every_score(members in members(), at in 0..6usize, more in 0..50i64) {
        let before = weighted(&members);
        let mut after = before.clone();
        let Some((_, score)) = after.get_mut(at) else { return Ok(()) };
        *score = &*score + &Number::from(more);
        for kind in MEANS {
            let (before, after) = (mean(kind, &before), mean(kind, &after));
            let (before, after) = (before.expect("a mean"), after.expect("a mean"));
            prop_assert!(ends(&before).0 <= ends(&after).1, "{kind:?} {before} {after}");
        }
    }

    /// A mean lies between the least and the greatest score, and a score of all is the mean.
    #[test]
    fn means_lie_between_their_scores(members in members()) {
        let scores = weighted(&members);
        let numbers = scores.iter().map(|(_, score)| score);
        let (Some(least), Some(most)) = (numbers.clone().min(), numbers.max()) else { return Ok(()) };
        for kind in MEANS {
            let (lo, hi) = ends(&mean(kind, &scores).expect("a mean"));
            prop_assert!(*least <= hi && lo <= *most, "{kind:?}");
        }
    }

    /// A better value never has a worse score, with and without logarithms, whichever way is better.
    #[test]
    fn scores_follow_the_value(
        worst in 1..1000i64, best in 1..1000i64, a in 0..2000i64, b in 0..2000i64, log in any::<bool>(), cut in any::<bool>()
    ) {
        prop_assume!(worst != best);
        let cap = if cut || log { Cap::Ends } else { Cap::None };
        let score = Score::Goalposts { worst: worst.into(), best: best.into(), log, cap };
        let of = |n: i64| ends(&score.of(&Interval::point(n.into())));
        let (better, other) = if (a > b) == (best > worst) { (a, b) } else { (b, a) };
        prop_assert!(of(better).1 >= of(other).0);
        let both = ends(&score.of(&Interval::closed(a.into(), b.into())));
        prop_assert!(both.0 <= of(other).1 && of(better).0 <= both.1);
    }

    /// Every completion of the missing data gives places within those that were possible, in any order of the units.
    #[test]
    fn possible_places_contain_every_completion(members in members(), less in any::<bool>(), decimals in prop::option::of(0..2u32)) {
        let direction = if less { Direction::Less } else { Direction::More };
        let units = |known| (members.iter().enumerate()).map(move |(at, m)| contender(at, m, known));
        let before: Vec<_> = units(false).collect();
        let possible = rank(&before, direction, decimals, None);
        let after = rank(&units(true).collect::<Vec<_>>(), direction, decimals, None);
        for (before, after) in possible.iter().zip(&after) {
            let Some(place) = after.place else { continue };
            let (from, to) = before.possible.expect("it may be ranked");
            prop_assert!((from..=to).contains(&place), "{before:?} {after:?}");
            prop_assert_eq!(after.possible, Some((place, place)));
        }
        let reversed: Vec<_> = before.iter().rev().cloned().collect();
        let mut again = rank(&reversed, direction, decimals, None);
        again.reverse();
        prop_assert_eq!(again, possible);
    }

    /// A better score never has a worse place.
    #[test]
    fn places_follow_the_score(members in members()) {
        let units: Vec<_> = (members.iter().enumerate()).map(|(at, m)| contender(at, m, true)).collect();
        let places = rank(&units, Direction::More, None, None);
        for (a, one) in units.iter().zip(&places) {
            for (b, other) in units.iter().zip(&places) {
                if let (Some(x), Some(y)) = (a.score.bounds.known(), b.score.bounds.known()) {
                    prop_assert_eq!(x > y, one.place < other.place);
                }
            }
        }
    }
}
