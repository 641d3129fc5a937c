//! `[[checklist]]`: items, pass condition and bands. A checklist with a clause is an indicator too.

use super::assumptions;
use super::bands;
use super::doubts::doubt;
use super::items::{self, ItemDefaults, Items, percentage, raw_id};
use super::levels::level_of;
use super::names::duplicate_id;
use super::symbol_table::{Entries, SymbolTable, id_of, id_place};
use super::variables::is_set;
use crate::finding::codes;
use crate::number::Number;
use crate::plan::{Assumption, Band, Checklist, Kind, Pass, ScaleIx, WITHIN_YEAR, WithinYear};
use crate::text;
use crate::toml_reader::{Node, Table};

pub const KEYS: [&str; 13] = [
    "id",
    "clause",
    "clauses",
    "name",
    "level",
    "scale",
    "pass",
    "bands",
    "may-not-apply",
    WITHIN_YEAR,
    "assumed",
    "items",
    "objective",
];

pub const PASS_KEYS: [&str; 3] = ["all", "count", "total"];

/// A checked checklist and its assumptions.
pub struct CheckedChecklist {
    /// `None` if it has a mistake.
    pub checklist: Option<Checklist>,
    pub assumed: Vec<Assumption>,
}

/// Whether a checklist is an indicator too.
pub fn is_judged(table: &Table) -> bool {
    table.has("clause") || table.has("clauses")
}

/// Registers the ids of checklists. No variable may have the same id, since a share may refer to either.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    for (at, entry) in entries.checklist.iter().enumerate() {
        let (Some(id), place) = id_of(&entry.table) else {
            continue;
        };
        if let Some(first) = symbols.variables.place(id) {
            duplicate_id(symbols.log, id, place.clone(), first.clone());
        }
        symbols
            .checklists
            .register(id, at as u32, place, symbols.log);
    }
}

/// Checks the levels of all checklists, which measures need.
pub fn levels(entries: &Entries, symbols: &mut SymbolTable) {
    for entry in &entries.checklist {
        let node = entry.table.need("level");
        let level = node.and_then(|node| level_of(&node, symbols));
        symbols.checklist_levels.push(level);
    }
}

/// Checks the checklists and completes the variables of their items.
pub fn checklists(entries: &Entries, symbols: &mut SymbolTable) -> Vec<CheckedChecklist> {
    let list = entries.checklist.iter().enumerate();
    list.map(|(at, entry)| checklist(at, &entry.table, symbols))
        .collect()
}

fn checklist(at: usize, table: &Table, symbols: &mut SymbolTable) -> CheckedChecklist {
    let allowed: Vec<&str> = KEYS
        .iter()
        .chain(&assumptions::JUDGED_KEYS)
        .copied()
        .collect();
    table.only(&allowed);
    report_judged_keys(table);
    let id = raw_id(table).unwrap_or("");
    let name = table.need("name").and_then(|node| node.text());
    let scale = match table.get("scale") {
        Some(node) => symbols.scales.refer(&node).map(ScaleIx),
        None => Some(ScaleIx(0)),
    };
    let level = symbols.checklist_levels[at];
    let defaults = ItemDefaults {
        checklist: id.to_owned(),
        level,
        scale,
        may_not_apply: is_set(table, "may-not-apply"),
        within_year: WithinYear::read(table, Some(Kind::Rating)),
    };
    let Items { items, objectives } = items::items(table, &defaults, symbols);
    let pass = match table.get("pass") {
        Some(node) => pass(&node, items.len()),
        None => Some(Pass::All),
    };
    let bands = table
        .get("bands")
        .map_or_else(Vec::new, |n| bands(&n, symbols));
    let implied = implied(table);
    let assumed = assumptions::read(table, &implied);
    let at = id_place(table);
    let checklist = || {
        Some(Checklist {
            id: id.to_owned(),
            name: name?,
            level: level?,
            scale: scale?,
            items: items.into_iter().collect::<Option<_>>()?,
            objectives: objectives.into_iter().collect::<Option<_>>()?,
            pass: pass?,
            bands,
            at,
        })
    };
    CheckedChecklist {
        checklist: checklist(),
        assumed,
    }
}

