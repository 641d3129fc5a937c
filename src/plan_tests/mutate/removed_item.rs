//! Items of checklists and members of indices: each of them left out.

use super::site::{Change, Operator, Site};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "item",
    changes,
};

fn changes(site: &Site) -> Vec<Change> {
    let is_item = site.key.is_none() && site.name() == "items" && site.siblings > 1;
    let is_member = matches!(site.path, ["measure", "index", _]);
    if !is_item && !is_member {
        return Vec::new();
    }
    let table = site.node.raw().as_table();
    let id = table.and_then(|table| table.get("id"));
    let id = id
        .and_then(|id| id.get_ref().as_str())
        .unwrap_or(site.name());
    let words = text!("删去项目 `{id}`", "the item `{id}` removed");
    vec![site.change(site.with_comma(), String::new(), words)]
}
