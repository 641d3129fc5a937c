//! The members of an index, as an explanation lists them.

use super::super::explanation::Member;
use super::super::number::{Bounds, Decimal};
use super::Builder;
use crate::evaluate::{Judgement, MemberScore, member_scores};
use crate::plan::Year;

impl Builder<'_> {
    /// What a judged index is made of; empty for another measure.
    pub(super) fn members(&self, judged: &Judgement) -> Vec<Member> {
        let (plan, figures) = (self.plan, self.figures);
        let year = judged.value_year();
        let scores = member_scores(plan, figures, judged.indicator, judged.unit, year);
        scores
            .iter()
            .map(|score| self.member(judged, score, year))
            .collect()
    }

    fn member(&self, judged: &Judgement, scored: &MemberScore<'_>, year: Year) -> Member {
        let indicator = &self.plan[scored.member.indicator];
        let best = scored.score.best().and_then(|best| best.settled());
        Member {
            indicator: indicator.id.clone(),
            name: indicator.name.get(self.lang).to_owned(),
            weight: Decimal::of(&scored.member.weight),
            value: scored.value.settled().as_ref().map(Decimal::of),
            bounds: Bounds::of(&scored.value),
            carried_from: (scored.figure_year != year).then_some(scored.figure_year),
            unit_of_measure: indicator.unit.get(self.lang).to_owned(),
            score: best.as_ref().map(Decimal::of),
            score_bounds: Bounds::of(&scored.score.bounds),
            score_estimated: scored.score.is_estimated(),
            explain: self.explain(scored.member.indicator, judged.unit, year),
        }
    }
}
