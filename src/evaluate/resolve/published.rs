//! What a published ratio says of the figures that it is the ratio of: 33.3% of a whole of 3 are 1.
//!
//! `part ∈ r × whole ÷ factor` and `whole ∈ part × factor ÷ r`, where `r` is all that rounds to what was published.

use crate::evaluate::context::Context;
use crate::number::{Bound, Interval, Number, Ternary, Value};
use crate::observation::{Period, UnitIx};
use crate::plan::measure::PublishedRatio;
use crate::plan::{Kind, VariableIx, Year};
use crate::text;

impl Context<'_> {
    /// What is known of a unit's figure of a year, cut by the ratios that were published of it. Where these contradict it they
    /// cut nothing. What cuts it becomes part of the trace.
    pub(super) fn cut_by_published(
        &mut self,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
        mut known: Value,
    ) -> Value {
        if known.known().is_some() {
            return known;
        }
        let (plan, figures) = (self.plan, self.figures);
        let was_published = |published| {
            let cell = figures.cell(published, unit, Period::Year(year));
            cell.is_some()
        };
        let measures = plan.indicators.iter().map(|of| &of.measure);
        let measures = measures.filter(|of| of.published().is_some_and(was_published));
        for ratio in measures.filter_map(|of| of.published_ratio()) {
            let of_it = ratio.part == variable || ratio.whole == variable;
            let Some(interval) = known.interval().filter(|_| of_it) else {
                continue;
            };
            let Some(limit) = self.limit_of_ratio(&ratio, variable, unit, year) else {
                continue;
            };
            let Some(cut) = limit.meet(interval).filter(|cut| cut != interval) else {
                continue;
            };
            self.own_cell(ratio.published, unit, Period::Year(year));
            self.single_year(other_of(&ratio, variable), unit, year);
            if cut.known().is_some() {
                self.note(
                    "published",
                    text!(
                        "`{}` 由公布的比率推得",
                        "`{}` follows from a published ratio",
                        plan[variable].id
                    ),
                );
            }
            known = known.map(|_| cut);
        }
        known
    }

    /// What a published ratio and one of its two figures leave for the other; `None` if they say nothing.
    fn limit_of_ratio(
        &self,
        ratio: &PublishedRatio,
        variable: VariableIx,
        unit: UnitIx,
        year: Year,
    ) -> Option<Interval> {
        let key = (ratio.published, unit, Period::Year(year));
        let cell = self.figures.cell(key.0, key.1, key.2)?;
        let sent = cell
            .state
            .is_usable()
            .then(|| self.without_trace().own_cell(key.0, key.1, key.2))??;
        let more_than_nothing = Interval::new(Bound::Open(Number::zero()), Bound::Unbounded)?;
        let published = self.all_that_rounds_to(key, sent.interval()?);
        let other = self
            .without_trace()
            .single_year(other_of(ratio, variable), unit, year);
        let other = other.interval()?;
        let never_negative = |known: &Interval| known.at_least(&Number::zero()) == Ternary::Yes;
        if !never_negative(&published) || !never_negative(other) {
            return None;
        }
        let limit = if variable == ratio.part {
            let whole = other.meet(&more_than_nothing)?;
            let share = published.times(&Number::one().divided_by(&ratio.factor)?);
            share.times_non_negative(&whole)
        } else {
            // 0% says nothing of the whole.
            let part = other.meet(&more_than_nothing)?;
            let some =
                part == *other || published.above(&Interval::point(Number::zero())) == Ternary::Yes;
            let share = published.meet(&more_than_nothing).filter(|_| some)?;
            part.over(&share)?.times(&ratio.factor)
        };
        let definition = &self.plan[variable];
        match definition.kind {
            Kind::Count => limit.grid(definition.decimals),
            _ => Some(limit),
        }
    }
}

/// The figure of a ratio that is not `variable`.
fn other_of(ratio: &PublishedRatio, variable: VariableIx) -> VariableIx {
    match variable == ratio.part {
        true => ratio.whole,
        false => ratio.part,
    }
}
