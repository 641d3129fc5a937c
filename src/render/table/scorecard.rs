//! Scorecards: of one unit in full, of the units of a level a line each.

use super::columns::Columns;
use super::{heading, rows, units, without_figures};
use crate::plan::Year;
use crate::render::{ScorecardRenderer, Style};
use crate::report::Detail;
use crate::report::scorecard::{Card, Chapter, IndicatorResult, LevelName, Scope};
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
    cards: u64,
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
            cards: 0,
            anything: false,
        }
    }
}

impl ScorecardRenderer for Table {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        if let Some(plan) = &head.plan {
            self.chapters.clone_from(&plan.chapters);
            self.last = plan.last;
        }
        if let Some(Scope { level, members, .. }) = &head.scope {
            self.listing = level.is_some();
            self.members.clone_from(members);
        }
        heading::plan(out, self.style, head)
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
        if self.listing {
            return units::line(out, style, card, self.cards == 1);
        }
        heading::unit(out, style, card)?;
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
