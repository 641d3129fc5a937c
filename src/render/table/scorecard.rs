//! Scorecards: of one unit in full, of the units of a level a line each.

use super::columns::Columns;
use super::{grid, heading, rows, stage, units, without_figures};
use crate::plan::Year;
use crate::render::style::{PLAIN, STRONG};
use crate::render::{ScorecardRenderer, Style, waiver_lines};
use crate::report::Detail;
use crate::report::head::Chapter;
use crate::report::scorecard::{Card, IndicatorResult, LevelName, Order};
use crate::report::scorecard::{ScorecardHead, ScorecardTail, UnitSummary};
use std::io::{self, Write};

/// A card of more results than this that mostly lacks data has rows only for what is decided.
const ONE_SCREEN: usize = 30;

/// Keeps of the head what the cards need.
pub struct Table {
    style: Style,
    chapters: Vec<Chapter>,
    last: Year,
    listing: bool,
    members: Option<LevelName>,
    order: Order,
    several_years: bool,
    /// Whether a stage of the plan was asked for.
    staged: bool,
    cards: u64,
    /// The year of the last card written.
    year: Option<Year>,
    anything: bool,
}

impl Table {
    /// A table that nothing has been written of.
    pub fn new(style: Style) -> Self {
        Table {
            style,
            chapters: Vec::new(),
            last: Year::MAX,
            listing: false,
            members: None,
            order: Order::Plan,
            several_years: false,
            staged: false,
            cards: 0,
            year: None,
            anything: false,
        }
    }
}

/// As many are shown of what is furthest from its target.
const WORST: usize = 5;

impl Table {
    /// The terms of the waivers.
    fn waived(&self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let Some((heading, lines)) = waiver_lines::block(&card.results, self.style.lang) else {
            return Ok(());
        };
        writeln!(out)?;
        grid::paragraph(out, self.style, 0, &heading, STRONG)?;
        let mut lines = lines.iter();
        lines.try_for_each(|line| grid::paragraph(out, self.style, 2, line, PLAIN))
    }

    /// What is furthest from its target, above the chapters of a long card.
    fn worst(&self, out: &mut dyn Write, card: &Card, columns: &Columns) -> io::Result<()> {
        let worst = card.worst(WORST);
        if card.results.len() <= ONE_SCREEN || worst.len() < WORST {
            return Ok(());
        }
        let title = self.style.lang.pick("差距最大", "worst first");
        writeln!(out)?;
        grid::paragraph(out, self.style, 0, title, STRONG)?;
        columns.results(out, &worst)
    }
}

impl ScorecardRenderer for Table {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        if let Some(plan) = &head.document.plan {
            self.chapters.clone_from(&plan.chapters);
            self.last = plan.last;
        }
        if let Some(scope) = &head.scope {
            self.listing = scope.level.is_some();
            self.order = scope.order;
            self.several_years = scope.years.len() > 1;
            self.staged = scope.stage.is_some();
            self.members.clone_from(&scope.members);
        }
        heading::document(out, self.style, &head.document)
    }

    fn detail(&self) -> Detail {
        match self.listing {
            true => Detail::Counts,
            false => Detail::Evidence,
        }
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let style = self.style;
        self.cards += 1;
        self.anything = true;
        let first_of_year = self.year.replace(card.year) != Some(card.year);
        if self.listing {
            return units::line(out, style, card, first_of_year, self.several_years);
        }
        heading::unit(out, style, card)?;
        self.waived(out, card)?;
        if self.staged {
            stage::write(out, style, &card.results)?;
        }
        let brief = card.summary.mostly_lacks_data() && card.results.len() > ONE_SCREEN;
        let has_row = match brief {
            true => rows::is_decided,
            false => rows::has_row,
        };
        let with: Vec<&IndicatorResult> = card.results.iter().filter(|r| has_row(r)).collect();
        let columns = Columns::of(style, card.year, &with, self.last);
        if !with.is_empty() {
            columns.head(out)?;
        }
        if brief {
            columns.results(out, &with)?;
            return without_figures::partly_reported(out, style, &card.results);
        }
        if self.order != Order::Plan {
            columns.results(out, &with)?;
            let without: Vec<_> = card.results.iter().filter(|r| !has_row(r)).collect();
            return without_figures::write(out, style, &without);
        }
        self.worst(out, card, &columns)?;
        for (chapter, results) in card.chapters() {
            heading::chapter(out, style, &self.chapters, chapter)?;
            let (with, without): (Vec<_>, Vec<_>) =
                results.iter().partition(|result| has_row(result));
            columns.results(out, &with)?;
            without_figures::write(out, style, &without)?;
        }
        Ok(())
    }

    fn members(&mut self, out: &mut dyn Write, members: &[UnitSummary]) -> io::Result<()> {
        self.anything |= members.iter().any(|member| member.summary.total() > 0);
        let level = self.members.as_ref().map_or("", |level| &level.name);
        units::write(out, self.style, level, members)
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        if !self.anything {
            return heading::nothing(out, self.style, tail);
        }
        let listed = self.listing.then_some(self.cards);
        heading::closing(out, self.style, tail, listed)
    }
}
