//! What the formats for people say of a trend.

use super::number_format::{ValueFormat, per_cent};
use super::phrases;
use crate::i18n::Lang;
use crate::number::{Number, Value};
use crate::report::number::{number, value};
use crate::report::trend::{BaselineValue, Method, Outlook, TrendSeries, TrendYear};

/// The known values of a series, its baseline first where that is of an earlier year.
pub fn values(series: &TrendSeries) -> Vec<Option<Number>> {
    let baseline = earlier_baseline(series);
    let baseline =
        baseline.map(|baseline| number(baseline.value.as_ref(), baseline.exact.as_ref()));
    let years = series.years.iter().map(|year| &year.result);
    let years = years.map(|result| number(result.value.as_ref(), result.exact.as_ref()));
    baseline.into_iter().chain(years).collect()
}

/// The baseline, if it is of a year before the first.
pub fn earlier_baseline(series: &TrendSeries) -> Option<&BaselineValue> {
    let first = series.years.first()?.result.year;
    (series.baseline.as_ref()).filter(|baseline| {
        baseline.year < first && value(baseline.bounds.as_ref()) != Value::NotApplicable
    })
}

/// Everything that a series comes to, a sentence each.
pub fn sentences(series: &TrendSeries, lang: Lang) -> Vec<String> {
    let Some(last) = series.years.last() else {
        return Vec::new();
    };
    let mut said = vec![met(series, lang)];
    said.extend(outlook_of(series, last, lang));
    said
}

/// The same without the years in which the target was met, which a drawing of them shows.
pub fn outlook_sentences(series: &TrendSeries, lang: Lang) -> Vec<String> {
    let last = series.years.last();
    last.map_or_else(Vec::new, |last| outlook_of(series, last, lang))
}

fn outlook_of(series: &TrendSeries, last: &TrendYear, lang: Lang) -> Vec<String> {
    let format = ValueFormat::of(&last.result, lang);
    let mut said = restated(series, lang);
    let step = number(
        series.required_step.as_ref(),
        series.required_step_exact.as_ref(),
    );
    said.extend(step.map(|step| {
        let by = last.result.target.by;
        let step = format.step_needed(&step);
        match lang {
            Lang::Zh => format!("今后每年需变化 {step}，方能在{by}年达到目标"),
            Lang::En => format!("needed from now on: {step} a year, to reach the target in {by}"),
        }
    }));
    said.extend(projected(series, &format, lang));
    said.extend(members(series, &format, lang));
    said
}

/// The years of which other figures are known now than on the date asked for.
fn restated(series: &TrendSeries, lang: Lang) -> Vec<String> {
    let years = series.years.iter().flat_map(|year| {
        let notes = year.result.notes.iter();
        let since = notes.filter(|note| note.code == "restated-since");
        since.map(|note| (year.result.year, &note.text))
    });
    let line = |(year, text): (_, &String)| match lang {
        Lang::Zh => format!("{year}年数值{text}"),
        Lang::En => format!("{year}: {text}"),
    };
    years.map(line).collect()
}

fn met(series: &TrendSeries, lang: Lang) -> String {
    let (Some(first), Some(last)) = (series.first_met, series.last_met) else {
        return lang.pick("尚未达标", "not met in any year").to_owned();
    };
    let row = series.met_in_a_row;
    let since = match (series.lost, row, lang) {
        (true, _, Lang::Zh) => "，其后又未达标".to_owned(),
        (true, _, Lang::En) => ", lost since".to_owned(),
        (false, 0 | 1, _) => String::new(),
        (false, _, Lang::Zh) => format!("，连续达标{row}年"),
        (false, _, Lang::En) => format!(", {row} years in a row"),
    };
    match lang {
        Lang::Zh => format!("首次达标{first}年，最近达标{last}年{since}"),
        Lang::En => format!("first met in {first}, last met in {last}{since}"),
    }
}

fn projected(series: &TrendSeries, format: &ValueFormat, lang: Lang) -> Option<String> {
    let projection = series.projection.as_ref()?;
    let expected = format.rounded(&number(Some(&projection.value), projection.exact.as_ref())?);
    let method = match projection.method {
        Method::LeastSquares => lang.pick("最小二乘法", "least squares"),
        Method::LastTwo => lang.pick("最近两年直线外推", "line through the last two years"),
        Method::Growth => lang.pick("平均增长率外推", "constant growth"),
    };
    let year = projection.year;
    let mut text = match lang {
        Lang::Zh => format!("按{method}推算，{year}年为 {expected}"),
        Lang::En => format!("projected for {year} by {method}: {expected}"),
    };
    let share = number(projection.share.as_ref(), projection.share_exact.as_ref());
    if let (Some(share), Some(outlook)) = (share, projection.outlook) {
        let (share, outlook) = (per_cent(&share, lang), self::outlook(outlook, lang));
        text.push_str(&match lang {
            Lang::Zh => format!("，为所需变化的{share}：{outlook}"),
            Lang::En => format!(", {share} of the change required: {outlook}"),
        });
    }
    Some(text)
}

/// An outlook in words.
pub fn outlook(outlook: Outlook, lang: Lang) -> &'static str {
    match outlook {
        Outlook::OnTrack => lang.pick("可如期达标", "on track"),
        Outlook::Progress => lang.pick("有进展，但不足以达标", "progress, but not enough"),
        Outlook::LittleOrNone => lang.pick("进展很小或无进展", "little or no progress"),
    }
}

/// How many members are named.
const NAMED: usize = 5;

/// Which members of a sum could close its gap.
fn members(series: &TrendSeries, format: &ValueFormat, lang: Lang) -> Option<String> {
    let enough = series.members_enough.map(|count| count as usize);
    if series.members.is_empty() {
        return None;
    }
    let shown = enough.unwrap_or(NAMED).clamp(1, NAMED);
    let mut names: Vec<String> = (series.members.iter().take(shown))
        .filter_map(|step| {
            let change = format.step(&number(Some(&step.change), None)?);
            Some(match lang {
                Lang::Zh => format!("{}（每年{change}）", step.unit.name),
                Lang::En => format!("{} ({change} a year)", step.unit.name),
            })
        })
        .collect();
    if enough.unwrap_or(usize::MAX) > shown && series.members.len() > shown {
        names.push("…".to_owned());
    }
    let names = names.join(lang.pick("、", ", "));
    Some(match (enough, lang) {
        (Some(count), Lang::Zh) => {
            format!("若保持上年的变化，以下{count}个即可补足差距：{names}")
        }
        (Some(count), Lang::En) => {
            let them = phrases::plural(count as u64, "member");
            format!("going on as in the last year, {them} would close the gap: {names}")
        }
        (None, Lang::Zh) => format!("若各自保持上年的变化，仍不足以补足差距；变化最大的：{names}"),
        (None, Lang::En) => format!(
            "going on as in the last year, all members together would not close the gap; the largest changes: {names}"
        ),
    })
}
