//! Finds the unit, level, chapter, indicator or year that a code, id, name or number stands for.

use crate::finding::{Code, codes, page};
use crate::i18n::{Lang, Text, nearest};
use crate::observation::{UnitIx, Units};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::text;

/// Why a lookup gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupError {
    /// What was asked for does not exist, or more than one thing has that name.
    Unknown(Text),
    /// Nothing was asked for by name, and there is nothing to choose from.
    Empty(Text),
}

impl LookupError {
    /// Why.
    pub fn message(self) -> Text {
        match self {
            LookupError::Unknown(message) | LookupError::Empty(message) => message,
        }
    }
}

/// How many units are named where several have a name.
const NAMED: usize = 5;

/// The unit of a code or name, present or former; the top unit if none is asked for. One that was merged into another
/// is found as the other.
pub fn unit(units: &Units, asked: Option<&str>) -> Result<UnitIx, LookupError> {
    let Some(asked) = asked else {
        return units.top().ok_or_else(|| {
            LookupError::Empty(text!("数据中没有评估对象", "the data names no units"))
        });
    };
    let found = units.find(asked);
    match found[..] {
        [one] => Ok(units.today(one)),
        [] => Err(LookupError::Unknown(unknown(
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

fn ambiguous(units: &Units, asked: &str, found: &[UnitIx]) -> LookupError {
    let mut names: Vec<String> = (found.iter().take(NAMED))
        .map(|&ix| format!("{} ({})", units.name(ix, Lang::Zh), units.code(ix)))
        .collect();
    if found.len() > NAMED {
        names.push("…".to_owned());
    }
    let (zh, en) = (names.join("、"), names.join(", "));
    let n = found.len();
    LookupError::Unknown(text!(
        "`{asked}` 可指 {n} 个评估对象：{zh}；请用代码",
        "`{asked}` may mean {n} units: {en}; use the code"
    ))
}

/// The level of an id or name.
pub fn level(plan: &Plan, asked: &str) -> Result<LevelIx, LookupError> {
    let at = plan
        .levels
        .iter()
        .position(|level| [&level.id, &level.name.zh, &level.name.en].contains(&&asked.to_owned()));
    match at {
        Some(at) => Ok(LevelIx(at as u32)),
        None => Err(LookupError::Unknown(unknown(
            ("层级", "level"),
            asked,
            plan.levels.iter().map(|level| level.id.as_str()),
        ))),
    }
}

/// The level of the units listed below a unit: the nearest that has units in that year and indicators; `None` for a unit
/// that is not the top one.
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

/// The indicators of a chapter of a number or title; all indicators if none is asked for.
pub fn indicators(plan: &Plan, chapter: Option<&str>) -> Result<Vec<IndicatorIx>, LookupError> {
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

fn chapter_number(plan: &Plan, asked: &str) -> Result<u32, LookupError> {
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
            LookupError::Unknown(text!("{zh}；可选：{zh_list}", "{en}; there are: {en_list}"))
        })
}

/// Every chapter by number and title: `14 social organisations, 15 …`.
fn chapters(plan: &Plan, lang: Lang) -> String {
    let chapters = plan.chapters.iter();
    let named = chapters.map(|chapter| format!("{} {}", chapter.number, chapter.title.get(lang)));
    named.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// What `explain` can explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explained {
    /// The verdicts of an indicator.
    Indicator(IndicatorIx),
    /// A kind of finding.
    Finding(&'static Code),
}

/// What a word names: an indicator, else a kind of finding.
pub fn explained(plan: &Plan, asked: &str) -> Result<Explained, LookupError> {
    let code = || page::named(asked).map(Explained::Finding);
    let indicator = indicator_named(plan, asked).map(Explained::Indicator);
    indicator.or_else(code).ok_or_else(|| {
        let codes = codes::ALL.iter().map(|code| code.id);
        let words = indicator_words(plan).chain(codes);
        LookupError::Unknown(unknown(("指标", "indicator"), asked, words))
    })
}

/// The indicator of an id, or of a name that only one indicator has.
pub fn indicator(plan: &Plan, asked: &str) -> Result<IndicatorIx, LookupError> {
    indicator_named(plan, asked).ok_or_else(|| {
        let words = indicator_words(plan);
        LookupError::Unknown(unknown(("指标", "indicator"), asked, words))
    })
}

/// The ids and names of all indicators.
fn indicator_words(plan: &Plan) -> impl Iterator<Item = &str> {
    let indicators = plan.indicators.iter();
    indicators.flat_map(|i| [i.id.as_str(), i.name.zh.as_str(), i.name.en.as_str()])
}

fn indicator_named(plan: &Plan, asked: &str) -> Option<IndicatorIx> {
    let mut named = (plan.indicators()).filter(|(_, i)| i.name.zh == asked || i.name.en == asked);
    let only = match (named.next(), named.next()) {
        (Some((ix, _)), None) => Some(ix),
        _ => None,
    };
    plan.indicator(asked).or(only)
}

/// The year asked for, if it is one of the plan's.
pub fn year(plan: &Plan, asked: Option<Year>) -> Result<Option<Year>, LookupError> {
    match asked {
        Some(year) if !plan.years().contains(&year) => {
            let (first, last) = (plan.first, plan.last);
            Err(LookupError::Unknown(text!(
                "{year}年不在规划期 {first}—{last}年内",
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
