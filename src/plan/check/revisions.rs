//! Reading `revised`: the targets that replace the first one.

use super::symbol_table::year;
use super::targets::{TargetContext, of_table, own_number};
use crate::finding::codes;
use crate::plan::{Revision, Target, Timing, Year};
use crate::text;
use crate::toml_reader::Table;

/// The keys of a revision besides those of rules.
pub const KEYS: [&str; 7] = [
    "by",
    "each-year",
    "cumulative",
    "path",
    "by-unit",
    "from",
    "why",
];

/// Reads `revised`: targets that replace the first one, by ascending year. They keep its date and its tolerance unless
/// they name others, and are about a sum over the period if the first is, unless they are due each year.
pub fn revised(entry: &Table, context: &TargetContext, first: Option<&Target>) -> Vec<Revision> {
    let mut found: Vec<Revision> = Vec::new();
    let mut before: Option<Year> = None;
    for table in entry.get("revised").map_or_else(Vec::new, |n| n.tables()) {
        let node = table.need("from");
        let from = node.as_ref().and_then(|node| {
            let from = context
                .symbols
                .period
                .map_or_else(|| year(node), |_| context.symbols.year_within(node))?;
            if before.is_some_and(|before| before >= from) {
                node.bad(
                    text!(
                        "调整的年份没有递增",
                        "the revisions are not in ascending order"
                    ),
                    text!("按 `from` 从早到晚排列", "sort them by `from`"),
                );
            }
            before = Some(from);
            Some(from)
        });
        let why = table.need("why").and_then(|node| node.text());
        let target = of_table(&table, &KEYS, context);
        due_before(&table, from, target.as_ref());
        path_before(&table, from);
        if let (Some(from), Some(why), Some(mut target)) = (from, why, target) {
            if !table.has("tolerance")
                && let Some(first) = first.filter(|first| first.rule.key() == target.rule.key())
                && let Some(number) = own_number(&*target.rule)
                && let Some(rule) = first.rule.with_threshold(&number)
            {
                target.rule = rule;
            }
            found.push(Revision { from, target, why });
        }
    }
    found
}

/// Reports a revision that names a date before the year from which it is in force.
fn due_before(table: &Table, from: Option<Year>, target: Option<&Target>) {
    let (Some(from), Some(target), Some(node)) = (from, target, table.get("by")) else {
        return;
    };
    if let Timing::By(due) | Timing::Cumulative(due) = target.timing
        && due < from
    {
        node.bad(
            text!(
                "调整自 {from}年起生效，目标却在 {due}年到期",
                "the revision is in force from {from}, and its target is due in {due}"
            ),
            text!("到期年份不能早于 `from`", "the date can't be before `from`"),
        );
    }
}

/// Reports interim values of years in which a revision is not in force yet.
fn path_before(table: &Table, from: Option<Year>) {
    let path = table.get("path").filter(|node| node.raw().is_table());
    let (Some(from), Some(path)) = (from, path.and_then(|node| node.table())) else {
        return;
    };
    let early = path.entries().into_iter().map(|(key, _)| key);
    let early = early.filter(|key| key.name().parse().is_ok_and(|year: Year| year < from));
    for key in early {
        let (log, year) = (key.doc.log, key.name());
        log.report(
            codes::IDLE_KEY,
            key.place(),
            text!(
                "{year}年的进度值不起作用：调整自 {from}年起生效",
                "the interim value of {year} has no effect: the revision is in force from {from}"
            ),
            text!("删去这一年", "remove the year"),
        );
    }
}
