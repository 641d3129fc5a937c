//! Cells of wide files: one column a variable.

use super::Rows;
use super::head::Head;
use crate::data::cell::{CellError, NumericCell, NumericColumn, ScaleLookup, UNRESOLVED};
use crate::data::header::{Column, FileSchema};
use crate::data::row::Doubts;
use crate::i18n::normalize;
use crate::number::parse_plain;
use crate::observation::{AnswerMasks, PackedAnswer, Period};
use crate::plan::{LevelIx, Plan, VariableIx};
use crate::table::Record;
use std::ops::Range;

/// The columns of a wide file, ready to be read, and what they say in the row at hand.
pub(super) struct WideColumns<'a> {
    answer_columns: Vec<AnswerColumn<'a>>,
    /// The positions of the answer columns, where they are consecutive.
    consecutive: Option<Range<usize>>,
    /// The answer for each single byte, where all answer columns have the same scale.
    single_byte_answers: Option<Box<[PackedAnswer; 256]>>,
    figure_columns: Vec<(&'a Column, NumericColumn<'a>)>,
    /// Indices of the columns of which no value is used.
    doubted_answers: Vec<usize>,
    doubted_figures: Vec<usize>,
    /// The lowest level at which every column is collected.
    lowest_level: Option<LevelIx>,
    /// Whether any column has a period of its own.
    have_periods: bool,
    /// The row's answers, one for each answer column.
    pub answers: Vec<PackedAnswer>,
    /// The row's figures, one for each figure column.
    pub figures: Vec<NumericCell>,
}

struct AnswerColumn<'a> {
    column: &'a Column,
    /// Index of the scale.
    scale: usize,
    may_not_apply: bool,
}

impl<'a> WideColumns<'a> {
    pub fn new(
        schema: &'a FileSchema,
        plan: &'a Plan,
        scales: &[ScaleLookup],
        doubts: Option<&Doubts>,
    ) -> Self {
        let columns = || schema.answer_columns.iter().chain(&schema.figure_columns);
        let answer_columns: Vec<AnswerColumn<'_>> = schema
            .answer_columns
            .iter()
            .map(|column| AnswerColumn {
                column,
                scale: plan[column.variable].scale.map_or(0, |s| s.0 as usize),
                may_not_apply: plan[column.variable].may_not_apply,
            })
            .collect();
        let figure_columns = schema.figure_columns.iter().map(|column| {
            let variable = &plan[column.variable];
            (
                column,
                NumericColumn::new(variable, column.factor.clone(), &schema.notation),
            )
        });
        let doubted = |column: &Column| {
            column.in_doubt || doubts.is_some_and(|doubts| doubts.about(column.variable))
        };
        let doubted = |columns: &[Column]| -> Vec<usize> {
            (0..columns.len())
                .filter(|&at| doubted(&columns[at]))
                .collect()
        };
        WideColumns {
            doubted_answers: doubted(&schema.answer_columns),
            doubted_figures: doubted(&schema.figure_columns),
            single_byte_answers: single_byte_answers(scales, &answer_columns),
            answer_columns,
            consecutive: consecutive(&schema.answer_columns),
            figure_columns: figure_columns.collect(),
            lowest_level: columns().map(|column| plan[column.variable].level).min(),
            have_periods: columns().any(|column| column.period.is_some()),
            answers: Vec::with_capacity(schema.answer_columns.len()),
            figures: Vec::with_capacity(schema.figure_columns.len()),
        }
    }

    /// What each single byte says, where a row has so many cells and then one answer after the other, all on one scale, and not
    /// more of them than are counted as bits. A separator and the end of a line say nothing.
    pub fn answers_at_sight(
        &self,
        before: usize,
        separator: u8,
    ) -> Option<Box<[PackedAnswer; 256]>> {
        let columns = self.answer_columns.len();
        let range = before..before + columns;
        let fits = columns <= AnswerMasks::ITEMS && self.consecutive.as_ref() == Some(&range);
        let mut answers = self.single_byte_answers.clone().filter(|_| fits)?;
        for byte in [separator, b'\n', b'\r'] {
            answers[usize::from(byte)] = UNRESOLVED;
        }
        Some(answers)
    }

    /// Whether a row has so many cells and then one figure after the other, none of which depends on others of its column.
    pub fn figures_at_sight(&self, before: usize) -> bool {
        let columns = (before..).zip(&self.figure_columns);
        let mut columns =
            columns.map(|(at, (column, numeric))| column.at == at && !numeric.looked_at_whole);
        self.answer_columns.is_empty() && columns.all(|fits| fits)
    }

