//! A series: one indicator of one unit over the years. Each year is judged at most once, and what looks back reads it here.

use super::evaluation::Evaluation;
use super::measurement::{measure, measure_quietly};
use super::{Counted, Input, Judgement, Measurement, Verdict};
use crate::number::Value;
use crate::observation::{Figures, UnitIx, When};
use crate::plan::{Indicator, IndicatorIx, Plan, Year};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One indicator of one unit, up to a year. Nothing from after that year is used.
pub struct Series<'a> {
    pub(super) plan: &'a Plan,
    pub(super) figures: &'a Figures,
    pub(super) indicator: IndicatorIx,
    pub(super) unit: UnitIx,
    first: Year,
    last: Year,
    /// Whether the last year is judged with lines of arithmetic and what would change its verdict.
    tracing: bool,
    /// A copy of the figures in which changes are tried; `None` if each series makes its own.
    copy: Option<&'a RefCell<Option<Figures>>>,
    /// By year from the first on: its judgement, without what looks back.
    judged: Vec<OnceCell<Judgement>>,
    /// By year from the first on: of its judgement what is looked back at.
    looked_at: Vec<OnceCell<(Value, Verdict)>>,
    /// Values of single years that were looked back at.
    measured: RefCell<BTreeMap<Year, Rc<Measurement>>>,
}

/// The series of an indicator for a unit, up to a year.
pub fn series<'a>(
    plan: &'a Plan,
    figures: &'a Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    upto: Year,
) -> Series<'a> {
    let first = plan.first.min(upto);
    Series {
        plan,
        figures,
        indicator,
        unit,
        first,
        last: upto,
        tracing: false,
        copy: None,
        judged: (first..=upto).map(|_| OnceCell::new()).collect(),
        looked_at: (first..=upto).map(|_| OnceCell::new()).collect(),
        measured: RefCell::default(),
    }
}

/// Judges one indicator for one unit in one year. With `trace`, arithmetic and the smallest change that leads to another
/// verdict are written down.
pub fn judge(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
    trace: bool,
) -> Judgement {
    let mut series = series(plan, figures, indicator, unit, year);
    series.tracing = trace;
    series.judgement(year)
}

/// The same of several indicators, traced: the figures in which changes are tried are copied once.
pub fn judge_traced(
    plan: &Plan,
    figures: &Figures,
    indicators: &[IndicatorIx],
    unit: UnitIx,
    year: Year,
) -> Vec<Judgement> {
    let copy = RefCell::new(None);
    let judged = indicators.iter().map(|&indicator| {
        let mut series = series(plan, figures, indicator, unit, year);
        series.tracing = true;
        series.copy = Some(&copy);
        series.judgement(year)
    });
    judged.collect()
}

/// The same to be counted only.
pub fn count_by_itself(
    plan: &Plan,
    figures: &Figures,
    indicator: IndicatorIx,
    unit: UnitIx,
    year: Year,
) -> Counted {
    Evaluation::new(&series(plan, figures, indicator, unit, year), year).counted()
}

/// All indicators that are judged at the unit's level, in the plan's order.
pub fn judge_unit(plan: &Plan, figures: &Figures, unit: UnitIx, year: Year) -> Vec<Judgement> {
    let level = figures.units.level(unit);
    plan.indicators()
        .filter(|(_, indicator)| indicator.levels.contains(&level))
        .map(|(ix, _)| judge(plan, figures, ix, unit, year, false))
        .collect()
}

impl<'a> Series<'a> {
    /// The years of the series, ascending.
    pub fn years(&self) -> std::ops::RangeInclusive<Year> {
        self.first..=self.last
    }

