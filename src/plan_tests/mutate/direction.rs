//! The direction of a rule: `at-most` for `at-least`, `falling` for `rising`.

use super::site::{Change, Operator, Site};
use crate::plan::rule::RULES;
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "direction",
    changes,
};

fn changes(site: &Site) -> Vec<Change> {
    let spec = RULES.iter().find(|spec| spec.key == site.name());
    match (site.key, spec.and_then(|spec| spec.opposite)) {
        (Some(key), Some(opposite)) => {
            let words = text!("方向相反", "the other direction");
            vec![site.change(key.span(), opposite.to_owned(), words)]
        }
        _ => Vec::new(),
    }
}
