//! `[[variable]]`: what is collected.

use super::draft::{VariableDraft, credits};
use super::levels::level_of;
use super::symbol_table::{Entries, SymbolTable, id_of, id_place};
use crate::finding::{Finding, codes};
use crate::i18n::Text;
use crate::number::{Bound, Interval, Number};
use crate::plan::{Kind, RollUp, ScaleIx, VariableIx, WITHIN_YEAR, WithinYear};
use crate::text;
use crate::toml_reader::{Node, Table};
use crate::unit_of_measure;

/// The greatest number of decimals of a figure.
pub const DECIMALS_MOST: i64 = 18;

pub const RANGE_KEYS: [&str; 2] = ["min", "max"];
pub const KEYS: [&str; 16] = [
    "id",
    "name",
    "kind",
    "unit",
    "decimals",
    "range",
    "level",
    "roll-up",
    "stock",
    "part-of",
    "may-not-apply",
    WITHIN_YEAR,
    "exact",
    "about",
    "aliases",
    "scale",
];

pub const KINDS: [(&str, Kind); 5] = [
    ("count", Kind::Count),
    ("amount", Kind::Amount),
    ("mean", Kind::Mean),
    ("flag", Kind::Flag),
    ("rating", Kind::Rating),
];
pub const ROLL_UPS: [(&str, RollUp); 2] = [("sum", RollUp::Sum), ("never", RollUp::Never)];

/// Registers the ids of the declared variables, each with an empty draft.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    for (at, table) in entries.variable.iter().enumerate() {
        let empty = VariableDraft::implied(String::new(), None, Kind::Count, table.place());
        symbols.drafts.push(empty);
        if let (Some(id), place) = id_of(table) {
            symbols
                .variables
                .register(id, at as u32, place, symbols.log);
        }
    }
}

/// Checks the declared variables, after the ids of levels, scales and variables have been registered.
pub fn variables(entries: &Entries, symbols: &mut SymbolTable) {
    for (at, table) in entries.variable.iter().enumerate() {
        symbols.drafts[at] = variable(table, symbols);
    }
}

fn variable(table: &Table, symbols: &SymbolTable) -> VariableDraft {
    table.only(&KEYS);
    let kind = match table.get("kind") {
        Some(node) => node.word(&KINDS),
        None => Some(Kind::Count),
    };
    let id = table.get("id");
    let at = id_place(table);
    VariableDraft {
        id: id.and_then(|n| n.raw().as_str()).unwrap_or("").to_owned(),
        name: table.need("name").and_then(|node| node.text()),
        kind,
        unit: match table.get("unit") {
            Some(node) => node.text_or_nothing(),
            None => Some(Text::default()),
        },
        decimals: match table.get("decimals") {
            Some(node) => node.whole(0, DECIMALS_MOST).map(|n| n as u32),
            None => kind.map(|kind| {
                if matches!(kind, Kind::Amount | Kind::Mean) {
                    2
                } else {
                    0
                }
            }),
        },
        range: range(table, kind),
        level: table
            .need("level")
            .and_then(|node| level_of(&node, symbols)),
        roll_up: roll_up(table, kind),
        stock: is_set(table, "stock"),
        part_of: table
            .get("part-of")
            .and_then(|node| symbols.variables.refer(&node))
            .map(VariableIx),
        may_not_apply: is_set(table, "may-not-apply"),
        within_year: within_year(table, kind),
        exact: exact(table, kind),
        about: table.get("about").and_then(|node| {
            node.number_that(
                |n| !n.is_negative() && *n < Number::one(),
                text!(
                    "应写不小于 0、小于 1 的数：0.05 即 5%",
                    "write a number of at least 0 and below 1: 0.05 is 5%"
                ),
            )
        }),
        aliases: table.get("aliases").map_or_else(Vec::new, |n| n.strings()),
        scale: scale(table, kind, symbols),
        range_at: table.key("range").map_or(at.clone(), |key| key.place()),
        at,
    }
}

