//! The document of a comparison.

use super::super::common::*;
use super::super::comparison::{self as document, ComparisonDocument, ComparisonRow, Side};
use super::super::head::DocumentHead;
use super::super::number::{Decimal, Fraction};
use super::{Builder, Detail, findings_of};
use crate::evaluate::{Comparison, Judgement};
use crate::finding;
use crate::i18n::Lang;
use crate::observation::UnitIx;
use crate::plan::Year;

impl Builder<'_> {
    /// The document of a comparison of two sides.
    pub fn comparison(
        &self,
        sides: [(UnitIx, Year); 2],
        compared: &[Comparison],
        findings: &finding::Findings,
        status: &ExitStatus,
    ) -> ComparisonDocument {
        ComparisonDocument {
            head: self.document_head(document::SCHEMA),
            sides: Some(sides.map(|(unit, year)| Side {
                unit: self.unit(unit),
                year,
            })),
            rows: compared
                .iter()
                .filter_map(|row| self.compared(row))
                .collect(),
            ..ComparisonDocument::failed(findings, status, self.lang)
        }
    }

    /// One row; `None` if neither side is judged.
    fn compared(&self, row: &Comparison) -> Option<ComparisonRow> {
        let either = row.a.as_ref().or(row.b.as_ref())?;
        let indicator = &self.plan[either.indicator];
        let result = |judged: &Judgement| self.result(judged, Detail::Results);
        let (difference, attained) = (row.difference.as_ref(), row.attainment_difference.as_ref());
        Some(ComparisonRow {
            indicator: indicator.id.clone(),
            name: indicator.name.get(self.lang).to_owned(),
            a: row.a.as_ref().map(result),
            b: row.b.as_ref().map(result),
            difference: difference.map(Decimal::of),
            difference_exact: difference.and_then(Fraction::of),
            attainment_difference: attained.map(Decimal::of),
            attainment_difference_exact: attained.and_then(Fraction::of),
        })
    }
}

impl ComparisonDocument {
    /// The document of a run that could compare nothing.
    pub fn failed(findings: &finding::Findings, status: &ExitStatus, lang: Lang) -> Self {
        ComparisonDocument {
            head: DocumentHead::failed(document::SCHEMA, lang),
            sides: None,
            rows: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
