//! Keys of an indicator that are valid and can never have an effect.

use crate::finding::codes;
use crate::i18n::Text;
use crate::plan::rule::{Goal, ReferencePeriod};
use crate::plan::{Indicator, Target, Timing};
use crate::text;
use crate::toml_reader::Table;

/// Reports the keys of an indicator that none of its targets makes use of.
pub fn check(indicator: &Indicator, table: &Table) {
    let revised = indicator.revised.iter().map(|revision| &revision.target);
    let targets: Vec<&Target> = std::iter::once(&indicator.target)
        .chain(&indicator.above)
        .chain(revised)
        .collect();
    let idle: [(&str, bool, Text, Text); 2] = [
        (
            "limit",
            indicator.limit.is_some() && !targets.iter().any(|target| is_placed_by_growth(target)),
            text!(
                "`limit` 不起作用：目标有目标值，或按年判定",
                "`limit` has no effect: the target has a threshold, or is due each year"
            ),
            text!(
                "只有以规划期为期的 `rising`、`falling` 才看自然极限；删去 `limit`",
                "only `rising` and `falling` over the `period` look at a natural limit; remove `limit`"
            ),
        ),
        (
            "carry",
            indicator.carry > 0 && !targets.iter().any(|target| is_carried(target)),
            text!(
                "`carry` 不起作用：每年到期的目标、累计目标和里程碑只看当年数值",
                "`carry` has no effect: targets due each year, sums and milestones take each year's own figure"
            ),
            text!("删去 `carry`", "remove `carry`"),
        ),
    ];
    for (name, is_idle, message, help) in idle {
        if let Some(key) = table.key(name).filter(|_| is_idle) {
            key.doc
                .log
                .report(codes::IDLE_KEY, key.place(), message, help);
        }
    }
}

fn is_placed_by_growth(target: &Target) -> bool {
    let over_period = target.rule.reference_period() == Some(ReferencePeriod::Period);
    matches!(target.rule.goal(), Goal::Change(_)) && over_period
}

fn is_carried(target: &Target) -> bool {
    matches!(target.timing, Timing::By(_)) && !target.rule.persists()
}
