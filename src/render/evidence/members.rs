//! The score of a result and the members of an index, in words.

use crate::i18n::Lang;
use crate::number::{Interval, Value};
use crate::render::number_format::{between, group, join};
use crate::report::explanation::Member;
use crate::report::number::{Bounds, number, value};
use crate::report::scorecard::IndicatorResult;

/// Decimals shown of scores.
const DECIMALS: u32 = 2;

/// The score that an indicator declares, or the estimate of an index; nothing where the value says all.
pub fn score(result: &IndicatorResult, lang: Lang) -> Vec<String> {
    let Some(bounds) = &result.score_bounds else {
        return Vec::new();
    };
    if Some(bounds) == result.bounds.as_ref() && !result.score_estimated {
        return Vec::new();
    }
    let score = number(result.score.as_ref(), result.score_exact.as_ref());
    let certain = range(Some(bounds), "", lang);
    vec![match (score, result.score_estimated, lang) {
        (Some(score), true, Lang::Zh) => format!(
            "估计 {}（按已报部分估计，判定不以此为据；可能为 {certain}）",
            score.shown(DECIMALS)
        ),
        (Some(score), true, Lang::En) => format!(
            "{} (estimated from what was reported, no verdict rests on it; certain: {certain})",
            score.shown(DECIMALS)
        ),
        _ => certain,
    }]
}

/// A member, a line each: weight, value and score, then the command that explains it.
pub fn lines(member: &Member, lang: Lang) -> Vec<String> {
    let (name, weight) = (&member.name, member.weight.as_str());
    let head = match member.bounds {
        None => match lang {
            Lang::Zh => format!("{name}，权数 {weight}：不适用，不参与"),
            Lang::En => format!("{name}, weight {weight}: not applicable, left out"),
        },
        Some(_) => {
            let worth = range(member.bounds.as_ref(), &member.unit_of_measure, lang);
            let mut score = range(member.score_bounds.as_ref(), "", lang);
            if let Some(estimate) = number(member.score.as_ref(), None)
                && member.score_estimated
            {
                score = format!(
                    "{score}{}{}",
                    lang.pick("，估计 ", ", estimated "),
                    estimate.shown(DECIMALS)
                );
            }
            let carried = match (member.carried_from, lang) {
                (None, _) => String::new(),
                (Some(year), Lang::Zh) => format!("（沿用 {year}年）"),
                (Some(year), Lang::En) => format!(" (of {year})"),
            };
            match lang {
                Lang::Zh => format!("{name}，权数 {weight}：{worth}{carried}，得分 {score}"),
                Lang::En => format!("{name}, weight {weight}: {worth}{carried}, score {score}"),
            }
        }
    };
    let command = member.explain.iter();
    std::iter::once(head)
        .chain(command.map(|command| format!("  {command}")))
        .collect()
}

/// `67.9 %`, `64.5–75.6`, or that nothing is known.
fn range(bounds: Option<&Bounds>, unit: &str, lang: Lang) -> String {
    let Value::Between(interval) = value(bounds) else {
        return lang.pick("不适用", "n/a").to_owned();
    };
    match interval.settled() {
        Some(n) => join(&group(&n.shown(DECIMALS)), unit, lang),
        None if interval == Interval::everything() => lang.pick("数据缺失", "unknown").to_owned(),
        None => between(&interval, DECIMALS, unit, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::number::Decimal;

    #[test]
    fn a_member_with_an_estimate() {
        let number = |text: &str| crate::number::parse_plain(text).unwrap();
        let bounds = Bounds::of_interval(&Interval::closed(number("64.589"), number("75.589")));
        let member = Member {
            indicator: "economy".into(),
            name: "economy".into(),
            weight: Decimal::of(&number("29")),
            value: None,
            bounds: Some(bounds.clone()),
            unit_of_measure: "%".into(),
            score: Some(Decimal::of(&number("72.571"))),
            score_bounds: Some(bounds),
            score_estimated: true,
            carried_from: Some(2007),
            explain: Some("kaoping explain economy".into()),
        };
        let lines = lines(&member, Lang::En);
        assert_eq!(
            lines,
            [
                "economy, weight 29: ≈64.58–75.59 % (of 2007), score ≈64.58–75.59, estimated ≈72.57",
                "  kaoping explain economy",
            ]
        );
    }
}
