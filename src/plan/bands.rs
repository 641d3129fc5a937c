//! Bands: named steps of a scale. They place a pace, a score or a checklist's percentage of points.

use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use std::sync::LazyLock;

/// The named steps of a scale, and a score for its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The id.
    pub id: String,
    /// The steps in ascending order.
    pub steps: Vec<Band>,
    /// The score of some values, straight between them and level beyond; empty if there is none.
    pub score: Vec<(Number, Number)>,
    /// Values are rounded to so many decimals before they are placed; `None`: not at all.
    pub decimals: Option<u32>,
}

/// A named step of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Text,
    /// Where it begins; `None`: it has no lower limit.
    pub from: Option<Number>,
    /// Whether the value at which it begins still belongs to the step below.
    pub above: bool,
}

impl Band {
    fn new(id: &str, zh: &str, en: &str, from: Option<Number>) -> Band {
        Band {
            id: id.to_owned(),
            name: Text::new(zh, en),
            from,
            above: false,
        }
    }

    /// Whether a value is in this step or a higher one. A limit above 0 is multiplied by `factor`.
    pub fn reached(&self, value: &Interval, factor: Option<&Interval>) -> Ternary {
        let Some(from) = &self.from else {
            return Ternary::Yes;
        };
        let limit = match factor.filter(|_| from.is_positive()) {
            Some(factor) => factor.times(from),
            None => Interval::point(from.clone()),
        };
        match self.above {
            true => value.above(&limit),
            false => limit.above(value).not(),
        }
    }
}

impl Bands {
    /// The step that a value is certain to be in: the highest one that it reaches. `None` if several are possible, or if it is
    /// below all of them.
    pub fn place(&self, value: &Interval) -> Option<&Band> {
        self.place_scaled(value, None)
    }

    /// The same where the limits above 0 are multiplied by `factor`.
    pub fn place_scaled(&self, value: &Interval, factor: Option<&Interval>) -> Option<&Band> {
        let value = match self.decimals {
            Some(decimals) => &rounded(value, decimals),
            None => value,
        };
        for step in self.steps.iter().rev() {
            match step.reached(value, factor) {
                Ternary::Yes => return Some(step),
                Ternary::Unknown => return None,
                Ternary::No => {}
            }
        }
        None
    }

    /// The scores that a value can have, straight between the points given; `None` if the bands give none, or if the value has
    /// no bound.
    pub fn score(&self, value: &Interval) -> Option<Interval> {
        let at = |n: &Number| piecewise_linear(&self.score, n);
        Some(Interval::closed(
            at(value.lo().number()?)?,
            at(value.hi().number()?)?,
        ))
    }

    /// The greatest score; `None` if the bands give none.
    pub fn best_score(&self) -> Option<&Number> {
        self.score.iter().map(|(_, score)| score).max()
    }
}

/// All that a value rounds to.
fn rounded(value: &Interval, decimals: u32) -> Interval {
    match (value.lo().number(), value.hi().number()) {
        (Some(lo), Some(hi)) => Interval::closed(lo.round(decimals), hi.round(decimals)),
        _ => value.rounded_outward(decimals),
    }
}

/// The value at `x` of straight lines between points in ascending order, level beyond the first and the last; `None` without
/// points.
pub fn piecewise_linear(points: &[(Number, Number)], x: &Number) -> Option<Number> {
    let (first, last) = (points.first()?, points.last()?);
    if *x <= first.0 {
        return Some(first.1.clone());
    }
    if *x >= last.0 {
        return Some(last.1.clone());
    }
    let right = points.iter().position(|(at, _)| at >= x)?;
    let ((x0, y0), (x1, y1)) = (&points[right - 1], &points[right]);
    let share = (x - x0).divided_by(&(x1 - x0))?;
    Some(y0 + &(&(y1 - y0) * &share))
}

/// The bands that every plan may name.
pub fn built_in() -> &'static [Bands] {
    &*BUILT_IN
}

/// The built-in bands of a name; `None` if there are none.
pub fn named(id: &str) -> Option<&'static Bands> {
    built_in().iter().find(|bands| bands.id == id)
}

/// Shares of the distance due, as the mid-term reviews of the national plans place them.
pub const MID_TERM: &str = "national-mid-term";
/// Actual over required growth, as Eurostat and Open SDG place it.
pub const EUROSTAT: &str = "eurostat";
/// Yearly growth in per cent in the wanted direction where there is no target, as Eurostat and Open SDG place it.
pub const EUROSTAT_GROWTH: &str = "eurostat-growth";

static BUILT_IN: LazyLock<[Bands; 3]> =
    LazyLock::new(|| [mid_term(), eurostat(), eurostat_growth()]);
static LINE: LazyLock<Bands> = LazyLock::new(|| degrees("line", [0, 75, 100], Vec::new()));
static RATES: LazyLock<Bands> = LazyLock::new(|| degrees("rates", [0, 60, 95], eurostat().score));

/// What a pace along a line is placed on where no bands are declared.
pub fn of_line() -> &'static Bands {
    &LINE
}

/// What a pace by growth rates is placed on where no bands are declared.
pub fn of_rates() -> &'static Bands {
    &RATES
}

