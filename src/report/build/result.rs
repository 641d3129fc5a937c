//! One judgement as a document states it.

use super::super::common::Assumption;
use super::super::number::{Bounds, Decimal, Fraction};
use super::super::scorecard::{
    Answer, Assumed, Direction, Display, IndicatorResult, Note, Pace, Previous, StageResult,
    Target, Waiver,
};
use super::{Builder, Detail, clause_of, place, timing};
use crate::evaluate::{ENOUGH_GROWTH, Judgement, PaceJudgement, StageJudgement, Verdict, narrow};
use crate::i18n::{Lang, Text};
use crate::number::{Interval, Number, Ternary, Value};
use crate::observation;
use crate::plan;
use crate::plan::measure::{ScoredValue, ValueForm};
use crate::plan::rule::{self, Goal};

impl Builder<'_> {
    /// One indicator for one unit in one year.
    pub(super) fn result(&self, judged: &Judgement, detail: Detail) -> IndicatorResult {
        let (plan, lang) = (self.plan, self.lang);
        let indicator = &plan[judged.indicator];
        let unit = self.unit(judged.unit);
        let score = judged.score.as_ref();
        let best = score
            .and_then(ScoredValue::best)
            .and_then(|best| best.settled());
        let (value, gap, attainment) = (
            judged.value.settled(),
            judged.gap.as_ref(),
            judged.attainment.as_ref(),
        );
        IndicatorResult {
            id: format!("{}/{}/{}", indicator.id, unit.code, judged.year),
            indicator: indicator.id.clone(),
            name: indicator.name.get(lang).to_owned(),
            unit,
            year: judged.year,
            verdict: judged.verdict,
            due: judged.due,
            value: value.as_ref().map(Decimal::of),
            exact: value.as_ref().and_then(Fraction::of),
            bounds: Bounds::of(&judged.value),
            unit_of_measure: indicator.unit.get(lang).to_owned(),
            target: self.target(judged),
            gap: gap.map(Decimal::of),
            gap_exact: gap.and_then(Fraction::of),
            attainment: attainment.map(Decimal::of),
            attainment_exact: attainment.and_then(Fraction::of),
            score: best.as_ref().map(Decimal::of),
            score_exact: best.as_ref().and_then(Fraction::of),
            score_bounds: score.and_then(|score| Bounds::of(&score.bounds)),
            score_estimated: score.is_some_and(ScoredValue::is_estimated),
            pace: judged.pace.as_ref().map(|pace| self.pace(judged, pace)),
            other_paces: (judged.other_paces.iter())
                .map(|pace| self.pace(judged, pace))
                .collect(),
            stage: (judged.stage.as_ref()).map(|stage| self.stage(judged, stage)),
            previous: judged.previous.as_ref().map(previous),
            band: judged.band.as_ref().map(|band| band.id.clone()),
            band_estimated: judged.band.as_ref().is_some_and(|band| band.estimated),
            waiver: self.waiver(judged),
            notes: notes(judged, lang),
            assumed: assumed(&plan.id, &plan.assumed, lang)
                .chain(assumed(&indicator.id, &indicator.assumed, lang))
                .collect(),
            clause: clause_of(&plan[indicator.clauses[0]]),
            declared: Some(place(&indicator.at)),
            gate: None,
            evidence: match detail {
                Detail::Evidence => self.evidence(judged),
                Detail::Counts | Detail::Results => Vec::new(),
            },
            decimals: indicator.decimals,
            display: self.display(judged),
        }
    }

    fn target(&self, judged: &Judgement) -> Target {
        let mut target = Target {
            rule: judged.rule.key().to_owned(),
            value: None,
            exact: None,
            lower: None,
            upper: None,
            timing: timing(judged.timing).0,
            by: timing(judged.timing).1.unwrap_or(judged.year),
            words: (judged.rule).words(&self.plan[judged.indicator].unit, self.lang),
            direction: None,
            holds_from: None,
            per_cent: None,
            original: self.original(judged),
        };
        if let Goal::Growth(growth) = judged.rule.goal() {
            target.direction = Some(direction(growth.direction));
            target.per_cent = Some(Decimal::of(&growth.per_cent));
        }
        match judged.goal.clone() {
            Goal::Threshold {
                direction: better,
                value,
                holds_from,
            } => {
                target.value = Some(Decimal::of(&value));
                target.exact = Fraction::of(&value);
                target.direction = Some(direction(better));
                target.holds_from = (holds_from != value).then(|| Decimal::of(&holds_from));
            }
            Goal::Band { lo, hi } => {
                target.lower = Some(Decimal::of(&lo));
                target.upper = Some(Decimal::of(&hi));
            }
            Goal::Change(better) => target.direction = Some(direction(better)),
            Goal::Milestone | Goal::Growth(_) | Goal::Nothing => {}
        }
        target
    }

    /// The rule in words before it was revised; `None` where the first target is in force.
    fn original(&self, judged: &Judgement) -> Option<String> {
        let indicator = &self.plan[judged.indicator];
        indicator.revision_for(judged.year)?;
        Some(indicator.target.rule.words(&indicator.unit, self.lang))
    }

    fn stage(&self, judged: &Judgement, stage: &StageJudgement) -> StageResult {
        let nature = self.plan[judged.indicator].nature;
        StageResult {
            stage: stage.stage.id().to_owned(),
            status: stage.status.id().to_owned(),
            reason: (stage.reason.as_ref()).map(|why| why.get(self.lang).to_owned()),
            nature: nature.map(|nature| nature.id().to_owned()),
            held: stage.held.clone(),
        }
    }

    fn pace(&self, judged: &Judgement, pace: &PaceJudgement) -> Pace {
        let ratio = pace.ratio.as_ref();
        let rates = pace.rates.as_ref();
        let unit = self.plan[judged.indicator].unit.get(self.lang);
        Pace {
            method: pace.method.to_owned(),
            due_value: pace.due_value.as_ref().map(Decimal::of),
            due_exact: pace.due_value.as_ref().and_then(Fraction::of),
            holds: match pace.holds {
                Ternary::Yes => Answer::Yes,
                Ternary::No => Answer::No,
                Ternary::Unknown => Answer::Unknown,
            },
            band: pace.band.clone(),
            band_name: pace
                .band_name(self.plan[judged.indicator].pace.bands.as_ref())
                .map(|name| name.get(self.lang).to_owned()),
            bands: pace.bands.clone(),
            score: pace.score.as_ref().and_then(approximate),
            ratio: ratio.and_then(approximate),
            ratio_exact: ratio.and_then(Interval::known).and_then(Fraction::of),
            ratio_bounds: ratio
                .filter(|ratio| ratio.known().is_none())
                .map(|ratio| Bounds::of_interval(&ratio.rounded_outward(BOUND_DECIMALS))),
            actual_rate: rates.and_then(|rates| approximate(&rates.actual)),
            required_rate: rates.and_then(|rates| approximate(rates.required.as_ref()?)),
            rate_unit: rates.map(|rates| match (rates.per_cent, self.lang) {
                (true, Lang::Zh) => "%/年".to_owned(),
                (true, Lang::En) => "% a year".to_owned(),
                // Steps of a percentage are points.
                (false, Lang::Zh) if unit == "%" => "个百分点/年".to_owned(),
                (false, Lang::En) if unit == "%" => "points a year".to_owned(),
                (false, Lang::Zh) => format!("{unit}/年"),
                (false, Lang::En) => format!("{unit} a year").trim_start().to_owned(),
            }),
            base_year: pace.base_year,
            figure_year: pace.year,
            growth_share: pace.growth_share().as_ref().map(Decimal::of),
            growth_enough: (pace.growth_share())
                .map(|_| Decimal::of(&Number::from(i64::from(ENOUGH_GROWTH)))),
            limit_factor: pace.limit_factor.as_ref().and_then(approximate),
        }
    }

    /// The waiver that sets the target aside; `None` if none does.
    fn waiver(&self, judged: &Judgement) -> Option<Waiver> {
        let waived = judged.verdict == Verdict::Waived;
        let waiver = (self.figures).waiver(judged.indicator, judged.unit, judged.year);
        Some(self.waiver_document(waiver.filter(|_| waived)?))
    }

    /// A waiver as documents state it.
    pub fn waiver_document(&self, waiver: &observation::Waiver) -> Waiver {
        let said = |text: &Text| text.get(self.lang).to_owned();
        Waiver {
            from: waiver.from,
            until: waiver.until,
            by: waiver.by.as_ref().map(said),
            date: waiver.date.clone(),
            why: said(&waiver.why),
            place: place(&waiver.place),
            words: said(&waiver.words()),
        }
    }

    fn display(&self, judged: &Judgement) -> Display {
        let level = self.figures.units.level(judged.unit);
        match self.plan[judged.indicator].measure.form(self.plan, level) {
            ValueForm::Milestone => Display::Milestone,
            ValueForm::PassOrFail => Display::Checklist,
            ValueForm::Number => Display::Number,
        }
    }
}

