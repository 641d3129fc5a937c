//! `table`: for people at a terminal.

mod grid;
mod heading;
mod layout;
mod members;
mod rest;
mod rows;

use super::{Ending, Format, Member, Renderer, Totals, View};
use crate::scorecard::Scorecard;
use std::io::{self, Write};

pub const FORMAT: Format = Format {
    id: "table",
    digests: false,
    new: || Box::new(Table::default()),
};

/// One unit's card in full; of the units of a level a line each.
#[derive(Default)]
struct Table {
    lines: u64,
}

impl Renderer for Table {
    fn begin(&mut self, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
        heading::plan(out, view)
    }

    fn card(&mut self, out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
        if view.level.is_some() {
            self.lines += 1;
            return members::line(out, view, card, self.lines == 1);
        }
        heading::unit(out, view, card)?;
        let layout = layout::Layout::of(view, card);
        if card.results.iter().any(rows::has_row) {
            layout.head(out)?;
        }
        for (chapter, results) in card.groups(view.plan) {
            heading::chapter(out, view, chapter)?;
            let (told, untold) = results.into_iter().partition(|r| rows::has_row(r));
            layout.results(out, view, told)?;
            rest::write(out, view, untold)?;
        }
        Ok(())
    }

    fn members(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        members: &[Member],
    ) -> io::Result<()> {
        members::write(out, view, members)
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        view: &View<'_>,
        totals: &Totals,
        ending: &Ending,
    ) -> io::Result<()> {
        match totals.is_empty() {
            true => heading::nothing(out, view, ending),
            false => heading::closing(out, view, totals),
        }
    }
}
