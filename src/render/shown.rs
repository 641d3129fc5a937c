//! Values, gaps and targets as people read them: rounded, but never across the line that the target draws.

use crate::evaluate::{Judgement, Verdict};
use crate::i18n::Lang;
use crate::number::{Bound, Interval, Number, Value, parse_plain};
use crate::plan::measure::ValueForm;
use crate::plan::rule::{Direction, Goal};
use crate::plan::{Band, Indicator, Plan, Timing, Year};

/// What stands where nothing is known.
pub const NOTHING: &str = "—";

/// How many more decimals are shown at most to keep a value on its side of a threshold.
const MORE: u32 = 12;

/// How a value is written: its unit, its decimals, and the numbers it must not seem to reach or pass.
pub struct Scale<'a> {
    pub unit: &'a str,
    pub decimals: u32,
    pub thresholds: Vec<Number>,
    /// A unit's own checklist of which every item is asked for.
    whole_checklist: bool,
    /// Answered with yes or no.
    flag: bool,
    lang: Lang,
}

impl<'a> Scale<'a> {
    pub fn of(plan: &'a Plan, result: &Judgement, level: crate::plan::LevelIx, lang: Lang) -> Self {
        let indicator: &Indicator = &plan[result.indicator];
        let form = indicator.measure.form(plan, level);
        Scale {
            unit: indicator.unit.get(lang),
            decimals: indicator.decimals,
            thresholds: thresholds(result),
            whole_checklist: form == ValueForm::PassOrFail,
            flag: form == ValueForm::Milestone,
            lang,
        }
    }

    /// `17.1 %`, `17.1–20.3 %`, `≥ 363`, `—`.
    pub fn value(&self, value: &Value) -> String {
        let Value::Between(interval) = value else {
            return self.lang.pick("不适用", "n/a").to_owned();
        };
        match interval.known() {
            Some(n) => self.word(n).unwrap_or_else(|| {
                self.with_unit(&near(n, self.decimals, &self.thresholds, Toward::Nearest))
            }),
            None if self.says_nothing(interval) => NOTHING.to_owned(),
            None => self.range(interval),
        }
    }

    /// The same without its unit, for a column beside one that names it; a percentage keeps its sign.
    pub fn bare(&self, value: &Value) -> String {
        let text = self.value(value);
        let bare = match self.unit {
            "" | "%" => None,
            unit => text.strip_suffix(unit),
        };
        bare.map_or(text.as_str(), str::trim_end).to_owned()
    }

    /// A milestone or a unit's own checklist in words.
    fn word(&self, n: &Number) -> Option<String> {
        let hundred = Number::from(100);
        let words = match (self.flag, self.whole_checklist) {
            (true, _) if *n >= Number::one() => ("已完成", "done"),
            (true, _) if n.is_zero() => ("未完成", "not done"),
            (true, _) => ("进行中", "under way"),
            (_, true) if *n == hundred => ("通过", "passes"),
            (_, true) if n.is_zero() => ("未通过", "fails"),
            _ => return None,
        };
        Some(self.lang.pick(words.0, words.1).to_owned())
    }

    fn says_nothing(&self, interval: &Interval) -> bool {
        let from_zero_or_less = interval.lo().number().is_none_or(|n| !n.is_positive());
        let whole = match interval.hi().number() {
            None => true,
            Some(n) if self.flag => *n >= Number::one(),
            Some(n) => self.unit == "%" && *n >= Number::from(100),
        };
        from_zero_or_less && whole
    }

    /// Rounded outward: what is shown holds all that is possible.
    fn range(&self, interval: &Interval) -> String {
        let low = |n| near(n, self.decimals, &self.thresholds, Toward::Down);
        let high = |n| near(n, self.decimals, &self.thresholds, Toward::Up);
        let text = match (interval.lo(), interval.hi()) {
            (Bound::Unbounded, Bound::Unbounded) => return NOTHING.to_owned(),
            (Bound::Closed(n), Bound::Unbounded) => format!("≥ {}", low(n)),
            (Bound::Open(n), Bound::Unbounded) => format!("> {}", low(n)),
            (Bound::Unbounded, Bound::Closed(n)) => format!("≤ {}", high(n)),
            (Bound::Unbounded, Bound::Open(n)) => format!("< {}", high(n)),
            (Bound::Closed(a) | Bound::Open(a), Bound::Closed(b) | Bound::Open(b)) => {
                format!("{}–{}", low(a), high(b))
            }
        };
        self.with_unit(&text)
    }

