//! Scorecards for a spreadsheet program: headings in the language of the document, numbers rounded as they are shown.

use super::rows;
use crate::i18n::Lang;
use crate::plan::Year;
use crate::render::number_format::{self, ValueFormat};
use crate::render::standing::value_and_standing;
use crate::render::{ScorecardRenderer, phrases};
use crate::report::Detail;
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail, Waiver};
use std::io::{self, Write};

/// The headings in both languages.
const HEADINGS: [(&str, &str); 15] = [
    ("代码", "code"),
    ("评估对象", "unit"),
    ("年份", "year"),
    ("章", "chapter"),
    ("指标", "indicator"),
    ("判定", "verdict"),
    ("数值", "value"),
    ("目标", "target"),
    ("差距", "gap"),
    ("实现程度（%）", "attained (%)"),
    ("上年数值", "the year before"),
    ("上年判定", "verdict then"),
    ("条款", "clause"),
    ("豁免", "waiver"),
    ("备注", "remarks"),
];

/// Keeps of the head what the rows need.
pub struct OfficeCsv {
    lang: Lang,
    head: Option<ScorecardHead>,
}

impl OfficeCsv {
    /// A file that nothing has been written of.
    pub fn new(lang: Lang) -> Self {
        OfficeCsv { lang, head: None }
    }

    fn row(&self, result: &IndicatorResult, last: Year) -> [String; HEADINGS.len()] {
        let lang = self.lang;
        let format = ValueFormat::of(result, lang);
        let head = self.head.as_ref();
        let plan = head.and_then(|head| head.document.plan.as_ref());
        let chapters = plan.map_or(&[][..], |plan| &plan.chapters);
        let synthetic = head.is_some_and(|head| head.document.synthetic);
        let previous = result.previous.as_ref();
        let waiver = |waiver: &Waiver| waiver.words.clone();
        [
            result.unit.code.clone(),
            result.unit.name.clone(),
            result.year.to_string(),
            phrases::chapter(chapters, result.clause.chapter, lang),
            result.name.clone(),
            result.verdict.name(lang).to_owned(),
            value_and_standing(result, lang),
            number_format::target(result, last, lang),
            format.gap().unwrap_or_default(),
            number_format::attainment(result).unwrap_or_default(),
            previous.map_or_else(String::new, |previous| format.previous(previous)),
            previous.map_or_else(String::new, |p| p.verdict.name(lang).to_owned()),
            result.clause.phrase.clone(),
            result.waiver.as_ref().map_or_else(String::new, waiver),
            match synthetic {
                true => phrases::synthetic(lang).to_owned(),
                false => String::new(),
            },
        ]
    }
}

impl ScorecardRenderer for OfficeCsv {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.head = Some(head.clone());
        let headings = HEADINGS.map(|(zh, en)| self.lang.pick(zh, en));
        rows(out, Some(&headings), std::iter::empty::<[String; 0]>())
    }

    fn detail(&self) -> Detail {
        Detail::Results
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let last = self
            .head
            .as_ref()
            .map_or(card.year, |head| head.last_year(card));
        let results = card.results.iter();
        rows(out, None, results.map(|result| self.row(result, last)))
    }

    fn end(&mut self, _: &mut dyn Write, _: &ScorecardTail) -> io::Result<()> {
        Ok(())
    }
}
