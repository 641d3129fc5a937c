//! How wide each column of a card is: one line a result where there is room, else two.

use super::grid::{self, Cell, GAP};
use super::rows::{self, Row};
use crate::evaluate::Judgement;
use crate::render::View;
use crate::render::paint::Paint;
use crate::render::text::width;
use crate::scorecard::Scorecard;
use std::io::{self, Write};

/// Columns of a result besides its name, and what they are called.
const FIGURES: usize = 5;

/// The name's least width on one line with its figures.
const NAME_LEAST: usize = 28;

/// The widest that a figure's column gets.
const FIGURE_MOST: usize = 24;

/// The widths of a card's columns.
#[derive(Debug)]
pub struct Layout {
    bar: usize,
    verdict: usize,
    name: usize,
    /// Bar, value, target, gap, year before.
    figures: [usize; FIGURES],
    clause: usize,
    two_lines: bool,
    head: Row,
    color: bool,
}

impl Layout {
    pub fn of(view: &View<'_>, card: &Scorecard) -> Self {
        let style = view.style;
        let bar = match style.width {
            0..100 => 8,
            100..140 => 10,
            _ => 16,
        };
        let head = rows::head(view);
        let rows: Vec<Row> = (card.results.iter())
            .filter(|result| rows::has_row(result))
            .map(|result| rows::row(view, bar, result))
            .collect();
        let all = || rows.iter().chain([&head]);
        let widest = |of: fn(&Row) -> &Cell| all().map(|row| of(row).width()).max().unwrap_or(0);
        let mut figures = [0; FIGURES];
        for (at, column) in figures.iter_mut().enumerate() {
            let most = all().map(|row| row.figures[at].width()).max().unwrap_or(0);
            *column = if at == 0 { most } else { most.min(FIGURE_MOST) };
        }
        let mut layout = Layout {
            bar,
            verdict: widest(|row| &row.verdict),
            name: widest(|row| &row.name),
            figures,
            clause: widest(|row| &row.clause),
            two_lines: false,
            head,
            color: style.color,
        };
        layout.fit(style.width);
        layout
    }

    fn fit(&mut self, width: usize) {
        let ends = self.verdict + self.clause + 2 * GAP;
        let figures = self.figures_width() + GAP;
        let room = width.saturating_sub(ends + figures);
        self.two_lines = room < self.name.min(NAME_LEAST);
        let room = if self.two_lines {
            self.narrow_figures(width.saturating_sub(GAP));
            width.saturating_sub(ends).max(8)
        } else {
            room
        };
        self.name = self.name.min(room);
        if self.two_lines {
            self.name = room;
        }
    }

    fn figures_width(&self) -> usize {
        self.figures.iter().sum::<usize>() + (FIGURES - 1) * GAP
    }

    /// Takes from the widest until all stand side by side.
    fn narrow_figures(&mut self, to: usize) {
        while self.figures_width() > to {
            let Some(widest) = self.figures[1..].iter_mut().max() else {
                return;
            };
            if *widest <= 4 {
                return;
            }
            *widest -= 1;
        }
    }

    /// The names of the columns.
    pub fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        self.write(out, &self.head)
    }

    /// Writes results that have rows.
    pub fn results(
        &self,
        out: &mut dyn Write,
        view: &View<'_>,
        results: Vec<&Judgement>,
    ) -> io::Result<()> {
        for result in results {
            self.write(out, &rows::row(view, self.bar, result))?;
        }
        Ok(())
    }

    fn write(&self, out: &mut dyn Write, row: &Row) -> io::Result<()> {
        let figures = self.figures.into_iter().zip(&row.figures);
        let verdict = (self.verdict, &row.verdict);
        let name = (self.name, &row.name);
        let clause = (self.clause, &row.clause);
        if self.two_lines {
            grid::row(out, 0, &[verdict, name, clause], self.color)?;
            let figures: Vec<(usize, &Cell)> = figures.collect();
            grid::row(out, GAP, &figures, self.color)
        } else {
            let cells: Vec<(usize, &Cell)> = [verdict, name]
                .into_iter()
                .chain(figures)
                .chain([clause])
                .collect();
            grid::row(out, 0, &cells, self.color)
        }
    }
}

/// A line of text wrapped to the view's width, each line after an indent.
pub fn paragraph(
    out: &mut dyn Write,
    view: &View<'_>,
    indent: usize,
    text: &str,
    paint: Paint,
) -> io::Result<()> {
    let cell = Cell::left(text, paint);
    let to = view.style.width.saturating_sub(indent).max(width("ab"));
    grid::row(out, indent, &[(to, &cell)], view.style.color)
}
