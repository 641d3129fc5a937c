//! When a run fails although everything could be evaluated.

use crate::bilingual;
use crate::evaluate::Verdict;
use crate::i18n::Text;
use crate::number::{Number, parse_plain};
use crate::scorecard::Totals;
use crate::text;
use clap::Args;

/// When the run is to fail.
#[derive(Clone, Debug, Default, Args)]
pub struct Gate {
    #[arg(long, value_name = bilingual!("判定", "VERDICTS"), value_delimiter = ',', value_parser = verdict)]
    #[arg(help = bilingual!(
        "出现所列判定即不通过，如 missed,behind,no-data",
        "fail if any of these verdicts occurs, such as missed,behind,no-data"
    ))]
    fail_on: Vec<Verdict>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("达标率低于此值即不通过", "fail if fewer of the due targets are met, in per cent"))]
    min_met: Option<Number>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("上报率低于此值即不通过", "fail if fewer of the expected figures are reported, in per cent"))]
    min_coverage: Option<Number>,
}

impl Gate {
    /// Why the gate fails; `None` if it passes.
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
                    totals.summary.of(Verdict::Met),
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

/// A verdict of an id.
pub fn verdict(text: &str) -> Result<Verdict, String> {
    Verdict::from_id(text.trim()).ok_or_else(|| {
        let ids = Verdict::ALL.map(Verdict::id).join(", ");
        format!(bilingual!("可选 {ids}", "one of {ids}"), ids = ids)
    })
}

/// A number from 0 to 100, with or without a per cent sign.
fn per_cent(text: &str) -> Result<Number, String> {
    let number = parse_plain(text.trim_end_matches('%'))
        .map_err(|_| bilingual!("须为数字", "not a number"))?;
    if number.is_negative() || number > Number::from(100) {
        return Err(bilingual!("须在 0 到 100 之间", "not between 0 and 100").to_owned());
    }
    Ok(number)
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
