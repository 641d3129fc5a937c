//! What a value came from, by name, as an explanation states it.

use super::super::explanation::{
    CellDetail, CellState, Content, CountDetail, Figure, NamedItemCount, OfficialDocument,
    OutcomeCounts, SumDetail,
};
use super::super::number::{Bounds, Decimal, Fraction};
use super::Builder;
use super::evidence::kind;
use crate::evaluate::{Input, Judgement};
use crate::observation::{self, Aggregate, AggregateValue, Sum, UnitIx};
use crate::plan::{VariableIx, Year};

impl Builder<'_> {
    pub(super) fn explained_figures(&self, judged: &Judgement) -> Vec<Figure> {
        let inputs = judged.inputs.iter();
        inputs.map(|input| self.figure(input)).collect()
    }

    pub(super) fn figure(&self, input: &Input) -> Figure {
        let (name, unit, period, content) = match *input {
            Input::Cell {
                variable,
                unit,
                period,
                ..
            } => {
                let cell = self.figures.sent_cell(variable, unit, period);
                let content = cell.map_or(Content::Missing, |cell| {
                    Content::Cell(self.cell_detail(variable, cell))
                });
                (
                    self.variable_name(variable),
                    unit,
                    period.to_string(),
                    content,
                )
            }
            Input::Planned {
                variable,
                unit,
                period,
            } => {
                let cell = self.figures.planned.get(&(variable, unit, period));
                let content = cell.map_or(Content::Missing, |cell| {
                    Content::Planned(self.cell_detail(variable, cell))
                });
                (
                    self.variable_name(variable),
                    unit,
                    period.to_string(),
                    content,
                )
            }
            Input::Aggregate {
                counted,
                level,
                unit,
                year,
                expected,
                reported,
            } => {
                let content = Content::Count(CountDetail {
                    level: self.plan[level].name.get(self.lang).to_owned(),
                    reported,
                    ..self.count_detail(counted, unit, year, expected)
                });
                (self.counted_name(counted), unit, year.to_string(), content)
            }
        };
        Figure {
            name,
            unit: self.figures.units.name(unit, self.lang).to_owned(),
            period,
            content,
        }
    }

    fn cell_detail(&self, variable: VariableIx, cell: &observation::Cell) -> CellDetail {
        let known = cell.value.known();
        let evidence = cell.evidence.as_deref();
        CellDetail {
            state: state(cell.state),
            value: known.map(Decimal::of),
            exact: known.and_then(Fraction::of),
            bounds: Bounds::of(&cell.value).filter(|_| cell.state.is_usable()),
            unit_of_measure: self.plan[variable].unit.get(self.lang).to_owned(),
            raw: cell.raw.to_string(),
            place: self.cell_place(cell),
            source: evidence.and_then(|e| e.source.as_deref().map(str::to_owned)),
            note: evidence.and_then(|e| Some(e.note.as_ref()?.get(self.lang).to_owned())),
            document: evidence.and_then(|e| {
                let document = e.document.as_ref()?;
                Some(OfficialDocument {
                    number: document.number.clone(),
                    date: document.date.clone(),
                    verified: document.verified,
                })
            }),
            others: evidence.map_or(Vec::new(), |e| e.others.clone()),
        }
    }

    /// What was counted; of which level and how many reported is the caller's to say.
    fn count_detail(
        &self,
        counted: Aggregate,
        unit: UnitIx,
        year: Year,
        expected: Option<u64>,
    ) -> CountDetail {
        let tally = self.figures.tally(counted, unit, year);
        CountDetail {
            counted: kind(counted),
            level: String::new(),
            year,
            expected,
            reported: 0,
            outcomes: match tally {
                Some(AggregateValue::Outcomes(o)) => Some(OutcomeCounts {
                    holds: o.holds,
                    fails: o.fails,
                    undecided: o.undecided,
                    not_applicable: o.not_applicable,
                }),
                _ => None,
            },
            sum: match (tally, counted) {
                (Some(AggregateValue::Sum(sum)), Aggregate::Sum(variable)) => {
                    Some(sum_detail(sum, self.plan[variable].decimals))
                }
                _ => None,
            },
            items: self.named_items(counted, unit, year, expected),
        }
    }

    fn named_items(
        &self,
        counted: Aggregate,
        unit: UnitIx,
        year: Year,
        expected: Option<u64>,
    ) -> Vec<NamedItemCount> {
        let Aggregate::Passes(checklist) = counted else {
            return Vec::new();
        };
        let counts = self.items(counted, unit, year, expected);
        let checklist = &self.plan[checklist];
        let objective = |at: usize| checklist.objectives[at].name.get(self.lang).to_owned();
        (checklist.items.iter().zip(counts))
            .map(|(item, count)| NamedItemCount {
                name: item.name.get(self.lang).to_owned(),
                objective: item.objective.map(objective),
                count,
            })
            .collect()
    }

    fn variable_name(&self, variable: VariableIx) -> String {
        self.plan[variable].name.get(self.lang).to_owned()
    }

    fn counted_name(&self, counted: Aggregate) -> String {
        let name = match counted {
            Aggregate::Passes(checklist) => &self.plan[checklist].name,
            Aggregate::Holds(indicator) => &self.plan[indicator].name,
            Aggregate::Sum(variable) | Aggregate::Weighted { mean: variable, .. } => {
                &self.plan[variable].name
            }
        };
        name.get(self.lang).to_owned()
    }
}

fn state(state: observation::CellState) -> CellState {
    match state {
        observation::CellState::Known => CellState::Known,
        observation::CellState::Approximate | observation::CellState::Incomplete => {
            CellState::Approximate
        }
        observation::CellState::NotApplicable => CellState::NotApplicable,
        observation::CellState::Blank => CellState::Blank,
        observation::CellState::Refused => CellState::Refused,
        observation::CellState::Conflict => CellState::Conflict,
    }
}

fn sum_detail(sum: &Sum, decimals: u32) -> SumDetail {
    SumDetail {
        bounds: Bounds::of_interval(&sum.interval(decimals)),
        blank: sum.blank,
    }
}
