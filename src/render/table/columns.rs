//! Which columns a card has and how wide each is, so that a result is one line: all of them from 100 columns on and where no
//! terminal limits a line, the most needed on a narrower terminal.

use super::grid::{self, ColumnText, GAP};
use super::rows::Column;
use crate::plan::Year;
use crate::render::Style;
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// The terminal's width from which on every column is shown.
const FULL: usize = 100;

/// The terminal's width from which on attainment is drawn too.
const DRAWN: usize = 140;

/// The terminal's width from which on gap and clause are shown.
const COMPACT: usize = 64;

/// The length of a bar.
const BAR: usize = 10;

/// What a column keeps of its width beside a column of gaps.
const KEPT: [(Column, usize); 3] = [
    (Column::Indicator, 16),
    (Column::Target, 13),
    (Column::Value, 16),
];

/// What is narrowed where a row does not fit, one after the other, and to which width. A word of an indicator's name and an
/// interval stay whole as long as possible.
const NARROWED: [(&[Column], usize); 8] = [
    (&[Column::Indicator], 24),
    (&[Column::Target], 13),
    (&[Column::Value], 16),
    (&[Column::Indicator], 15),
    (&[Column::Gap, Column::Previous], 9),
    (&[Column::Value], 12),
    (&[Column::Gap, Column::Previous, Column::Value], 8),
    (&[Column::Indicator, Column::Target, Column::Attainment], 6),
];

/// The columns of a card with their widths.
#[derive(Debug)]
pub struct Columns {
    columns: Vec<(Column, usize)>,
    bar: usize,
    year: Year,
    last: Year,
    style: Style,
}

impl Columns {
    /// The columns that show every row of a card.
    pub fn of(style: Style, year: Year, results: &[&IndicatorResult], last: Year) -> Self {
        let shown = Column::ALL.into_iter().filter(|column| match column {
            Column::Attainment | Column::Previous => style.row_width() >= FULL,
            Column::Gap | Column::Clause => style.row_width() >= COMPACT,
            _ => true,
        });
        let mut columns = Columns {
            columns: shown.map(|column| (column, 0)).collect(),
            bar: match style.wraps_rows && style.width >= DRAWN {
                true => BAR,
                false => 0,
            },
            year,
            last,
            style,
        };
        for at in 0..columns.columns.len() {
            columns.columns[at].1 = columns.widest(columns.columns[at].0, results);
        }
        columns.leave_out_gap();
        columns.fit();
        columns
    }

    /// Leaves the gap out where little room for names would be left beside it: it follows from value and target.
    fn leave_out_gap(&mut self) {
        let room = |&(column, width): &(Column, usize)| {
            let kept = KEPT.iter().find(|(other, _)| *other == column);
            kept.map_or(width, |(_, most)| width.min(*most))
        };
        let least: usize = self.columns.iter().map(room).sum();
        let least = least + GAP * (self.columns.len() - 1);
        if self.style.row_width() < FULL && least > self.style.width {
            self.columns.retain(|(column, _)| *column != Column::Gap);
        }
    }

    fn widest(&self, column: Column, results: &[&IndicatorResult]) -> usize {
        let head = column.head(self.style, self.year).width();
        let widths = results
            .iter()
            .map(|result| self.text(column, result).width());
        widths.max().unwrap_or(0).max(head)
    }

    fn text(&self, column: Column, result: &IndicatorResult) -> ColumnText {
        column.of(self.style, result, self.last, self.bar)
    }

    /// Narrows columns until a row fits on a line. Texts that are wider than their column go on below, so that the first
    /// line holds every number.
    fn fit(&mut self) {
        for (group, least) in NARROWED {
            while self.width() > self.style.row_width() {
                let among = self.columns.iter_mut();
                let widest = among
                    .filter(|(column, _)| group.contains(column))
                    .max_by_key(|(_, width)| *width);
                match widest {
                    Some((_, width)) if *width > least => *width -= 1,
                    _ => break,
                }
            }
        }
    }

    fn width(&self) -> usize {
        let texts: usize = self.columns.iter().map(|(_, width)| width).sum();
        texts + GAP * (self.columns.len() - 1)
    }

    /// The names of the columns.
    pub fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        self.write(out, |column| column.head(self.style, self.year))
    }

    /// Writes results that have rows.
    pub fn results(&self, out: &mut dyn Write, results: &[&IndicatorResult]) -> io::Result<()> {
        results
            .iter()
            .try_for_each(|result| self.write(out, |column| self.text(column, result)))
    }

    fn write(&self, out: &mut dyn Write, text: impl Fn(Column) -> ColumnText) -> io::Result<()> {
        let texts: Vec<(usize, ColumnText)> = (self.columns.iter())
            .map(|&(column, width)| (width, text(column)))
            .collect();
        let texts: Vec<(usize, &ColumnText)> = texts.iter().map(|(w, text)| (*w, text)).collect();
        grid::row(out, GAP, &texts, self.style.color)
    }
}
