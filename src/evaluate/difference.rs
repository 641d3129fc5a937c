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
    /// What the others come to.
    pub other: Interval,
}

impl Difference {
    /// The code and words of the note beside a verdict.
    pub fn note(&self) -> (&'static str, Text) {
        let (own, other, period) = (&self.own, &self.other, self.cell.2);
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

    /// The finding at the figure's cell.
    pub fn finding(&self, plan: &Plan, figures: &Figures) -> Finding {
        let (own, other, (variable, unit, period)) = (&self.own, &self.other, self.cell);
        let (name, code) = (&plan[variable].name, figures.units.code(unit));
        let (kind, against): (&Code, Text) = match self.against {
            Against::Members => (
                codes::NOT_RECONCILED,
                text!("下级加权均值", "its members' mean"),
            ),
            Against::Years => (
                codes::SPAN_DIFFERS,
                text!("分年合计", "the sum of its years"),
            ),
            Against::Parts => (
                codes::PUBLISHED_DIFFERS,
                text!("分子分母算出的", "the ratio of its parts"),
            ),
        };
        let finding = Finding::new(
            kind,
            text!(
                zh: ("`{}` {code} {period} 年自报 {own} 与{} {other} 不符", name.zh, against.zh),
                en: ("`{}` of {code} in {period}: {own} and {} {other} do not agree", name.en, against.en)
            ),
        )
        .help(text!(
            "核对数值，或在 data.toml 用 [[reconcile]] 声明容差",
            "check the figures, or declare a tolerance under `[[reconcile]]` in data.toml"
        ));
        match figures.cell(variable, unit, period) {
            Some(cell) => finding.at(cell.place(&figures.data.files)),
            None => finding,
        }
    }
}
