//! Which unit, level, chapter, indicator and year are meant.

use super::failure::Failure;
use crate::i18n::{Lang, Text, nearest};
use crate::observation::{UnitIx, Units};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::text;

/// How many units are named where several are meant.
const NAMED: usize = 5;

/// The unit of a code or name of any time; the top one where none is asked for.
pub fn unit(units: &Units, asked: Option<&str>) -> Result<UnitIx, Failure> {
    let Some(asked) = asked else {
        return units.top().ok_or_else(|| {
            Failure::nothing(text!("数据中没有评估对象", "the data names no units"))
        });
    };
    let found = units.find(asked);
    match found[..] {
        [one] => Ok(successor(units, one)),
        [] => Err(Failure::usage(unknown(
            ("评估对象", "unit"),
            asked,
            units.all().map(|ix| units.name(ix, Lang::Zh)).chain(
                units
                    .all()
                    .flat_map(|ix| [units.name(ix, Lang::En), units.code(ix)]),
            ),
        ))),
        _ => Err(ambiguous(units, asked, &found)),
    }
}

/// A unit that was merged away is found under the one it became part of.
fn successor(units: &Units, ix: UnitIx) -> UnitIx {
    units.successor(ix).unwrap_or(ix)
}

fn ambiguous(units: &Units, asked: &str, found: &[UnitIx]) -> Failure {
    let mut names: Vec<String> = (found.iter().take(NAMED))
        .map(|&ix| format!("{} ({})", units.name(ix, Lang::Zh), units.code(ix)))
        .collect();
    if found.len() > NAMED {
        names.push("…".to_owned());
    }
    let (zh, en) = (names.join("、"), names.join(", "));
    let n = found.len();
    Failure::usage(text!(
        "`{asked}` 可指 {n} 个评估对象：{zh}；请用代码",
        "`{asked}` may mean {n} units: {en}; use the code"
    ))
}

/// The level of an id or name.
pub fn level(plan: &Plan, asked: &str) -> Result<LevelIx, Failure> {
    let at = plan
        .levels
        .iter()
        .position(|level| [&level.id, &level.name.zh, &level.name.en].contains(&&asked.to_owned()));
    match at {
        Some(at) => Ok(LevelIx(at as u32)),
        None => Err(Failure::usage(unknown(
            ("层级", "level"),
            asked,
            plan.levels.iter().map(|level| level.id.as_str()),
        ))),
    }
}

/// The level of the units listed below one: the nearest that has units and is judged.
pub fn members_level(plan: &Plan, units: &Units, unit: UnitIx, year: Year) -> Option<LevelIx> {
    if units.top() != Some(unit) {
        return None;
    }
    let above = units.level(unit);
    (above.0 + 1..plan.levels.len() as u32)
        .map(LevelIx)
        .find(|level| {
            let judged = plan.indicators.iter().any(|i| i.levels.contains(level));
            judged && !units.members(unit, *level, year).is_empty()
        })
}

/// The indicators of a chapter, by its number or title; all where none is asked for.
pub fn indicators(plan: &Plan, chapter: Option<&str>) -> Result<Vec<IndicatorIx>, Failure> {
    let number = match chapter {
        None => None,
        Some(asked) => Some(chapter_number(plan, asked)?),
    };
    let within = |ix: &IndicatorIx| {
        let first = plan[*ix].clauses[0];
        number.is_none_or(|number| plan[first].chapter == number)
    };
    Ok(plan.indicators().map(|(ix, _)| ix).filter(within).collect())
}

fn chapter_number(plan: &Plan, asked: &str) -> Result<u32, Failure> {
    let by_title = plan
        .chapters
        .iter()
        .find(|chapter| chapter.title.zh == asked || chapter.title.en == asked);
    let by_number = || {
        let number: u32 = asked.parse().ok()?;
        (plan.chapters.iter()).find(|chapter| chapter.number == number)
    };
    by_title
        .or_else(by_number)
        .map(|chapter| chapter.number)
        .ok_or_else(|| {
            let titles = plan.chapters.iter();
            let titles = titles.flat_map(|c| [c.title.zh.as_str(), c.title.en.as_str()]);
            let Text { zh, en } = unknown(("章", "chapter"), asked, titles);
            let (zh_list, en_list) = (chapters(plan, Lang::Zh), chapters(plan, Lang::En));
            Failure::nothing(text!("{zh}；可选：{zh_list}", "{en}; there are: {en_list}"))
        })
}

/// Every chapter by number and title: `14 social organisations, 15 …`.
fn chapters(plan: &Plan, lang: Lang) -> String {
    let chapters = plan.chapters.iter();
    let named = chapters.map(|chapter| format!("{} {}", chapter.number, chapter.title.get(lang)));
    named.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// The indicator of an id, or of a name that only one has.
pub fn indicator(plan: &Plan, asked: &str) -> Result<IndicatorIx, Failure> {
    let mut named = (plan.indicators()).filter(|(_, i)| i.name.zh == asked || i.name.en == asked);
    let only = match (named.next(), named.next()) {
        (Some((ix, _)), None) => Some(ix),
        _ => None,
    };
    plan.indicator(asked).or(only).ok_or_else(|| {
        let ids = plan
            .indicators
            .iter()
            .flat_map(|i| [i.id.as_str(), i.name.zh.as_str(), i.name.en.as_str()]);
        Failure::usage(unknown(("指标", "indicator"), asked, ids))
    })
}

/// The year asked for, which has to be one of the plan's.
pub fn year(plan: &Plan, asked: Option<Year>) -> Result<Option<Year>, Failure> {
    match asked {
        Some(year) if !plan.years().contains(&year) => {
            let (first, last) = (plan.first, plan.last);
            Err(Failure::nothing(text!(
                "{year} 年不在规划期 {first}–{last} 内",
                "{year} is outside the plan's period, {first}–{last}"
            )))
        }
        asked => Ok(asked),
    }
}

/// `no unit `x`; did you mean `y`?`
fn unknown<'a>(what: (&str, &str), asked: &str, words: impl Iterator<Item = &'a str>) -> Text {
    let best = nearest(asked, words);
    let (zh, en) = what;
    match best {
        Some(word) => text!(
            "没有{zh} `{asked}`；是不是 `{word}`？",
            "no {en} `{asked}`; did you mean `{word}`?"
        ),
        None => text!("没有{zh} `{asked}`", "no {en} `{asked}`"),
    }
}
