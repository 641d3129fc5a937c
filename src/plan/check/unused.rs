//! Entries that no other entry refers to, though they have no effect by themselves: bands and scales.

use super::symbol_table::{Entries, SymbolTable};
use crate::finding::codes;
use crate::i18n::Text;
use crate::text;
use crate::toml_reader::Table;

/// Reports bands and scales that nothing uses. What has a mistake of its own is passed over.
pub fn check(entries: &Entries, symbols: &SymbolTable) {
    let lists = entries.checklist.iter().map(|entry| &entry.table);
    let indicators = entries.indicator.iter().map(|entry| &entry.table);
    let paced = indicators.chain(lists.clone()).chain(&entries.plan);
    let named: Vec<&str> = paced.flat_map(placed_on).collect();
    for table in &entries.bands {
        let valid = |id: &str| matches!(symbols.bands.get(id), Some(Some(_)));
        let help = text!(
            "在指标、清单或 `pace` 中写 `bands`，或删去这些档次",
            "name them as `bands` of an indicator, a checklist or a pace, or remove them"
        );
        report(table, |id| named.contains(&id) || !valid(id), symbols, help);
    }
    let scaled = entries.variable.iter().chain(lists);
    let named: Vec<&str> = scaled.filter_map(|table| word(table, "scale")).collect();
    for table in &entries.scale {
        let first = |id: &str| {
            let place = table.get("id").map(|node| node.place());
            symbols.scales.place(id) == place.as_ref()
        };
        let help = text!(
            "在数据项或清单中写 `scale`，或删去这个评分尺度",
            "name it as the `scale` of a variable or a checklist, or remove it"
        );
        report(table, |id| named.contains(&id) || !first(id), symbols, help);
    }
}

/// The bands that an entry names, for its score and for its pace.
fn placed_on<'a>(table: &Table<'a>) -> Vec<&'a str> {
    let pace = table.get("pace").filter(|node| node.raw().is_table());
    let pace = pace.and_then(|node| word(&node.table()?, "bands"));
    word(table, "bands").into_iter().chain(pace).collect()
}

/// The string at a key; `None` if there is none.
fn word<'a>(table: &Table<'a>, key: &str) -> Option<&'a str> {
    table.get(key)?.raw().as_str()
}

fn report(table: &Table, used: impl Fn(&str) -> bool, symbols: &SymbolTable, help: Text) {
    // A missing id was reported.
    let Some(node) = table.get("id") else { return };
    let Some(id) = node.raw().as_str() else {
        return;
    };
    if !used(id) {
        symbols.log.report(
            codes::UNUSED_ENTRY,
            node.place(),
            text!("`{id}` 没有被用到", "nothing refers to `{id}`"),
            help,
        );
    }
}
