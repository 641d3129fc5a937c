//! The document of a ranking.

use super::super::common::*;
use super::super::head::DocumentHead;
use super::super::number::{Bounds, Decimal, Fraction};
use super::super::rank::{self as document, RankDocument, RankRow, RankScope};
use super::{Builder, findings_of};
use crate::evaluate::{Contender, Place};
use crate::finding;
use crate::i18n::{Lang, Text};
use crate::plan::rule::Direction;
use crate::plan::{LevelIx, Year};

/// What was ranked, and how.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The year.
    pub year: Year,
    /// The level of the units.
    pub level: LevelIx,
    /// The id of the indicator, `attainment` or `met`.
    pub by: String,
    /// Its name.
    pub name: Text,
    /// The unit of the scores.
    pub unit_of_measure: Text,
    /// Which scores come first.
    pub direction: Direction,
    /// By how many per cent weights were varied.
    pub weights_varied: Option<u32>,
    /// The decimals to which scores were rounded first.
    pub decimals: Option<u32>,
    /// How many decimals are shown.
    pub shown_decimals: u32,
    /// The units with their places, and those of the year before.
    pub rows: Vec<(Contender, Place, Option<u64>)>,
}

impl Builder<'_> {
    /// The document of a ranking.
    pub fn ranking(
        &self,
        ranking: &Ranking,
        findings: &finding::Findings,
        status: &ExitStatus,
    ) -> RankDocument {
        let level = &self.plan[ranking.level];
        let mut rows: Vec<RankRow> = ranking.rows.iter().map(|row| self.ranked(row)).collect();
        rows.sort_by(|a, b| {
            let key = |row: &RankRow| (row.place.is_none(), row.place, row.place_from);
            let places = key(a).cmp(&key(b));
            places.then_with(|| a.unit.code.cmp(&b.unit.code))
        });
        RankDocument {
            head: self.document_head(document::SCHEMA),
            scope: Some(RankScope {
                year: ranking.year,
                level: level.id.clone(),
                level_name: level.name.get(self.lang).to_owned(),
                by: ranking.by.clone(),
                name: ranking.name.get(self.lang).to_owned(),
                unit_of_measure: ranking.unit_of_measure.get(self.lang).to_owned(),
                least_first: ranking.direction == Direction::Less,
                weights_varied: ranking.weights_varied,
                decimals: ranking.decimals,
                shown_decimals: ranking.shown_decimals,
            }),
            rows,
            ..RankDocument::failed(findings, status, self.lang)
        }
    }

    fn ranked(&self, (contender, place, previous): &(Contender, Place, Option<u64>)) -> RankRow {
        let score = &contender.score;
        let best = score.best().and_then(|best| best.settled());
        let change = place.place.zip(*previous);
        RankRow {
            unit: self.unit(contender.unit),
            place: place.place,
            place_from: place.possible.map(|(from, _)| from),
            place_to: place.possible.map(|(_, to)| to),
            not_told_apart: place.possible.is_some_and(|(from, to)| from != to),
            previous_place: *previous,
            change: change.map(|(now, before)| before as i64 - now as i64),
            score: best.as_ref().map(Decimal::of),
            score_exact: best.as_ref().and_then(Fraction::of),
            score_bounds: Bounds::of(&score.bounds),
            score_estimated: score.is_estimated(),
            synthetic: self.figures.data.synthetic,
        }
    }
}

impl RankDocument {
    /// The document of a run that could rank nothing.
    pub fn failed(findings: &finding::Findings, status: &ExitStatus, lang: Lang) -> Self {
        RankDocument {
            head: DocumentHead::failed(document::SCHEMA, lang),
            scope: None,
            rows: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
