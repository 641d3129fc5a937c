//! What figures for several years together say of the years in them: 12 in all less 3 and 4 leaves 5 for the third year, and
//! spans side by side add up.
//!
//! Each figure limits the difference of two running totals, at the beginning of its first year and at the end of its last.
//! The limits of all pairs follow by adding the limits of neighbouring pairs (Floyd and Warshall).

use super::reconcile::tolerance;
use crate::evaluate::context::Context;
use crate::evaluate::difference::Difference;
use crate::number::{Interval, Number, Value};
use crate::observation::{Figures, Period, UnitIx};
use crate::plan::measure::Against;
use crate::plan::{Plan, VariableIx, Year};
use std::collections::BTreeSet;

/// A figure for several years together: the first, the last, and what it may be.
type Span = (Year, Year, Interval);

impl Context<'_> {
    /// What is known of a sum of years, cut by the figures that the unit sent for several years together. Where these
    /// contradict it they cut nothing.
    pub(super) fn cut_by_spans(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        (first, last): (Year, Year),
        known: Value,
    ) -> Value {
        if known.known().is_some() || !self.figures.spans.contains(&variable) {
            return known;
        }
        let spans = self.spans_sent(variable, unit);
        let (Some(interval), false) = (known.interval(), spans.is_empty()) else {
            return known;
        };
        let cut = self
            .limit_of_spans(variable, unit, (first, last), &spans)
            .and_then(|limit| limit.meet(interval))
            .filter(|cut| cut != interval);
        let Some(cut) = cut else {
            return known;
        };
        // What narrows it is part of the trace, with the years that are taken from it.
        for (from, to, _) in spans {
            self.own_cell(variable, unit, Period::Span(from, to));
            for year in (from..=to).filter(|year| !(first..=last).contains(year)) {
                self.year_of_sum(variable, unit, year);
            }
        }
        known.map(|_| cut)
    }

    /// The figures for several years together that the unit sent.
    fn spans_sent(&self, variable: VariableIx, unit: UnitIx) -> Vec<Span> {
        let years = self.plan.earliest_year()..=self.plan.last;
        let mut aside = self.without_trace();
        let pairs = years.clone().flat_map(|from| {
            let later = years.clone().filter(move |to| *to > from);
            later.map(move |to| (from, to))
        });
        pairs
            .filter_map(|(from, to)| {
                let period = Period::Span(from, to);
                let cell = self.figures.cell(variable, unit, period)?;
                cell.state.is_usable().then_some(())?;
                let value = aside.own_cell(variable, unit, period)?;
                Some((from, to, addend(&value)))
            })
            .collect()
    }

    /// What single years and spans leave possible of a sum of years; `None` if they contradict each other.
    fn limit_of_spans(
        &self,
        variable: VariableIx,
        unit: UnitIx,
        (first, last): (Year, Year),
        spans: &[Span],
    ) -> Option<Interval> {
        let start = spans.iter().map(|(from, ..)| *from).fold(first, Year::min);
        let end = spans.iter().map(|(_, to, _)| *to).fold(last, Year::max);
        let at = |year: Year| (year - start) as usize;
        let totals = at(end) + 2;
        // From the total at `i` to the total at `j`, by pairs `i < j`.
        let mut limits = vec![vec![Interval::everything(); totals]; totals];
        let mut aside = self.without_trace();
        for year in start..=end {
            limits[at(year)][at(year) + 1] = addend(&aside.year_of_sum(variable, unit, year));
        }
        for (from, to, figure) in spans {
            let limit = &mut limits[at(*from)][at(*to) + 1];
            *limit = limit.meet(figure)?;
        }
        for via in 0..totals {
            for i in 0..totals {
                for j in i + 1..totals {
                    if via == i || via == j {
                        continue;
                    }
                    let way = between(&limits, i, via).plus(&between(&limits, via, j));
                    limits[i][j] = limits[i][j].meet(&way)?;
                }
            }
        }
        Some(limits[at(first)][at(last) + 1].clone())
    }
}

/// The figures for several years together that contradict those of the single years, or other figures of several years.
pub fn span_differences(plan: &Plan, figures: &Figures) -> Vec<Difference> {
    let mut context = Context::new(plan, figures, false);
    let cells = figures.cells.keys();
    let sent = cells.filter(|(variable, _, period)| {
        matches!(period, Period::Span(..)) && figures.spans.contains(variable)
    });
    let senders: BTreeSet<(VariableIx, UnitIx)> =
        sent.map(|(variable, unit, _)| (*variable, *unit)).collect();
    let differences = senders.into_iter();
    differences
        .flat_map(|(variable, unit)| context.span_differences(variable, unit))
        .collect()
}

impl Context<'_> {
    /// The same of one unit.
    fn span_differences(&mut self, variable: VariableIx, unit: UnitIx) -> Vec<Difference> {
        let spans = self.spans_sent(variable, unit);
        let tolerance = tolerance(self.figures, variable);
        let differs = |at: usize| {
            let (from, to, own) = &spans[at];
            let others = [&spans[..at], &spans[at + 1..]].concat();
            // Where the others contradict each other they say nothing about this one.
            let other = self.limit_of_spans(variable, unit, (*from, *to), &others)?;
            let agrees = own.widened(&tolerance).meet(&other).is_some();
            (!agrees).then(|| Difference {
                against: Against::Years,
                cell: (variable, unit, Period::Span(*from, *to)),
                own: own.clone(),
                other: Some(other),
            })
        };
        (0..spans.len()).filter_map(differs).collect()
    }
}

/// From the total at `i` to the total at `j`, in either direction.
fn between(limits: &[Vec<Interval>], i: usize, j: usize) -> Interval {
    match i < j {
        true => limits[i][j].clone(),
        false => limits[j][i].negated(),
    }
}

/// What a figure adds to a sum: nothing where it does not apply.
pub fn addend(value: &Value) -> Interval {
    let nothing = Interval::point(Number::zero());
    match value {
        Value::Between(interval) => interval.clone(),
        Value::IfApplicable(interval) => interval.hull(&nothing),
        Value::NotApplicable => nothing,
    }
}
