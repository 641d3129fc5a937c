//! Methods of pace and of attainment that can't apply to the targets of an indicator.

use super::idle_keys::has_pace;
use super::symbol_table::SymbolTable;
use super::targets::TargetContext;
use crate::finding::codes;
use crate::i18n::Text;
use crate::number::Number;
use crate::plan::rule::Goal;
use crate::plan::{
    Attainment, Indicator, PaceMethod, Score, Target, Timing, WITHIN_YEAR, WithinYear,
};
use crate::text;
use crate::toml_reader::Table;

/// A message and a help.
type Said = (Text, Text);

/// What is idle in the `pace` of an indicator; `None` if it has an effect.
pub fn pace(
    indicator: &Indicator,
    table: &Table,
    targets: &[&Target],
    symbols: &SymbolTable,
) -> Option<Said> {
    let node = table.get("pace")?;
    let methods = &indicator.pace.methods;
    if methods.is_empty() {
        return None;
    }
    let within_year = |how: Option<WithinYear>| {
        let mut variables = indicator.measure.variables().into_iter();
        variables.any(|at| {
            let declared = symbols.drafts[at.0 as usize].within_year;
            declared.is_some() && (how.is_none() || declared == how)
        })
    };
    let table = node.raw().is_table().then(|| node.table()).flatten();
    let spread = table.and_then(|table| table.key(WITHIN_YEAR));
    let yearly = |target: &&Target| !matches!(target.timing, Timing::By(_));
    let spreads = within_year(Some(WithinYear::Sum)) && targets.iter().any(yearly);
    if let (Some(key), false) = (spread, spreads) {
        let (log, place) = (key.doc.log, key.place());
        log.report(
            codes::IDLE_KEY,
            place,
            text!(
                "`within-year` 不起作用：目标不按年累计，或数据项未声明 `within-year = \"sum\"`",
                "`within-year` has no effect: no target is due each year or summed over the years, or no variable adds up within a year"
            ),
            text!(
                "删去它，或为数据项写 `within-year = \"sum\"`",
                "remove it, or declare `within-year = \"sum\"` of the variable"
            ),
        );
        return None;
    }
    let each_year = |target: &&Target| target.timing == Timing::EachYear && within_year(None);
    let is_paced = |target: &&Target| has_pace(indicator, target) || each_year(target);
    let by_path = indicator.pace.as_listed && methods.contains(&PaceMethod::Path);
    if !by_path && indicator.score != Some(Score::Pace) && !targets.iter().any(is_paced) {
        return Some((
            text!(
                "`pace` 不起作用：目标没有进度（逐年判定、里程碑、区间或仅监测）",
                "`pace` has no effect: the target has none (due each year, a milestone, a range, or monitored)"
            ),
            text!("删去 `pace`", "remove `pace`"),
        ));
    }
    let growth = methods.contains(&PaceMethod::Cagr);
    let why = growth.then(|| no_growth(indicator, targets)).flatten()?;
    Some((
        text!(
            zh: ("`cagr` 不起作用：{}", why.zh),
            en: ("`cagr` has no effect: {}", why.en)
        ),
        text!("改用 `linear`", "use `linear`"),
    ))
}

/// Why there is no growth rate towards any of the targets; `None` if there may be one.
fn no_growth(indicator: &Indicator, targets: &[&Target]) -> Option<Text> {
    let mut reasons = targets.iter().map(|target| {
        let Goal::Threshold { value: goal, .. } = target.rule.goal() else {
            return None;
        };
        let baseline = indicator.baseline.value.as_ref();
        let due = match target.timing {
            Timing::By(due) => Some(due),
            _ => None,
        };
        let sign = |n: &Number| n.is_negative();
        if goal.is_zero() {
            Some(text!("目标值为 0", "the target is 0"))
        } else if baseline.is_some_and(Number::is_zero) {
            Some(text!("基期值为 0", "the baseline is 0"))
        } else if baseline.is_some_and(|base| sign(base) != sign(&goal)) {
            Some(text!(
                "基期值与目标值符号不同",
                "baseline and target differ in sign"
            ))
        } else if baseline == Some(&goal) {
            Some(text!("目标值等于基期值", "the target equals the baseline"))
        } else if due.is_some_and(|due| due - indicator.baseline.year == 1) {
            Some(text!(
                "从基期到期限不足两年",
                "it is less than two years from the baseline to the date"
            ))
        } else {
            None
        }
    });
    let first = reasons.next()??;
    reasons.all(|reason| reason.is_some()).then_some(first)
}

/// What is idle in the `attainment` of an indicator; `None` if it has an effect.
pub fn attainment(
    indicator: &Indicator,
    targets: &[&Target],
    context: &TargetContext,
) -> Option<Said> {
    let none = |target: &&Target| {
        matches!(
            target.rule.goal(),
            Goal::Change(_) | Goal::Nothing | Goal::Milestone
        )
    };
    if targets.iter().all(none) {
        return Some((
            text!(
                "`attainment` 不起作用：目标没有目标值",
                "`attainment` has no effect: the target has no number to reach"
            ),
            text!("删去 `attainment`", "remove `attainment`"),
        ));
    }
    let band = |target: &&Target| matches!(target.rule.goal(), Goal::Band { .. });
    if indicator.attainment != Attainment::Interval && targets.iter().all(band) {
        return Some((
            text!(
                "`attainment` 不起作用：区间目标总按 `interval` 计算",
                "`attainment` has no effect: that of a range is always computed by `interval`"
            ),
            text!("删去 `attainment`", "remove `attainment`"),
        ));
    }
    let range = context.range.as_ref().map(|range| &range.year);
    let ends = range.is_some_and(|range| range.lo().number().and(range.hi().number()).is_some());
    if indicator.attainment == Attainment::Interval && !indicator.measure.is_score() && !ends {
        return Some((
            text!(
                "没有声明取值范围，无法按 `interval` 计算实现程度",
                "there is no attainment by `interval` without a range of possible values"
            ),
            text!(
                "为数据项写 `range = {{ min = …, max = … }}`，或改用其他方法",
                "declare `range = {{ min = …, max = … }}` of the variable, or use another method"
            ),
        ));
    }
    None
}