/// How a year comes from its parts; the figures of a stock do not add up, which is reported.
fn within_year(table: &Table, kind: Option<Kind>) -> Option<WithinYear> {
    let declared = WithinYear::read(table, kind)?;
    if declared == WithinYear::Sum && is_set(table, "stock") {
        table.key(WITHIN_YEAR)?.bad(
            text!(
                "时点数（`stock = true`）各期不能相加",
                "the figures of a stock (`stock = true`) don't add up over the parts of a year"
            ),
            text!("写 `last` 或 `mean`", "write `last` or `mean`"),
        );
    }
    Some(declared)
}

/// The value of a boolean key; false if it is not written.
pub fn is_set(table: &Table, key: &str) -> bool {
    table.get(key).and_then(|node| node.boolean()) == Some(true)
}

/// Reads `exact`, which only a mean may declare: other figures are never rounded.
fn exact(table: &Table, kind: Option<Kind>) -> bool {
    if let (Some(key), Some(kind)) = (table.key("exact"), kind)
        && kind != Kind::Mean
    {
        key.bad(
            text!(
                "只有均值和比率（`kind = \"mean\"`）会四舍五入后公布",
                "only means and ratios (`kind = \"mean\"`) are published rounded"
            ),
            text!("删去 `exact`", "remove `exact`"),
        );
    }
    is_set(table, "exact")
}

/// Whether the answers of a kind are words of a scale.
pub fn is_graded(kind: Kind) -> bool {
    matches!(kind, Kind::Flag | Kind::Rating)
}

fn range(table: &Table, kind: Option<Kind>) -> Option<Interval> {
    let declared = table.get("range");
    if let Some(kind) = kind
        && is_graded(kind)
    {
        if let Some(key) = table.key("range") {
            key.bad(
                text!(
                    "是否项和评级项的范围总是 0 到 1",
                    "the range of a flag or rating is always 0 to 1"
                ),
                text!("删去 `range`", "remove `range`"),
            );
        }
        return Some(credits());
    }
    let (min, max) = match declared {
        Some(node) => ends(&node)?,
        None => (None, None),
    };
    let lo = match (min, kind?) {
        (Some(min), _) => Bound::Closed(min),
        (None, Kind::Mean) => Bound::Unbounded,
        (None, _) => Bound::Closed(Number::zero()),
    };
    let found = Interval::new(lo, max.map_or(Bound::Unbounded, Bound::Closed));
    if found.is_none()
        && let Some(node) = declared
    {
        node.bad(
            text!("范围内没有任何数", "the range is empty"),
            text!(
                "`min` 不能大于 `max`；计数和数额的 `min` 默认为 0",
                "`min` must not exceed `max`; the default `min` of counts and amounts is 0"
            ),
        );
    }
    found
}

/// `min` and `max`; `None` if one of them is not a number.
fn ends(node: &Node) -> Option<(Option<Number>, Option<Number>)> {
    let table = node.table()?;
    table.only(&RANGE_KEYS);
    let end = |key: &str| table.get(key).map(|node| node.number());
    let (min, max) = (end("min"), end("max"));
    if matches!(min, Some(None)) || matches!(max, Some(None)) {
        return None;
    }
    Some((min.flatten(), max.flatten()))
}

fn roll_up(table: &Table, kind: Option<Kind>) -> Option<RollUp> {
    let sums = kind.map(|kind| matches!(kind, Kind::Count | Kind::Amount));
    let Some(node) = table.get("roll-up") else {
        return sums.map(|sums| if sums { RollUp::Sum } else { RollUp::Never });
    };
    let found = node.word(&ROLL_UPS)?;
    if found == RollUp::Sum && sums == Some(false) {
        node.bad(
            text!(
                "只有计数和数额可以相加",
                "only counts and amounts can be summed"
            ),
            text!(
                "写 `never`，用 ratio、mean 或 share 汇总",
                "write `never`, and aggregate with a ratio, mean or share"
            ),
        );
    }
    Some(found)
}

