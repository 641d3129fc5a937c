//! The words beside a verdict: met early, lost, revised, waived, how the whole period stands, what was planned.

use super::{Evaluation, Reference};
use crate::evaluate::pace::{ENOUGH_GROWTH, why_no_pace};
use crate::evaluate::{CARRIED, Input, Judgement, Note, Verdict};
use crate::number::{Number, Ternary, Value};
use crate::observation::Period;
use crate::plan::rule::{Direction, Goal, ReferencePeriod, is_positive, undefined_growth};
use crate::plan::{Timing, Year};
use crate::text;

impl Evaluation<'_, '_> {
    /// Adds what the years up to this one say of it, and what was planned for it.
    pub fn look_back(&self, judgement: &mut Judgement) {
        self.lost(judgement);
        self.period_note(judgement);
        self.planned(judgement);
    }

    /// Says that a target once met no longer holds.
    fn lost(&self, judgement: &mut Judgement) {
        if !judgement.falls_short() || self.so_far.is_some() {
            return;
        }
        let mut earlier = (self.series.plan.first..self.year).rev();
        let met = |&year: &Year| self.series.verdict(year) == Verdict::Met;
        if let Some(last) = earlier.find(met) {
            judgement.notes.push(Note {
                code: "lost",
                text: text!(
                    "{last}年曾达标，此后不再达标",
                    "met in {last}, no longer since"
                ),
            });
        }
    }

    /// Adds what is to be said of the year by itself.
    pub(super) fn note_verdict(&self, judgement: &mut Judgement, baseline: Option<&Number>) {
        let mut note = |code, text| judgement.notes.push(Note { code, text });
        if judgement.verdict == Verdict::Met && !judgement.due {
            note("early", text!("提前达标", "met before its date"));
        }
        if let Some(waiver) = self
            .waiver()
            .filter(|_| judgement.verdict == Verdict::Waived)
        {
            note("waived", waiver.words());
        }
        let pace_open = judgement
            .pace
            .as_ref()
            .is_some_and(|pace| pace.holds == Ternary::Unknown)
            && !matches!(self.rule.goal(), Goal::Growth(_) | Goal::Change(_));
        if judgement.verdict == Verdict::NoData && pace_open && judgement.value.known().is_some() {
            note(
                "pace-unknown",
                text!(
                    "尚未达标；基期数据缺失，无法判断进度",
                    "the target does not hold yet; without the baseline figure its pace can't be judged"
                ),
            );
        }
        if self.figure_year != self.at {
            let (used, asked) = (self.figure_year, self.at);
            note(
                CARRIED,
                text!(
                    "{asked}年未报，沿用 {used}年数值",
                    "nothing was reported of {asked}: the figure of {used} stands for it"
                ),
            );
        }
        let declared = &self.series.definition().baseline;
        let compares = self.rule.reference_period() == Some(ReferencePeriod::Period);
        if self.base_year != declared.year && (judgement.pace.is_some() || compares) {
            let (used, asked) = (self.base_year, declared.year);
            note(
                "other-base-year",
                text!(
                    "{asked}年未报，以 {used}年为基期",
                    "nothing was reported of {asked}: {used} is the baseline"
                ),
            );
        }
        if let Some(revision) = self.series.definition().revision_for(self.year) {
            note(
                "revised",
                text!(
                    zh: ("目标自 {}年起调整：{}", revision.from, revision.why.zh),
                    en: ("target revised from {}: {}", revision.from, revision.why.en)
                ),
            );
        }
        if let (
            Goal::Threshold {
                direction,
                holds_from,
                ..
            },
            Some(baseline),
        ) = (judgement.goal.clone(), baseline)
        {
            let past = match direction {
                Direction::More => *baseline >= holds_from,
                Direction::Less => *baseline <= holds_from,
            };
            if past && !matches!(self.target.timing, Timing::Cumulative(_)) {
                note(
                    "baseline-past-target",
                    text!("基期已达目标", "the baseline was already past the target"),
                );
            }
        }
    }

