//! The document of trends.

use super::super::common::*;
use super::super::head::DocumentHead;
use super::super::number::{Bounds, Decimal, Fraction};
use super::super::trend::{self as document, BaselineValue, TrendDocument, TrendSeries, TrendYear};
use super::{Builder, Detail, findings_of};
use crate::evaluate::{self, Trend};
use crate::finding;
use crate::i18n::Lang;
use crate::number::Value;
use crate::plan::Year;

impl Builder<'_> {
    /// The document of some trends.
    pub fn trends(
        &self,
        trends: &[Trend],
        findings: &finding::Findings,
        status: &ExitStatus,
    ) -> TrendDocument {
        TrendDocument {
            head: self.document_head(document::SCHEMA),
            series: trends
                .iter()
                .filter_map(|trend| self.series(trend))
                .collect(),
            ..TrendDocument::failed(findings, status, self.lang)
        }
    }

    /// The series of one trend; `None` if it has no years.
    fn series(&self, trend: &Trend) -> Option<TrendSeries> {
        let last = trend.years.last()?;
        let (indicator, unit) = (&self.plan[last.indicator], self.unit(last.unit));
        let year = |at: usize| {
            let change = trend.change(at);
            TrendYear {
                result: self.result(&trend.years[at], Detail::Results),
                change: change.as_ref().map(Decimal::of),
                change_exact: change.as_ref().and_then(Fraction::of),
            }
        };
        let step = trend.required_step.as_ref();
        Some(TrendSeries {
            id: format!("{}/{}", indicator.id, unit.code),
            indicator: indicator.id.clone(),
            name: indicator.name.get(self.lang).to_owned(),
            unit,
            baseline: trend.baseline.as_ref().map(baseline),
            years: (0..trend.years.len()).map(year).collect(),
            first_met: trend.met.map(|(first, _)| first),
            last_met: trend.met.map(|(_, last)| last),
            met_in_a_row: trend.met_in_a_row,
            lost: trend.lost(),
            required_step: step.map(Decimal::of),
            required_step_exact: step.and_then(Fraction::of),
            projection: trend.projection.as_ref().map(projection),
            members: trend
                .members
                .iter()
                .map(|step| self.member_step(step))
                .collect(),
            members_enough: trend.members_enough.map(|count| count as u64),
        })
    }

    fn member_step(&self, step: &evaluate::MemberStep) -> document::MemberStep {
        document::MemberStep {
            unit: self.unit(step.unit),
            value: Decimal::of(&step.value),
            change: Decimal::of(&step.change),
            by_due: Decimal::of(&step.by_due),
        }
    }
}

fn baseline((year, value): &(Year, Value)) -> BaselineValue {
    BaselineValue {
        year: *year,
        value: value.known().map(Decimal::of),
        exact: value.known().and_then(Fraction::of),
        bounds: Bounds::of(value),
    }
}

fn projection(projection: &evaluate::Projection) -> document::Projection {
    let share = projection.share.as_ref();
    document::Projection {
        method: match projection.method {
            evaluate::ProjectionMethod::LeastSquares => document::Method::LeastSquares,
            evaluate::ProjectionMethod::LastTwo => document::Method::LastTwo,
            evaluate::ProjectionMethod::Growth => document::Method::Growth,
        },
        year: projection.year,
        value: Decimal::of(&projection.value),
        exact: Fraction::of(&projection.value),
        share: share.map(Decimal::of),
        share_exact: share.and_then(Fraction::of),
        outlook: projection.outlook.map(|outlook| match outlook {
            evaluate::Outlook::OnTrack => document::Outlook::OnTrack,
            evaluate::Outlook::Progress => document::Outlook::Progress,
            evaluate::Outlook::LittleOrNone => document::Outlook::LittleOrNone,
        }),
    }
}

impl TrendDocument {
    /// The document of a run that could judge nothing.
    pub fn failed(findings: &finding::Findings, status: &ExitStatus, lang: Lang) -> Self {
        TrendDocument {
            head: DocumentHead::failed(document::SCHEMA, lang),
            series: Vec::new(),
            findings: findings_of(findings, lang),
            exit: status.document(lang),
        }
    }
}
