//! The results of an earlier scorecard, so that only what got worse fails.

use crate::evaluate::Verdict;
use crate::number::Number;
use crate::plan::Year;
use crate::report::number::number;
use crate::report::scorecard::ScorecardDocument;
use std::collections::BTreeMap;

/// What an earlier scorecard said.
#[derive(Debug)]
pub struct Baseline {
    /// By indicator and unit: the verdict of each year.
    verdicts: BTreeMap<(String, String), BTreeMap<Year, Verdict>>,
    /// Its headline, in per cent; `None` if nothing was due.
    pub met: Option<Number>,
    /// Its share on schedule, in per cent; `None` if nothing was on its way.
    pub on_schedule: Option<Number>,
    /// Its share of reported figures, in per cent; `None` if none was asked for.
    pub coverage: Option<Number>,
}

impl Baseline {
    /// What a scorecard says.
    pub fn of(document: &ScorecardDocument) -> Self {
        let mut verdicts: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for result in &document.results {
            let key = (result.indicator.clone(), result.unit.code.clone());
            let years = verdicts.entry(key).or_default();
            years.insert(result.year, result.verdict);
        }
        let (summary, coverage) = (&document.tail.summary, document.tail.coverage);
        let (reported, expected) = (i128::from(coverage.reported), coverage.expected.into());
        Baseline {
            verdicts,
            met: number(summary.headline.as_ref(), summary.exact.as_ref()),
            on_schedule: number(
                summary.on_schedule.as_ref(),
                summary.on_schedule_exact.as_ref(),
            ),
            coverage: Number::ratio(reported * 100, expected),
        }
    }

    /// Whether a result is worse than before: than in the same year, or else in the latest year that the baseline has of
    /// it. One that it does not have is compared with a target that is not due.
    pub fn is_worse(&self, indicator: &str, unit: &str, year: Year, verdict: Verdict) -> bool {
        let years = self.verdicts.get(&(indicator.to_owned(), unit.to_owned()));
        let then = years.and_then(|years| years.get(&year).or_else(|| years.values().next_back()));
        verdict.severity() > then.copied().unwrap_or(Verdict::NotDue).severity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(verdicts: &[(Year, Verdict)]) -> Baseline {
        let key = ("trees".to_owned(), "A".to_owned());
        Baseline {
            verdicts: [(key, verdicts.iter().copied().collect())].into(),
            met: None,
            on_schedule: None,
            coverage: None,
        }
    }

    #[test]
    fn the_same_year_is_compared_or_else_the_latest() {
        let earlier = baseline(&[(2012, Verdict::Missed), (2013, Verdict::OnTrack)]);
        let is_worse = |year, verdict| earlier.is_worse("trees", "A", year, verdict);
        assert!(!is_worse(2012, Verdict::Missed));
        assert!(is_worse(2013, Verdict::Behind));
        assert!(is_worse(2014, Verdict::Missed));
        assert!(!is_worse(2014, Verdict::Met));
    }

    #[test]
    fn a_target_that_is_new_is_worse_where_it_does_not_hold() {
        let earlier = baseline(&[]);
        let is_worse = |verdict| earlier.is_worse("parks", "A", 2013, verdict);
        assert!(is_worse(Verdict::Missed) && is_worse(Verdict::NoData));
        assert!(!is_worse(Verdict::Met) && !is_worse(Verdict::Monitored));
    }
}
