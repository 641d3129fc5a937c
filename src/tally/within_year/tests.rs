//! Laws of the figures of parts of a year, on random months.

use super::year::YearFigures;
use crate::data::fixtures::variable;
use crate::number::{Interval, Number, Value};
use crate::observation::{Cell, CellState, MONTHS, Part, Period, Side};
use crate::plan::{Variable, WithinYear};
use proptest::collection::vec;
use proptest::prelude::*;

fn cell(value: Number) -> Cell {
    Cell {
        raw: value.exact().unwrap_or_default().into(),
        value: Value::point(value),
        state: CellState::Known,
        code: None,
        file: 0,
        line: 2,
        column: 1,
        evidence: None,
        parts: None,
    }
}

fn of(within_year: WithinYear) -> Variable {
    let mut variable = variable("v", "", 2);
    variable.within_year = Some(within_year);
    variable.range = Interval::closed(Number::zero(), Number::from(2_000_i64));
    variable
}

/// The figure of the months `first` to `last`.
fn figure(within_year: WithinYear, months: &[i64], (first, last): (u8, u8)) -> Number {
    let sum: i64 = months[usize::from(first) - 1..usize::from(last)]
        .iter()
        .sum();
    match within_year {
        WithinYear::Mean => {
            let length = i128::from(last - first + 1);
            Number::ratio(i128::from(sum), length).unwrap_or_else(Number::zero)
        }
        _ => Number::from(sum),
    }
}

/// The value of a year by some of its parts; with `own`, beside its own figure.
fn year(within_year: WithinYear, months: &[i64], parts: &[(u8, u8)], own: bool) -> Option<Cell> {
    let variable = of(within_year);
    let cells: Vec<(Period, Cell)> = parts
        .iter()
        .filter_map(|&(first, last)| {
            let part = Part::new(2013, first, last, 1)?;
            let figure = figure(within_year, months, (first, last));
            Some((Period::Part(part), cell(figure)))
        })
        .collect();
    let whole = cell(figure(within_year, months, (1, MONTHS)));
    let figures = YearFigures {
        variable: &variable,
        tolerance: Number::zero(),
        year: 2013,
        end: MONTHS,
        own: own.then_some(&whole),
        parts: cells.iter().map(|(period, cell)| (*period, cell)).collect(),
    };
    let (made, contradiction) = figures.cell(Side::Own)?;
    assert!(contradiction.is_none(), "what is true contradicts itself");
    Some(made.unwrap_or(whole))
}

fn kind() -> impl Strategy<Value = WithinYear> {
    prop_oneof![Just(WithinYear::Sum), Just(WithinYear::Mean)]
}

/// A way to cut the year into parts.
fn tiling() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec(any::<bool>(), 11).prop_map(|cuts| {
        let mut ends: Vec<u8> = (1..MONTHS)
            .filter(|&at| cuts[usize::from(at) - 1])
            .collect();
        ends.push(MONTHS);
        let begins = std::iter::once(1).chain(ends.iter().map(|end| end + 1));
        begins.zip(ends.clone()).collect()
    })
}

fn any_parts() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec((1..=MONTHS, 1..=MONTHS), 1..6).prop_map(|ends| {
        let parts = ends.into_iter();
        let mut parts: Vec<(u8, u8)> = parts.map(|(a, b)| (a.min(b), a.max(b))).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    })
}

proptest! {
    #[test]
    fn complete_parts_come_to_the_year(
        within_year in kind(), months in vec(0_i64..100, 12), parts in tiling(),
    ) {
        prop_assume!(parts.len() > 1);
        let cell = year(within_year, &months, &parts, false);
        let expected = figure(within_year, &months, (1, MONTHS));
        prop_assert_eq!(cell.map(|cell| cell.value), Some(Value::point(expected)));
    }

    #[test]
    fn what_is_missing_leaves_the_year_within_its_bounds(
        within_year in kind(), months in vec(0_i64..100, 12), parts in any_parts(),
    ) {
        prop_assume!(parts.iter().any(|part| *part != (1, MONTHS)));
        let Some(cell) = year(within_year, &months, &parts, false) else {
            return Err(TestCaseError::fail("parts say something"));
        };
        let expected = figure(within_year, &months, (1, MONTHS));
        let bounds = cell.value.interval().cloned();
        prop_assert!(bounds.is_some_and(|bounds| bounds.contains(&expected)));
        let missing = cell.parts.is_some_and(|parts| !parts.missing.is_empty());
        prop_assert_eq!(cell.state == CellState::Incomplete, missing);
    }

    #[test]
    fn a_year_stands_beside_its_parts(
        within_year in kind(), months in vec(0_i64..100, 12), parts in any_parts(),
    ) {
        prop_assume!(parts.iter().any(|part| *part != (1, MONTHS)));
        let cell = year(within_year, &months, &parts, true);
        let expected = figure(within_year, &months, (1, MONTHS));
        prop_assert_eq!(cell.map(|cell| cell.value), Some(Value::point(expected)));
    }

    /// With figures of all boundaries a missing part is known: the year less the rest.
    #[test]
    fn overlapping_parts_are_as_good_as_complete_ones(
        within_year in kind(), months in vec(0_i64..100, 12), at in 1_u8..12,
    ) {
        let parts = [(1, at), (1, MONTHS - 1), (MONTHS, MONTHS)];
        let cell = year(within_year, &months, &parts, false);
        let expected = figure(within_year, &months, (1, MONTHS));
        prop_assert_eq!(cell.map(|cell| cell.value), Some(Value::point(expected)));
    }
}