fn hundredths(n: i64) -> Number {
    Number::scaled(n.into(), 2)
}

fn points(list: &[(i64, i64)]) -> Vec<(Number, Number)> {
    let of = |&(x, y): &(i64, i64)| (hundredths(x), hundredths(y));
    list.iter().map(of).collect()
}

/// At two fifths of the time 40 % was on schedule, 30–40 % slightly and under 30 % clearly behind, above 44 % ahead.
fn mid_term() -> Bands {
    let ahead = Band::new("ahead", "超前", "ahead", Some(hundredths(110)));
    Bands {
        id: MID_TERM.to_owned(),
        steps: vec![
            Band::new("clearly-behind", "明显滞后", "clearly behind", None),
            Band::new(
                "slightly-behind",
                "略滞后",
                "slightly behind",
                Some(hundredths(75)),
            ),
            Band::new(
                "on-schedule",
                "符合进度",
                "on schedule",
                Some(hundredths(100)),
            ),
            Band {
                above: true,
                ..ahead
            },
        ],
        score: Vec::new(),
        decimals: None,
    }
}

/// Scores of −5 to 5: 0 at the edge of moderate progress, 2.5 at that of significant progress.
fn eurostat() -> Bands {
    Bands {
        id: EUROSTAT.to_owned(),
        steps: eurostat_steps([0, 60, 95]),
        score: points(&[(-60, -500), (0, -250), (60, 0), (95, 250), (130, 500)]),
        decimals: None,
    }
}

fn eurostat_growth() -> Bands {
    Bands {
        id: EUROSTAT_GROWTH.to_owned(),
        steps: eurostat_steps([0, 50, 150]),
        score: points(&[(-200, -500), (0, -250), (50, 0), (150, 250), (200, 500)]),
        decimals: None,
    }
}

fn eurostat_steps([limited, moderate, significant]: [i64; 3]) -> Vec<Band> {
    let from = |n: i64| Some(hundredths(n));
    vec![
        Band::new("moving-away", "背离目标", "moving away", None),
        Band::new("limited", "进展有限", "limited progress", from(limited)),
        Band::new("moderate", "进展一般", "moderate progress", from(moderate)),
        Band::new(
            "on-track",
            "进展显著",
            "significant progress",
            from(significant),
        ),
    ]
}

fn degrees(
    id: &str,
    [clearly, slightly, on_track]: [i64; 3],
    score: Vec<(Number, Number)>,
) -> Bands {
    let from = |n: i64| Some(hundredths(n));
    Bands {
        id: id.to_owned(),
        steps: vec![
            Band::new("moving-away", "背离目标", "moving away", None),
            Band::new(
                "clearly-behind",
                "明显滞后",
                "clearly behind",
                from(clearly),
            ),
            Band::new(
                "slightly-behind",
                "略滞后",
                "slightly behind",
                from(slightly),
            ),
            Band::new("on-track", "达到序时进度", "on track", from(on_track)),
        ],
        score,
        decimals: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, hundredths_of: i64) -> &'static str {
        let bands = named(id).unwrap();
        &bands
            .place(&Interval::point(hundredths(hundredths_of)))
            .unwrap()
            .id
    }

    #[test]
    fn edges_belong_to_the_step_that_begins_there_unless_it_is_above() {
        assert_eq!(place(MID_TERM, 110), "on-schedule");
        assert_eq!(place(MID_TERM, 111), "ahead");
        assert_eq!(place(MID_TERM, 100), "on-schedule");
        assert_eq!(place(MID_TERM, 75), "slightly-behind");
        assert_eq!(place(MID_TERM, 74), "clearly-behind");
        assert_eq!(place(EUROSTAT, 95), "on-track");
        assert_eq!(place(EUROSTAT, 94), "moderate");
        assert_eq!(place(EUROSTAT_GROWTH, 0), "limited");
        assert_eq!(place(EUROSTAT_GROWTH, -1), "moving-away");
    }

    #[test]
    fn a_step_is_named_only_where_no_other_is_possible() {
        let bands = of_line();
        let between = |lo, hi| Interval::closed(hundredths(lo), hundredths(hi));
        assert_eq!(bands.place(&between(75, 99)).unwrap().id, "slightly-behind");
        assert_eq!(bands.place(&between(74, 99)), None);
        assert_eq!(bands.place(&Interval::everything()), None);
    }

    #[test]
    fn scores_are_straight_between_the_points_and_level_beyond() {
        let score = |n| {
            let at = Interval::point(hundredths(n));
            named(EUROSTAT).unwrap().score(&at).unwrap().to_string()
        };
        assert_eq!(score(-300), "-5");
        assert_eq!(score(30), "-1.25");
        assert_eq!(score(60), "0");
        assert_eq!(score(200), "5");
    }

    #[test]
    fn rounding_comes_before_placing_only_where_declared() {
        let exact = named(MID_TERM).unwrap();
        let rounded = Bands {
            decimals: Some(1),
            ..exact.clone()
        };
        let value = Interval::point(Number::scaled(996, 3));
        assert_eq!(exact.place(&value).unwrap().id, "slightly-behind");
        assert_eq!(rounded.place(&value).unwrap().id, "on-schedule");
    }
}
