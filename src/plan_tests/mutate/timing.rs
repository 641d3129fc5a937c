//! When a target has to hold: in each year or by a date, of one year or of the sum over the period.

use super::site::{Change, Operator, Site, added, is_judged};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "timing",
    changes,
};

fn changes(site: &Site) -> Vec<Change> {
    let Some(target) = site.target().filter(|target| is_judged(target)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    let each = target.has("each-year");
    if !each && !target.has("by") && !target.has("cumulative") {
        let words = text!("改为每年到期", "due in each year");
        changes.push(added(site, "each-year = true", words));
    }
    if !each && !target.has("cumulative") && site.entry.adds_up {
        let words = text!("改为累计", "the sum over the period");
        changes.push(added(site, "cumulative = true", words));
    }
    changes
}