    /// Whether every column is collected at a level or below it.
    pub fn are_collected_at(&self, level: LevelIx) -> bool {
        self.lowest_level.is_none_or(|lowest| level <= lowest)
    }

    /// Whether any column has a period of its own.
    pub fn have_periods(&self) -> bool {
        self.have_periods
    }

    /// The figure columns, and how they are read.
    pub fn numeric(&self) -> &[(&'a Column, NumericColumn<'a>)] {
        &self.figure_columns
    }

    /// Sets how figures are read, one for each figure column; returns how they were read before.
    pub fn set_numeric(&mut self, columns: Vec<NumericColumn<'a>>) -> Vec<NumericColumn<'a>> {
        let both = self.figure_columns.iter_mut().zip(columns);
        both.map(|((_, known), column)| std::mem::replace(known, column))
            .collect()
    }
}

impl Rows<'_> {
    /// Reads the cells of a wide row.
    pub(super) fn read_cells(&mut self, record: &Record<'_>, head: Head, period: Period) {
        if self.fast_answers(record) {
            for at in 0..self.wide.answers.len() {
                if self.wide.answers[at] == UNRESOLVED {
                    self.wide.answers[at] = self.slow_answer(record, at);
                }
            }
        }
        self.wide.figures.clear();
        for at in 0..self.wide.figure_columns.len() {
            let (column, numeric) = &self.wide.figure_columns[at];
            let at_time = column.period.unwrap_or(period);
            let combined = self.is_combined(head, column.variable, at_time);
            let (figure, error) = numeric.read(record.bytes(column.at), combined);
            let column = *column;
            let whole = numeric.looked_at_whole;
            if let Some(error) = error {
                self.note_cell(record, column.at, column.variable, error);
            }
            if whole {
                self.look_at_fraction(record, column.at, column.variable, &figure, error);
            }
            self.wide.figures.push(figure);
        }
        self.refuse_doubted();
        let low = self
            .wide
            .lowest_level
            .is_some_and(|level| head.level > level);
        if low || self.wide.have_periods || matches!(period, Period::Part(_)) {
            self.refuse_misplaced(record, head, period);
        }
    }

    /// Notes how a figure in per cent is written.
    pub(super) fn look_at_fraction(
        &mut self,
        record: &Record<'_>,
        at: usize,
        variable: VariableIx,
        figure: &NumericCell,
        error: Option<CellError>,
    ) {
        let decimals = self.plan[variable].decimals;
        let scaled = match (figure, error) {
            (NumericCell::Exact(scaled), _) => Some(*scaled),
            // 0.391 where two decimals are declared is more likely 39.1 %.
            (_, Some(CellError::TooPrecise)) => {
                let number = parse_plain(&normalize(record.get(at))).ok();
                number.and_then(|number| number.floor(decimals).to_scaled(decimals))
            }
            _ => None,
        };
        let (Some(scaled), Some(one)) = (scaled, 10_i128.checked_pow(decimals)) else {
            return;
        };
        if scaled == 0 {
            return;
        }
        let path = &self.schema.path;
        let fractions = self.fractions.entry(variable).or_default();
        fractions.add(record.get(at), scaled.abs(), one, || record.place(path, at));
    }

    /// Refuses the values of columns that are in doubt; that has been reported.
    fn refuse_doubted(&mut self) {
        let wide = &mut self.wide;
        for &at in &wide.doubted_answers {
            if wide.answers[at] != PackedAnswer::BLANK {
                wide.answers[at] = PackedAnswer::REFUSED;
                self.balance.refused += 1;
            }
        }
        for &at in &wide.doubted_figures {
            if wide.figures[at] != NumericCell::Blank {
                wide.figures[at] = NumericCell::Refused;
                self.balance.refused += 1;
            }
        }
    }

