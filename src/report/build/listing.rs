//! The document that lists a plan's targets.

use super::super::common::*;
use super::super::head::Chapter;
use super::super::plan_listing::{self, PlanDocument, PlannedIndicator, ScheduledYear, Step};
use super::super::scorecard::Timing;
use super::findings_of;
use crate::finding;
use crate::i18n::Lang;
use crate::plan::{self, Indicator, Plan, Year};

/// The decimals of an interim value that does not end, if the indicator has fewer.
const INTERIM_DECIMALS: u32 = 2;

/// What a plan asks for; without a plan where it is invalid.
pub fn plan_document(
    plan: Option<&Plan>,
    findings: &finding::Findings,
    status: &ExitStatus,
    lang: Lang,
) -> PlanDocument {
    let indicators = plan.into_iter().flat_map(|plan| {
        let indicators = plan.indicators.iter();
        indicators.map(|indicator| planned(plan, indicator, lang))
    });
    PlanDocument {
        schema: plan_listing::SCHEMA.to_owned(),
        tool: Tool::this(),
        plan: plan.map(|plan| plan_listing::ListedPlan {
            id: plan.id.clone(),
            title: plan.title.get(lang).to_owned(),
            first: plan.first,
            last: plan.last,
            chapters: chapters(plan, lang),
        }),
        assumed: plan.map_or(Vec::new(), |plan| assumptions(&plan.assumed, lang)),
        indicators: indicators.collect(),
        language: lang.into(),
        findings: findings_of(findings, lang),
        exit: status.document(lang),
    }
}

fn planned(plan: &Plan, indicator: &Indicator, lang: Lang) -> PlannedIndicator {
    let clause = &plan[indicator.clauses[0]];
    let (timing, by) = timing(indicator.target.timing);
    let levels = || indicator.levels.iter().map(|&level| &plan[level]);
    PlannedIndicator {
        indicator: indicator.id.clone(),
        name: indicator.name.get(lang).to_owned(),
        levels: levels().map(|level| level.id.clone()).collect(),
        chapter: clause.chapter,
        section: clause.section,
        clause: clause.id.clone(),
        phrase: clause.phrase.clone(),
        rule: indicator.target.rule.key().to_owned(),
        target: indicator.target.rule.words(&indicator.unit, lang),
        timing,
        by,
        assumed: assumptions(&indicator.assumed, lang),
        level_names: levels()
            .map(|level| level.name.get(lang).to_owned())
            .collect(),
        revisions: (indicator.revised.iter())
            .map(|revision| revised(revision, indicator, lang))
            .collect(),
        lead: (indicator.lead.as_ref()).map(|lead| lead.get(lang).to_owned()),
        schedule: (plan::schedule(plan, indicator).iter())
            .map(|due| scheduled(plan, indicator, due, lang))
            .collect(),
    }
}

fn scheduled(
    plan: &Plan,
    indicator: &Indicator,
    due: &plan::Scheduled,
    lang: Lang,
) -> ScheduledYear {
    let mut target = due.rule.words(&indicator.unit, lang);
    if let Some(value) = due
        .interim
        .as_ref()
        .filter(|value| value.decimals().is_none())
    {
        let places = indicator.decimals.max(INTERIM_DECIMALS);
        target = target.replacen(&value.to_string(), &value.shown(places), 1);
    }
    let units: Vec<String> = (due.by_unit.iter())
        .map(|(unit, rule)| {
            let words = rule.words(&indicator.unit, lang);
            format!("{unit}{}{words}", lang.pick("：", ": "))
        })
        .collect();
    if !units.is_empty() {
        let units = units.join(lang.pick("；", "; "));
        target += &match lang {
            Lang::Zh => format!("（{units}）"),
            Lang::En => format!(" ({units})"),
        };
    }
    let (timing, by) = timing(due.timing);
    let some = due.levels != indicator.levels;
    let levels = || {
        due.levels
            .iter()
            .filter(|_| some)
            .map(|&level| &plan[level])
    };
    ScheduledYear {
        year: due.year,
        target,
        step: match due.step {
            plan::Step::Due => Step::Due,
            plan::Step::EachYear => Step::EachYear,
            plan::Step::Interim => Step::Interim,
            plan::Step::Monitored => Step::Monitored,
        },
        timing: Some(timing),
        by,
        levels: levels().map(|level| level.id.clone()).collect(),
        level_names: levels()
            .map(|level| level.name.get(lang).to_owned())
            .collect(),
    }
}

fn revised(revision: &plan::Revision, indicator: &Indicator, lang: Lang) -> plan_listing::Revision {
    let (timing, by) = timing(revision.target.timing);
    plan_listing::Revision {
        from: revision.from,
        target: revision.target.rule.words(&indicator.unit, lang),
        timing,
        by,
        why: revision.why.get(lang).to_owned(),
    }
}

pub(super) fn chapters(plan: &Plan, lang: Lang) -> Vec<Chapter> {
    (plan.chapters.iter())
        .map(|chapter| Chapter {
            number: chapter.number,
            title: chapter.title.get(lang).to_owned(),
        })
        .collect()
}

/// When a target is due; without a year where it is due each year.
pub(super) fn timing(timing: plan::Timing) -> (Timing, Option<Year>) {
    match timing {
        plan::Timing::By(year) => (Timing::By, Some(year)),
        plan::Timing::EachYear => (Timing::EachYear, None),
        plan::Timing::Cumulative(year) => (Timing::Cumulative, Some(year)),
    }
}

pub(super) fn assumptions(list: &[plan::Assumption], lang: Lang) -> Vec<Assumption> {
    list.iter()
        .map(|assumption| Assumption {
            key: assumption.key.clone(),
            reason: assumption.reason.get(lang).to_owned(),
        })
        .collect()
}
