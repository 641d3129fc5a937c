//! From figures to scorecards: judges the units year by year and writes their cards as they come.

use super::destination::Scorecards;
use super::gate::{Marks, OpenGate};
use super::pipeline::LoadedData;
use crate::evaluate::{Stage, Verdict, stage};
use crate::i18n::Lang;
use crate::observation::{Figures, UnitIx};
use crate::plan::{IndicatorIx, LevelIx, Plan, Year};
use crate::progress::Progress;
use crate::report::scorecard::{Card, Order, UnitSummary};
use crate::report::{Builder, Digests, Selection, SourceNames};
use crate::scorecard::{Scorecard, Totals, counted_scorecards, scorecards};
use crate::text;
use rayon::prelude::*;
use std::io;

/// Units judged before their cards are written.
const AT_ONCE: usize = 256;

/// Everything that is known before the first unit is judged.
pub struct Prepared {
    pub plan: Plan,
    pub data: LoadedData,
    pub digests: Digests,
    /// Counts the units that are judged.
    pub progress: Progress,
    /// The level listed; `None` for the cards of single units.
    pub level: Option<LevelIx>,
    /// The units asked for; none for all that belong to no other.
    pub units: Vec<UnitIx>,
    pub indicators: Vec<IndicatorIx>,
    /// Ascending, at least one.
    pub years: Vec<Year>,
    /// The verdicts of which results are shown; all if empty.
    pub only: Vec<Verdict>,
    pub order: Order,
    /// The stage that is judged; `None` for that which each year is.
    pub stage: Option<Stage>,
    /// What the results are held to.
    pub gate: OpenGate,
    /// What of the command line the document states beside what was chosen by it.
    pub stated: Stated,
}

/// What of the command line a document states beside what was chosen by it.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// The chapter asked for.
    pub group: Option<String>,
    /// Whether the year is the latest with figures, none having been asked for.
    pub latest: bool,
    /// Whether the verdicts are accepted although data was refused.
    pub allow_refused: bool,
}

impl Prepared {
    fn last_year(&self) -> Year {
        self.years.last().copied().unwrap_or(self.plan.last)
    }

    /// The units that are asked for, or that belong to no other in a year.
    fn roots(&self, year: Year) -> Vec<UnitIx> {
        match self.units.is_empty() {
            true => self.data.figures.units.roots(year),
            false => self.units.clone(),
        }
    }

    /// The level listed in a year: the one asked for, or that of several units that belong to no other.
    fn level(&self, year: Year) -> Option<LevelIx> {
        if self.level.is_some() || !self.units.is_empty() {
            return self.level;
        }
        let units = &self.data.figures.units;
        let top = units.level(self.data.unit);
        let roots = self.roots(year);
        let several = (roots.iter().filter(|&&root| units.level(root) == top)).count() > 1;
        several.then_some(top)
    }

    /// The level of the units listed below the one assessed: of one unit in one year only.
    fn members(&self) -> Option<LevelIx> {
        let one = self.units.len() <= 1 && self.years.len() == 1;
        let listed = self.level(self.last_year()).is_some();
        self.data.members.filter(|_| one && !listed)
    }
}

/// What is judged, and how documents are built of it.
pub struct Scoring<'a> {
    prepared: &'a Prepared,
    builder: Builder<'a>,
}

impl<'a> Scoring<'a> {
    /// The scoring of what is prepared, with texts in a language; `sources` are the names of plan and data.
    pub fn new(prepared: &'a Prepared, sources: &'a SourceNames, lang: Lang) -> Self {
        Scoring {
            prepared,
            builder: Builder {
                plan: &prepared.plan,
                figures: &prepared.data.figures,
                digests: &prepared.digests,
                sources,
                lang,
            },
        }
    }

