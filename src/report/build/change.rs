//! What would change a verdict, as an explanation states it.

use super::super::explanation::{AnswerChange, Change};
use super::super::number::Decimal;
use super::Builder;
use crate::evaluate::{Change as Offered, Offer};

impl Builder<'_> {
    /// A change as an explanation states it.
    pub(super) fn change(&self, offer: &Offer) -> Change {
        let mut change = Change {
            words: offer.words.get(self.lang).to_owned(),
            verdict: offer.verdict,
            variable: None,
            unit: None,
            period: None,
            from: None,
            to: None,
            units: None,
            answers: Vec::new(),
        };
        match &offer.change {
            Offered::Cell {
                variable,
                unit,
                period,
                from,
                to,
            } => {
                change.variable = Some(self.plan[*variable].id.clone());
                change.unit = Some(self.figures.units.code(*unit).to_owned());
                change.period = Some(period.to_string());
                change.from = from.as_ref().map(Decimal::of);
                change.to = Some(Decimal::of(to));
            }
            Offered::Units(units) => change.units = Some(*units),
            Offered::Answers(answers) => {
                let answers = answers.iter();
                let answers = answers.map(|(variable, to)| AnswerChange {
                    variable: self.plan[*variable].id.clone(),
                    to: Decimal::of(to),
                });
                change.answers = answers.collect();
            }
        }
        change
    }
}
