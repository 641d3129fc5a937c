//! Values, gaps and targets as people read them: rounded, but never across the line that the target draws.

mod gap;
mod limits;
mod rounding;

pub use limits::{between, limits};

use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::number::{Bound, Interval, Number, ROUNDED, Value, parse_plain};
use crate::plan::Year;
use crate::report::number::{Bounds, number, value};
use crate::report::scorecard::{Display, IndicatorResult, Previous, Timing};
use rounding::{Toward, common_rounding, near};

/// What stands where nothing is known.
pub const NOTHING: &str = "—";

/// How the values of a result are written: their unit, their decimals, and the numbers that they must not seem to reach
/// or pass.
pub struct ValueFormat<'a> {
    result: &'a IndicatorResult,
    thresholds: Vec<Number>,
    lang: Lang,
}

impl<'a> ValueFormat<'a> {
    /// The format of a result's values.
    pub fn of(result: &'a IndicatorResult, lang: Lang) -> Self {
        ValueFormat {
            result,
            thresholds: thresholds(result),
            lang,
        }
    }

    /// The result's value, a rounded number marked: `17.5 %`, `≈17.1 %`, `≈17.1–20.3 %`, `≥ 363`, `—`; behind it the estimate
    /// of an index: `≈64.6–75.6 (est. ≈73.9)`.
    pub fn value(&self) -> String {
        let value = self.any(&value(self.result.bounds.as_ref()));
        match self.estimate() {
            Some(estimate) => format!("{value}{}", self.in_brackets(&estimate)),
            None => value,
        }
    }

    /// What the value of an index is estimated at: `est. ≈73.9`; `None` without an estimate on the scale of the value.
    pub fn estimate(&self) -> Option<String> {
        let result = self.result;
        let same_scale = result.score_estimated && result.score_bounds == result.bounds;
        let score = number(result.score.as_ref(), result.score_exact.as_ref())?;
        let shown = score.fixed(result.decimals);
        let word = self.lang.pick("估计 ", "est. ");
        same_scale.then(|| format!("{word}{}{shown}", mark(&score, &shown)))
    }

    fn in_brackets(&self, text: &str) -> String {
        match self.lang {
            Lang::Zh => format!("（{text}）"),
            Lang::En => format!(" ({text})"),
        }
    }

    /// The value without its unit; a percentage keeps its sign.
    pub fn bare_value(&self) -> String {
        self.bare(&self.value())
    }

    /// All that a value in the result's unit may be.
    pub fn bounds(&self, bounds: Option<&Bounds>) -> String {
        self.any(&value(bounds))
    }

    /// A known value rounded; a percentage looks like nothing or all only where it is.
    fn nearest(&self, n: &Number) -> String {
        let mut thresholds = self.thresholds.clone();
        if self.result.unit_of_measure == "%" {
            thresholds.extend(nothing_and_all());
        }
        near(n, self.result.decimals, &thresholds, Toward::Nearest)
    }

    /// A number as it is shown, marked if that is not exact.
    fn marked(&self, n: &Number, shown: &str) -> String {
        format!("{}{}", mark(n, shown), self.with_unit(shown))
    }

    /// The value of the year before, without its unit for a column beside one that names it; a percentage keeps its sign.
    pub fn previous(&self, previous: &Previous) -> String {
        self.bare(&self.any(&value(previous.bounds.as_ref())))
    }

    /// The gap; in English without its unit for a column beside one that names it. `None` as [`ValueFormat::gap`].
    pub fn bare_gap(&self) -> Option<String> {
        let gap = self.gap()?;
        Some(match self.lang {
            Lang::Zh => gap,
            Lang::En => self.bare(&gap),
        })
    }

    fn bare(&self, text: &str) -> String {
        let bare = match &*self.result.unit_of_measure {
            "" | "%" => None,
            unit => text.strip_suffix(unit),
        };
        bare.map_or(text, str::trim_end).to_owned()
    }

    /// A number in the result's unit, rounded however near it is to a threshold, and marked if that is not exact: `≈16.7 %`.
    pub fn rounded(&self, n: &Number) -> String {
        self.marked(n, &n.fixed(self.result.decimals))
    }

    fn any(&self, value: &Value) -> String {
        let Value::Between(interval) = value else {
            return self.lang.pick("不适用", "n/a").to_owned();
        };
        match interval.known() {
            Some(n) => (self.word(n)).unwrap_or_else(|| self.marked(n, &self.nearest(n))),
            None if self.says_nothing(interval) => NOTHING.to_owned(),
            None => match common_rounding(interval, self.result.decimals, &self.thresholds) {
                // Of all that rounds to it no value is known.
                Some(n) => format!(
                    "{ROUNDED}{}",
                    self.with_unit(&n.fixed(self.result.decimals))
                ),
                None => self.range(interval),
            },
        }
    }

