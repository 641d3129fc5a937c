//! The figure of one year from its own figure and those of its parts.
//!
//! A sum is the total of its months; a mean is weighted by months, so that its total over them is the mean times their number
//! and the same arithmetic serves both. Missing months stand for all that the variable's range allows.

use super::months::{Piece, Totals};
use crate::number::{Interval, Number, Value};
use crate::observation::{
    Cell, CellState, MONTHS, Period, Side, YearParts, last_place, rounding_to,
};
use crate::plan::{Kind, Variable, WithinYear, Year};

/// A figure with its period.
type Figure<'a> = (Period, &'a Cell);

/// Figures of one year of a variable and a unit, all of which say something.
pub struct YearFigures<'a> {
    pub variable: &'a Variable,
    /// What is let pass where figures differ, as a share of them.
    pub tolerance: Number,
    pub year: Year,
    /// The last month that is looked at.
    pub end: u8,
    /// The figure of the year itself.
    pub own: Option<&'a Cell>,
    /// Ascending by period.
    pub parts: Vec<Figure<'a>>,
}

/// Figures that can't all be right.
pub struct Contradiction<'a> {
    /// The figure of the more months.
    pub longer: Figure<'a>,
    /// One of those that it does not agree with.
    pub other: Figure<'a>,
}

/// What the months that are looked at come to, and the figures that were left out since they contradict others.
struct Estimate {
    total: Interval,
    left_out: Vec<usize>,
}

impl<'a> YearFigures<'a> {
    /// The cell of the year, `None` where it stands as it was sent, and what contradicts; `None` if nothing says anything.
    pub fn cell(&self, stands: Side) -> Option<(Option<Cell>, Option<Contradiction<'a>>)> {
        let figures = self.figures();
        let first = figures.first()?;
        if self.parts.is_empty() {
            return None;
        }
        if let Some(value) = self.mean_of_some(&figures) {
            let made = self
                .own
                .is_none()
                .then(|| self.made(first.1, value, &figures, false));
            return Some((made, None));
        }
        let pieces = self.pieces(&figures, false);
        let (total, contradiction) = match self.added(&pieces) {
            Some(total) => (total, None),
            None => self.reconciled(&figures, &pieces, stands)?,
        };
        let value = self.value(&total, &figures);
        let settled =
            contradiction.is_none() && (value.known().is_some() || value == Value::NotApplicable);
        if settled && self.own.is_some_and(|own| own.value == value) {
            return Some((None, None));
        }
        let contradicts = contradiction.is_some();
        let made = self.made(first.1, value, &figures, contradicts);
        Some((Some(made), contradiction))
    }