    /// Says why a change has no verdict: one in per cent of the baseline, and any in a year that is not after it.
    pub(super) fn note_growth(&self, judgement: &mut Judgement, reference: &Reference) {
        match self.rule.goal() {
            Goal::Growth(_) => {}
            Goal::Change(_) => return self.note_comparison(judgement, reference),
            _ => return,
        }
        let why = match reference {
            Reference::Value(before) => match before.value.interval() {
                Some(baseline) => undefined_growth(baseline).or_else(|| {
                    let open = judgement.verdict == Verdict::NoData && !is_positive(baseline);
                    open.then(|| {
                        text!(
                            "基期数据缺失，无法计算增长率",
                            "without the baseline figure there is no growth rate"
                        )
                    })
                }),
                None => None,
            },
            Reference::OutsidePlan => Some(text!(
                "评估年份不晚于基期，无法计算增长率",
                "the year is not after the baseline: there is no growth rate"
            )),
            Reference::NotAsked => None,
        };
        judgement.notes.extend(why.map(|text| Note {
            code: "growth-undefined",
            text,
        }));
    }

    /// Says why a value can't be held against that of the baseline.
    fn note_comparison(&self, judgement: &mut Judgement, reference: &Reference) {
        let over_period = self.rule.reference_period() == Some(ReferencePeriod::Period);
        if judgement.verdict != Verdict::NoData || judgement.value.known().is_none() || !over_period
        {
            return;
        }
        judgement.notes.push(Note {
            code: "nothing-before",
            text: match reference {
                Reference::OutsidePlan => text!(
                    "评估年份不晚于基期，没有可比的数值",
                    "the year is not after the baseline: there is nothing to compare with"
                ),
                _ => text!(
                    "基期数据缺失，没有可比的数值",
                    "without the baseline figure there is nothing to compare with"
                ),
            },
        });
    }

    /// Says why a target that is not due has no pace, and where less than the required growth is enough.
    pub(super) fn note_pace(&self, judgement: &mut Judgement, baseline: Option<&Value>) {
        let why = match (judgement.verdict, judgement.value.interval()) {
            (Verdict::NotDue, Some(value)) if judgement.pace.is_none() => {
                let methods = self.methods();
                let input = methods
                    .first()
                    .and_then(|method| self.pace_input(method, baseline));
                let has_baseline = self.has_baseline();
                let starts = !matches!(self.rule.goal(), Goal::Change(_)) || baseline.is_some();
                input
                    .filter(|_| has_baseline && starts && !self.is_open_limit())
                    .and_then(|input| why_no_pace(value, &input))
            }
            _ => None,
        };
        let note = |code, text| Note { code, text };
        let begins = self.series.figures.units.begins(self.series.unit);
        let against = match self.rule.reference_period() {
            Some(ReferencePeriod::EachYear) => Some(self.at - 1),
            Some(ReferencePeriod::Period) => Some(self.base_year),
            None => why.is_some().then_some(self.base_year),
        };
        if let (Some(from), Some(against)) = (begins, against)
            && against < from
            && !self.existed(against)
        {
            judgement.notes.push(note(
                "before-existence",
                text!(
                    "{from}年设立，{against}年没有可比数值",
                    "established in {from}: there is no figure of {against} to compare with"
                ),
            ));
        }
        judgement.notes.extend(why.map(|why| note("no-pace", why)));
        self.note_disagreement(judgement);
        let growth = judgement.pace.as_ref().and_then(|pace| pace.growth_share());
        if let (Verdict::OnTrack, Some(share)) = (judgement.verdict, growth)
            && share < Number::from(100)
        {
            judgement.notes.push(note(
                "growth-tolerance",
                text!(
                    "年均增长率为所需的 ≈{share}%；达到所需的 {ENOUGH_GROWTH}% 即为达到序时进度",
                    "grows at ≈{share} % of the rate required; {ENOUGH_GROWTH} % of it counts as on track"
                ),
            ));
        }
    }

