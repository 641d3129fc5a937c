//! Charts as small SVG drawings, coloured by the page's style, so that they follow its theme and print. Positions are whole
//! pixels, computed exactly.

use crate::number::{Bound, Interval, Number, Value};
use crate::plan::Year;
use crate::report::number::{number, value};
use crate::report::scorecard::{IndicatorResult, Timing};
use crate::report::trend::TrendSeries;
use std::fmt::Write;

/// A scale from values to pixels.
struct Scale {
    least: Number,
    most: Number,
    from: i64,
    to: i64,
}

impl Scale {
    /// The pixel of a value; in the middle where all are equal.
    fn of(&self, n: &Number) -> i64 {
        let length = Number::from(self.to - self.from);
        let share = (n - &self.least).divided_by(&(&self.most - &self.least));
        match share.and_then(|share| (&share * &length).round(0).to_scaled(0)) {
            Some(pixels) => self.from + i64::try_from(pixels).unwrap_or(0),
            None => (self.from + self.to) / 2,
        }
    }
}

/// The known values of a series by year, that of the baseline first, and what is possible where none is known.
struct Points {
    known: Vec<(Year, Number)>,
    ranges: Vec<(Year, Number, Number)>,
}

impl Points {
    fn of(series: &TrendSeries) -> Points {
        let baseline = series.baseline.as_ref();
        let first = series.years.first().map(|year| year.result.year);
        let baseline = baseline.filter(|baseline| first.is_some_and(|first| baseline.year < first));
        let baseline = baseline.and_then(|baseline| {
            let value = number(baseline.value.as_ref(), baseline.exact.as_ref())?;
            Some((baseline.year, value))
        });
        let results = || series.years.iter().map(|year| &year.result);
        let known = results().filter_map(|result| {
            let value = number(result.value.as_ref(), result.exact.as_ref())?;
            Some((result.year, value))
        });
        let ranges = results().filter(|result| result.value.is_none());
        let ranges = ranges.filter_map(|result| {
            let (low, high) = ends(&value(result.bounds.as_ref()))?;
            Some((result.year, low, high))
        });
        Points {
            known: baseline.into_iter().chain(known).collect(),
            ranges: ranges.collect(),
        }
    }
}

/// The ends of what is possible; `None` where there is no end.
fn ends(value: &Value) -> Option<(Number, Number)> {
    let interval: &Interval = value.interval()?;
    let end = |bound: &Bound| bound.number().cloned();
    Some((end(interval.lo())?, end(interval.hi())?))
}

/// A series as a small line in a row; `None` of less than two years with a value.
pub fn spark(series: &TrendSeries) -> Option<String> {
    let Points { known, .. } = Points::of(series);
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 2 {
        return None;
    }
    let values = || known.iter().map(|(_, n)| n);
    let y = Scale {
        least: values().min()?.clone(),
        most: values().max()?.clone(),
        from: 20,
        to: 4,
    };
    let x = years(first.0, last.0, 3, 91);
    let line = path(known.iter().map(|(year, n)| (x(*year), y.of(n))));
    Some(format!(
        "<svg class=spark viewBox=\"0 0 96 24\"><path d=\"{line}\"/></svg>"
    ))
}

/// The pixel of a year.
fn years(first: Year, last: Year, from: i64, to: i64) -> impl Fn(Year) -> i64 {
    let span = i64::from(last - first).max(1);
    move |year| from + (to - from) * i64::from(year - first) / span
}

/// A line through points.
fn path(points: impl Iterator<Item = (i64, i64)>) -> String {
    let mut line = String::new();
    for (at, (x, y)) in points.enumerate() {
        let letter = ["M", " "][at.min(1)];
        let _ = write!(line, "{letter}{x} {y}");
    }
    line
}

/// Width and height of a chart, and its inner edges.
const WIDTH: i64 = 340;
const HEIGHT: i64 = 120;
const LEFT: i64 = 8;
const RIGHT: i64 = 300;
const TOP: i64 = 14;
const BOTTOM: i64 = 98;

