//! What a result rests on, in words that several formats share: figures, pace, members, units.

pub mod figures;
pub mod members;
pub mod pace;
mod units;

pub use units::units;

use crate::i18n::Lang;
use crate::number::Interval;
use crate::render::number_format::{self, group, limits};
use crate::report::scorecard::{IndicatorResult, Timing, is_set};

/// What the rule asks for, and when: `≥ 20 %  by 2015  not due`.
pub fn rule(result: &IndicatorResult, lang: Lang) -> String {
    let words = group(&result.target.words);
    match is_set(&result.target.rule) {
        true => format!("{words}  {}", when(result, lang, "  ")),
        false => words,
    }
}

/// When a target is due, and whether it is: `by 2015, not due`; empty where there is none.
pub fn due(result: &IndicatorResult, lang: Lang) -> String {
    match is_set(&result.target.rule) {
        true => when(result, lang, lang.pick("，", ", ")),
        false => String::new(),
    }
}

fn when(result: &IndicatorResult, lang: Lang, between: &str) -> String {
    let now = match result.due {
        true => lang.pick("已到期", "due"),
        false => lang.pick("未到期", "not due"),
    };
    let by = (result.target.timing != Timing::EachYear).then_some(result.target.by);
    let when = number_format::due(result.target.timing, by, lang);
    format!("{when}{between}{now}")
}

/// `= 17.95 %`, with the fraction where the digits do not end, or what the value can be: `at least 12 %, at most 14 %`.
pub fn outcome(interval: &Interval, unit: &str, lang: Lang) -> String {
    let words = limits(interval, unit, lang);
    match interval.known() {
        None => words,
        Some(n) if n.exact().is_some() => format!("= {words}"),
        Some(n) => format!("= {} {words}", n.fraction()),
    }
}
