//! `true` and `false`: mandatory items, logarithms, cuts.

use super::site::{Change, Operator, Site};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "flag",
    changes,
};

fn changes(site: &Site) -> Vec<Change> {
    match site.node.raw().as_bool() {
        // Those of a target can only be true: they are removed, or another rule takes their place.
        Some(flag) if !site.in_target() => {
            let words = text!("是否相反", "the opposite");
            vec![site.replaced((!flag).to_string(), words)]
        }
        _ => Vec::new(),
    }
}