fn scale(table: &Table, kind: Option<Kind>, symbols: &SymbolTable) -> Option<ScaleIx> {
    let node = table.get("scale");
    match (kind?, node) {
        (Kind::Flag, None) => Some(ScaleIx(0)),
        (Kind::Rating, None) => {
            table.lacks("scale");
            None
        }
        (kind, Some(_)) if !is_graded(kind) => {
            table.key("scale")?.bad(
                text!(
                    "只有是否项和评级项有评分尺度",
                    "only flags and ratings have a scale"
                ),
                text!(
                    "删去 `scale`，或写 `kind = \"rating\"`",
                    "remove `scale`, or write `kind = \"rating\"`"
                ),
            );
            None
        }
        (_, Some(node)) => symbols.scales.refer(&node).map(ScaleIx),
        (_, None) => None,
    }
}

/// Checks that `part-of` has no cycles, and that a part and its whole have the same level.
pub fn cycles(entries: &Entries, symbols: &SymbolTable) {
    let mut reported = vec![false; symbols.drafts.len()];
    for (at, table) in entries.variable.iter().enumerate() {
        let (Some(node), Some(whole)) = (table.get("part-of"), symbols.drafts[at].part_of) else {
            continue;
        };
        let (part, whole) = (&symbols.drafts[at], &symbols.drafts[whole.0 as usize]);
        if let (Some(a), Some(b)) = (part.level, whole.level)
            && a != b
        {
            let id = &whole.id;
            node.doc.log.add(
                Finding::new(
                    codes::BAD_VALUE,
                    text!(
                        "`{id}` 不在同一层级采集",
                        "`{id}` is collected at another level"
                    ),
                )
                .at(node.place())
                .beside(
                    whole.at.clone(),
                    text!("总体声明在这里", "the whole is declared here"),
                )
                .help(text!(
                    "部分和总体须在同一层级采集",
                    "a part and its whole must be collected at the same level"
                )),
            );
        }
        let part_unit = part.unit.as_ref().zip(whole.unit.as_ref());
        if part_unit.is_some_and(|(a, b)| !unit_of_measure::same(a, b)) {
            different_units(part, whole, &node);
        }
        if !reported[at] {
            report_cycle(at, &node, symbols, &mut reported);
        }
    }
}

/// Reports a part and a whole that are not in the same unit: their figures are compared as they are.
fn different_units(part: &VariableDraft, whole: &VariableDraft, node: &Node) {
    let units = part.unit.clone().unwrap_or_default();
    let others = whole.unit.clone().unwrap_or_default();
    node.doc.log.add(
        Finding::new(
            codes::UNIT_DIFFERS,
            text!(
                zh: ("部分以 {} 计，总体以 {} 计", units.zh, others.zh),
                en: ("the part is in {}, the whole in {}", units.en, others.en)
            ),
        )
        .at(node.place())
        .beside(
            whole.at.clone(),
            text!("总体声明在这里", "the whole is declared here"),
        )
        .help(text!("两者用同一单位", "declare both in the same unit")),
    );
}

/// Reports the cycle that a variable is in, if any, and marks its members as reported.
fn report_cycle(start: usize, node: &Node, symbols: &SymbolTable, reported: &mut [bool]) {
    let mut cycle = vec![start];
    let mut at = start;
    while let Some(whole) = symbols.drafts[at].part_of {
        at = whole.0 as usize;
        if at == start {
            break;
        }
        if cycle.contains(&at) {
            return;
        }
        cycle.push(at);
    }
    if at != start {
        return;
    }
    cycle.iter().for_each(|&at| reported[at] = true);
    let names: Vec<String> = cycle
        .iter()
        .chain([&start])
        .map(|&at| format!("`{}`", symbols.drafts[at].id))
        .collect();
    let chain = names.join(" → ");
    let mut finding = Finding::new(
        codes::CIRCULAR,
        text!(
            "数据项循环包含：{chain}",
            "`part-of` forms a cycle: {chain}"
        ),
    )
    .at(node.place())
    .help(text!("删去其中一个 `part-of`", "remove one `part-of`"));
    for &at in &cycle[1..] {
        let place = symbols.drafts[at].at.clone();
        finding = finding.beside(place, text!("也在循环中", "part of the cycle"));
    }
    symbols.log.add(finding);
}
