//! Where a value stands on its scale: its score and its band, behind the value.

use super::number_format::{ValueFormat, between};
use crate::i18n::Lang;
use crate::number::Value;
use crate::report::number::{number, value};
use crate::report::scorecard::IndicatorResult;

/// Decimals shown of scores.
const DECIMALS: u32 = 1;

/// The value, with the score that the indicator declares and the band that it stands in: `93.00 (score 14, low)`. A band that only an
/// estimate is in is marked `~`.
pub fn value_and_standing(result: &IndicatorResult, lang: Lang) -> String {
    let value = ValueFormat::of(result, lang).value();
    let parts: Vec<String> = score(result, lang)
        .into_iter()
        .chain(band(result))
        .collect();
    if parts.is_empty() {
        return value;
    }
    let parts = parts.join(lang.pick("，", ", "));
    match lang {
        Lang::Zh => format!("{value}（{parts}）"),
        Lang::En => format!("{value} ({parts})"),
    }
}

/// The score on a scale of its own; `None` for an index, whose value is its score, and where nothing is known of it.
fn score(result: &IndicatorResult, lang: Lang) -> Option<String> {
    let bounds = result.score_bounds.as_ref()?;
    if Some(bounds) == result.bounds.as_ref() {
        return None;
    }
    let known = number(result.score.as_ref(), result.score_exact.as_ref());
    let shown = match (known, value(Some(bounds))) {
        (Some(score), _) => score.shown(DECIMALS),
        (None, Value::Between(interval)) if !interval.is_everything() => {
            between(&interval, DECIMALS, "", lang)
        }
        _ => return None,
    };
    let estimated = match result.score_estimated {
        true => lang.pick("估计", "est. "),
        false => "",
    };
    Some(match lang {
        Lang::Zh => format!("得分{estimated}{shown}"),
        Lang::En => format!("score {estimated}{shown}"),
    })
}

/// The name of the band.
fn band(result: &IndicatorResult) -> Option<String> {
    result.band.as_ref()?;
    let note = result.notes.iter().find(|note| note.code == "band")?;
    Some(note.text.clone())
}
