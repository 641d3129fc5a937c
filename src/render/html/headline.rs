//! The headline: shares with their bounds, and the time that has passed.

use super::chart;
use super::words::Words;
use crate::i18n::Lang;
use crate::number::Number;
use crate::plan::Year;
use crate::render::number_format::{NOTHING, per_cent};
use crate::render::{coverage, phrases};
use crate::report::head::PlanHead;
use crate::report::number::number;
use crate::report::{Coverage, Summary};
use serde::Serialize;

/// A share of the headline.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    title: Words,
    /// The share, or its bounds.
    big: Words,
    /// What it is a share of.
    small: Words,
    /// Drawn.
    meter: String,
    /// The whole sentence.
    line: Words,
}

/// What is said first of a card whose targets mostly lack data; empty of others.
pub fn coverage(summary: &Summary, reported: Coverage) -> Vec<Words> {
    Words::lines(|lang| match summary.mostly_lacks_data() {
        true => coverage::lines(summary, reported, lang),
        false => Vec::new(),
    })
}

/// The share of targets due that are met, of those on their way that are on schedule, and of all against the time passed.
pub fn shares(summary: &Summary, plan: Option<&PlanHead>, year: Year) -> Vec<Share> {
    let lines = Words::lines(|lang| phrases::headlines(summary, lang));
    let line = |at: usize| lines.get(at).cloned().unwrap_or_default();
    let nothing = |share: Option<String>| share.unwrap_or_else(|| NOTHING.to_owned());
    let lower = number(summary.headline.as_ref(), summary.exact.as_ref());
    let met = Share {
        title: Words::pair("达标率（已到期的目标）", "Met, of the targets due"),
        big: Words::of(|lang| nothing(phrases::met_bounds(summary, lang))),
        small: Words::same(&format!("{}/{}", summary.met, summary.denominator)),
        meter: bar(lower, number(summary.headline_upper.as_ref(), None), None),
        line: line(0),
    };
    let lower = number(
        summary.on_schedule.as_ref(),
        summary.on_schedule_exact.as_ref(),
    );
    let (on_track, all) = (summary.on_track, summary.on_schedule_denominator);
    let on_schedule = Share {
        title: Words::pair(
            "序时进度达标率（未到期的目标）",
            "On schedule, of those not yet due",
        ),
        big: Words::of(|lang| nothing(phrases::on_schedule_bounds(summary, lang))),
        small: Words::same(&format!("{on_track}/{all}")),
        meter: bar(
            lower,
            number(summary.on_schedule_upper.as_ref(), None),
            None,
        ),
        line: line(1),
    };
    let mut shares = vec![met, on_schedule];
    shares.extend(plan.and_then(|plan| against_time(summary, plan, year)));
    shares
}

/// All targets that are met so far, beside the time that has passed.
fn against_time(summary: &Summary, plan: &PlanHead, year: Year) -> Option<Share> {
    let targets = summary.open_targets();
    let share = |part: u64| Number::ratio(i128::from(part) * 100, i128::from(targets));
    let certain = share(summary.met)?;
    let possible = share(summary.met + summary.no_data)?;
    let (gone, all) = (year - plan.first + 1, plan.last - plan.first + 1);
    let passed = Number::ratio(i128::from(gone) * 100, i128::from(all))?;
    let met = summary.met;
    Some(Share {
        title: Words::pair("全部目标与时间进度", "All targets, and the time passed"),
        big: Words::of(|lang| per_cent(&certain, lang)),
        small: Words::same(&format!("{met}/{targets}")),
        meter: bar(Some(certain), Some(possible), Some(&passed)),
        line: Words::of(|lang| {
            let passed = per_cent(&passed, lang);
            match lang {
                Lang::Zh => format!(
                    "全部{targets}项目标中，{met}项已达标；规划期{all}年已过{gone}年（{passed}，竖线）"
                ),
                Lang::En => format!(
                    "{met} of all {targets} targets are met; {gone} of the {all} years of the plan have passed ({passed}, the mark)"
                ),
            }
        }),
    })
}

fn bar(certain: Option<Number>, possible: Option<Number>, mark: Option<&Number>) -> String {
    certain.map_or_else(String::new, |certain| {
        let possible = possible.unwrap_or_else(|| certain.clone());
        chart::meter(&certain, &possible, mark)
    })
}