    /// Says what became of a target after its date: kept, lost again, reached late or still missed.
    pub(super) fn note_later(&self, judgement: &mut Judgement, later: &Value, holds: Ternary) {
        let year = self.year;
        let decimals = self.series.definition().decimals;
        let shown = match later.known() {
            Some(value) => value.shown(decimals),
            None => later.to_string(),
        };
        let (code, text) = match (judgement.verdict, holds) {
            (Verdict::Met, Ternary::Yes) => (
                "kept",
                text!(
                    "{year}年为 {shown}，保持达标",
                    "{shown} in {year}: still met"
                ),
            ),
            (Verdict::Met, Ternary::No) => (
                "lost-again",
                text!(
                    "{year}年为 {shown}，已不再达标",
                    "{shown} in {year}: no longer met"
                ),
            ),
            (Verdict::Missed, Ternary::Yes) => (
                "reached-late",
                text!(
                    "{year}年为 {shown}，逾期后达到",
                    "{shown} in {year}: reached after its date"
                ),
            ),
            (Verdict::Missed, Ternary::No) => (
                "still-missed",
                text!(
                    "{year}年为 {shown}，仍未达到",
                    "{shown} in {year}: still not reached"
                ),
            ),
            _ => return,
        };
        judgement.notes.push(Note { code, text });
    }

    /// For what is due in every year: how the whole period stands, said in its last year.
    fn period_note(&self, judgement: &mut Judgement) {
        let judged = self.rule.goal() != Goal::Nothing;
        let plan = self.series.plan;
        if !judged || self.target.timing != Timing::EachYear || self.year != plan.last {
            return;
        }
        let verdicts: Vec<(Year, Verdict)> = plan
            .years()
            .map(|year| (year, self.series.verdict(year)))
            .collect();
        let years = |wanted: fn(Verdict) -> bool| -> Vec<String> {
            let of = verdicts.iter().filter(|(_, verdict)| wanted(*verdict));
            of.map(|(year, _)| year.to_string()).collect()
        };
        let missed = years(|verdict| verdict == Verdict::Missed);
        let unknown = years(|verdict| verdict == Verdict::NoData);
        let waived = years(|verdict| verdict == Verdict::Waived);
        let met = years(|verdict| verdict == Verdict::Met);
        if [&missed, &unknown, &met]
            .iter()
            .all(|years| years.is_empty())
        {
            // Nothing was judged: there is nothing to say of the whole.
            return;
        }
        let (first, last) = (plan.first, plan.last);
        let note = if !missed.is_empty() {
            let list = (missed.join("、"), missed.join(", "));
            (
                "period-missed",
                crate::i18n::Text::new(
                    format!("{first}—{last}年整体未达标：{}年未达标", list.0),
                    format!(
                        "missed for {first}–{last} as a whole: not met in {}",
                        list.1
                    ),
                ),
            )
        } else if !unknown.is_empty() {
            let list = (unknown.join("、"), unknown.join(", "));
            (
                "period-no-data",
                crate::i18n::Text::new(
                    format!("{first}—{last}年整体数据缺失：{}年", list.0),
                    format!(
                        "undecided for {first}–{last} as a whole: no data for {}",
                        list.1
                    ),
                ),
            )
        } else if !waived.is_empty() {
            // What was set aside is never counted as met.
            let list = (waived.join("、"), waived.join(", "));
            (
                "period-no-data",
                crate::i18n::Text::new(
                    format!("{first}—{last}年整体无法判定：{}年豁免", list.0),
                    format!(
                        "undecided for {first}–{last} as a whole: waived in {}",
                        list.1
                    ),
                ),
            )
        } else {
            (
                "period-met",
                text!(
                    "{first}—{last}年每年达标",
                    "met in every year {first}–{last}"
                ),
            )
        };
        judgement.notes.push(Note {
            code: note.0,
            text: note.1,
        });
    }

    /// Planned figures of the year: shown, never used.
    fn planned(&self, judgement: &mut Judgement) {
        let period = Period::Year(self.year);
        let (series, unit) = (self.series, self.series.unit);
        for variable in series.definition().measure.variables() {
            let Some(cell) = series.figures.planned.get(&(variable, unit, period)) else {
                continue;
            };
            judgement.inputs.push(Input::Planned {
                variable,
                unit,
                period,
            });
            judgement.notes.push(Note {
                code: "planned",
                text: text!(
                    "另有计划数 {}",
                    "a planned figure of {} was also given",
                    cell.raw
                ),
            });
        }
    }
}
