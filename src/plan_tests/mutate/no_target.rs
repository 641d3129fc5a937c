//! No target at all: the value is only monitored. A checklist that sets no target asks all items to be met.

use super::site::{Change, Operator, Site, is_judged};
use crate::text;

pub(super) const OPERATOR: Operator = Operator {
    kind: "no-target",
    changes,
};

/// The rule by which a value is only monitored.
const NONE: &str = "{ none = true }";

fn changes(site: &Site) -> Vec<Change> {
    let words = || text!("只监测，不判定", "monitored only");
    if site.target().is_some_and(|target| is_judged(&target)) && site.path != ["revised"] {
        return vec![site.replaced(NONE.to_owned(), words())];
    }
    let table = &site.entry.table;
    let is_default = site.entry.is_checklist && site.path == ["items"] && site.key.is_some();
    match table
        .key("id")
        .filter(|_| is_default && !table.has("target"))
    {
        Some(id) => {
            let at = id.start();
            let years = site.entry.years;
            let last = years.1 - 1;
            let target =
                |text: &str, words| site.change(at..at, format!("target = {text}\n"), words);
            vec![
                target(NONE, words()),
                target(
                    &format!("{{ all = true, by = {last} }}"),
                    text!("提前一年", "a year earlier"),
                ),
                target(
                    "{ all = true, each-year = true }",
                    text!("改为每年到期", "due in each year"),
                ),
            ]
        }
        None => Vec::new(),
    }
}
