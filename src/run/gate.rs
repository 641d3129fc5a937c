//! When a run fails although everything could be evaluated.

use crate::cli::Gate;
use crate::i18n::Text;
use crate::scorecard::Totals;
use crate::text;

impl Gate {
    /// Why the gate does not let this pass; none where it does.
    pub fn refuses(&self, totals: &Totals) -> Option<Text> {
        let reasons: Vec<Text> = [
            self.verdicts(totals),
            self.met(totals),
            self.covered(totals),
        ]
        .into_iter()
        .flatten()
        .collect();
        let joined = |part: fn(&Text) -> &str, between: &str| {
            let parts: Vec<&str> = reasons.iter().map(part).collect();
            parts.join(between)
        };
        (!reasons.is_empty())
            .then(|| Text::new(joined(|text| &text.zh, "；"), joined(|text| &text.en, "; ")))
    }

    fn verdicts(&self, totals: &Totals) -> Option<Text> {
        let mut asked = self.fail_on.clone();
        asked.sort();
        asked.dedup();
        asked.retain(|&verdict| totals.summary.of(verdict) > 0);
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for verdict in asked {
            let n = totals.summary.of(verdict);
            zh.push(format!("{} {n} 项", verdict.name(crate::i18n::Lang::Zh)));
            en.push(format!("{n} {}", verdict.name(crate::i18n::Lang::En)));
        }
        (!zh.is_empty()).then(|| Text::new(zh.join("，"), en.join(", ")))
    }

    fn met(&self, totals: &Totals) -> Option<Text> {
        let least = self.min_met.as_ref()?;
        match totals.summary.headline() {
            None => Some(text!("没有到期的目标", "nothing is due")),
            Some(share) if share < *least => {
                let (met, all) = (
                    totals.summary.of(crate::evaluate::Verdict::Met),
                    totals.summary.denominator(),
                );
                Some(text!(
                    "达标 {met} / {all}，低于 {least} %",
                    "met {met} of {all}, below {least} %"
                ))
            }
            Some(_) => None,
        }
    }

    fn covered(&self, totals: &Totals) -> Option<Text> {
        let least = self.min_coverage.as_ref()?;
        let (some, all) = (totals.coverage.reported, totals.coverage.expected);
        let enough = totals.coverage.share().is_some_and(|share| share >= *least);
        (!enough).then(|| {
            text!(
                "已报 {some} / 应报 {all}，低于 {least} %",
                "reported {some} of {all}, below {least} %"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;
    use crate::scorecard::Coverage;

    fn half_reported() -> Totals {
        Totals {
            coverage: Coverage {
                expected: 10,
                reported: 5,
            },
            ..Totals::default()
        }
    }

    #[test]
    fn no_gate_refuses_nothing() {
        assert_eq!(Gate::default().refuses(&half_reported()), None);
    }

    #[test]
    fn coverage_is_held_to_its_least() {
        let gate = |least| Gate {
            min_coverage: Some(Number::from(least)),
            ..Gate::default()
        };
        assert_eq!(gate(50).refuses(&half_reported()), None);
        assert_eq!(
            gate(51).refuses(&half_reported()).unwrap().en,
            "reported 5 of 10, below 51 %"
        );
    }

    #[test]
    fn what_is_not_due_is_no_green() {
        let gate = Gate {
            min_met: Some(Number::from(80)),
            ..Gate::default()
        };
        assert_eq!(gate.refuses(&half_reported()).unwrap().en, "nothing is due");
    }
}
