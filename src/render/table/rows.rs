//! One result as a row.

use super::grid::ColumnText;
use crate::evaluate::Verdict;
use crate::plan::Year;
use crate::render::number_format::{self, NOTHING, ValueFormat};
use crate::render::standing::value_and_standing;
use crate::render::style::{self, DIM, PLAIN};
use crate::render::{Style, bar};
use crate::report::evidence::Evidence;
use crate::report::scorecard::IndicatorResult;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its sign and its name.
    Verdict,
    /// The indicator's name.
    Indicator,
    /// The value with its unit.
    Value,
    /// The target in words.
    Target,
    /// What lies between value and target.
    Gap,
    /// Attainment in whole per cent.
    Attainment,
    /// Value and verdict of the year before.
    Previous,
    /// Chapter and section of the clause.
    Clause,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Column; 8] = [
        Column::Verdict,
        Column::Indicator,
        Column::Value,
        Column::Target,
        Column::Gap,
        Column::Attainment,
        Column::Previous,
        Column::Clause,
    ];

    /// Its heading; the year is the one assessed.
    pub fn head(self, style: Style, year: Year) -> ColumnText {
        let word = |zh, en| style.lang.pick(zh, en);
        let text = match self {
            Column::Verdict => word("判定", "verdict"),
            Column::Indicator => word("指标", "indicator"),
            Column::Value => word("数值", "value"),
            Column::Target => word("目标", "target"),
            Column::Gap => word("差距", "gap"),
            Column::Attainment => word("实现程度", "attained"),
            Column::Previous => &(year - 1).to_string(),
            Column::Clause => word("条款", "clause"),
        };
        self.aligned(text, DIM)
    }

    /// What it shows of a result. A bar of `bar` columns stands before the attainment where that is not zero.
    pub fn of(self, style: Style, result: &IndicatorResult, last: Year, bar: usize) -> ColumnText {
        let lang = style.lang;
        let format = ValueFormat::of(result, lang);
        let colour = style::of(result.verdict);
        let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
        let (text, colour) = match self {
            Column::Verdict => (verdict(result.verdict, style), colour),
            Column::Indicator => (result.name.clone(), PLAIN),
            Column::Value => (value_and_standing(result, lang), PLAIN),
            Column::Target => (number_format::bare_target(result, last, lang), PLAIN),
            Column::Gap => (or_nothing(format.bare_gap()), colour),
            Column::Attainment => (attainment(result, bar), colour),
            Column::Previous => {
                let previous = result.previous.as_ref().map(|previous| {
                    let sign = style::sign(previous.verdict);
                    format!("{} {sign}", format.previous(previous))
                });
                (or_nothing(previous), DIM)
            }
            Column::Clause => (clause(result), DIM),
        };
        self.aligned(&text, colour)
    }

    fn aligned(self, text: &str, style: anstyle::Style) -> ColumnText {
        match self {
            Column::Verdict | Column::Indicator | Column::Target => ColumnText::left(text, style),
            _ => ColumnText::right(text, style),
        }
    }
}

/// The sign and name of a verdict.
pub fn verdict(verdict: Verdict, style: Style) -> String {
    format!("{} {}", style::sign(verdict), verdict.name(style.lang))
}

/// Chapter and section: `16.2`.
pub fn clause(result: &IndicatorResult) -> String {
    format!("{}.{}", result.clause.chapter, result.clause.section)
}

fn attainment(result: &IndicatorResult, bar: usize) -> String {
    let shown = number_format::attainment(result);
    let drawn = number_format::whole_attainment(result).filter(|n| bar > 0 && n.is_positive());
    match (shown, drawn) {
        (Some(shown), Some(n)) => format!("{} {:>5}", bar::of(&n, bar), format!("{shown}%")),
        (Some(shown), None) => format!("{shown}%"),
        (None, _) => NOTHING.to_owned(),
    }
}

/// Whether the target is judged, or the value of what has no target is known.
pub fn is_decided(result: &IndicatorResult) -> bool {
    match result.verdict {
        Verdict::NoData | Verdict::NotApplicable | Verdict::Waived => false,
        Verdict::NotDue | Verdict::Monitored => result.value.is_some(),
        _ => true,
    }
}

/// Whether there is a figure to show. What has none is listed after those that have.
pub fn has_row(result: &IndicatorResult) -> bool {
    match result.verdict {
        Verdict::NotApplicable | Verdict::Waived => false,
        Verdict::NoData | Verdict::NotDue | Verdict::Monitored => any_reported(result),
        _ => true,
    }
}

/// Whether a target has no data although part of its figures was reported.
pub fn is_partly_reported(result: &IndicatorResult) -> bool {
    result.verdict == Verdict::NoData && any_reported(result)
}

fn any_reported(result: &IndicatorResult) -> bool {
    result.evidence.iter().any(|evidence| match evidence {
        Evidence::Cell(cell) => cell.reported,
        Evidence::Summary(count) => count.reported > 0,
        Evidence::Planned(_) => false,
    })
}
