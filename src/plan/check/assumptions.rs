//! `assumed`: the keys of an entry that the plan does not settle, each with the reason for its value.

use crate::finding::codes;
use crate::i18n::Text;
use crate::plan::Assumption;
use crate::text;
use crate::toml_reader::{Key, Node, Table, list_of};
use toml::de::DeValue;

/// Keys that say how a checklist is judged; they require a clause.
pub const JUDGED_KEYS: [&str; 12] = [
    "lead",
    "levels",
    "target",
    "above",
    "decimals",
    "baseline",
    "attainment",
    "pace",
    "carry",
    "limit",
    "nature",
    "revised",
];

/// Reads `assumed` of an entry. `implied` are keys that may be assumed without being written. Reasons for other keys that
/// the entry does not have are reported.
pub fn read(table: &Table, implied: &[&str]) -> Vec<Assumption> {
    let mut found = Vec::new();
    let Some(assumed) = table.get("assumed").and_then(|node| node.table()) else {
        return found;
    };
    for (key, node) in assumed.entries() {
        read_one(table, implied, key, key.name().to_owned(), node, &mut found);
    }
    found
}

/// Reads one reason or, if the key is dotted without quotes, the reasons nested below it.
fn read_one<'a>(
    entry: &Table<'a>,
    implied: &[&str],
    key: Key<'a>,
    path: String,
    node: Node<'a>,
    found: &mut Vec<Assumption>,
) {
    if let DeValue::Table(_) = node.raw()
        && let Some(inner) = node.table()
        && !inner.has("zh")
        && !inner.has("en")
        && !inner.entries().is_empty()
    {
        for (below, node) in inner.entries() {
            let path = format!("{path}.{}", below.name());
            read_one(entry, implied, below, path, node, found);
        }
        return;
    }
    let reason = node.text();
    if path == "assumed" || !(has_key(entry, &path) || implied.contains(&path.as_str())) {
        report_unused(entry, key, &path);
    } else if let Some(reason) = reason {
        found.push(Assumption { key: path, reason });
    }
}

fn report_unused(entry: &Table, key: Key, path: &str) {
    let mut keys: Vec<String> = Vec::new();
    for (key, node) in entry.entries() {
        let key = key.name();
        if key == "assumed" || key == "id" {
            continue;
        }
        keys.push(key.to_owned());
        let inner = node.raw().as_table().into_iter().flat_map(|t| t.keys());
        let inner = inner.filter(|inner| !["zh", "en"].contains(&inner.get_ref().as_ref()));
        keys.extend(inner.map(|inner| format!("{key}.{}", inner.get_ref())));
    }
    let shown = path.escape_debug();
    key.doc.log.report(
        codes::IDLE_ASSUMPTION,
        key.place(),
        text!(
            "这一条没有 `{shown}` 这个键，不能作为假定",
            "this entry has no key `{shown}` that could be assumed"
        ),
        list_of(path, keys.iter().map(String::as_str)),
    );
}

/// Whether a table has a dotted key; in a list of tables, one that has it is enough.
fn has_key(table: &Table, path: &str) -> bool {
    let (key, rest) = match path.split_once('.') {
        _ if table.has(path) => return true,
        Some((key, rest)) => (key, rest),
        None => return false,
    };
    let Some(node) = table.get(key) else {
        return false;
    };
    match node.raw() {
        DeValue::Table(_) => node.table().is_some_and(|inner| has_key(&inner, rest)),
        DeValue::Array(list) if list.iter().all(|v| v.get_ref().is_table()) => {
            node.tables().iter().any(|inner| has_key(inner, rest))
        }
        _ => false,
    }
}

/// The assumptions of a checklist that also concern the indicators that use it, with the checklist's id as a prefix.
pub fn of_checklist(id: &str, assumed: &[Assumption]) -> Vec<Assumption> {
    assumed
        .iter()
        .filter(|one| {
            let head = one.key.split('.').next().unwrap_or("");
            !JUDGED_KEYS.contains(&head)
        })
        .map(|one| Assumption {
            key: format!("{id}.{}", one.key),
            reason: Text::clone(&one.reason),
        })
        .collect()
}
