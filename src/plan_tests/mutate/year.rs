//! Years: the date of a target, of a revision, of an interim value, of the baseline; how long a figure is carried. A year earlier,
//! and a year later.

use super::site::{Change, Operator, Site, added, is_judged};
use crate::text;
use toml::de::DeValue;

pub(super) const OPERATOR: Operator = Operator {
    kind: "date",
    changes,
};

fn changes(site: &Site) -> Vec<Change> {
    let mut changes = Vec::new();
    let earlier = || text!("提前一年", "a year earlier");
    let later = || text!("推后一年", "a year later");
    if let Some(target) = site.target() {
        let dated = ["by", "each-year"].iter().any(|key| target.has(key));
        if !dated && is_judged(&target) {
            let before = site.entry.years.1 - 1;
            changes.push(added(site, &format!("by = {before}"), earlier()));
        }
    }
    let shifted = |text: &str| {
        let year: i64 = text.parse().ok()?;
        Some([(year - 1, earlier()), (year + 1, later())])
    };
    if site.path.contains(&"bands") {
        return changes;
    }
    match (site.path, site.node.raw()) {
        ([.., "by" | "from" | "year" | "carry"], DeValue::Integer(n)) => {
            for (year, words) in shifted(n.as_str()).into_iter().flatten() {
                changes.push(site.replaced(year.to_string(), words));
            }
        }
        ([.., "path", year], _) => {
            if let Some(key) = site.key {
                for (year, words) in shifted(year).into_iter().flatten() {
                    changes.push(site.change(key.span(), year.to_string(), words));
                }
            }
        }
        _ => {}
    }
    changes
}
