//! What a value came from, as a scorecard states it.

use super::super::common::Place;
use super::super::evidence::{Cell, Count, Counted, Evidence, ItemCount};
use super::super::number::{Bounds, Decimal, Fraction};
use super::Builder;
use crate::evaluate::{Input, Judgement};
use crate::number::{Interval, Number};
use crate::observation::{self, Aggregate, AggregateValue, Outcomes, Period, UnitIx};
use crate::plan::{VariableIx, Year};

impl Builder<'_> {
    pub(super) fn evidence(&self, judged: &Judgement) -> Vec<Evidence> {
        let inputs = judged.inputs.iter();
        inputs
            .map(|input| self.evidence_of(input, judged))
            .collect()
    }

    fn evidence_of(&self, input: &Input, judged: &Judgement) -> Evidence {
        match *input {
            Input::Cell {
                variable,
                unit,
                period,
                reported,
            } => {
                let kept = self.figures.sent_cell(variable, unit, period);
                let cell = self.cell((variable, unit, period), kept);
                Evidence::Cell(Cell { reported, ..cell })
            }
            Input::Planned {
                variable,
                unit,
                period,
            } => {
                let kept = self.figures.planned.get(&(variable, unit, period));
                let kept = kept.map(|cell| &**cell);
                Evidence::Planned(self.cell((variable, unit, period), kept))
            }
            Input::Aggregate {
                counted,
                unit,
                year,
                expected,
                reported,
                ..
            } => Evidence::Summary(Count {
                counted: kind(counted),
                variable: self.subject(counted),
                unit: self.figures.units.code(unit).to_owned(),
                year,
                expected,
                reported,
                explain: self.explain(judged.indicator, judged.unit, judged.year),
                items: self.items(counted, unit, year, expected),
            }),
        }
    }

    /// The count of each item of a checklist.
    pub(super) fn items(
        &self,
        counted: Aggregate,
        unit: UnitIx,
        year: Year,
        expected: Option<u64>,
    ) -> Vec<ItemCount> {
        let tally = self.figures.tally(counted, unit, year);
        let (Aggregate::Passes(checklist), Some(AggregateValue::Outcomes(outcomes))) =
            (counted, tally)
        else {
            return Vec::new();
        };
        let items = self.plan[checklist].items.iter().zip(&outcomes.items);
        items
            .enumerate()
            .map(|(at, (item, count))| ItemCount {
                censored_headcount: censored_headcount(outcomes, at, expected),
                id: item.id.clone(),
                met: count.met,
                unmet: count.unmet,
                open: count.open,
                not_applicable: count.not_applicable,
            })
            .collect()
    }

    pub(super) fn cell(
        &self,
        (variable, unit, period): (VariableIx, UnitIx, Period),
        kept: Option<&observation::Cell>,
    ) -> Cell {
        let known = kept.and_then(|cell| cell.value.known());
        Cell {
            variable: self.plan[variable].id.clone(),
            unit: self.figures.units.code(unit).to_owned(),
            period: period.to_string(),
            reported: kept.is_some(),
            place: kept.and_then(|cell| self.cell_place(cell)),
            raw: kept.map(|cell| cell.raw.to_string()),
            value: known.map(Decimal::of),
            exact: known.and_then(Fraction::of),
            source: kept
                .and_then(|cell| cell.evidence.as_ref())
                .and_then(|evidence| evidence.source.as_deref())
                .map(str::to_owned),
        }
    }

    /// Where a cell was read; `None` if its file is unknown.
    pub(super) fn cell_place(&self, cell: &observation::Cell) -> Option<Place> {
        let file = self.figures.data.files.get(cell.file as usize)?;
        Some(Place::of_cell(file, cell))
    }

    /// The id of what is counted.
    fn subject(&self, counted: Aggregate) -> String {
        match counted {
            Aggregate::Passes(checklist) => self.plan[checklist].id.clone(),
            Aggregate::Holds(indicator) => self.plan[indicator].id.clone(),
            Aggregate::Sum(variable) | Aggregate::Weighted { mean: variable, .. } => {
                self.plan[variable].id.clone()
            }
        }
    }
}

/// Per cent of the units that fail and do not meet an item, of all that it may apply to; `None` where that is not counted or it
/// is not known how many units there are. Units that did not report may be among them.
fn censored_headcount(outcomes: &Outcomes, item: usize, expected: Option<u64>) -> Option<Bounds> {
    let failed = outcomes.losses.as_ref()?.items.get(item)?;
    let all = expected?.checked_sub(outcomes.not_applicable)?;
    let silent = expected?.checked_sub(outcomes.reported())?;
    let share = |units: u64| Number::ratio(i128::from(units) * 100, all.into());
    let bounds = Interval::closed(share(failed.surely)?, share(failed.possibly + silent)?);
    Some(Bounds::of_interval(&bounds))
}

pub(super) fn kind(counted: Aggregate) -> Counted {
    match counted {
        Aggregate::Passes(_) => Counted::Passes,
        Aggregate::Holds(_) => Counted::Holds,
        Aggregate::Sum(_) | Aggregate::Weighted { .. } => Counted::Sum,
    }
}
