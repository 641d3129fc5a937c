//! The stages of a plan: what is said of a target at mid-term and at the end.
//!
//! Mid-term: the statuses of the mid-term reviews of the national plans, by the share of the distance due; of growth rates
//! by the share of the growth required.

use super::{Judgement, Verdict, series};
use crate::i18n::Text;
use crate::number::{Interval, Number, Ternary};
use crate::observation::Figures;
use crate::plan::rule::Goal;
use crate::plan::{Plan, Timing, Year};
use crate::text;

/// A stage of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Any year.
    Annual,
    /// The middle of the period.
    MidTerm,
    /// Its end.
    Final,
}

impl Stage {
    /// All stages.
    pub const ALL: [Stage; 3] = [Stage::Annual, Stage::MidTerm, Stage::Final];

    /// The word in data and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Stage::Annual => "annual",
            Stage::MidTerm => "mid-term",
            Stage::Final => "final",
        }
    }

    /// The stage that a year is: the last year of the plan is the final one, the middle year mid-term, the earlier of two.
    pub fn of(plan: &Plan, year: Year) -> Stage {
        match year {
            year if year >= plan.last => Stage::Final,
            year if year == plan.first + (plan.last - plan.first) / 2 => Stage::MidTerm,
            _ => Stage::Annual,
        }
    }
}

/// What is said of a target at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageJudgement {
    /// The stage.
    pub stage: Stage,
    /// How the target stands.
    pub status: StageStatus,
    /// Why it can't be assessed, where it can't.
    pub reason: Option<Text>,
    /// Of a target that is due in each year, the years so far in which it held.
    pub held: Option<Vec<Year>>,
}

/// How a target stands at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageStatus {
    /// Mid-term: it holds already.
    Done,
    /// Mid-term: more than 1.1 of what is due.
    Ahead,
    /// Mid-term: what is due.
    OnSchedule,
    /// Mid-term: three quarters of what is due, of growth rates 0.60.
    SlightlyBehind,
    /// Mid-term: less.
    ClearlyBehind,
    /// Final: it holds.
    Met,
    /// Final: it does not.
    Missed,
    /// Final: it held once and no longer does.
    MetThenLost,
    /// Nothing can be said, for the reason given.
    NotAssessable,
}

impl StageStatus {
    /// The word in data.
    pub fn id(self) -> &'static str {
        match self {
            StageStatus::Done => "done",
            StageStatus::Ahead => "ahead",
            StageStatus::OnSchedule => "on-schedule",
            StageStatus::SlightlyBehind => "slightly-behind",
            StageStatus::ClearlyBehind => "clearly-behind",
            StageStatus::Met => "met",
            StageStatus::Missed => "missed",
            StageStatus::MetThenLost => "met-then-lost",
            StageStatus::NotAssessable => "not-assessable",
        }
    }
}

/// What is said of a judged target at a stage; `None` in any other year.
pub fn stage(
    plan: &Plan,
    figures: &Figures,
    judged: &Judgement,
    stage: Stage,
) -> Option<StageJudgement> {
    let held = (judged.timing == Timing::EachYear && judged.goal != Goal::Nothing)
        .then(|| held(plan, figures, judged));
    let (status, reason) = match stage {
        Stage::Annual => return None,
        Stage::MidTerm => mid_term(judged),
        Stage::Final => at_the_end(judged),
    };
    Some(StageJudgement {
        stage,
        status,
        reason,
        held,
    })
}

/// The years of the plan up to the one judged in which the target held.
fn held(plan: &Plan, figures: &Figures, judged: &Judgement) -> Vec<Year> {
    let years = series(plan, figures, judged.indicator, judged.unit, judged.year);
    let verdict = |year: Year| {
        let known = judged.years.iter().find(|(known, _)| *known == year);
        known.map_or_else(|| years.verdict(year), |(_, verdict)| *verdict)
    };
    let held = years.years().filter(|&year| verdict(year) == Verdict::Met);
    held.collect()
}

type Said = (StageStatus, Option<Text>);

fn mid_term(judged: &Judgement) -> Said {
    match judged.verdict {
        Verdict::Met => (StageStatus::Done, None),
        Verdict::Missed => (StageStatus::ClearlyBehind, None),
        Verdict::OnTrack => match share(judged).map(|share| share.at_most(&ahead_above())) {
            Some(Ternary::No) => (StageStatus::Ahead, None),
            _ => (StageStatus::OnSchedule, None),
        },
        Verdict::Behind => behind(judged),
        _ => unassessed(judged),
    }
}

/// How far behind, by the share of what is due.
fn behind(judged: &Judgement) -> Said {
    let slightly = match judged.pace.as_ref().map(|pace| pace.method) {
        Some("cagr") => Number::scaled(60, 2),
        _ => Number::scaled(75, 2),
    };
    let past = judged
        .pace
        .as_ref()
        .is_some_and(|pace| pace.due_value.is_none())
        && judged
            .notes
            .iter()
            .any(|note| note.code == "baseline-past-target");
    match share(judged).map(|share| share.at_least(&slightly)) {
        _ if past => (StageStatus::ClearlyBehind, None),
        Some(Ternary::Yes) => (StageStatus::SlightlyBehind, None),
        Some(Ternary::No) => (StageStatus::ClearlyBehind, None),
        _ => not_assessable(text!(
            "滞后，但程度无法判断",
            "behind, but how far can't be told"
        )),
    }
}

fn ahead_above() -> Number {
    Number::scaled(11, 1)
}

fn share(judged: &Judgement) -> Option<&Interval> {
    judged.pace.as_ref()?.ratio.as_ref()
}

fn at_the_end(judged: &Judgement) -> Said {
    let noted = |code: &str| judged.notes.iter().any(|note| note.code == code);
    match judged.verdict {
        Verdict::Met if noted("period-missed") => (StageStatus::Missed, None),
        Verdict::Met if noted("period-no-data") => not_assessable(text!(
            "有的年份数据缺失或豁免",
            "some years lack data or are waived"
        )),
        Verdict::Met if noted("lost-again") => (StageStatus::MetThenLost, None),
        Verdict::Met => (StageStatus::Met, None),
        Verdict::Missed if noted("lost") && judged.timing != Timing::EachYear => {
            (StageStatus::MetThenLost, None)
        }
        Verdict::Missed => (StageStatus::Missed, None),
        Verdict::OnTrack | Verdict::Behind => not_assessable(text!("尚未到期", "not yet due")),
        _ => unassessed(judged),
    }
}

fn not_assessable(reason: Text) -> Said {
    (StageStatus::NotAssessable, Some(reason))
}

/// Why a verdict allows no status: as its notes say, where they do.
fn unassessed(judged: &Judgement) -> Said {
    let codes = [
        "growth-undefined",
        "nothing-before",
        "pace-unknown",
        "no-pace",
        "waived",
    ];
    let noted = judged.notes.iter().find(|note| codes.contains(&note.code));
    if let Some(note) = noted {
        return not_assessable(note.text.clone());
    }
    not_assessable(match judged.verdict {
        Verdict::NoData => text!("数据缺失", "the data that decides is missing"),
        Verdict::NotApplicable => text!("不适用", "there is nothing to assess"),
        Verdict::Monitored => text!("规划未设目标值", "the plan sets no threshold"),
        _ => text!("没有可比的进度", "there is no pace to compare with"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_and_stage_has_a_word_of_its_own() {
        let words: std::collections::BTreeSet<&str> = Stage::ALL.iter().map(|s| s.id()).collect();
        assert_eq!(words.len(), Stage::ALL.len());
    }
}