    /// Judges the units year by year and writes their cards as they come; returns what they come to.
    pub fn cards(&self, to: &mut Scorecards<'_>) -> io::Result<(Totals, Marks)> {
        let prepared = self.prepared;
        let (mut totals, mut marks) = (Totals::default(), Marks::default());
        let last = prepared.last_year();
        let members = prepared.members();
        let mut head = self.builder.head(Selection {
            year: last,
            unit: prepared.data.unit,
            level: prepared.level(last),
            members,
        });
        if let Some(scope) = &mut head.scope {
            if prepared.years.len() > 1 {
                scope.years.clone_from(&prepared.years);
            }
            if prepared.units.len() > 1 || prepared.level.is_some() {
                let units = &prepared.data.figures.units;
                let codes = prepared
                    .units
                    .iter()
                    .map(|&unit| units.code(unit).to_owned());
                scope.units = codes.collect();
            }
            scope.only.clone_from(&prepared.only);
            scope.order = prepared.order;
            scope.stage = prepared.stage.map(|stage| stage.id().to_owned());
            scope.group.clone_from(&prepared.stated.group);
            scope.latest = prepared.stated.latest;
            scope.allow_refused = prepared.stated.allow_refused;
        }
        head.gate = prepared.gate.document();
        to.begin(&head)?;
        let years = prepared.years.iter();
        let judged: Vec<(Year, Vec<UnitIx>)> =
            years.map(|&year| (year, self.judged(year))).collect();
        let members = members.map(|level| self.members_of(level, last));
        let units = judged.iter().map(|(_, units)| units.len());
        let count = units.chain(members.as_ref().map(Vec::len)).sum::<usize>();
        let task = text!("判定评估对象", "judging units");
        prepared.progress.begin(task, count as u64);
        for (year, units) in &judged {
            for units in units.chunks(AT_ONCE) {
                let mut cards = self.cards_of(units, *year);
                cards.retain(|card| !card.results.is_empty());
                cards.iter().for_each(|card| totals.add(card));
                let mut documents = self.builder.cards(&cards, to.detail());
                for (card, document) in cards.iter().zip(&mut documents) {
                    self.mark(card, document, &mut marks);
                }
                let mut selected = documents.into_iter().map(|card| self.selected(card));
                selected.try_for_each(|card| to.card(&card))?;
            }
        }
        if let Some(members) = members {
            let members = self.members(&members, last);
            totals.members = members.iter().map(|member| member.summary.total()).sum();
            to.members(&members)?;
        }
        prepared.progress.end();
        Ok((totals, marks))
    }

    /// Holds the results of a card to the gate; those of its document, where they are needed, are marked.
    fn mark(&self, card: &Scorecard, document: &mut Card, marks: &mut Marks) {
        let prepared = self.prepared;
        let unit = prepared.data.figures.units.code(card.unit);
        let mut shown = document.results.iter_mut();
        for judged in &card.results {
            let indicator = &prepared.plan[judged.indicator].id;
            let mark = prepared.gate.mark((indicator, unit), judged);
            prepared.gate.count(marks, judged, mark);
            if let Some(result) = shown.next() {
                result.gate = mark;
            }
        }
    }

    /// A card with the results that are shown, in their order.
    fn selected(&self, mut card: Card) -> Card {
        let only = &self.prepared.only;
        if !only.is_empty() {
            card.results.retain(|result| only.contains(&result.verdict));
        }
        card.sort(self.prepared.order);
        card
    }

    /// The units that get scorecards: those of a level in the order of their codes, else as they were asked for.
    fn judged(&self, year: Year) -> Vec<UnitIx> {
        let prepared = self.prepared;
        let units = &prepared.data.figures.units;
        let Some(level) = prepared.level(year) else {
            return match prepared.units.is_empty() {
                true => vec![prepared.data.unit],
                false => prepared.units.clone(),
            };
        };
        let below = |&root: &UnitIx| match units.level(root) == level {
            true => vec![root],
            false => units.members(root, level, year),
        };
        let mut judged: Vec<UnitIx> = prepared.roots(year).iter().flat_map(below).collect();
        judged.sort_by_key(|&unit| units.code(unit));
        judged.dedup();
        judged
    }

    /// The units of a level below the one assessed.
    fn members_of(&self, level: LevelIx, year: Year) -> Vec<UnitIx> {
        let data = &self.prepared.data;
        data.figures.units.members(data.unit, level, year)
    }

    fn members(&self, members: &[UnitIx], year: Year) -> Vec<UnitSummary> {
        let prepared = self.prepared;
        let (plan, figures) = (&prepared.plan, &prepared.data.figures);
        (members.chunks(AT_ONCE))
            .flat_map(|units| counted_scorecards(plan, figures, &prepared.indicators, units, year))
            .map(|card| self.builder.unit_summary(&card))
            .collect()
    }

    /// The cards of some units, in their order.
    fn cards_of(&self, units: &[UnitIx], year: Year) -> Vec<Scorecard> {
        let prepared = self.prepared;
        let (plan, figures) = (&prepared.plan, &prepared.data.figures);
        let mut cards = scorecards(plan, figures, &prepared.indicators, units, year);
        let asked = prepared.stage.unwrap_or_else(|| Stage::of(plan, year));
        match &mut cards[..] {
            [card] => add_stages(plan, figures, card, asked),
            cards => (cards.par_iter_mut()).for_each(|card| add_stages(plan, figures, card, asked)),
        }
        prepared.progress.add(units.len() as u64);
        cards
    }
}

/// Says of each result of a card how it stands at a stage of the plan; nothing in a year that is no such stage.
pub fn add_stages(plan: &Plan, figures: &Figures, card: &mut Scorecard, asked: Stage) {
    if asked == Stage::Annual {
        return;
    }
    for result in &mut card.results {
        result.stage = stage(plan, figures, result, asked);
    }
}