/// The keys that may be assumed without being a key of the entry: `pass`, which has a default, and `points` of the items.
fn implied(table: &Table) -> Vec<&'static str> {
    let with_points = |(_, item): &(Option<usize>, Table)| item.has("points");
    let mut implied = vec!["pass"];
    if items::written(table).iter().any(with_points) {
        implied.push("points");
    }
    implied
}

/// Reports keys of judged checklists in a checklist without a clause.
fn report_judged_keys(table: &Table) {
    if is_judged(table) {
        return;
    }
    for key in assumptions::JUDGED_KEYS
        .iter()
        .filter_map(|key| table.key(key))
    {
        let name = key.name();
        table.doc.log.report(
            codes::MISSING_KEY,
            key.place(),
            text!(
                "写了 `{name}`，但缺少 `clause`",
                "`{name}` requires `clause`, which is missing"
            ),
            text!(
                "写明 `clause` 才对清单单独判定，否则删去 `{name}`",
                "add the `clause` under which the checklist is judged, or remove `{name}`"
            ),
        );
    }
}

fn pass(node: &Node, items: usize) -> Option<Pass> {
    let table = node.table()?;
    table.only(&PASS_KEYS);
    let keys: Vec<_> = PASS_KEYS.iter().filter_map(|key| table.key(key)).collect();
    let [key] = keys.as_slice() else {
        report_pass_keys(&table, keys.len());
        return None;
    };
    let value = table.get(key.name())?;
    match key.name() {
        "all" => {
            if !value.boolean()? {
                value.bad(
                    text!("`all` 只能写 true", "`all` can only be true"),
                    text!(
                        "写 true，或改用 `count`、`total`",
                        "write true, or use `count` or `total`"
                    ),
                );
            }
            Some(Pass::All)
        }
        "count" => {
            let most = items.max(1) as i64;
            value.whole(1, most).map(|n| Pass::Count(n as u32))
        }
        _ => {
            let total = percentage(&value)?;
            if total.is_zero() {
                doubt(
                    &value,
                    text!("任何答案都合格", "every answer passes"),
                    text!(
                        "写合格所需的百分比",
                        "write the percentage that is needed to pass"
                    ),
                );
            }
            Some(Pass::Total(total))
        }
    }
}

fn report_pass_keys(table: &Table, ways: usize) {
    let help = text!(
        "写 `all = true`、`count = …`、`total = …` 之一",
        "write one of `all = true`, `count = …`, `total = …`"
    );
    if ways > 1 {
        let message = text!(
            "写了 {ways} 种达标条件",
            "a checklist with {ways} pass conditions"
        );
        let log = table.doc.log;
        log.report(codes::BAD_VALUE, table.place(), message, help);
    } else if table.entries().is_empty() {
        let message = text!("没有写明达标条件", "the pass condition is missing");
        let log = table.doc.log;
        log.report(codes::MISSING_KEY, table.place(), message, help);
    }
}

/// The bands of a checklist: its own list, or the id of `[[bands]]`, of which only the lower limits count.
fn bands(node: &Node, symbols: &SymbolTable) -> Vec<Band> {
    if !node.raw().is_str() {
        return bands::steps(node, percentage, false).unwrap_or_default();
    }
    let Some(shared) = bands::refer(node, symbols) else {
        return Vec::new();
    };
    if shared.decimals.is_some() || shared.steps.iter().any(|step| step.above) {
        let id = &shared.id;
        node.bad(
            text!(
                "`{id}` 含有 `above` 或 `decimals`，不能用于清单",
                "`{id}` has `above` or `decimals`, which checklists do not take"
            ),
            text!("只用 `from`", "use `from` only"),
        );
    }
    let last = shared
        .steps
        .iter()
        .filter_map(|step| step.from.as_ref())
        .max();
    if let Some(last) = last.filter(|last| **last <= Number::from(2)) {
        doubt(
            node,
            text!(
                "清单按百分比分档，这些档次却到 {last} 为止",
                "a checklist is placed by its percentage of points, and these bands end at {last}"
            ),
            text!("用 0 到 100 的档次", "use bands from 0 to 100"),
        );
    }
    shared.steps
}
