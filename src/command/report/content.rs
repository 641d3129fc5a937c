//! From figures to the parts of a batch: each unit in each year, each year, the whole.

use super::counts;
use super::units::BatchUnits;
use crate::command::rank::{By, Task};
use crate::command::scoring::add_stages;
use crate::evaluate::{ProjectionMethod, Stage, Trend, judge_traced, missing_figures, trend};
use crate::finding::Findings;
use crate::i18n::Lang;
use crate::observation::{Figures, UnitIx, Waiver};
use crate::plan::{IndicatorIx, Plan, Year};
use crate::render::batch::BatchFormat;
use crate::report::batch::{
    BatchReport, BatchUnit, BatchWaiver, ByCode, InBoth, RANKED_BY, UnitReport, YearReport,
    YearSummary,
};
use crate::report::check::{CheckDocument, Checked, FileBalance, MissingFigure};
use crate::report::rank::RankDocument;
use crate::report::scorecard::ScorecardDocument;
use crate::report::trend::TrendDocument;
use crate::report::{
    Builder, Detail, Digests, ExitStatus, Selection, SourceNames, check_document, plan_document,
    scorecard_tail,
};
use crate::scorecard::{Scorecard, Totals, counted_scorecards, scorecards};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that the parts of a batch are made of.
pub struct Content<'a> {
    pub plan: &'a Plan,
    pub figures: &'a Figures,
    pub findings: &'a Findings,
    pub digests: &'a Digests,
    pub sources: &'a SourceNames,
    pub status: ExitStatus,
    pub units: BatchUnits,
    pub formats: &'a [&'static BatchFormat],
    pub lang: Lang,
}

/// The whole, and the counts of every unit in each year.
pub struct Whole {
    pub report: BatchReport,
    /// By year, of those in which any unit has results.
    counts: Vec<YearCounts>,
}

/// The counts of a year.
struct YearCounts {
    year: Year,
    /// The units of the batch that have results, in their order.
    units: Vec<UnitIx>,
    /// The cards, without results, of these and of the units listed below them.
    cards: BTreeMap<UnitIx, Scorecard>,
}

impl Whole {
    /// The units of each year that have results.
    pub fn years(&self) -> impl Iterator<Item = (Year, Vec<UnitIx>)> {
        (self.counts.iter()).map(|counts| (counts.year, counts.units.clone()))
    }

    /// The cards of some units in a year, without results.
    fn cards<'w>(&'w self, units: &'w [UnitIx], year: Year) -> impl Iterator<Item = &'w Scorecard> {
        let counts = self.counts.iter().filter(move |counts| counts.year == year);
        counts.flat_map(|counts| units.iter().filter_map(|unit| counts.cards.get(unit)))
    }
}

/// The units of a year, judged.
pub struct Judged {
    year: Year,
    /// The card of each unit.
    cards: Vec<Scorecard>,
    /// The cards of the year before, of the units that have results in it, by unit.
    before: Vec<Scorecard>,
    /// The trends of each unit, in the order of `cards`; none where no format needs them.
    trends: Vec<Arc<InBoth<TrendDocument>>>,
}

impl Judged {
    fn before_of(&self, unit: UnitIx) -> Option<&Scorecard> {
        let at = self.before.binary_search_by_key(&unit, |card| card.unit);
        at.ok().map(|at| &self.before[at])
    }
}

