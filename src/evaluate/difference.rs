//! Figures that say the same thing twice and do not agree: a mean and its members', a sum and its years, a ready-made
//! ratio and its parts. The judge notes them beside its verdict, and each is a finding.

use crate::finding::{Code, Finding, codes};
use crate::i18n::Text;
use crate::number::Interval;
use crate::observation::{Figures, Period, UnitIx};
use crate::plan::measure::Against;
use crate::plan::{Plan, VariableIx};
use crate::text;

/// Whose figure, and of when.
pub type Key = (VariableIx, UnitIx, Period);

/// A figure and what should come to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the figure is held against.
    pub against: Against,
    /// Where the figure was reported.
    pub cell: Key,
    /// The figure itself.
    pub own: Interval,
    /// What the others come to; `None` if they leave nothing to measure.
    pub other: Option<Interval>,
}

impl Difference {
    /// The code and words of the note beside a verdict.
    pub fn note(&self) -> (&'static str, Text) {
        let (own, period) = (&self.own, self.cell.2);
        let Some(other) = &self.other else {
            return (self.code().id, self.note_of_nothing());
        };
        match self.against {
            Against::Members => (
                codes::NOT_RECONCILED.id,
                text!(
                    "自报均值 {own} 与下级加权均值 {other} 不符，按区间计",
                    "its own mean {own} and the members' {other} do not agree; the span is used"
                ),
            ),
            Against::Years => (
                codes::SPAN_DIFFERS.id,
                text!(
                    "{period} 合计数与分年数不符，按区间计",
                    "the figure for {period} and those of its years do not agree; the span is used"
                ),
            ),
            Against::Parts => (
                codes::PUBLISHED_DIFFERS.id,
                text!(
                    "公布的比率与已报数据不符，按区间计",
                    "the published ratio and the reported parts do not agree; the span is used"
                ),
            ),
        }
    }

    /// The words of the note where there is nothing that the figure could have been measured over.
    fn note_of_nothing(&self) -> Text {
        let own = &self.own;
        text!(
            "自报 {own}，而构成它的数据均不适用",
            "{own} was reported, though nothing that it is made of applies"
        )
    }

    /// The finding's code.
    fn code(&self) -> &'static Code {
        match self.against {
            Against::Members => codes::NOT_RECONCILED,
            Against::Years => codes::SPAN_DIFFERS,
            Against::Parts => codes::PUBLISHED_DIFFERS,
        }
    }

    /// The finding at the figure's cell.
    pub fn finding(&self, plan: &Plan, figures: &Figures) -> Finding {
        let (own, (variable, unit, period)) = (&self.own, self.cell);
        let (name, code) = (&plan[variable].name, figures.units.code(unit));
        let time = period.words();
        let against = match self.against {
            Against::Members => text!("下级加权均值", "its members' mean"),
            Against::Years => text!("分年合计", "the sum of its years"),
            Against::Parts => text!("分子分母算出的", "the ratio of its parts"),
        };
        let message = match &self.other {
            Some(other) => text!(
                zh: ("`{}` {code} {}自报 {own} 与{} {other} 不符", name.zh, time.zh, against.zh),
                en: ("`{}` of {code} in {}: {own} and {} {other} do not agree", name.en, time.en, against.en)
            ),
            None => {
                let why = self.note_of_nothing();
                text!(
                    zh: ("`{}` {code} {}：{}", name.zh, time.zh, why.zh),
                    en: ("`{}` of {code} in {}: {}", name.en, time.en, why.en)
                )
            }
        };
        let finding = Finding::new(self.code(), message).help(text!(
            "核对数值，或在 data.toml 用 [[reconcile]] 声明容差",
            "check the figures, or declare a tolerance under `[[reconcile]]` in data.toml"
        ));
        match figures.cell(variable, unit, period) {
            Some(cell) => finding.at(cell.place(&figures.data.files)),
            None => finding,
        }
    }
}
