//! The workbook of a year of a batch: all units, with formulas where the arithmetic can be followed. The same report gives the
//! same bytes; results that a spreadsheet works out are those of the report.

mod arithmetic;
mod basis;
mod charts;
mod communities;
mod files;
mod findings;
mod gaps;
mod look;
mod matrix;
mod number;
mod results;
mod sheet;
mod sources;
mod summary;
mod trends;

use super::phrases;
use super::xlsx::new_workbook;
use crate::i18n::Lang;
use crate::report::batch::{BatchReport, YearReport};
use crate::report::scorecard::{Card, IndicatorResult, ScorecardDocument};
use look::Look;
use rust_xlsxwriter::XlsxError;
use sources::Sources;
use std::collections::BTreeMap;
use std::io;

/// The workbook of a year.
pub fn write(year: &YearReport, batch: &BatchReport) -> io::Result<Vec<u8>> {
    Book::new(year, batch).bytes().map_err(io::Error::other)
}

/// What all sheets are made of.
struct Book<'a> {
    year: &'a YearReport,
    batch: &'a BatchReport,
    /// The card of each unit with its document.
    cards: Vec<(&'a ScorecardDocument, Card)>,
    /// Every indicator of a card, in the plan's order, as the first card that has it states it.
    indicators: Vec<&'a IndicatorResult>,
    lang: Lang,
    look: Look,
}

impl<'a> Book<'a> {
    fn new(year: &'a YearReport, batch: &'a BatchReport) -> Self {
        let lang = batch.lang;
        let documents = year.cards.iter().map(|card| card.pick(lang));
        let cards = documents.filter_map(|document| {
            let card = document.cards().into_iter().next()?;
            Some((document, card))
        });
        let mut first: BTreeMap<&str, &IndicatorResult> = BTreeMap::new();
        for result in year.cards.iter().flat_map(|card| &card.pick(lang).results) {
            first.entry(&result.indicator).or_insert(result);
        }
        let planned = batch.plan.pick(lang).indicators.iter();
        let indicators = planned.filter_map(|planned| first.get(&*planned.indicator).copied());
        Book {
            year,
            batch,
            cards: cards.collect(),
            indicators: indicators.collect(),
            lang,
            look: Look::new(lang),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, XlsxError> {
        let title = &self.batch.plan.pick(self.lang).plan;
        let title = title.as_ref().map_or("", |plan| &plan.title);
        let mut workbook = new_workbook(title)?;
        let sources = Sources::of(self);
        let sheets = [
            summary::fill,
            matrix::fill,
            gaps::fill,
            charts::fill,
            trends::fill,
            communities::fill,
            results::fill,
            sources::fill,
            basis::fill,
            findings::fill,
            findings::fill_outstanding,
            files::fill,
        ];
        for fill in sheets {
            fill(self, &sources, workbook.add_worksheet())?;
        }
        workbook.save_to_buffer()
    }

    /// What is said at the top of every sheet: that figures are made up, or that some were refused.
    fn warnings(&self) -> Vec<&str> {
        let exit = &self.batch.check.pick(self.lang).exit;
        let synthetic = (self.year.synthetic).then(|| phrases::synthetic(self.lang));
        let refused = (exit.code != 0).then_some(&*exit.message);
        synthetic.into_iter().chain(refused).collect()
    }

    /// The row of the head of the table of a sheet with so many notes.
    fn head_row(&self, notes: usize) -> u32 {
        (2 + self.warnings().len() + notes) as u32
    }

    /// The name of a chapter.
    fn chapter(&self, number: u32) -> String {
        let plan = self.batch.head.pick(self.lang).plan.as_ref();
        phrases::chapter(
            plan.map_or(&[][..], |plan| &plan.chapters),
            number,
            self.lang,
        )
    }

    /// A word in the language of the workbook.
    fn word(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }
}

/// The names of the sheets that others refer to.
mod names {
    use crate::i18n::Lang;

    /// The verdicts, indicators by units.
    pub fn matrix(lang: Lang) -> &'static str {
        lang.pick("判定矩阵", "Matrix")
    }

    /// Every cell that was read.
    pub fn sources(lang: Lang) -> &'static str {
        lang.pick("数据来源", "Sources")
    }

    /// The headline over the years.
    pub fn charts(lang: Lang) -> &'static str {
        lang.pick("图表", "Charts")
    }

    /// The indicators over the years.
    pub fn trends(lang: Lang) -> &'static str {
        lang.pick("趋势", "Trends")
    }

    /// Every result.
    pub fn results(lang: Lang) -> &'static str {
        lang.pick("指标结果", "Results")
    }
}
