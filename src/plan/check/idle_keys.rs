//! Keys of an indicator that are valid and can never have an effect.

use super::idle_paces;
use super::targets::TargetContext;
use crate::finding::codes;
use crate::i18n::Text;
use crate::plan::rule::{Goal, ReferencePeriod};
use crate::plan::{Indicator, PaceMethod, Score, Target, Timing};
use crate::text;
use crate::toml_reader::Table;

/// Reports the keys of an indicator that none of its targets makes use of.
pub fn check(indicator: &Indicator, table: &Table, context: &TargetContext) {
    let revised = indicator.revised.iter().map(|revision| &revision.target);
    let targets: Vec<&Target> = std::iter::once(&indicator.target)
        .chain(&indicator.above)
        .chain(revised)
        .collect();
    let report = |name: &str, message: Text, help: Text| {
        if let Some(key) = table.key(name) {
            let (log, place) = (key.doc.log, key.place());
            log.report(codes::IDLE_KEY, place, message, help);
        }
    };
    if is_idle_limit(indicator, &targets) {
        report(
            "limit",
            text!(
                "`limit` 不起作用：目标有目标值或按年判定，或极限为 0",
                "`limit` has no effect: the target has a threshold or is due each year, or the limit is 0"
            ),
            text!(
                "只有以规划期为期的 `rising`、`falling` 才看自然极限；删去 `limit`",
                "only `rising` and `falling` over the `period` look at a natural limit; remove `limit`"
            ),
        );
    }
    if indicator.carry > 0 && !targets.iter().any(|target| is_carried(target)) {
        report(
            "carry",
            text!(
                "`carry` 不起作用：每年到期的目标、累计目标和里程碑只看当年数值",
                "`carry` has no effect: targets due each year, sums and milestones take each year's own figure"
            ),
            text!("删去 `carry`", "remove `carry`"),
        );
    }
    if is_idle_path(indicator, &targets) {
        report(
            "pace",
            text!(
                "`pace` 不起作用：目标没有 `path`",
                "`pace` has no effect: the target has no `path`"
            ),
            text!(
                "为目标写上 `path`，或改用其他方法",
                "give the target a `path`, or use another method"
            ),
        );
    }
    if indicator.score == Some(Score::Pace) && !targets.iter().any(|t| has_pace(indicator, t)) {
        report(
            "score",
            text!(
                "没有可评分的进度：目标没有进度，或不看进度（`pace = \"none\"`）",
                "there is no pace to score: the target has none, or none is asked for (`pace = \"none\"`)"
            ),
            text!(
                "改用 `goalposts` 或 `points`，或写明进度",
                "use `goalposts` or `points`, or ask for a pace"
            ),
        );
    }
    if let Some((message, help)) = idle_paces::pace(indicator, table, &targets, context.symbols) {
        report("pace", message, help);
    }
    if let Some((message, help)) = idle_paces::attainment(indicator, &targets, context) {
        report("attainment", message, help);
    }
    same_revision(indicator, table);
    let in_force = |from| indicator.revision_for(from).map(|revision| revision.from);
    let idle = (indicator.revised.iter()).find(|one| in_force(one.from) != Some(one.from));
    if let Some(revision) = idle {
        let from = revision.from;
        report(
            "revised",
            text!(
                "自 {from}年起的调整不起作用：目标此前已到期",
                "the revision from {from} has no effect: the target was due before"
            ),
            text!(
                "改正年份，或同时调整期限（`by`）",
                "correct the year, or revise the date (`by`) too"
            ),
        );
    }
}

/// Reports revisions that change nothing of the target before them.
fn same_revision(indicator: &Indicator, table: &Table) {
    let entries = table
        .get("revised")
        .map_or_else(Vec::new, |node| node.tables());
    let mut before = &indicator.target;
    for (revision, entry) in indicator.revised.iter().zip(entries) {
        let target = &revision.target;
        let rules = |target: &Target| {
            let units = target.by_unit.iter();
            units
                .map(|(unit, rule)| (unit.clone(), rule.goal()))
                .collect::<Vec<_>>()
        };
        let same = before.rule.key() == target.rule.key()
            && before.rule.goal() == target.rule.goal()
            && before.timing == target.timing
            && before.path == target.path
            && rules(before) == rules(target);
        if same {
            let (log, place) = (entry.doc.log, entry.place());
            log.report(
                codes::IDLE_KEY,
                place,
                text!(
                    "这次调整没有改变目标",
                    "this revision changes nothing of the target"
                ),
                text!(
                    "写上调整后的数值或期限，或删去这次调整",
                    "write what was changed, or remove the revision"
                ),
            );
        }
        before = target;
    }
}

/// A natural limit is looked at where there is no threshold, and from twice its size on not at all.
fn is_idle_limit(indicator: &Indicator, targets: &[&Target]) -> bool {
    let Some(limit) = &indicator.limit else {
        return false;
    };
    limit.is_zero() || !targets.iter().any(|target| is_placed_by_growth(target))
}

/// Whether the plan's path is asked for by name, and no target has one.
fn is_idle_path(indicator: &Indicator, targets: &[&Target]) -> bool {
    let pace = &indicator.pace;
    let by_path = pace.as_listed && pace.methods.contains(&PaceMethod::Path);
    by_path && targets.iter().all(|target| target.path.is_empty())
}

pub fn has_pace(indicator: &Indicator, target: &Target) -> bool {
    let is_paced = match target.rule.goal() {
        Goal::Change(_) => is_placed_by_growth(target),
        Goal::Nothing | Goal::Milestone => false,
        // Towards a range there is no line, only a path of the plan.
        Goal::Band { .. } => !target.path.is_empty(),
        Goal::Threshold { .. } | Goal::Growth(_) => true,
    };
    is_paced && target.timing != Timing::EachYear && !indicator.pace.methods_of(target).is_empty()
}

fn is_placed_by_growth(target: &Target) -> bool {
    let over_period = target.rule.reference_period() == Some(ReferencePeriod::Period);
    matches!(target.rule.goal(), Goal::Change(_)) && over_period
}

fn is_carried(target: &Target) -> bool {
    matches!(target.timing, Timing::By(_)) && !target.rule.persists()
}
