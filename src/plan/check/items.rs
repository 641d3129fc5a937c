//! The items of a checklist, grouped into objectives or not, and the variables that they imply.

use super::draft::VariableDraft;
use super::fractions;
use super::names::duplicate_id;
use super::symbol_table::{Entries, SymbolTable, declared_id, id_place};
use super::variables::is_set;
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::{Item, Kind, LevelIx, Objective, ScaleIx, VariableIx, WithinYear};
use crate::text;
use crate::toml_reader::{Node, Table};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub const ITEM_KEYS: [&str; 6] = ["id", "zh", "en", "points", "must", "aliases"];
pub const OBJECTIVE_KEYS: [&str; 4] = ["id", "name", "floor", "items"];

/// The properties that all items of a checklist share.
pub struct ItemDefaults {
    pub checklist: String,
    pub level: Option<LevelIx>,
    pub scale: Option<ScaleIx>,
    pub may_not_apply: bool,
    pub within_year: Option<WithinYear>,
}

/// The items and objectives of a checklist; `None` for one with a mistake.
#[derive(Default)]
pub struct Items {
    pub items: Vec<Option<Item>>,
    pub objectives: Vec<Option<Objective>>,
}

/// Registers the item variables of all checklists, so that measures can name them.
pub fn register(entries: &Entries, symbols: &mut SymbolTable) {
    for entry in &entries.checklist {
        let Some(id) = raw_id(&entry.table) else {
            continue;
        };
        for (_, table) in written(&entry.table) {
            if let Some(item) = raw_id(&table) {
                let at = symbols.drafts.len() as u32;
                let place = id_place(&table);
                let variable = format!("{id}/{item}");
                if !symbols.variables.has(&variable) {
                    let name = name(&table);
                    let draft =
                        VariableDraft::implied(variable.clone(), name, Kind::Rating, place.clone());
                    symbols
                        .variables
                        .register(&variable, at, place, symbols.log);
                    symbols.drafts.push(draft);
                }
            }
        }
    }
}

/// The id as written, without checks: it is checked elsewhere.
pub fn raw_id<'a>(table: &Table<'a>) -> Option<&'a str> {
    table.get("id")?.raw().as_str()
}

/// The tables of the items, each with the index of its objective. Mistakes are not reported here.
pub fn written<'a>(checklist: &Table<'a>) -> Vec<(Option<usize>, Table<'a>)> {
    let quiet = |node: Option<Node<'a>>| -> Vec<Table<'a>> {
        match node {
            Some(node) if node.raw().is_array() => {
                let list = node.list().unwrap_or_default();
                let tables = list.iter().filter(|node| node.raw().is_table());
                tables.filter_map(Node::table).collect()
            }
            _ => Vec::new(),
        }
    };
    let mut found: Vec<_> = quiet(checklist.get("items"))
        .into_iter()
        .map(|table| (None, table))
        .collect();
    for (at, objective) in quiet(checklist.get("objective")).into_iter().enumerate() {
        let items = quiet(objective.get("items")).into_iter();
        found.extend(items.map(|table| (Some(at), table)));
    }
    found
}

/// The item's name; `None` if it is not valid, which is reported with the item.
fn name(table: &Table) -> Option<Text> {
    let word = |key: &str| Some(table.get(key)?.raw().as_str()?.to_owned());
    Some(Text::new(word("zh")?, word("en")?))
}

/// Checks a checklist's items and objectives and completes their variables.
pub fn items(checklist: &Table, defaults: &ItemDefaults, symbols: &mut SymbolTable) -> Items {
    let mut found = Items::default();
    match (checklist.key("items"), checklist.key("objective")) {
        (None, None) => checklist.lacks("items"),
        (Some(_), Some(second)) => second.bad(
            text!(
                "`items` 和 `objective` 只能写一种",
                "`items` and `objective` can't be used together"
            ),
            text!(
                "把条目都写进各个 `[[checklist.objective]]`",
                "move all items into `[[checklist.objective]]`"
            ),
        ),
        _ => {}
    }
    let mut lists: Vec<(Option<usize>, Node)> = Vec::new();
    lists.extend(checklist.get("items").map(|node| (None, node)));
    let mut known = BTreeMap::new();
    let objectives = checklist.get("objective").map(|node| {
        let _ = node.filled_list();
        node.tables()
    });
    for (at, table) in objectives.unwrap_or_default().iter().enumerate() {
        table.only(&OBJECTIVE_KEYS);
        found.objectives.push(objective(table, &mut known));
        lists.extend(table.need("items").map(|node| (Some(at), node)));
    }
    let mut known = BTreeMap::new();
    for (objective, list) in lists {
        if list.filled_list().is_none() {
            continue;
        }
        for table in list.tables() {
            found
                .items
                .push(item(&table, objective, defaults, &mut known, symbols));
        }
    }
    found
}

/// The id of a table; `None` if it is missing or that of another in `known`, which is reported.
fn unique<'a>(table: &Table<'a>, known: &mut BTreeMap<&'a str, Table<'a>>) -> Option<&'a str> {
    let id = declared_id(table)?;
    match known.entry(id) {
        Entry::Occupied(first) => {
            duplicate_id(table.doc.log, id, id_place(table), id_place(first.get()));
            None
        }
        Entry::Vacant(free) => {
            free.insert(*table);
            Some(id)
        }
    }
}

fn objective<'a>(table: &Table<'a>, known: &mut BTreeMap<&'a str, Table<'a>>) -> Option<Objective> {
    let id = unique(table, known);
    let name = table.need("name").and_then(|node| node.text());
    let floor = table.get("floor").map(|node| percentage(&node));
    Some(Objective {
        id: id?.to_owned(),
        name: name?,
        floor: match floor {
            Some(floor) => Some(floor?),
            None => None,
        },
    })
}

/// A number from 0 to 100; one that is written as a fraction is reported.
pub fn percentage(node: &Node) -> Option<Number> {
    let found = node.number_that(
        |n| !n.is_negative() && *n <= Number::from(100),
        text!("应写 0 到 100 的百分数", "write a percentage from 0 to 100"),
    )?;
    fractions::percentage(&found, node);
    Some(found)
}

fn item<'a>(
    table: &Table<'a>,
    objective: Option<usize>,
    defaults: &ItemDefaults,
    known: &mut BTreeMap<&'a str, Table<'a>>,
    symbols: &mut SymbolTable,
) -> Option<Item> {
    table.only(&ITEM_KEYS);
    let id = unique(table, known);
    let name = table.names();
    let points = match table.get("points") {
        Some(node) => node.number_that(
            Number::is_positive,
            text!("分值须大于 0", "points must be above 0"),
        ),
        None => Some(Number::one()),
    };
    let must = is_set(table, "must");
    let aliases = table.get("aliases").map_or_else(Vec::new, |n| n.strings());
    let id = id?;
    let variable = symbols
        .variables
        .index(&format!("{}/{id}", defaults.checklist))?;
    let draft = &mut symbols.drafts[variable as usize];
    draft.level = defaults.level;
    draft.scale = defaults.scale;
    draft.may_not_apply = defaults.may_not_apply;
    draft.within_year = defaults.within_year;
    draft.aliases.splice(0..0, aliases);
    Some(Item {
        id: id.to_owned(),
        name: name?,
        points: points?,
        must,
        objective,
        variable: VariableIx(variable),
    })
}
