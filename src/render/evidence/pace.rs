//! The pace of an explanation: what is due, ratio and rates, and what it is drawn from.

use super::figures;
use crate::i18n::Lang;
use crate::number::Number;
use crate::render::number_format::ValueFormat;
use crate::render::phrases;
use crate::report::explanation::{Baseline, Explanation};
use crate::report::number::{Decimal, number};
use crate::report::scorecard::{IndicatorResult, Pace};

/// What is expected this year, how far the value is from it, and what it is measured from.
pub fn lines(document: &Explanation, result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let mut lines = match &result.pace {
        Some(pace) => drawn_lines(pace, result, lang),
        None => Vec::new(),
    };
    if let Some(baseline) = &document.baseline {
        let format = ValueFormat::of(result, lang);
        lines.extend(baseline_lines(baseline, &format, lang));
    }
    lines
}

/// A pace and the further ones beside it.
fn drawn_lines(pace: &Pace, result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let method = match &*pace.method {
        "within-year" => ("按年内时间进度", "the share of the year's task that is due"),
        "path" => ("按规划的分年进度", "the plan's own interim values"),
        "linear" => (
            "规划未定分年进度，按自基期匀速推进计",
            "the plan sets no interim values; linear progress is assumed",
        ),
        "compound" => (
            "按规划规定的年均增速计",
            "the yearly growth that the plan asks for",
        ),
        "growth" => (
            "规划未设目标值，按年均增长率分档",
            "the plan sets no threshold; placed by its yearly growth",
        ),
        _ => ("按年均增长率计", "compound yearly growth"),
    };
    let mut lines = vec![lang.pick(method.0, method.1).to_owned()];
    if let Some(due) = number(pace.due_value.as_ref(), pace.due_exact.as_ref()) {
        let format = ValueFormat::of(result, lang);
        let value = number(result.value.as_ref(), result.exact.as_ref());
        let apart = value.map(|value| &value - &due);
        lines.push(expected(&format, &due, apart.as_ref(), lang));
    }
    lines.extend(pace_lines(pace, lang));
    for other in &result.other_paces {
        let band = other.band_name.as_deref().unwrap_or("?");
        lines.push(match lang {
            Lang::Zh => format!("另按 {}：{band}", other.method),
            Lang::En => format!("by {} also: {band}", other.method),
        });
        lines.extend(
            pace_lines(other, lang)
                .into_iter()
                .map(|line| format!("  {line}")),
        );
    }
    lines
}

/// Ratio, rates and step of a pace.
fn pace_lines(pace: &Pace, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(share), Some(enough)) = (&pace.growth_share, &pace.growth_enough) {
        let (share, enough) = (share.as_str(), enough.as_str());
        lines.push(match lang {
            Lang::Zh => format!("实际为所需增长率的 ≈{share}%，达到 {enough}% 即为达到序时进度"),
            Lang::En => format!("≈{share} % of the growth required; on track from {enough} %"),
        });
    } else if let Some(ratio) = number(pace.ratio.as_ref(), pace.ratio_exact.as_ref()) {
        let share = (&ratio * &Number::from(100)).shown(1);
        lines.push(match (&*pace.method, lang) {
            ("within-year", Lang::Zh) => format!("完成应完成任务的 {share}%"),
            ("within-year", Lang::En) => format!("{share} % of what is due by now"),
            (_, Lang::Zh) => format!("完成应有变化的 {share}%"),
            (_, Lang::En) => format!("{share} % of the change due by now"),
        });
    }
    let rate = |rate: &Option<Decimal>| Some(number(rate.as_ref(), None)?.shown(RATE_DECIMALS));
    let unit = pace.rate_unit.as_deref().unwrap_or("");
    match (rate(&pace.actual_rate), rate(&pace.required_rate), lang) {
        (Some(actual), Some(required), Lang::Zh) => {
            lines.push(format!("实际变化 {actual} {unit}，需 {required} {unit}"));
        }
        (Some(actual), Some(required), Lang::En) => {
            lines.push(format!("changed by {actual} {unit}, {required} required"));
        }
        (Some(actual), None, Lang::Zh) => lines.push(format!("实际变化 {actual} {unit}")),
        (Some(actual), None, Lang::En) => lines.push(format!("changed by {actual} {unit}")),
        (None, ..) => {}
    }
    if let Some(factor) = rate(&pace.limit_factor) {
        lines.push(match lang {
            Lang::Zh => format!("接近自然极限，各档下限乘以 {factor}"),
            Lang::En => format!("near its natural limit: thresholds are multiplied by {factor}"),
        });
    }
    if let (Some(bands), Some(band)) = (&pace.bands, &pace.band_name) {
        lines.push(match lang {
            Lang::Zh => format!("档次（{bands}）：{band}"),
            Lang::En => format!("on the bands {bands}: {band}"),
        });
    }
    lines
}

/// Decimals of a rate in words.
const RATE_DECIMALS: u32 = 3;

/// The value that the pace starts from, and where it is from.
fn baseline_lines(baseline: &Baseline, format: &ValueFormat<'_>, lang: Lang) -> Vec<String> {
    let known = number(baseline.value.as_ref(), baseline.exact.as_ref());
    let value = known.map_or_else(
        || format.bounds(baseline.bounds.as_ref()),
        |n| format.rounded(&n),
    );
    let year = baseline.year;
    let mut lines = vec![match lang {
        Lang::Zh => format!("基期 {year}年：{value}"),
        Lang::En => format!("baseline {year}: {value}"),
    }];
    let declared = baseline.declared.iter();
    lines.extend(declared.map(|place| format!("  {}", phrases::declared_at(place, lang))));
    let cells = baseline.figures.iter();
    let cells = cells.flat_map(|figure| figures::lines(figure, lang));
    lines.extend(cells.map(|line| format!("  {line}")));
    lines
}

/// `expected 12.8 %; actual is 1.4 points above`.
fn expected(format: &ValueFormat<'_>, due: &Number, apart: Option<&Number>, lang: Lang) -> String {
    let expected = format.rounded(due);
    match (apart, lang) {
        (None, Lang::Zh) => format!("本年应达{expected}"),
        (None, Lang::En) => format!("expected {expected}"),
        (Some(apart), Lang::Zh) => {
            format!("本年应达{expected}，实际{}", format.difference(apart))
        }
        (Some(apart), Lang::En) => {
            format!(
                "expected {expected}; actual is {}",
                format.difference(apart)
            )
        }
    }
}