/// Decimals of the bounds of what rests on a root: more than the 12 to which it is shown.
const BOUND_DECIMALS: u32 = 15;

/// A number, or the middle of the bounds that a root leaves, to 12 decimals; `None` if more is possible.
fn approximate(interval: &Interval) -> Option<Decimal> {
    match interval.known() {
        Some(known) => Some(Decimal::of(known)),
        None => Some(Decimal::of(&narrow(interval)?.round(12))),
    }
}

fn direction(direction: rule::Direction) -> Direction {
    match direction {
        rule::Direction::More => Direction::More,
        rule::Direction::Less => Direction::Less,
    }
}

fn previous((value, verdict): &(Value, Verdict)) -> Previous {
    Previous {
        value: value.settled().as_ref().map(Decimal::of),
        exact: value.settled().as_ref().and_then(Fraction::of),
        bounds: Bounds::of(value),
        verdict: *verdict,
    }
}

fn notes(judged: &Judgement, lang: Lang) -> Vec<Note> {
    (judged.notes.iter())
        .map(|note| Note {
            code: note.code.to_owned(),
            text: note.text.get(lang).to_owned(),
        })
        .collect()
}

fn assumed<'a>(
    of: &'a str,
    list: &'a [plan::Assumption],
    lang: Lang,
) -> impl Iterator<Item = Assumed> + 'a {
    list.iter().map(move |assumption| Assumed {
        of: of.to_owned(),
        assumption: Assumption {
            key: assumption.key.clone(),
            reason: assumption.reason.get(lang).to_owned(),
        },
    })
}
