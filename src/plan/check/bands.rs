//! `[[bands]]`, and the bands of a checklist.

use super::doubts::doubt;
use super::names::{duplicate_id, unknown};
use super::symbol_table::{Entries, SymbolTable, id_of};
use crate::finding::{Finding, Place, codes};
use crate::number::Number;
use crate::plan::{Band, Bands, bands};
use crate::text;
use crate::toml_reader::{Node, Table};
use std::collections::BTreeMap;

/// The most decimals that values are rounded to.
const DECIMALS_MOST: i64 = 12;

/// Checks all bands and stores them in the symbol table.
pub fn bands(entries: &Entries, symbols: &mut SymbolTable) {
    let mut known: BTreeMap<String, Place> = BTreeMap::new();
    for table in &entries.bands {
        let (id, place) = id_of(table);
        let read = declared(table);
        let Some(id) = id else { continue };
        let built_in = bands::named(id).map(|_| Place::file("(built-in)"));
        match known.get(id).cloned().or(built_in) {
            Some(first) => duplicate_id(symbols.log, id, place, first),
            None => {
                known.insert(id.to_owned(), place);
                symbols.bands.insert(id.to_owned(), read);
            }
        }
    }
}

/// The bands that a value names; unknown ones are reported.
pub fn refer(node: &Node, symbols: &SymbolTable) -> Option<Bands> {
    let id = node.string()?;
    if let Some(bands) = bands::named(id) {
        return Some(bands.clone());
    }
    if let Some(declared) = symbols.bands.get(id) {
        // One with a mistake has been reported.
        return declared.clone();
    }
    let built_in = bands::built_in().iter().map(|bands| &*bands.id);
    let known = symbols.bands.keys().map(String::as_str).chain(built_in);
    unknown(node, id, text!("档次", "bands"), known);
    None
}

pub const KEYS: [&str; 4] = ["id", "steps", "score", "decimals"];
pub const STEP_KEYS: [&str; 3] = ["id", "name", "from"];
pub const OPEN_STEP_KEYS: [&str; 4] = ["id", "name", "from", "above"];

/// One `[[bands]]`; `None` if it has a mistake, which is reported.
fn declared(table: &Table) -> Option<Bands> {
    table.only(&KEYS);
    let id = table.get("id").and_then(|node| node.id());
    let steps = table.need("steps").and_then(|node| {
        node.filled_list()?;
        let steps = steps(&node, |node| node.number(), true)?;
        if let [only] = &*steps
            && only.from.is_none()
        {
            doubt(
                &node,
                text!(
                    "只有一档，所有数值都在其中",
                    "every value is in the only step"
                ),
                text!("至少写两档", "write two steps or more"),
            );
        }
        Some(steps)
    });
    let score = table.get("score").map(|node| score(&node));
    let decimals = table
        .get("decimals")
        .map(|node| node.whole(0, DECIMALS_MOST));
    if let (Some(Some(decimals)), Some(steps)) = (decimals, &steps) {
        rounded_away(table, steps, decimals as u32);
    }
    Some(Bands {
        id: id?.to_owned(),
        steps: steps?,
        score: match score {
            Some(score) => score?,
            None => Vec::new(),
        },
        decimals: match decimals {
            Some(decimals) => Some(decimals? as u32),
            None => None,
        },
    })
}

/// Reports steps that begin between two values to which values are rounded before they are placed.
fn rounded_away(table: &Table, steps: &[Band], decimals: u32) {
    let between = |step: &Band| {
        step.from
            .as_ref()
            .is_some_and(|from| from.round(decimals) != *from)
    };
    let step = steps.iter().find(|step| between(step));
    if let (Some(step), Some(node)) = (step, table.get("decimals")) {
        let (id, from) = (&step.id, step.from.clone().unwrap_or_else(Number::zero));
        doubt(
            &node,
            text!(
                "`{id}` 从 {from} 开始，小数位数多于四舍五入的位数",
                "`{id}` begins at {from}, which has more decimals than values are rounded to"
            ),
            text!(
                "增加 `decimals`，或改正 `from`",
                "add decimals, or correct the `from`"
            ),
        );
    }
}

