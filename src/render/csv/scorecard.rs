//! Scorecards: a row a result.

use super::{rows, text};
use crate::render::ScorecardRenderer;
use crate::report::Detail;
use crate::report::gate::GateMark;
use crate::report::pace::Pace;
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail, Waiver};
use std::io::{self, Write};

const COLUMNS: [&str; 44] = [
    "unit_code",
    "unit",
    "level",
    "year",
    "indicator",
    "name",
    "verdict",
    "value",
    "lower",
    "upper",
    "unit_of_measure",
    "target",
    "due",
    "gap",
    "attainment",
    "pace",
    "previous_value",
    "previous_verdict",
    "chapter",
    "section",
    "clause",
    "phrase",
    "score",
    "score_estimated",
    "band",
    "band_estimated",
    "stage",
    "stage_status",
    "gate",
    "waived_from",
    "waived_until",
    "waived_by",
    "waived_on",
    "waived_why",
    "score_lower",
    "score_upper",
    "pace_method",
    "pace_due_value",
    "pace_ratio",
    "base_year",
    "actual_rate",
    "required_rate",
    "rate_unit",
    "synthetic",
];

/// Keeps of the head whether the figures are made up.
#[derive(Debug, Default)]
pub struct Csv {
    synthetic: bool,
}

impl ScorecardRenderer for Csv {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        self.synthetic = head.document.synthetic;
        rows(out, Some(&COLUMNS), std::iter::empty::<[String; 0]>())
    }

    fn detail(&self) -> Detail {
        Detail::Results
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let results = card.results.iter();
        rows(out, None, results.map(|result| row(result, self.synthetic)))
    }

    fn end(&mut self, _: &mut dyn Write, _: &ScorecardTail) -> io::Result<()> {
        Ok(())
    }
}

fn row(result: &IndicatorResult, synthetic: bool) -> [String; COLUMNS.len()] {
    let bounds = result.bounds.as_ref();
    let previous = result.previous.as_ref();
    let stage = result.stage.as_ref();
    let of_waiver = |part: &dyn Fn(&Waiver) -> Option<String>| {
        result.waiver.as_ref().and_then(part).unwrap_or_default()
    };
    let scores = result.score_bounds.as_ref();
    let of_pace = |part: &dyn Fn(&Pace) -> Option<String>| {
        result.pace.as_ref().and_then(part).unwrap_or_default()
    };
    [
        result.unit.code.clone(),
        result.unit.name.clone(),
        result.unit.level.clone(),
        result.year.to_string(),
        result.indicator.clone(),
        result.name.clone(),
        result.verdict.id().to_owned(),
        text(result.value.as_ref()),
        text(bounds.and_then(|bounds| bounds.lower.as_ref())),
        text(bounds.and_then(|bounds| bounds.upper.as_ref())),
        result.unit_of_measure.clone(),
        result.target.words.clone(),
        result.target.by.to_string(),
        text(result.gap.as_ref()),
        text(result.attainment.as_ref()),
        of_pace(&|pace| pace.band.clone()),
        text(previous.and_then(|previous| previous.value.as_ref())),
        previous
            .map_or("", |previous| previous.verdict.id())
            .to_owned(),
        result.clause.chapter.to_string(),
        result.clause.section.to_string(),
        result.clause.id.clone(),
        result.clause.phrase.clone(),
        text(result.score.as_ref()),
        match result.score {
            Some(_) => result.score_estimated.to_string(),
            None => String::new(),
        },
        result.band.clone().unwrap_or_default(),
        match result.band {
            Some(_) => result.band_estimated.to_string(),
            None => String::new(),
        },
        stage.map_or("", |stage| &stage.stage).to_owned(),
        stage.map_or("", |stage| &stage.status).to_owned(),
        result.gate.map_or("", GateMark::id).to_owned(),
        of_waiver(&|waiver| Some(waiver.from.to_string())),
        of_waiver(&|waiver| Some(waiver.until.to_string())),
        of_waiver(&|waiver| waiver.by.clone()),
        of_waiver(&|waiver| waiver.date.clone()),
        of_waiver(&|waiver| Some(waiver.why.clone())),
        text(scores.and_then(|scores| scores.lower.as_ref())),
        text(scores.and_then(|scores| scores.upper.as_ref())),
        of_pace(&|pace| Some(pace.method.clone())),
        of_pace(&|pace| Some(text(pace.due_value.as_ref()))),
        of_pace(&|pace| Some(text(pace.ratio.as_ref()))),
        of_pace(&|pace| pace.base_year.map(|year| year.to_string())),
        of_pace(&|pace| Some(text(pace.actual_rate.as_ref()))),
        of_pace(&|pace| Some(text(pace.required_rate.as_ref()))),
        of_pace(&|pace| pace.rate_unit.clone()),
        synthetic.to_string(),
    ]
}