impl Content<'_> {
    fn builder(&self, lang: Lang) -> Builder<'_> {
        Builder {
            plan: self.plan,
            figures: self.figures,
            digests: self.digests,
            sources: self.sources,
            lang,
        }
    }

    /// Something that is built in each language.
    fn both<T>(&self, build: impl Fn(&Builder<'_>) -> T) -> InBoth<T> {
        InBoth::of(|lang| build(&self.builder(lang)))
    }

    /// The whole, for which all units are judged in all years.
    pub fn whole(&self) -> Whole {
        let (counts, check) = rayon::join(|| self.counts(), || self.check());
        let there: BTreeSet<UnitIx> = (counts.iter())
            .flat_map(|counts| counts.units.iter().copied())
            .collect();
        let units = self.units.documents(self.plan, self.figures, &there);
        let builder = self.builder(self.lang);
        let summaries = counts.iter().flat_map(|counts| {
            let cards = counts.units.iter().map(|unit| &counts.cards[unit]);
            cards.map(|card| {
                let summary = builder.unit_summary(card);
                YearSummary {
                    year: card.year,
                    unit: summary.unit.code,
                    summary: summary.summary,
                    coverage: summary.coverage,
                }
            })
        });
        let summaries: Vec<YearSummary> = summaries.collect();
        let (plan, none) = (self.plan, Findings::default());
        let report = BatchReport {
            by_code: ByCode::new(&units, &summaries),
            head: self.both(|builder| builder.document_head("")),
            plan: InBoth::of(|lang| plan_document(Some(plan), &none, &self.status, lang)),
            check,
            years: counts.iter().map(|counts| counts.year).collect(),
            summaries,
            checklists: counts::checklists(plan),
            waivers: self.waivers(&there),
            units,
            ranked: self.units.ranked.is_some(),
            formats: self.formats.iter().map(|format| format.id).collect(),
            lang: self.lang,
            synthetic: self.figures.data.synthetic,
            boundaries: self.figures.data.boundaries.clone(),
        };
        Whole { report, counts }
    }

    /// The counts of all units, and of those listed below them, in the years in which any unit has results.
    fn counts(&self) -> Vec<YearCounts> {
        let of_year = |&year: &Year| {
            let mut units = self.units.of(year);
            let listed: Vec<UnitIx> = self.units.listed(year).into_iter().collect();
            let all = self.all_indicators();
            let cards = counted_scorecards(self.plan, self.figures, &all, &listed, year);
            let cards = cards.into_iter().filter(|card| card.summary.total() > 0);
            let cards = cards.map(|card| (card.unit, card));
            let cards: BTreeMap<UnitIx, Scorecard> = cards.collect();
            units.retain(|unit| cards.contains_key(unit));
            YearCounts { year, units, cards }
        };
        let counts = self.units.years.iter().map(of_year);
        counts.filter(|counts| !counts.units.is_empty()).collect()
    }

    /// What `check --missing` says of the years of the batch.
    fn check(&self) -> InBoth<CheckDocument> {
        let (plan, figures) = (self.plan, self.figures);
        let files = &figures.data.files;
        let names: BTreeSet<&str> = files.iter().map(|file| &*file.name).collect();
        let missing = missing_figures(plan, figures, &self.units.all, &self.units.years);
        InBoth::of(|lang| {
            let checked = Checked {
                indicators: plan.indicators.len(),
                units: figures.units.len(),
                files: names.len(),
                rows: files.iter().map(|file| file.rows).sum(),
                balance: files.iter().map(FileBalance::of).collect(),
            };
            let list = missing.figures.iter().map(|figure| {
                let decisive = missing.decisive(figure.unit);
                MissingFigure::of(figure, decisive, (plan, figures), lang)
            });
            check_document(
                checked,
                Some(list.collect()),
                self.findings,
                &self.status,
                lang,
            )
        })
    }

    fn waivers(&self, units: &BTreeSet<UnitIx>) -> Vec<BatchWaiver> {
        let waivers = self.figures.waivers.iter();
        let waivers = waivers.filter(|waiver| units.contains(&waiver.unit));
        let document = |waiver: &Waiver| BatchWaiver {
            indicator: self.plan[waiver.indicator].id.clone(),
            name: InBoth::of(|lang| {
                let name = &self.plan[waiver.indicator].name;
                name.get(lang).to_owned()
            }),
            unit: self.figures.units.code(waiver.unit).to_owned(),
            waiver: self.both(|builder| builder.waiver_document(waiver)),
        };
        waivers.map(document).collect()
    }

    /// All units of a year, judged; what the year `earlier` has in common with the year before is taken from it.
    pub fn judged(&self, units: Vec<UnitIx>, year: Year, earlier: Option<Judged>) -> Judged {
        let earlier = earlier.filter(|earlier| earlier.year + 1 == year);
        let mut before = earlier.map_or(Vec::new(), |earlier| earlier.cards);
        let there: BTreeSet<UnitIx> = units.iter().copied().collect();
        before.retain(|card| there.contains(&card.unit));
        if year > self.plan.first {
            let known: BTreeSet<UnitIx> = before.iter().map(|card| card.unit).collect();
            let others = units.iter().copied().filter(|unit| !known.contains(unit));
            before.extend(self.cards(&others.collect::<Vec<_>>(), year - 1));
        }
        before.retain(|card| !card.results.is_empty());
        before.sort_by_key(|card| card.unit);
        let cards = || self.cards(&units, year);
        let trends = || {
            if !self.formats.iter().any(|format| format.trends) {
                return Vec::new();
            }
            let trends = units.par_iter().map(|&unit| self.trends(unit, year));
            trends.collect()
        };
        let (cards, trends) = rayon::join(cards, trends);
        Judged {
            year,
            cards,
            before,
            trends,
        }
    }

    /// One unit in one year.
    pub fn unit(&self, whole: &Whole, judged: &Judged, at: usize) -> Option<UnitReport> {
        let card = judged.cards.get(at)?;
        let explained = self.formats.iter().any(|format| format.explanations);
        let traced = explained.then(|| self.traced(card));
        let (explained, none) = (traced.iter(), Findings::default());
        Some(UnitReport {
            unit: self.document_of(whole, card.unit)?.clone(),
            year: card.year,
            card: self.card(whole, traced.as_ref().unwrap_or(card), Detail::Evidence),
            explanations: self.both(|builder| {
                let results = explained.clone().flat_map(|card| &card.results);
                results
                    .map(|judged| builder.explanation(judged, None, &none, &self.status))
                    .collect()
            }),
            trend: judged.trends.get(at).cloned(),
        })
    }

    /// A card judged again, with every cell and the arithmetic between.
    fn traced(&self, card: &Scorecard) -> Scorecard {
        let (plan, figures, unit, year) = (self.plan, self.figures, card.unit, card.year);
        let results = judge_traced(plan, figures, &self.indicators(unit), unit, year);
        let mut card = Scorecard::new(unit, year, results);
        add_stages(plan, figures, &mut card, Stage::of(plan, year));
        card
    }

    /// All units in one year.
    pub fn year(&self, whole: &Whole, judged: &Judged) -> YearReport {
        let documents = |cards: Vec<&Scorecard>, detail| -> Vec<InBoth<ScorecardDocument>> {
            (cards.into_par_iter())
                .map(|card| self.card(whole, card, detail))
                .collect()
        };
        let units = judged.cards.iter().map(|card| card.unit);
        let before = units.filter_map(|unit| judged.before_of(unit));
        YearReport {
            year: judged.year,
            previous: documents(before.collect(), Detail::Results),
            ranks: self.ranks(judged),
            distributions: counts::distributions(self.plan, self.figures, &judged.cards),
            trends: judged.trends.clone(),
            cards: documents(judged.cards.iter().collect(), Detail::Evidence),
            synthetic: self.figures.data.synthetic,
        }
    }

    /// The indicators that are judged at the level of a unit.
    fn indicators(&self, unit: UnitIx) -> Vec<IndicatorIx> {
        let level = self.figures.units.level(unit);
        let indicators = self.plan.indicators();
        let judged = indicators.filter(|(_, indicator)| indicator.levels.contains(&level));
        judged.map(|(ix, _)| ix).collect()
    }

    /// All indicators.
    fn all_indicators(&self) -> Vec<IndicatorIx> {
        self.plan.indicators().map(|(ix, _)| ix).collect()
    }

    /// The cards of some units, judged and with the stage of the year.
    fn cards(&self, units: &[UnitIx], year: Year) -> Vec<Scorecard> {
        let (plan, figures) = (self.plan, self.figures);
        let mut cards = scorecards(plan, figures, &self.all_indicators(), units, year);
        let stage = Stage::of(plan, year);
        (cards.par_iter_mut()).for_each(|card| add_stages(plan, figures, card, stage));
        cards
    }

    /// The document of a card, as `score` writes it of one unit.
    fn card(&self, whole: &Whole, card: &Scorecard, detail: Detail) -> InBoth<ScorecardDocument> {
        let (unit, year) = (card.unit, card.year);
        let members = self.units.members(unit, year);
        let mut totals = Totals::default();
        totals.add(card);
        self.both(|builder| {
            let below = members.map_or(&[][..], |(_, below)| below);
            ScorecardDocument {
                head: builder.head(Selection {
                    year,
                    unit,
                    level: None,
                    members: members.map(|(level, _)| level),
                }),
                results: builder.card(card, detail).results,
                units: (whole.cards(below, year))
                    .map(|card| builder.unit_summary(card))
                    .collect(),
                tail: scorecard_tail(&totals, self.findings, &self.status, builder.lang),
            }
        })
    }

    /// All indicators of a unit up to a year.
    fn trends(&self, unit: UnitIx, upto: Year) -> Arc<InBoth<TrendDocument>> {
        let method = ProjectionMethod::LeastSquares;
        let (plan, figures) = (self.plan, self.figures);
        let trends: Vec<Trend> = (self.indicators(unit).into_iter())
            .map(|indicator| trend(plan, figures, indicator, unit, upto, method))
            .collect();
        let none = Findings::default();
        Arc::new(self.both(|builder| builder.trends(&trends, &none, &self.status)))
    }

    /// The places of the units of the level that is ranked; none where not all of its units are in the batch.
    fn ranks(&self, judged: &Judged) -> Vec<InBoth<RankDocument>> {
        let Some(level) = self.units.ranked else {
            return Vec::new();
        };
        let indicators = self.all_indicators();
        let none = Findings::default();
        let rankings = RANKED_BY.into_iter().filter_map(|id| {
            let task = Task {
                plan: self.plan,
                figures: self.figures,
                by: By::of(id)?,
                indicators: &indicators,
                level,
                varied: false,
                known: &[&judged.cards, &judged.before],
            };
            // What is not ranked by an indicator can always be ranked.
            task.ranking(id, judged.year).ok()
        });
        rankings
            .map(|ranking| self.both(|builder| builder.ranking(&ranking, &none, &self.status)))
            .collect()
    }

    fn document_of<'w>(&self, whole: &'w Whole, unit: UnitIx) -> Option<&'w BatchUnit> {
        whole.report.unit(self.figures.units.code(unit))
    }
}
