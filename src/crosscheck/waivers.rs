//! Waivers that do nothing: their term is over, or what they set aside is not judged.

use crate::finding::{Finding, Findings, codes};
use crate::i18n::Lang;
use crate::observation::{Figures, Waiver};
use crate::plan::rule::Goal;
use crate::plan::{Plan, Year};
use crate::text;

/// Reports what is to be known of each waiver in the year evaluated.
pub fn check(plan: &Plan, figures: &Figures, year: Year) -> Findings {
    let mut findings = Findings::keeping(figures.data.kept);
    for waiver in &figures.waivers {
        let found = unmatched(plan, figures, waiver).or_else(|| term(figures, waiver, year));
        if let Some(finding) = found {
            findings.add(finding.at(waiver.place.clone()));
        }
    }
    findings
}

/// The finding that a waiver sets nothing aside; `None` if it does.
fn unmatched(plan: &Plan, figures: &Figures, waiver: &Waiver) -> Option<Finding> {
    let (indicator, units) = (&plan[waiver.indicator], &figures.units);
    let (id, unit) = (&indicator.id, waiver.unit);
    let (zh, en) = (units.name(unit, Lang::Zh), units.name(unit, Lang::En));
    let level = units.level(unit);
    let message = if !indicator.levels.contains(&level) {
        let level = &plan[level].name;
        text!(
            zh: ("`{id}` 不评估{}一级，对{zh}的豁免没有作用", level.zh),
            en: ("`{id}` is not judged for units of level {}: the waiver for {en} sets nothing aside", level.en)
        )
    } else if waiver.until < plan.first || waiver.from > plan.last {
        let (first, last) = (plan.first, plan.last);
        text!(
            "豁免年份不在规划期 {first}—{last}年内",
            "the term of the waiver has no year of the plan, {first}–{last}"
        )
    } else if !(waiver.from..=waiver.until).any(|year| units.exists(unit, year)) {
        text!(
            "豁免年份内没有{zh}",
            "{en} did not exist in any year of the waiver"
        )
    } else if indicator.target.rule.goal() == Goal::Nothing {
        text!(
            "`{id}` 仅监测，没有可豁免的目标",
            "`{id}` is monitored only: there is no target to waive"
        )
    } else {
        return None;
    };
    let help = text!(
        "请核对指标、评估对象与年份，或删去此条",
        "check indicator, unit and years, or remove the entry"
    );
    Some(Finding::new(codes::WAIVER_UNMATCHED, message).help(help))
}

/// The finding that the term of a waiver is over in a year, or ends with it; `None` if neither.
fn term(figures: &Figures, waiver: &Waiver, year: Year) -> Option<Finding> {
    let (units, unit, until) = (&figures.units, waiver.unit, waiver.until);
    let (zh, en) = (units.name(unit, Lang::Zh), units.name(unit, Lang::En));
    if until < year {
        let message = text!(
            "{zh}的豁免已于{until}年到期，{year}年照常评估",
            "the waiver for {en} ended with {until}; in {year} the target is judged again"
        );
        let help = text!(
            "如仍须豁免，应另作决定，并另写一条",
            "if the target is still to be set aside, add the new decision as an entry of its own"
        );
        return Some(Finding::new(codes::WAIVER_EXPIRED, message).help(help));
    }
    (until == year && waiver.from <= year).then(|| {
        let message = text!(
            "{zh}的豁免到{until}年为止",
            "the waiver for {en} ends with {until}"
        );
        Finding::new(codes::WAIVER_ENDING, message)
    })
}