/// A series with its target, the pace to it and what is projected; `None` if fewer than two values are known, or if values
/// are words. `label` writes a number as it is shown; `named_by` is the id of the element that names the drawing.
pub fn chart(
    series: &TrendSeries,
    label: impl Fn(&IndicatorResult, &Number) -> String,
    named_by: &str,
) -> Option<String> {
    let result = &series.years.last()?.result;
    let Points { known, ranges } = Points::of(series);
    if known.len() + ranges.len() < 2 {
        return None;
    }
    let target = number(result.target.value.as_ref(), result.target.exact.as_ref());
    let projection = series.projection.as_ref().and_then(|projection| {
        let value = number(Some(&projection.value), projection.exact.as_ref())?;
        Some((projection.year, value))
    });
    let pace = pace(series, target.as_ref());
    let mut all: Vec<&Number> = known.iter().map(|(_, n)| n).collect();
    all.extend(ranges.iter().flat_map(|(_, low, high)| [low, high]));
    all.extend(&target);
    all.extend(projection.iter().map(|(_, n)| n));
    all.extend(pace.iter().map(|(_, n)| n));
    let y = Scale {
        least: (*all.iter().min()?).clone(),
        most: (*all.iter().max()?).clone(),
        from: BOTTOM,
        to: TOP,
    };
    let first = [known.first().map(|p| p.0), ranges.first().map(|p| p.0)];
    let first = first.into_iter().flatten().min()?;
    let last = [Some(result.year), projection.as_ref().map(|p| p.0)]
        .into_iter()
        .chain(pace.iter().map(|p| Some(p.0)))
        .flatten();
    let last = last.max()?;
    let x = years(first, last, LEFT, RIGHT);
    let mut svg = format!(
        "<svg class=chart viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=img aria-labelledby=\"{named_by}\"><path class=g d=\"M0 {BOTTOM}H{RIGHT}\"/>"
    );
    let _ = write!(
        svg,
        "<text y=114>{first}</text><text x={RIGHT} y=114 class=r>{last}</text>"
    );
    if let Some(target) = &target {
        let at = y.of(target);
        let _ = write!(svg, "<path class=t d=\"M0 {at}H{RIGHT}\"/>");
        let _ = write!(
            svg,
            "<text x=304 y={}>{}</text>",
            at + 4,
            words(&label(result, target))
        );
    }
    let line = |class: &str, points: &[(Year, Number)]| {
        let line = path(points.iter().map(|(year, n)| (x(*year), y.of(n))));
        format!("<path class={class} d=\"{line}\"/>")
    };
    if pace.len() > 1 {
        svg += &line("p", &pace);
    }
    if let (Some(last), Some(projected)) = (known.last(), projection) {
        svg += &line("j", &[last.clone(), projected.clone()]);
        let (at_x, at_y) = (x(projected.0), y.of(&projected.1));
        let _ = write!(svg, "<circle class=h cx={at_x} cy={at_y} r=3 />");
    }
    for (year, low, high) in &ranges {
        let (at, low, high) = (x(*year), y.of(low), y.of(high));
        let _ = write!(svg, "<path class=l d=\"M{at} {low}V{high}\"/>");
    }
    svg += &line("\"l k\"", &known);
    svg += "</svg>";
    Some(svg)
}

fn words(text: &str) -> String {
    super::words::html(text)
}

/// Where the value should be in each year, from the baseline on, to the target where it is due at one date.
fn pace(series: &TrendSeries, target: Option<&Number>) -> Vec<(Year, Number)> {
    let due = series.years.iter().filter_map(|year| {
        let pace = year.result.pace.as_ref()?;
        let value = number(pace.due_value.as_ref(), pace.due_exact.as_ref())?;
        Some((year.result.year, value))
    });
    let mut line: Vec<(Year, Number)> = Vec::new();
    let baseline = series.baseline.as_ref();
    line.extend(baseline.and_then(|baseline| {
        let value = number(baseline.value.as_ref(), baseline.exact.as_ref())?;
        Some((baseline.year, value))
    }));
    line.extend(due);
    let last = series.years.last().map(|year| &year.result);
    let by = last.filter(|result| result.target.timing == Timing::By);
    if let (Some(result), Some(target), true) = (by, target, line.len() > 1) {
        line.push((result.target.by, target.clone()));
    }
    line.sort_by_key(|(year, _)| *year);
    line.dedup_by_key(|(year, _)| *year);
    line
}

/// A share in per cent as a bar: what is certain in full, what is possible beside it; a mark at `mark` if there is one.
pub fn meter(certain: &Number, possible: &Number, mark: Option<&Number>) -> String {
    let x = Scale {
        least: Number::zero(),
        most: Number::from(100),
        from: 0,
        to: 300,
    };
    let (low, high) = (x.of(certain).clamp(0, 300), x.of(possible).clamp(0, 300));
    let mut svg = String::from(
        "<svg class=meter viewBox=\"0 0 300 14\" preserveAspectRatio=none aria-hidden=true><rect class=b0 x=0 y=2 width=300 height=10 />",
    );
    let _ = write!(svg, "<rect class=b1 x=0 y=2 width={low} height=10 />");
    if high > low {
        let width = high - low;
        let _ = write!(svg, "<rect class=b2 x={low} y=2 width={width} height=10 />");
    }
    if let Some(mark) = mark {
        let at = x.of(mark).clamp(1, 299);
        let _ = write!(svg, "<path class=tick d=\"M{at} 0V14\"/>");
    }
    svg + "</svg>"
}

/// Places from 1 to `count`: a line over those that are possible, a dot at the one that holds.
pub fn places(from: u64, to: u64, place: Option<u64>, count: u64) -> String {
    let x = |place: u64| 6 + 188 * (place.max(1) - 1) / count.saturating_sub(1).max(1);
    let (low, high) = (x(from), x(to));
    let mut svg = format!(
        "<svg class=places viewBox=\"0 0 200 14\" width=200 height=14 aria-hidden=true><path class=g d=\"M6 7H194\"/><path class=l d=\"M{low} 7H{high}\"/>"
    );
    match place {
        Some(place) => {
            let at = x(place);
            let _ = write!(svg, "<circle class=d cx={at} cy=7 r=4 />");
        }
        None if low == high => {
            let _ = write!(svg, "<circle class=d cx={low} cy=7 r=4 />");
        }
        None => {
            let _ = write!(svg, "<path class=l d=\"M{low} 3V11M{high} 3V11\"/>");
        }
    }
    svg + "</svg>"
}

/// Counts side by side in one bar, each with its class, as wide as its share of all.
pub fn stack(counts: &[(&str, u64)]) -> String {
    let all: u64 = counts.iter().map(|(_, count)| count).sum();
    let mut svg = String::from("<svg class=m viewBox=\"0 0 200 1\" preserveAspectRatio=none>");
    let mut before = 0;
    for (class, count) in counts.iter().filter(|(_, count)| *count > 0) {
        let (from, to) = (200 * before / all, 200 * (before + count) / all);
        let _ = write!(svg, "<path class={class} d=\"M{from} 0H{to}V1H{from}\"/>");
        before += count;
    }
    svg + "</svg>"
}