    /// Looks answers up byte for byte; [`UNRESOLVED`] where that finds none. Returns whether there is such an answer.
    fn fast_answers(&mut self, record: &Record<'_>) -> bool {
        let (wide, mut unresolved) = (&mut self.wide, false);
        wide.answers.clear();
        if let (Some(by_byte), Some(range)) = (&wide.single_byte_answers, wide.consecutive.clone())
            && let Some(bytes) = record.single_byte_fields(range)
        {
            let mut answer = |byte: u8| {
                let answer = by_byte[usize::from(byte)];
                unresolved |= answer == UNRESOLVED;
                answer
            };
            let (pairs, last) = bytes.as_chunks::<2>();
            wide.answers
                .extend(pairs.iter().map(|[byte, _]| answer(*byte)));
            wide.answers.extend(last.iter().map(|byte| answer(*byte)));
            return unresolved;
        }
        let scales = &self.scales;
        let fast = |column: &AnswerColumn<'_>, raw| {
            let scale = &scales[column.scale];
            scale.fast(raw, column.may_not_apply).unwrap_or(UNRESOLVED)
        };
        let columns = wide.answer_columns.iter();
        match wide
            .consecutive
            .clone()
            .and_then(|range| record.consecutive(range))
        {
            Some(cells) => (wide.answers).extend(columns.zip(cells).map(|(c, raw)| fast(c, raw))),
            None => (wide.answers).extend(columns.map(|c| fast(c, record.bytes(c.column.at)))),
        }
        wide.answers.contains(&UNRESOLVED)
    }

    /// Reads an answer that was not found byte for byte.
    fn slow_answer(&mut self, record: &Record<'_>, at: usize) -> PackedAnswer {
        let column = &self.wide.answer_columns[at];
        let (cell, variable) = (column.column.at, column.column.variable);
        let scale = &self.scales[column.scale];
        let (answer, error) = scale.slow(
            record.get(cell),
            column.may_not_apply,
            &self.schema.notation,
        );
        if let Some(error) = error {
            self.note_cell(record, cell, variable, error);
        }
        answer
    }

    /// Refuses the cells that can't be this unit's: of variables that are not collected at its level, or of years in which
    /// it did not exist.
    fn refuse_misplaced(&mut self, record: &Record<'_>, head: Head, period: Period) {
        let misplaced = |column: &Column| -> Option<CellError> {
            let variable = column.variable;
            match self.plan[variable].level < head.level {
                true => Some(CellError::WrongLevel),
                false => self.misfit(head.unit, variable, column.period.unwrap_or(period)),
            }
        };
        let answers = self.wide.answer_columns.iter();
        let answers: Vec<_> = answers.map(|column| misplaced(column.column)).collect();
        let figures = self.wide.figure_columns.iter();
        let figures: Vec<_> = figures.map(|(column, _)| misplaced(column)).collect();
        let mut errors = Vec::new();
        let wide = &mut self.wide;
        let columns = wide.answer_columns.iter().zip(answers);
        for (answer, (column, error)) in wide.answers.iter_mut().zip(columns) {
            if let Some(error) = error
                && !matches!(*answer, PackedAnswer::BLANK | PackedAnswer::REFUSED)
            {
                *answer = PackedAnswer::REFUSED;
                errors.push((column.column, error));
            }
        }
        let columns = wide.figure_columns.iter().zip(figures);
        for (figure, ((column, _), error)) in wide.figures.iter_mut().zip(columns) {
            if let Some(error) = error
                && !matches!(*figure, NumericCell::Blank | NumericCell::Refused)
            {
                *figure = NumericCell::Refused;
                errors.push((column, error));
            }
        }
        for (column, error) in errors {
            self.note_cell(record, column.at, column.variable, error);
        }
    }
}

/// The answer for each single byte, where all columns have the same scale; else `None`.
fn single_byte_answers(
    scales: &[ScaleLookup],
    columns: &[AnswerColumn<'_>],
) -> Option<Box<[PackedAnswer; 256]>> {
    let kind = |column: &AnswerColumn<'_>| (column.scale, column.may_not_apply);
    let (scale, may_not_apply) = kind(columns.first()?);
    let same = columns
        .iter()
        .all(|column| kind(column) == (scale, may_not_apply));
    let answer = |byte| {
        let found = scales[scale].fast(&[byte], may_not_apply);
        found.unwrap_or(UNRESOLVED)
    };
    same.then(|| Box::new(std::array::from_fn(|byte| answer(byte as u8))))
}

/// The positions of the columns, where they are consecutive; else `None`.
fn consecutive(columns: &[Column]) -> Option<Range<usize>> {
    let first = columns.first()?.at;
    let range = first..first + columns.len();
    let same = range.clone().eq(columns.iter().map(|c| c.at));
    same.then_some(range)
}