    /// `-2.9 pp`: what lies between the value as it is shown and the target; never zero where it is not.
    pub fn gap(&self, result: &Judgement) -> Option<String> {
        let (gap, value) = (result.gap.as_ref()?, result.value.known()?);
        if result.verdict == Verdict::Met && is_short(result, gap) {
            return Some(self.lang.pick("容许范围内", "tolerated").to_owned());
        }
        let shown = near(value, self.decimals, &self.thresholds, Toward::Nearest);
        let apart = &parse_plain(&shown).ok()? - &(value - gap);
        let same_side = apart.cmp(&Number::zero()) == gap.cmp(&Number::zero());
        let text = match same_side {
            true => apart.fixed(self.decimals.max(decimals_of(&shown))),
            false => near(gap, self.decimals, &[Number::zero()], Toward::Nearest),
        };
        let sign = if gap.is_positive() { "+" } else { "" };
        let unit = match self.unit {
            "%" => self.lang.pick("百分点", "pp"),
            other => other,
        };
        Some(join(&format!("{sign}{}", group(&text)), unit))
    }

    fn with_unit(&self, text: &str) -> String {
        join(&group(text), self.unit)
    }
}

/// The band of a checklist that the unit stands in.
pub fn band<'a>(plan: &'a Plan, judged: &Judgement) -> Option<&'a Band> {
    plan[judged.indicator].measure.bands(plan).get(judged.band?)
}

/// Whether a gap is on the wrong side of the threshold itself, tolerance apart.
fn is_short(result: &Judgement, gap: &Number) -> bool {
    match result.rule.goal() {
        Goal::Threshold { direction, .. } => match direction {
            Direction::More => gap.is_negative(),
            Direction::Less => gap.is_positive(),
        },
        _ => false,
    }
}

fn decimals_of(text: &str) -> u32 {
    text.split_once('.')
        .map_or(0, |(_, part)| part.len() as u32)
}

/// Number and unit, a space between them.
fn join(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        unit => format!("{number} {unit}"),
    }
}

/// What must not be rounded across: the threshold, where the rule begins to hold, the year before for a change.
fn thresholds(result: &Judgement) -> Vec<Number> {
    let mut list = match result.rule.goal() {
        Goal::Threshold {
            value, holds_from, ..
        } => vec![value, holds_from],
        Goal::Band { lo, hi } => vec![lo, hi],
        Goal::Change(_) => (result.previous.iter())
            .filter_map(|(value, _)| value.known().cloned())
            .collect(),
        Goal::Milestone | Goal::Nothing => Vec::new(),
    };
    list.extend(result.pace.iter().filter_map(|p| p.due_value.clone()));
    list
}

#[derive(Clone, Copy)]
enum Toward {
    Nearest,
    Down,
    Up,
}

/// The number rounded, with as many more decimals as keep it on its side of every threshold.
fn near(n: &Number, decimals: u32, thresholds: &[Number], toward: Toward) -> String {
    let rounded = |places: u32| match toward {
        Toward::Nearest => n.round(places),
        Toward::Down => n.floor(places),
        Toward::Up => n.ceil(places),
    };
    let true_to = |r: &Number| thresholds.iter().all(|t| n.cmp(t) == r.cmp(t));
    for places in decimals..=decimals + MORE {
        let candidate = rounded(places);
        if true_to(&candidate) {
            return candidate.fixed(places);
        }
    }
    n.exact().unwrap_or_else(|| n.fraction())
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
pub fn target(plan: &Plan, result: &Judgement, lang: Lang) -> String {
    let words = group(&result.rule.words(&plan[result.indicator].unit, lang));
    match result.timing {
        Timing::By(year) if year != plan.last => format!("{words} ({year})"),
        Timing::Cumulative(_) => format!("{words} {}", lang.pick("累计", "in all")),
        _ => words,
    }
}

/// When the target is due, in words.
pub fn timing(timing: Timing, lang: Lang) -> String {
    match (timing, lang) {
        (Timing::By(year), Lang::Zh) => format!("{year} 年底前"),
        (Timing::By(year), Lang::En) => format!("by {year}"),
        (Timing::EachYear, _) => lang.pick("每年", "each year").to_owned(),
        (Timing::Cumulative(year), Lang::Zh) => format!("至 {year} 年累计"),
        (Timing::Cumulative(year), Lang::En) => format!("in all by {year}"),
    }
}

/// The last year in which it can be met; each year for itself.
pub fn due_year(result: &Judgement) -> Year {
    match result.timing {
        Timing::By(year) | Timing::Cumulative(year) => year,
        Timing::EachYear => result.year,
    }
}

/// Attainment as it is shown: whole per cent, 0–100, and 100 only where all is reached.
pub fn attainment(result: &Judgement) -> Option<Number> {
    let (hundred, almost) = (Number::from(100), Number::from(99));
    let reached = result.attainment.as_ref()?;
    let most = match result.verdict == Verdict::Missed || *reached < hundred {
        true => almost,
        false => hundred,
    };
    Some(reached.round(0).max(Number::zero()).min(most))
}

/// Per cent with one decimal, never rounded up to all.
pub fn per_cent(n: &Number) -> String {
    format!("{} %", near(n, 1, &[Number::from(100)], Toward::Nearest))
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
    fn a_share_that_is_not_all_is_not_shown_as_all() {
        assert_eq!(per_cent(&n("99.99")), "99.99 %");
        assert_eq!(per_cent(&n("33.333333")), "33.3 %");
    }
}