    /// The judgement of one of its years, with the year before and what is to be said of the years up to it.
    pub fn judgement(&self, year: Year) -> Judgement {
        let mut judgement = self.judged(year).clone();
        if year > self.first {
            judgement.previous = Some(self.looked_at(year - 1).clone());
        }
        Evaluation::new(self, year).look_back(&mut judgement);
        let judged = self.judged.iter().zip(&self.looked_at).zip(self.years());
        let verdict = |(judged, looked_at): (&OnceCell<Judgement>, &OnceCell<(Value, Verdict)>)| {
            let judged = judged.get().map(|judged| judged.verdict);
            judged.or(looked_at.get().map(|(_, verdict)| *verdict))
        };
        judgement.years = judged
            .filter_map(|(of_year, year)| Some((year, verdict(of_year)?)))
            .collect();
        judgement
    }

    /// The value and the verdict of one of its years by itself.
    pub(super) fn looked_at(&self, year: Year) -> &(Value, Verdict) {
        let slot = (year - self.first) as usize;
        self.looked_at[slot].get_or_init(|| match self.judged[slot].get() {
            Some(judged) => (judged.value.clone(), judged.verdict),
            None => {
                let counted = Evaluation::new(self, year).counted();
                (counted.value, counted.verdict)
            }
        })
    }

    /// The verdict of one of its years.
    pub(super) fn verdict(&self, year: Year) -> Verdict {
        self.looked_at(year).1
    }

    /// The judgement of one of its years by itself.
    fn judged(&self, year: Year) -> &Judgement {
        let slot = &self.judged[(year - self.first) as usize];
        slot.get_or_init(|| Evaluation::new(self, year).judge(self.tracing && year == self.last))
    }

    /// A copy of the figures in which changes may be tried. Once they are undone it is [given back](Series::give_back).
    pub(super) fn figures_to_change(&self) -> Figures {
        let copy = self.copy.and_then(RefCell::take);
        copy.unwrap_or_else(|| self.figures.clone())
    }

    /// Takes a copy of the figures back, for the next who needs one.
    pub(super) fn give_back(&self, copy: Figures) {
        if let Some(place) = self.copy {
            place.replace(Some(copy));
        }
    }

    /// The indicator's definition.
    pub(super) fn definition(&self) -> &'a Indicator {
        &self.plan[self.indicator]
    }

    /// The latest of a year and the `oldest` years before it of which anything was reported; the year itself if nothing was.
    pub(super) fn latest_reported(&self, year: Year, oldest: Year) -> Year {
        if oldest == 0 {
            return year;
        }
        let earliest = (year - oldest).max(self.plan.earliest_year());
        let mut years = (earliest..=year).rev();
        years.find(|&year| self.is_reported(year)).unwrap_or(year)
    }

    /// The year that change up to a figure's year is measured from: the baseline, or the one that takes its place where nothing
    /// was reported of it.
    pub(super) fn base_year(&self, figure_year: Year) -> Year {
        let baseline = &self.definition().baseline;
        if baseline.value.is_some() || baseline.or.is_none() || self.is_reported(baseline.year) {
            return baseline.year;
        }
        let others = baseline.others(figure_year).into_iter();
        let mut known = others.filter(|&year| self.is_reported(year));
        known.next().unwrap_or(baseline.year)
    }

    /// Whether anything was reported that the value of a year is made of.
    fn is_reported(&self, year: Year) -> bool {
        let units = &self.figures.units;
        units.existed_with_predecessors(self.unit, year)
            && self.measured(year).inputs.iter().any(Input::is_reported)
    }

    /// The value of a single year that is looked back at.
    pub(super) fn measured(&self, year: Year) -> Rc<Measurement> {
        if let Some(known) = self.measured.borrow().get(&year) {
            return known.clone();
        }
        let measured = Rc::new(self.measure(When::Year(year), false));
        self.measured.borrow_mut().insert(year, measured.clone());
        measured
    }

    /// The value of a time, to be counted only.
    pub(super) fn measure_quietly(&self, when: When) -> Measurement {
        measure_quietly(self.plan, self.figures, self.indicator, self.unit, when)
    }

    /// The value of a time, with lines of arithmetic if `tracing`.
    pub(super) fn measure(&self, when: When, tracing: bool) -> Measurement {
        measure(
            self.plan,
            self.figures,
            self.indicator,
            self.unit,
            when,
            tracing,
        )
    }
}
