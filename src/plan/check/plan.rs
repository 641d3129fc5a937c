//! `[plan]`: title, period and default methods; `[[chapter]]`.

use super::names::duplicate_id;
use super::symbol_table::{Entries, SymbolTable, YEARS, year};
use super::{assumptions, doubts, names::Names, pace};
use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::observation::MONTHS;
use crate::plan::{Assumption, Attainment, Baseline, Chapter, Pace, PaceMethod, Year};
use crate::text;
use crate::toml_reader::{Node, Table};

/// The checked `[plan]` table.
pub struct Head {
    pub id: String,
    pub title: Text,
    pub first: Year,
    pub last: Year,
    pub year_starts: u8,
    pub baseline: Year,
    pub attainment: Attainment,
    pub pace: Pace,
    pub carry: Year,
    pub assumed: Vec<Assumption>,
}

pub const KEYS: [&str; 10] = [
    "id",
    "title",
    "first",
    "last",
    "year-starts",
    "baseline",
    "attainment",
    "pace",
    "carry",
    "assumed",
];

pub const CHAPTER_KEYS: [&str; 2] = ["number", "title"];
pub const ATTAINMENTS: [(&str, Attainment); 3] = [
    ("target-ratio", Attainment::TargetRatio),
    ("interval", Attainment::Interval),
    ("baseline-distance", Attainment::BaselineDistance),
];

/// The method of attainment of a keyword.
pub fn attainment(node: Node) -> Option<Attainment> {
    node.word(&ATTAINMENTS)
}

/// Checks `[plan]`, which must occur once, and stores the period and baseline in the symbol table. If it is missing, this is
/// reported at `plan_file`.
pub fn head(entries: &Entries, symbols: &mut SymbolTable, plan_file: Place) -> Option<Head> {
    let Some(table) = entries.plan.first() else {
        symbols.log.add(
            Finding::new(
                codes::MISSING_KEY,
                text!("缺少 `[plan]`", "`[plan]` is missing"),
            )
            .at(plan_file)
            .help(text!(
                "在 plan.toml 中添加 `[plan]`：id、title、first、last",
                "add `[plan]` to plan.toml, with id, title, first and last"
            )),
        );
        return None;
    };
    for second in &entries.plan[1..] {
        duplicate_id(symbols.log, "[plan]", second.place(), table.place());
    }
    table.only(&KEYS);
    let id = table.need("id").and_then(|node| node.id());
    let title = table.need("title").and_then(|node| node.text());
    let period = period(table);
    symbols.period = period;
    let year_starts = match table.get("year-starts") {
        Some(node) => node.whole(1, MONTHS.into()).map(|month| month as u8),
        None => Some(1),
    };
    let baseline = match table.get("baseline") {
        Some(node) => plan_baseline(&node, symbols),
        None => period.map(|(first, _)| Baseline::measured(first - 1)),
    };
    symbols.baseline = baseline.clone();
    let attainment = table.get("attainment").map(attainment);
    let general = Pace::of(PaceMethod::Linear);
    let pace = match table.get("pace") {
        // Its methods are for targets without interim values.
        Some(node) => pace::pace(&node, &general, symbols).map(|pace| Pace {
            as_listed: false,
            ..pace
        }),
        None => Some(general),
    };
    let carry = pace::carry(table, 0);
    if let (Some(node), Some(years)) = (table.get("carry"), carry) {
        doubts::carry(years, &node, symbols);
    }
    let assumed = assumptions::read(table, &[]);
    let (first, last) = period?;
    Some(Head {
        id: id?.to_owned(),
        title: title?,
        first,
        last,
        year_starts: year_starts?,
        baseline: baseline?.year,
        attainment: attainment.unwrap_or(Some(Attainment::TargetRatio))?,
        pace: pace?,
        carry: carry?,
        assumed,
    })
}

fn period(table: &Table) -> Option<(Year, Year)> {
    let first = table.need("first").and_then(|node| year(&node));
    let last_node = table.need("last");
    let last = last_node.as_ref().and_then(year);
    let (first, last) = (first?, last?);
    if last < first {
        last_node?.bad(
            text!(
                "末年 {last} 早于首年 {first}",
                "the last year {last} is before the first year {first}"
            ),
            text!("`last` 不能早于 `first`", "`last` can't be before `first`"),
        );
        return None;
    }
    Some((first, last))
}

/// The plan's baseline: a year, and which takes its place. A value is an indicator's to state.
fn plan_baseline(node: &Node, symbols: &SymbolTable) -> Option<Baseline> {
    let baseline = pace::read_baseline(node, None, symbols)?;
    if baseline.value.is_some() {
        node.bad(
            text!(
                "规划的基期不能写数值",
                "the plan's baseline can't have a value"
            ),
            text!("在指标中写", "write it under the indicator"),
        );
        return None;
    }
    Some(baseline)
}

/// A baseline year, which must be before the last year of the period.
pub fn baseline_year(node: &Node, symbols: &SymbolTable) -> Option<Year> {
    let last = symbols.period.map_or(YEARS.1, |(_, last)| last);
    node.whole(YEARS.0.into(), i64::from(last) - 1)
        .map(|y| y as Year)
}

/// Checks the chapters.
pub fn chapters(entries: &Entries, symbols: &mut SymbolTable) -> Vec<Option<Chapter>> {
    let mut names = Names::of("章", "chapter");
    let mut list = Vec::new();
    for table in &entries.chapter {
        table.only(&CHAPTER_KEYS);
        let node = table.need("number");
        let number = node.as_ref().and_then(|node| node.whole(1, 9999));
        if let (Some(number), Some(node)) = (number, node) {
            let at = list.len() as u32;
            names.register(&number.to_string(), at, node.place(), symbols.log);
        }
        let title = table.need("title").and_then(|node| node.text());
        list.push(number.zip(title).map(|(number, title)| Chapter {
            number: number as u32,
            title,
        }));
    }
    symbols.chapters = names;
    list
}