    /// All figures, those of the most months first: the year itself, then its parts.
    fn figures(&self) -> Vec<Figure<'a>> {
        let own = self.own.map(|own| (Period::Year(self.year), own));
        let mut parts = self.parts.clone();
        parts.sort_by_key(|(period, _)| match period {
            Period::Part(part) => std::cmp::Reverse(part.months()),
            _ => std::cmp::Reverse(MONTHS),
        });
        own.into_iter().chain(parts).collect()
    }

    /// The value of the year by its total. What does not apply adds nothing; the year does not apply where no part does.
    fn value(&self, total: &Interval, figures: &[Figure<'a>]) -> Value {
        let missing = self.missing(figures);
        let mut values = figures.iter().map(|(_, cell)| &cell.value);
        if missing.is_empty() && values.clone().all(|value| *value == Value::NotApplicable) {
            return Value::NotApplicable;
        }
        let missing_may_not = missing.is_empty() || self.variable.may_not_apply;
        let may_not_apply = missing_may_not && values.all(Value::may_not_apply);
        Value::within(self.of_total(total), may_not_apply)
    }

    /// The mean where some parts do not apply, or may not: somewhere between those of the others. `None` for sums, and where all
    /// apply.
    fn mean_of_some(&self, figures: &[Figure<'a>]) -> Option<Value> {
        let is_mean = self.variable.within_year == Some(WithinYear::Mean);
        if !is_mean || figures.iter().all(|(_, cell)| !cell.value.may_not_apply()) {
            return None;
        }
        let missing = || Value::within(self.variable.range.clone(), self.variable.may_not_apply);
        let gap = (!self.missing(figures).is_empty()).then(missing);
        let known = self.parts.iter().map(|(_, cell)| cell.value.clone());
        known.chain(gap).reduce(Value::or)
    }

    /// All figures as totals over their months, in their order; with `slack`, all that they may have been before they were
    /// rounded, within the tolerance.
    fn pieces(&self, figures: &[Figure<'a>], slack: bool) -> Vec<Piece> {
        let piece = |figure| self.piece(figure, slack);
        figures.iter().map(piece).collect()
    }

    fn piece(&self, (period, cell): &Figure<'a>, slack: bool) -> Piece {
        let nothing = Interval::point(Number::zero());
        let mut value = match &cell.value {
            Value::Between(value) => value.clone(),
            Value::IfApplicable(value) => value.hull(&nothing),
            Value::NotApplicable => nothing,
        };
        if slack {
            let rounded = self.variable.kind == Kind::Mean && !self.variable.exact;
            if let Some(place) = last_place(cell).filter(|_| rounded) {
                value = rounding_to(&value, &place);
            }
            value = value.widened(&self.tolerance);
        }
        let (first, last) = bounds(*period);
        let total = match self.variable.within_year {
            Some(WithinYear::Mean) => value.times(&Number::from(i64::from(last - first + 1))),
            _ => value,
        };
        Piece { first, last, total }
    }

    /// All that so many months can come to.
    fn limits(&self, months: u8) -> Interval {
        let range = &self.variable.range;
        match self.variable.within_year {
            Some(WithinYear::Mean) => range.times(&Number::from(i64::from(months))),
            // Where nothing is below zero, no month is above the year.
            _ => match range.lo().number() {
                Some(lo) if !lo.is_negative() => range.hull(&Interval::point(Number::zero())),
                _ => Interval::everything(),
            },
        }
    }

    /// The total of pieces of which no two are of the same month; `None` if two are, or if the year can't come to that.
    fn added(&self, pieces: &[Piece]) -> Option<Interval> {
        let others = |at: usize| &pieces[at + 1..];
        let apart = (0..pieces.len()).all(|at| !others(at).iter().any(|o| o.overlaps(&pieces[at])));
        let within = pieces.iter().all(|piece| piece.last <= self.end);
        if !apart || !within {
            return None;
        }
        let covered: u8 = pieces
            .iter()
            .map(|piece| piece.last - piece.first + 1)
            .sum();
        let zero = Interval::point(Number::zero());
        let known = pieces
            .iter()
            .fold(zero, |sum, piece| sum.plus(&piece.total));
        let all = match self.end - covered {
            0 => known,
            missing => known.plus(&self.limits(missing)),
        };
        self.in_range(&all)
    }

    /// The total cut to what a year may come to, where the whole year is looked at; `None` if it is outside.
    fn in_range(&self, total: &Interval) -> Option<Interval> {
        match self.variable.within_year {
            Some(WithinYear::Sum) if self.end == MONTHS => total.meet(&self.variable.range),
            _ => Some(total.clone()),
        }
    }

    /// The total where figures overlap, or contradict each other or the range. Where they agree once rounding and tolerance are
    /// allowed for, those that stand decide; else all that either says.
    fn reconciled(
        &self,
        figures: &[Figure<'a>],
        pieces: &[Piece],
        stands: Side,
    ) -> Option<(Interval, Option<Contradiction<'a>>)> {
        let downwards: Vec<usize> = (0..pieces.len()).collect();
        let upwards: Vec<usize> = downwards.iter().rev().copied().collect();
        let longest_first = self.estimate(pieces, &downwards)?;
        if longest_first.left_out.is_empty() {
            return Some((longest_first.total, None));
        }
        let shortest_first = self.estimate(pieces, &upwards)?;
        let slack = self.pieces(figures, true);
        if self.estimate(&slack, &downwards)?.left_out.is_empty() {
            let stand = match stands {
                Side::Own => longest_first.total,
                Side::Members => shortest_first.total,
            };
            return Some((stand, None));
        }
        // The figures that can't stand with the longest, and the longest that can't stand with the shortest.
        let other = *longest_first.left_out.first()?;
        let longer = shortest_first.left_out.iter().min().copied();
        let longer = longer.filter(|longer| *longer != other).unwrap_or(0);
        let contradiction = Contradiction {
            longer: figures[longer],
            other: figures[other],
        };
        let span = longest_first.total.hull(&shortest_first.total);
        Some((span, Some(contradiction)))
    }

    /// The total by the pieces in an order, leaving out those that contradict the ones before. `None` if there is no such total.
    fn estimate(&self, pieces: &[Piece], order: &[usize]) -> Option<Estimate> {
        let mut totals = Totals::new(pieces, self.end, |months| self.limits(months));
        if self.end == MONTHS && self.variable.within_year == Some(WithinYear::Sum) {
            totals.hold(&Piece {
                first: 1,
                last: MONTHS,
                total: self.variable.range.clone(),
            });
        }
        let holds = |at: &usize| !totals.hold(&pieces[*at]);
        let left_out = order.iter().copied().filter(holds).collect();
        let total = totals.between(0, self.end)?.clone();
        Some(Estimate { total, left_out })
    }

    /// The value of the year of a total over its months.
    fn of_total(&self, total: &Interval) -> Interval {
        match (
            self.variable.within_year,
            Number::ratio(1, i128::from(self.end)),
        ) {
            (Some(WithinYear::Mean), Some(share)) => total.times(&share),
            _ => total.clone(),
        }
    }

    /// The cell that was worked out, at the place of the year's own figure, else of the first of its parts.
    fn made(&self, first: &Cell, value: Value, figures: &[Figure<'a>], contradicts: bool) -> Cell {
        let missing = match value.known() {
            Some(_) => Vec::new(),
            None => self.missing(figures),
        };
        let state = match &value {
            _ if contradicts => CellState::Conflict,
            Value::NotApplicable => CellState::NotApplicable,
            _ if !missing.is_empty() => CellState::Incomplete,
            value if value.known().is_some() => CellState::Known,
            _ => CellState::Approximate,
        };
        let template = self.own.unwrap_or(first);
        let written = value.known().and_then(Number::exact);
        let mut known: Vec<Period> = figures.iter().map(|(period, _)| *period).collect();
        known.sort_unstable();
        Cell {
            raw: written.unwrap_or_default().into(),
            state,
            value,
            code: None,
            parts: Some(Box::new(YearParts {
                known,
                missing,
                own: self.own.cloned(),
            })),
            ..template.clone()
        }
    }

    /// The parts of which there is no figure, as long as those that there are.
    fn missing(&self, figures: &[Figure<'a>]) -> Vec<Period> {
        if figures.is_empty()
            || figures
                .iter()
                .any(|(period, _)| bounds(*period) == (1, self.end))
        {
            return Vec::new();
        }
        let some_part = figures.iter().find_map(|(period, _)| match period {
            Period::Part(part) => Some(*part),
            _ => None,
        });
        let Some(part) = some_part else {
            return Vec::new();
        };
        let spans = || figures.iter().map(|(period, _)| bounds(*period));
        let length = [6, 3].into_iter().find(|length| {
            spans().all(|(first, last)| {
                (first - 1).is_multiple_of(*length) && last.is_multiple_of(*length)
            }) && self.end.is_multiple_of(*length)
        });
        let length = length.unwrap_or(1);
        let covered = |month: u8| spans().any(|(first, last)| (first..=last).contains(&month));
        let begins = (1..=self.end).step_by(length.into());
        let open = begins.filter(|&first| !covered(first));
        let missing = open.filter_map(|first| part.sibling(first, first + length - 1));
        missing.map(Period::Part).collect()
    }
}

/// The first and last month of a year or a part of one.
fn bounds(period: Period) -> (u8, u8) {
    match period {
        Period::Part(part) => (part.first(), part.last()),
        Period::Year(_) | Period::Span(..) => (1, MONTHS),
    }
}
