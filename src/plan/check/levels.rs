//! `[[level]]`: the kinds of units, highest first.

use super::symbol_table::{Entries, SymbolTable, id_of};
use crate::finding::{Finding, Place, codes};
use crate::plan::{Kind, Level, LevelIx, VariableIx};
use crate::text;
use crate::toml_reader::{Node, Table};

pub const KEYS: [&str; 3] = ["id", "name", "register"];

/// Registers the ids of levels; a plan without levels is reported at `plan_file`.
pub fn register(entries: &Entries, symbols: &mut SymbolTable, plan_file: Place) {
    for (at, table) in entries.level.iter().enumerate() {
        if let (Some(id), place) = id_of(table) {
            symbols.levels.register(id, at as u32, place, symbols.log);
        }
    }
    if entries.level.is_empty() {
        symbols.log.add(
            Finding::new(
                codes::MISSING_KEY,
                text!("缺少 `[[level]]`", "`[[level]]` is missing"),
            )
            .at(plan_file)
            .help(text!(
                "从高到低声明各层级，至少一个",
                "declare at least one level, the highest first"
            )),
        );
    }
}

/// Checks the levels, after the variables.
pub fn levels(entries: &Entries, symbols: &SymbolTable) -> Vec<Option<Level>> {
    let one = |table: &Table| {
        table.only(&KEYS);
        let name = table.need("name").and_then(|node| node.text());
        let register = table
            .get("register")
            .map(|node| register_of(&node, symbols));
        let id = table.get("id").and_then(|node| node.raw().as_str());
        Some(Level {
            id: id?.to_owned(),
            name: name?,
            register: match register {
                Some(found) => Some(found?),
                None => None,
            },
        })
    };
    entries.level.iter().map(one).collect()
}

/// The variable that counts a level's units; one that is not a count is reported.
pub fn register_of(node: &Node, symbols: &SymbolTable) -> Option<VariableIx> {
    let at = symbols.variables.refer(node)?;
    let draft = &symbols.drafts[at as usize];
    if draft.kind.is_some_and(|kind| kind != Kind::Count) {
        let id = &draft.id;
        node.bad(
            text!(
                "`{id}` 不是计数，不能作为基数",
                "`{id}` is not a count and can't be a register"
            ),
            text!(
                "基数须是 `kind = \"count\"` 的数据项",
                "a register must be a variable with `kind = \"count\"`"
            ),
        );
        return None;
    }
    Some(VariableIx(at))
}

/// The level of an id; an unknown id is reported.
pub fn level_of(node: &Node, symbols: &SymbolTable) -> Option<LevelIx> {
    symbols.levels.refer(node).map(LevelIx)
}

/// `levels`: at least one, without duplicates, each with the place where it is written. Valid levels are returned even if
/// others have mistakes, so that later checks can use them.
pub fn list_of_levels(node: &Node, symbols: &SymbolTable) -> Option<Vec<(LevelIx, Place)>> {
    let mut found: Vec<(LevelIx, Place)> = Vec::new();
    for one in node.filled_list()? {
        match level_of(&one, symbols) {
            Some(level) if found.iter().any(|(known, _)| *known == level) => {
                one.bad(
                    text!("同一层级写了两次", "the level is listed twice"),
                    text!("删去其中一个", "remove one of them"),
                );
            }
            Some(level) => found.push((level, one.place())),
            None => {}
        }
    }
    Some(found)
}

/// The levels of a checklist that declares none: its own and the top level.
pub fn own_and_top(own: LevelIx, place: Place) -> Vec<(LevelIx, Place)> {
    let top = LevelIx(0);
    let mut levels = vec![(own, place.clone())];
    if own != top {
        levels.push((top, place));
    }
    levels
}
