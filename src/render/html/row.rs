//! One result as a row of a page.

use super::chart;
use super::evidence::Evidence;
use super::words::{Both, Words};
use crate::evaluate::Verdict;
use crate::plan::Year;
use crate::render::number_format::{self, NOTHING, ValueFormat};
use crate::render::style;
use crate::report::scorecard::IndicatorResult;
use crate::report::trend::TrendSeries;
use serde::Serialize;

/// A verdict: its class in the style, its sign, and its name.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// The word in data.
    pub id: &'static str,
    /// Its sign.
    pub sign: char,
    /// Its name.
    pub name: Words,
    /// Its place in the order of severity, for sorting.
    pub order: usize,
}

impl Mark {
    /// The mark of a verdict.
    pub fn of(verdict: Verdict) -> Mark {
        Mark {
            id: verdict.id(),
            sign: style::sign(verdict),
            name: Words::of(|lang| verdict.name(lang)),
            order: SEVERITY
                .iter()
                .position(|&one| one == verdict)
                .unwrap_or(SEVERITY.len()),
        }
    }
}

/// The verdicts, the most severe first.
const SEVERITY: [Verdict; 9] = [
    Verdict::Missed,
    Verdict::Behind,
    Verdict::NoData,
    Verdict::NotDue,
    Verdict::OnTrack,
    Verdict::Met,
    Verdict::Monitored,
    Verdict::Waived,
    Verdict::NotApplicable,
];

/// A verdict and how many results have it.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// The verdict.
    pub mark: Mark,
    /// How many.
    pub count: u64,
}

/// How many results have each verdict.
pub fn counts(summary: &crate::report::Summary) -> Vec<Count> {
    let count = |&verdict: &Verdict| Count {
        mark: Mark::of(verdict),
        count: summary.of(verdict),
    };
    Verdict::ALL.iter().map(count).collect()
}

/// A result as a row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The indicator's id, which is the anchor of the row.
    pub id: String,
    /// The verdict.
    pub mark: Mark,
    /// The indicator's name.
    pub name: Words,
    /// Chapter and section of the clause.
    pub clause: String,
    /// The clause in the plan's words.
    pub phrase: Words,
    /// The value with its unit.
    pub value: Words,
    /// The target in words.
    pub target: Words,
    /// What lies between them.
    pub gap: Words,
    /// Attainment in whole per cent.
    pub attainment: Option<String>,
    /// The same, for sorting.
    pub attained: String,
    /// The verdict of the year before.
    pub before: Option<Mark>,
    /// The value of the year before.
    pub previous: Option<Words>,
    /// The year before.
    pub last_year: Year,
    /// The years as a small drawing.
    pub spark: Option<String>,
    /// What it rests on; absent where it is listed only.
    pub evidence: Option<Evidence>,
}

impl Row {
    /// The row of a result; `last` is the last year of the plan.
    pub fn of(
        result: Both<IndicatorResult>,
        series: Option<&TrendSeries>,
        last: Year,
        evidence: Option<Evidence>,
    ) -> Row {
        let any = result.any();
        let nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
        let attained = number_format::whole_attainment(any);
        Row {
            id: any.indicator.clone(),
            mark: Mark::of(any.verdict),
            name: Words::of(|lang| &result.pick(lang).name),
            clause: format!("{}.{}", any.clause.chapter, any.clause.section),
            phrase: Words::of(|lang| &result.pick(lang).clause.phrase),
            value: Words::of(|lang| ValueFormat::of(result.pick(lang), lang).value()),
            target: Words::of(|lang| number_format::target(result.pick(lang), last, lang)),
            gap: Words::of(|lang| nothing(ValueFormat::of(result.pick(lang), lang).gap())),
            attainment: number_format::attainment(any),
            attained: attained.map_or(String::new(), |n| n.fixed(0)),
            before: (any.previous.as_ref()).map(|previous| Mark::of(previous.verdict)),
            previous: Words::maybe(|lang| {
                let result = result.pick(lang);
                let previous = result.previous.as_ref()?;
                let shown = ValueFormat::of(result, lang).previous(previous);
                Some(shown).filter(|shown| shown != NOTHING)
            }),
            last_year: any.year - 1,
            spark: series.and_then(chart::spark),
            evidence,
        }
    }
}
