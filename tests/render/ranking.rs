//! A ranking put together by hand.

use super::sample::Sample;
use kaoping::internals::evaluate::{Contender, Place};
use kaoping::internals::i18n::Text;
use kaoping::internals::number::{Interval, Number, Value, parse_plain};
use kaoping::internals::observation::UnitIx;
use kaoping::internals::plan::LevelIx;
use kaoping::internals::plan::measure::ScoredValue;
use kaoping::internals::plan::rule::Direction;
use kaoping::internals::report::Ranking;

/// The city with a known score, and a district of which a part is missing.
pub fn ranking(sample: &Sample) -> Ranking {
    let n = |text: &str| parse_plain(text).expect("a number");
    let contender = |unit: UnitIx, bounds, estimate: Option<Number>| Contender {
        unit,
        score: ScoredValue {
            bounds: Value::Between(bounds),
            estimate: estimate.map(Interval::point),
        },
        members: Vec::new(),
    };
    let place = |place, from, to| Place {
        place: Some(place),
        possible: Some((from, to)),
    };
    let known = contender(sample.city, Interval::point(n("74.61")), None);
    let range = Interval::closed(n("64.589"), n("75.589"));
    let estimated = contender(sample.district, range, Some(n("72.5719")));
    Ranking {
        year: 2013,
        level: LevelIx(1),
        by: "index".to_owned(),
        name: Text::new("指数", "index"),
        unit_of_measure: Text::default(),
        direction: Direction::More,
        weights_varied: Some(25),
        decimals: None,
        shown_decimals: 2,
        rows: vec![
            (known, place(1, 1, 2), Some(2)),
            (estimated, place(2, 1, 2), None),
        ],
    }
}
