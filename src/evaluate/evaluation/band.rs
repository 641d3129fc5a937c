//! The band that a checklist's points or a score stand in.

use super::Evaluation;
use crate::evaluate::{Judgement, Measurement, Note, StandsIn};
use crate::i18n::Text;
use crate::plan::Band;
use crate::plan::measure::ScoredValue;

impl Evaluation<'_, '_> {
    /// The step that the score is certain to be in, else that of its estimate; of a checklist the one that the unit is certain
    /// to stand in. `None` where several are possible.
    pub(super) fn stands_in(
        &self,
        measured: &Measurement,
        score: Option<&ScoredValue>,
    ) -> Option<StandsIn> {
        let indicator = self.series.definition();
        let Some(bands) = &indicator.bands else {
            let steps = indicator.measure.bands(self.series.plan);
            return steps.get(measured.band?).map(|step| of(step, false));
        };
        let score = score?;
        let certain = score
            .bounds
            .interval()
            .filter(|_| !score.bounds.may_not_apply());
        let certain = certain.and_then(|bounds| bands.place(bounds));
        let estimated = || bands.place(score.estimate.as_ref()?);
        match certain {
            Some(step) => Some(of(step, false)),
            None => estimated().map(|step| of(step, true)),
        }
    }

    /// Names the band of a score; that of a checklist is among the notes on its items.
    pub(super) fn note_band(&self, judgement: &mut Judgement) {
        if self.series.definition().bands.is_none() {
            return;
        }
        judgement
            .notes
            .extend(judgement.band.as_ref().map(|band| Note {
                code: "band",
                text: match band.estimated {
                    true => Text::new(format!("~{}", band.name.zh), format!("~{}", band.name.en)),
                    false => band.name.clone(),
                },
            }));
    }
}

fn of(step: &Band, estimated: bool) -> StandsIn {
    StandsIn {
        id: step.id.clone(),
        name: step.name.clone(),
        estimated,
    }
}
