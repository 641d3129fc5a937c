//! What the formats for people say of a ranking.

use super::number_format::{NOTHING, between, fixed};
use super::phrases;
use crate::i18n::Lang;
use crate::number::{Interval, ROUNDED, Value};
use crate::report::number::{number, value};
use crate::report::rank::{RankDocument, RankRow, RankScope};

/// What marks a place that is not certain.
const UNCERTAIN: char = '*';

/// What is ranked: `prosperity  district  2013  weights varied by 25 %`.
pub fn title(scope: &RankScope, lang: Lang) -> String {
    let year = phrases::year(scope.year, lang);
    let mut title = format!("{}  {}  {year}", scope.name, scope.level_name);
    if let Some(varied) = scope.weights_varied {
        title += &match lang {
            Lang::Zh => format!("  权数变动±{varied}%"),
            Lang::En => format!("  weights varied by ±{varied} %"),
        };
    }
    if let Some(decimals) = scope.decimals {
        title += &match lang {
            Lang::Zh => format!("  得分取{decimals}位小数后排名"),
            Lang::En => format!("  ranked after rounding to {decimals} decimals"),
        };
    }
    if scope.least_first {
        title += lang.pick("  数值小者在前", "  the least first");
    }
    title
}

/// The titles of the columns.
pub fn titles(scope: &RankScope, lang: Lang) -> [String; 5] {
    let score = match &*scope.unit_of_measure {
        "" => lang.pick("得分", "score").to_owned(),
        unit => unit.to_owned(),
    };
    [
        lang.pick("位次", "place").to_owned(),
        lang.pick("评估对象", "unit").to_owned(),
        score,
        lang.pick("可能位次", "possible").to_owned(),
        lang.pick("比上年", "change").to_owned(),
    ]
}

/// The cells of a row, under [`titles`].
pub fn cells(row: &RankRow, scope: &RankScope, lang: Lang) -> [String; 5] {
    let place = match row.place {
        None => NOTHING.to_owned(),
        Some(place) if row.not_told_apart => format!("{UNCERTAIN}{place}"),
        Some(place) => place.to_string(),
    };
    let to = lang.pick("—", "–");
    let possible = match (row.place_from, row.place_to) {
        (Some(from), Some(last)) if from == last => from.to_string(),
        (Some(from), Some(last)) => format!("{from}{to}{last}"),
        _ => NOTHING.to_owned(),
    };
    let change = match row.change {
        None => NOTHING.to_owned(),
        Some(0) => lang.pick("持平", "=").to_owned(),
        Some(change) if change > 0 => format!("+{change}"),
        Some(change) => change.to_string(),
    };
    [
        place,
        format!("{} {}", row.unit.name, row.unit.code),
        score(row, scope.shown_decimals, lang),
        possible,
        change,
    ]
}

/// `74.61`, `≈64.58–75.59`, `≈64.58–75.59 (est. ≈72.57)`.
fn score(row: &RankRow, decimals: u32, lang: Lang) -> String {
    let known = number(row.score.as_ref(), row.score_exact.as_ref());
    match (known, row.score_estimated) {
        (Some(n), false) => fixed(&n, decimals),
        (Some(n), true) => {
            let (range, estimate) = (range(row, decimals, lang), fixed(&n, decimals));
            match lang {
                Lang::Zh => format!("{range}（估计 {estimate}）"),
                Lang::En => format!("{range} (est. {estimate})"),
            }
        }
        (None, _) => range(row, decimals, lang),
    }
}

fn range(row: &RankRow, decimals: u32, lang: Lang) -> String {
    let Value::Between(interval) = value(row.score_bounds.as_ref()) else {
        return lang.pick("不适用", "n/a").to_owned();
    };
    match interval == Interval::everything() {
        true => NOTHING.to_owned(),
        false => between(&interval, decimals, "", lang),
    }
}

/// What the marks mean, a line each; none where every place is certain and no score rounded.
pub fn legend(document: &RankDocument, lang: Lang) -> Vec<&'static str> {
    let rows = &document.rows;
    let uncertain = rows
        .iter()
        .any(|row| row.not_told_apart || row.score_estimated);
    let decimals = document.scope.as_ref().map(|scope| scope.shown_decimals);
    let rounded = |row: &RankRow| {
        decimals.is_some_and(|decimals| score(row, decimals, lang).contains(ROUNDED))
    };
    let mut lines = Vec::new();
    if uncertain {
        lines.push(lang.pick(
            "* 位次不止一种可能，或得分按已报部分估计",
            "* more than one place is possible, or the score is estimated from what was reported",
        ));
    }
    if rows.iter().any(rounded) {
        lines.push(phrases::rounding(lang));
    }
    lines
}
