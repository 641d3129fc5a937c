//! What a change is compared with: the year before or the baseline.

use super::site::{Change, Operator, Site};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "reference",
    changes,
};

/// Words of which each stands for the other.
const PAIRS: [(&str, &str); 2] = [("each-year", "period"), ("period", "each-year")];

fn changes(site: &Site) -> Vec<Change> {
    let word = site.node.raw().as_str().filter(|_| site.in_target());
    let other = PAIRS.iter().find(|(own, _)| Some(*own) == word);
    other.map_or_else(Vec::new, |(_, other)| {
        let words = text!("比较的年份不同", "compared with another year");
        vec![site.replaced(format!("\"{other}\""), words)]
    })
}