/// Reads steps in ascending order, each from where `limit` reads. With `open`, the lowest needs no limit, and a limit may
/// be `above`. `None` if one has a mistake, which is reported.
pub fn steps(
    node: &Node,
    limit: impl Fn(&Node) -> Option<Number>,
    open: bool,
) -> Option<Vec<Band>> {
    let mut found: Vec<Band> = Vec::new();
    let mut known: BTreeMap<&str, Place> = BTreeMap::new();
    let mut before: Option<(Number, Place)> = None;
    let tables = node.tables();
    let mut valid = true;
    for (at, table) in tables.iter().enumerate() {
        table.only(match open {
            true => &OPEN_STEP_KEYS,
            false => &STEP_KEYS,
        });
        let (id, place) = id_of(table);
        if let Some(id) = id {
            match known.get(id) {
                Some(first) => duplicate_id(table.doc.log, id, place, first.clone()),
                None => {
                    known.insert(id, place);
                }
            }
        }
        let name = table.need("name").and_then(|node| node.text());
        if let (Some(name), Some(node)) = (&name, table.get("name"))
            && found.iter().any(|step| step.name == *name)
        {
            table.doc.log.report(
                codes::DOUBTFUL_VALUE,
                node.place(),
                text!("两档名称相同", "two steps have the same name"),
                text!("使名称可以区分", "let their names differ"),
            );
        }
        let above = open && table.has("above");
        if let Some(key) = table.key("from").filter(|_| above) {
            key.bad(
                text!(
                    "`from` 与 `above` 不能同时写",
                    "`from` and `above` can't be used together"
                ),
                text!("只写其中一个", "write one of the two"),
            );
            valid = false;
        }
        let from_node = match (above, open && at == 0) {
            (true, _) => table.get("above"),
            (false, true) => table.get("from"),
            (false, false) => table.need("from"),
        };
        let from = from_node.as_ref().map(&limit);
        if let (Some(Some(from)), Some(node)) = (&from, &from_node) {
            if let Some((number, place)) = &before
                && from <= number
            {
                report_order(node, place.clone());
                valid = false;
            }
            before = Some((from.clone(), node.place()));
        }
        let limited = from_node.is_some() || open && at == 0;
        match (id, name, from) {
            (Some(id), Some(name), from) if limited && from != Some(None) => found.push(Band {
                id: id.to_owned(),
                name,
                from: from.flatten(),
                above,
            }),
            _ => valid = false,
        }
    }
    valid.then_some(found)
}

fn report_order(node: &Node, before: Place) {
    node.doc.log.add(
        Finding::new(
            codes::BANDS_NOT_ASCENDING,
            text!("档次下限未递增", "the lower limits do not ascend"),
        )
        .at(node.place())
        .beside(before, text!("前一档", "the band before"))
        .help(text!(
            "从最低一档写起，`from` 逐档增大",
            "list the lowest band first; each `from` must be above the one before"
        )),
    );
}

/// Points `[[x, y], …]` with ascending x.
fn score(node: &Node) -> Option<Vec<(Number, Number)>> {
    let mut found: Vec<(Number, Number)> = Vec::new();
    for point in node.filled_list()? {
        let pair = point.list()?;
        let [x, y] = &pair[..] else {
            point.bad(
                text!(
                    "须为两个数 [数值, 得分]",
                    "a point is two numbers, [value, score]"
                ),
                text!("写成 `[[0, 0], [1, 100]]`", "write `[[0, 0], [1, 100]]`"),
            );
            return None;
        };
        let (x, y) = (x.number()?, y.number()?);
        if found.last().is_some_and(|(before, _)| *before >= x) {
            point.bad(
                text!("数值未递增", "the values do not ascend"),
                text!("从最小的数值写起", "list the smallest value first"),
            );
            return None;
        }
        if found.last().is_some_and(|(_, before)| *before > y) {
            point.bad(
                text!(
                    "数值较大者得分较低",
                    "the greater value has the lower score"
                ),
                text!(
                    "进度越快，得分不得越低",
                    "a better pace must not score less"
                ),
            );
            return None;
        }
        found.push((x, y));
    }
    if found.iter().all(|(_, score)| *score == found[0].1) {
        doubt(
            node,
            text!("各档得分相同", "every value has the same score"),
            text!("写不同的得分", "write scores that differ"),
        );
    }
    Some(found)
}
