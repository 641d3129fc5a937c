//! Milestones without a measure: the flag that each implies.

use super::draft::VariableDraft;
use super::items::raw_id;
use super::rules;
use super::symbol_table::{SymbolTable, id_place};
use crate::i18n::Text;
use crate::plan::rule::RuleSpec;
use crate::plan::{Kind, LevelIx, ScaleIx};
use crate::toml_reader::{Key, Node, Table};
use toml::de::DeValue;

/// Registers the flag of a milestone without a measure; its id is the indicator's.
pub fn imply_flag(table: &Table, symbols: &mut SymbolTable) {
    let Some(id) = raw_id(table) else { return };
    if table.has("measure") || !is_milestone(table) || symbols.variables.has(id) {
        return;
    }
    let place = id_place(table);
    let name = table.get("name").and_then(|node| unchecked_text(&node));
    let mut draft = VariableDraft::implied(id.to_owned(), name, Kind::Flag, place.clone());
    draft.scale = Some(ScaleIx(0));
    draft.level = lowest(table, symbols);
    let at = symbols.drafts.len() as u32;
    symbols.variables.register(id, at, place, symbols.log);
    symbols.drafts.push(draft);
}

/// Whether a flag of the entry's own states that its target is reached.
pub fn is_milestone(table: &Table) -> bool {
    target_rules(table)
        .iter()
        .any(|(_, rule)| rule.is_milestone)
}

/// The rules that an entry's target names.
pub fn target_rules<'a>(table: &Table<'a>) -> Vec<(Key<'a>, &'static RuleSpec)> {
    let target = table.get("target").filter(|node| node.raw().is_table());
    let target = target.and_then(|node| node.table());
    target.map_or(Vec::new(), |target| rules::named(&target))
}

/// The lowest of an entry's levels; mistakes are reported with the indicator.
fn lowest(table: &Table, symbols: &SymbolTable) -> Option<LevelIx> {
    let node = table.get("levels")?;
    let list = node.raw().as_array()?;
    let ids = list.iter().filter_map(|value| value.get_ref().as_str());
    ids.filter_map(|id| symbols.levels.index(id))
        .max()
        .map(LevelIx)
}

/// A text; `None` if it is not valid, which is reported with the indicator.
fn unchecked_text(node: &Node) -> Option<Text> {
    let word = |key: &str| Some(node.raw().get(key)?.get_ref().as_str()?.to_owned());
    match node.raw() {
        DeValue::String(word) => Some(Text::same(word.as_ref())),
        _ => Some(Text::new(word("zh")?, word("en")?)),
    }
}
