//! A scorecard document that was read back, as the cards it was written from.

use super::build::summary;
use super::common::{Coverage, Language, Summary};
use super::evidence::Evidence;
use super::scorecard::{Card, IndicatorResult, ScorecardDocument};
use crate::i18n::Lang;
use crate::plan::Year;
use crate::scorecard;
use std::collections::BTreeMap;

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

impl ScorecardDocument {
    /// The results of each unit and year, with their counts.
    pub fn cards(&self) -> Vec<Card> {
        let same =
            |a: &IndicatorResult, b: &IndicatorResult| (&a.unit, a.year) == (&b.unit, b.year);
        self.results
            .chunk_by(same)
            .map(|results| Card {
                unit: results[0].unit.clone(),
                year: results[0].year,
                coverage: coverage(results),
                summary: counts(results),
                results: results.to_vec(),
            })
            .collect()
    }
}

fn counts(results: &[IndicatorResult]) -> Summary {
    let mut counts = scorecard::Summary::default();
    for result in results {
        counts.count(result.verdict, result.due);
    }
    summary(&counts)
}

/// Each cell and each count once, however many results use it; as [`scorecard::Coverage::of`] counts judgements.
fn coverage(results: &[IndicatorResult]) -> Coverage {
    let mut cells: BTreeMap<(&str, &str, &str), bool> = BTreeMap::new();
    let mut counts: BTreeMap<(u8, &str, &str, Year), (u64, u64)> = BTreeMap::new();
    for evidence in results.iter().flat_map(|result| &result.evidence) {
        match evidence {
            Evidence::Cell(cell) => {
                cells.insert((&cell.variable, &cell.unit, &cell.period), cell.reported);
            }
            Evidence::Summary(count) => {
                let expected = count.expected.unwrap_or(0).max(count.reported).max(1);
                let key = (
                    count.counted as u8,
                    &*count.variable,
                    &*count.unit,
                    count.year,
                );
                counts.insert(key, (expected, count.reported));
            }
            Evidence::Planned(_) => {}
        }
    }
    let mut coverage = Coverage {
        expected: cells.len() as u64,
        reported: cells.values().filter(|reported| **reported).count() as u64,
    };
    for (expected, reported) in counts.values() {
        coverage.expected += expected;
        coverage.reported += reported;
    }
    coverage
}