    /// A milestone or a unit's own checklist in words.
    fn word(&self, n: &Number) -> Option<String> {
        let hundred = Number::from(100);
        let words = match self.result.display {
            Display::Milestone if *n >= Number::one() => ("已完成", "done"),
            Display::Milestone if n.is_zero() => ("未完成", "not done"),
            Display::Milestone => ("进行中", "under way"),
            Display::Checklist if *n == hundred => ("全部达标", "passes"),
            Display::Checklist if n.is_zero() => ("未全部达标", "fails"),
            _ => return None,
        };
        Some(self.lang.pick(words.0, words.1).to_owned())
    }

    fn says_nothing(&self, interval: &Interval) -> bool {
        let from_zero_or_less = interval.lo().number().is_none_or(|n| !n.is_positive());
        let percentage = self.result.unit_of_measure == "%";
        let whole = match interval.hi().number() {
            None => true,
            Some(n) if self.result.display == Display::Milestone => *n >= Number::one(),
            Some(n) => percentage && *n >= Number::from(100),
        };
        from_zero_or_less && whole
    }

    /// Rounded outward: what is shown holds all that is possible.
    fn range(&self, interval: &Interval) -> String {
        let decimals = self.result.decimals;
        let low = |n| near(n, decimals, &self.thresholds, Toward::Down);
        let high = |n| near(n, decimals, &self.thresholds, Toward::Up);
        let space = self.lang.pick("", " ");
        let text = match (interval.lo(), interval.hi()) {
            (Bound::Unbounded, Bound::Unbounded) => return NOTHING.to_owned(),
            (Bound::Closed(n), Bound::Unbounded) => format!("≥{space}{}", low(n)),
            (Bound::Open(n), Bound::Unbounded) => format!(">{space}{}", low(n)),
            (Bound::Unbounded, Bound::Closed(n)) => format!("≤{space}{}", high(n)),
            (Bound::Unbounded, Bound::Open(n)) => format!("<{space}{}", high(n)),
            (Bound::Closed(a) | Bound::Open(a), Bound::Closed(b) | Bound::Open(b)) => {
                let (low, high) = (low(a), high(b));
                // An end that is shown in full and not included.
                let sign = |bound: &Bound, shown: &str, sign| match bound {
                    Bound::Open(n) if parse_plain(shown).is_ok_and(|shown| shown == *n) => sign,
                    _ => "",
                };
                let (above, below) = (
                    sign(interval.lo(), &low, ">"),
                    sign(interval.hi(), &high, "<"),
                );
                let to = self.lang.pick("—", "–");
                format!("{above}{low}{to}{below}{high}")
            }
        };
        let (lo, hi) = (interval.lo().number(), interval.hi().number());
        let cut = |end: Option<&Number>, shown: String| end.map_or("", |end| mark(end, &shown));
        let marks = [
            cut(lo, lo.map(low).unwrap_or_default()),
            cut(hi, hi.map(high).unwrap_or_default()),
        ];
        let mark = marks.into_iter().max().unwrap_or_default();
        format!("{mark}{}", self.with_unit(&text))
    }

    fn with_unit(&self, text: &str) -> String {
        join(&group(text), &self.result.unit_of_measure, self.lang)
    }
}

/// A number with so many decimals, marked if it is rounded: `74.61`, `≈1,072.57`.
pub fn fixed(n: &Number, decimals: u32) -> String {
    let shown = n.fixed(decimals);
    format!("{}{}", mark(n, &shown), group(&shown))
}

/// The mark of a number that is not what is shown of it; nothing if it is.
fn mark(n: &Number, shown: &str) -> &'static str {
    match parse_plain(shown).is_ok_and(|shown| shown == *n) {
        true => "",
        false => "≈",
    }
}

fn decimals_of(text: &str) -> u32 {
    text.split_once('.')
        .map_or(0, |(_, part)| part.len() as u32)
}

/// Number and unit, a space between them in English.
pub fn join(number: &str, unit: &str, lang: Lang) -> String {
    match unit {
        "" => number.to_owned(),
        unit => format!("{number}{}{unit}", lang.pick("", " ")),
    }
}

/// What must not be rounded across: the threshold, where the rule begins to hold, the year before for a change.
fn thresholds(result: &IndicatorResult) -> Vec<Number> {
    let target = &result.target;
    let is_change = target.value.is_none() && target.direction.is_some();
    let previous = result.previous.as_ref().filter(|_| is_change);
    let pace = result.pace.as_ref();
    [
        number(target.value.as_ref(), target.exact.as_ref()),
        number(target.holds_from.as_ref(), None),
        number(target.lower.as_ref(), None),
        number(target.upper.as_ref(), None),
        previous.and_then(|p| number(p.value.as_ref(), p.exact.as_ref())),
        pace.and_then(|p| number(p.due_value.as_ref(), p.due_exact.as_ref())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Thousands apart by commas.
pub fn group(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + 4);
    let mut rest = text;
    let mut after_point = false;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        after_point = before.ends_with('.') || (after_point && before.is_empty());
        grouped.push_str(before);
        let end = from
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from.len());
        push_digits(&mut grouped, &from[..end], !after_point);
        rest = &from[end..];
    }
    grouped.push_str(rest);
    grouped
}

fn push_digits(out: &mut String, digits: &str, whole: bool) {
    for (at, c) in digits.char_indices() {
        if whole && at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
}

/// The target in words: `≥ 20 %`, with the year where that is not the plan's last.
pub fn target(result: &IndicatorResult, last: Year, lang: Lang) -> String {
    let target = &result.target;
    let words = group(&target.words);
    match (target.timing, lang) {
        (Timing::By, Lang::Zh) if target.by != last => format!("{words}（{}年）", target.by),
        (Timing::By, Lang::En) if target.by != last => format!("{words} ({})", target.by),
        (Timing::Cumulative, _) => format!("{words}{}", lang.pick("（累计）", " in all")),
        _ => words,
    }
}

/// The same without its unit, for a column beside one that names it; a percentage keeps its sign.
pub fn bare_target(result: &IndicatorResult, last: Year, lang: Lang) -> String {
    let text = target(result, last, lang);
    let is_number = result.target.value.is_some() || result.target.lower.is_some();
    match &*result.unit_of_measure {
        "" | "%" => text,
        unit if is_number => {
            let spaced = format!("{}{unit}", lang.pick("", " "));
            text.replacen(&spaced, "", 1)
        }
        _ => text,
    }
}

/// When the target is due, in words.
pub fn due(timing: Timing, by: Option<Year>, lang: Lang) -> String {
    let year = by.map(|year| year.to_string()).unwrap_or_default();
    match (timing, lang) {
        (Timing::By, Lang::Zh) => format!("{year}年底前"),
        (Timing::By, Lang::En) => format!("by {year}"),
        (Timing::EachYear, _) => lang.pick("每年", "each year").to_owned(),
        (Timing::Cumulative, Lang::Zh) => format!("至{year}年累计"),
        (Timing::Cumulative, Lang::En) => format!("in all by {year}"),
    }
}

/// Attainment as it is shown, marked where it is rounded: `≈79%`; `None` if it is undefined.
pub fn attainment(result: &IndicatorResult) -> Option<String> {
    let reached = number(result.attainment.as_ref(), result.attainment_exact.as_ref())?;
    let shown = whole_attainment(result)?.fixed(0);
    Some(format!("{}{shown}", mark(&reached, &shown)))
}

/// Attainment in whole per cent, 0–100, 0 only where nothing is reached and 100 only
/// where all is; `None` if it is undefined.
pub fn whole_attainment(result: &IndicatorResult) -> Option<Number> {
    let (hundred, almost) = (Number::from(100), Number::from(99));
    let reached = number(result.attainment.as_ref(), result.attainment_exact.as_ref())?;
    let most = match result.verdict == Verdict::Missed || reached < hundred {
        true => almost,
        false => hundred,
    };
    let least = match reached.is_positive() {
        true => Number::one(),
        false => Number::zero(),
    };
    Some(reached.round(0).max(least).min(most))
}

/// Per cent with one decimal, marked where it is rounded: `≈66.7 %`; with more where it would look like nothing or all and
/// is not.
pub fn per_cent(n: &Number, lang: Lang) -> String {
    let text = near(n, 1, &nothing_and_all(), Toward::Nearest);
    format!("{}{}", mark(n, &text), join(&text, "%", lang))
}

/// The ends of a share in per cent, which nothing else may seem to be.
fn nothing_and_all() -> [Number; 2] {
    [Number::zero(), Number::from(100)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        crate::number::parse_plain(text).unwrap()
    }

    #[test]
    fn rounding_never_crosses_the_threshold() {
        let near = |text: &str| near(&n(text), 1, &[n("90")], Toward::Nearest);
        assert_eq!(near("89.94"), "89.9");
        assert_eq!(near("89.99"), "89.99");
        assert_eq!(near("89.99999"), "89.99999");
        assert_eq!(near("90"), "90.0");
        assert_eq!(near("90.06"), "90.1");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(group("≥ 2000000 人"), "≥ 2,000,000 人");
        assert_eq!(group("1392"), "1,392");
        assert_eq!(group("12345.678912"), "12,345.678912");
        assert_eq!(group("0.123456–23456"), "0.123456–23,456");
    }

    #[test]
    fn a_share_is_shown_as_nothing_or_all_only_where_it_is() {
        assert_eq!(per_cent(&n("99.99"), Lang::En), "99.99 %");
        let few = Number::ratio(5 * 100, 64_400).unwrap();
        assert_eq!(per_cent(&few, Lang::En), "≈0.01 %");
        assert_eq!(per_cent(&n("0"), Lang::En), "0.0 %");
        assert_eq!(per_cent(&n("100"), Lang::En), "100.0 %");
        assert_eq!(per_cent(&n("33.333333"), Lang::Zh), "≈33.3%");
        assert_eq!(per_cent(&n("33.3"), Lang::Zh), "33.3%");
    }
}
