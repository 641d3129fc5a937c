//! When a run fails although everything could be evaluated.

mod baseline;
mod limits;

use super::{Failure, scorecard_file};
use crate::bilingual;
use crate::evaluate::{Judgement, Verdict};
use crate::i18n::{Lang, Text};
use crate::number::{Number, parse_plain};
use crate::report::gate as document;
use crate::report::number::{Decimal, number};
use crate::scorecard::Totals;
use crate::text;
use baseline::Baseline;
use camino::Utf8PathBuf;
use clap::Args;
use document::GateMark;

/// When the run is to fail.
#[derive(Clone, Debug, Default, Args)]
pub struct Gate {
    #[arg(long, value_name = bilingual!("判定", "VERDICTS"), value_delimiter = ',', value_parser = verdict)]
    #[arg(help = bilingual!(
        "出现所列判定即不通过，如 missed,behind,no-data",
        "fail if any of these verdicts occurs, such as missed,behind,no-data"
    ))]
    fail_on: Vec<Verdict>,
    #[arg(long, value_name = bilingual!("判定", "VERDICTS"), value_delimiter = ',', value_parser = verdict)]
    #[arg(help = bilingual!("出现所列判定即提醒，不影响退出码", "warn of these verdicts, and let the run pass"))]
    warn_on: Vec<Verdict>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("达标率低于此值即不通过", "fail if fewer of the due targets are met, in per cent"))]
    min_met: Option<Number>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("未到期目标中达到序时进度的比例低于此值即不通过", "fail if fewer of the targets on their way are on track, in per cent"))]
    min_on_schedule: Option<Number>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("上报率低于此值即不通过", "fail if fewer of the expected figures are reported, in per cent"))]
    min_coverage: Option<Number>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("有到期目标的实现程度低于此值即不通过", "fail if a due target is attained to a lesser degree, in per cent"))]
    min_attainment: Option<Number>,
    #[arg(long, value_name = bilingual!("百分比", "PERCENT"), value_parser = per_cent)]
    #[arg(help = bilingual!("豁免的目标多于此比例即不通过", "fail if more of the targets are waived, in per cent"))]
    max_waived: Option<Number>,
    #[arg(long, value_name = bilingual!("文件", "FILE"))]
    #[arg(help = bilingual!(
        "与先前的评分结果（JSON）相比，只有变差的才不通过",
        "fail only where a result is worse than in an earlier scorecard, written as JSON"
    ))]
    baseline: Option<Utf8PathBuf>,
}

/// A gate, with the earlier results that it compares with.
#[derive(Debug, Default)]
pub struct OpenGate {
    gate: Gate,
    baseline: Option<Baseline>,
}

/// What a gate says of the results so far.
#[derive(Debug, Default)]
pub struct Marks {
    /// How many results fail, by verdict.
    failed: [u64; Verdict::ALL.len()],
    /// How many are warned of, by verdict.
    warned: [u64; Verdict::ALL.len()],
    /// Due targets that are attained to a lesser degree than is asked for, or not known to be attained.
    below: u64,
}

/// What came of a gate.
#[derive(Debug, Default)]
pub struct GateEnd {
    /// Why the run fails; empty if it passes.
    pub failed: Vec<Text>,
    /// What is warned of.
    pub warned: Vec<Text>,
}

impl Gate {
    /// The gate that a document states.
    pub fn stated(document: &document::Gate) -> Self {
        let limit = |decimal: &Option<Decimal>| number(decimal.as_ref(), None);
        Gate {
            fail_on: document.fail_on.clone(),
            warn_on: document.warn_on.clone(),
            min_met: limit(&document.min_met),
            min_on_schedule: limit(&document.min_on_schedule),
            min_coverage: limit(&document.min_coverage),
            min_attainment: limit(&document.min_attainment),
            max_waived: limit(&document.max_waived),
            baseline: document.baseline.as_ref().map(Utf8PathBuf::from),
        }
    }

    /// The gate as it is held. A failure if the baseline can't be read.
    pub fn open(&self) -> Result<OpenGate, Failure> {
        let earlier = self.baseline.as_deref().map(scorecard_file::read);
        let earlier = earlier.transpose()?;
        Ok(OpenGate {
            gate: self.clone(),
            baseline: earlier.as_ref().map(Baseline::of),
        })
    }
}

impl OpenGate {
    /// What the run is held to; `None` if to nothing.
    pub fn document(&self) -> Option<document::Gate> {
        let gate = &self.gate;
        let limit = |number: &Option<Number>| number.as_ref().map(Decimal::of);
        let document = document::Gate {
            fail_on: sorted(&gate.fail_on),
            warn_on: sorted(&gate.warn_on),
            min_met: limit(&gate.min_met),
            min_on_schedule: limit(&gate.min_on_schedule),
            min_coverage: limit(&gate.min_coverage),
            min_attainment: limit(&gate.min_attainment),
            max_waived: limit(&gate.max_waived),
            baseline: gate.baseline.as_ref().map(Utf8PathBuf::to_string),
        };
        (document != document::Gate::default()).then_some(document)
    }

    /// What the gate says of a verdict on an indicator of a unit. With a baseline every verdict is held against it, unless
    /// some are named.
    pub fn mark(&self, (indicator, unit): (&str, &str), judged: &Judgement) -> Option<GateMark> {
        let (gate, verdict) = (&self.gate, judged.verdict);
        let worse = (self.baseline.as_ref())
            .map(|earlier| earlier.is_worse(indicator, unit, judged.year, verdict));
        let named = gate.fail_on.contains(&verdict);
        let any = gate.fail_on.is_empty() && worse.is_some();
        if (named || any) && worse.unwrap_or(true) {
            return Some(GateMark::Fail);
        }
        gate.warn_on.contains(&verdict).then_some(GateMark::Warn)
    }

    /// Counts a result with its mark.
    pub fn count(&self, marks: &mut Marks, judged: &Judgement, mark: Option<GateMark>) {
        match mark {
            Some(GateMark::Fail) => marks.failed[judged.verdict as usize] += 1,
            Some(GateMark::Warn) => marks.warned[judged.verdict as usize] += 1,
            None => {}
        }
        marks.below += u64::from(self.is_below(judged));
    }

    /// What comes of the gate once everything is judged.
    pub fn end(&self, totals: &Totals, marks: &Marks) -> GateEnd {
        let mut failed: Vec<Text> = self.counted(&marks.failed).into_iter().collect();
        failed.extend(self.limits(totals, marks));
        GateEnd {
            failed,
            warned: self.counted(&marks.warned).into_iter().collect(),
        }
    }

    /// How many results have each verdict: `2 missed, 1 behind`; `None` if there is none.
    fn counted(&self, counts: &[u64]) -> Option<Text> {
        let some = Verdict::ALL.into_iter().zip(counts);
        let some: Vec<_> = some.filter(|&(_, &n)| n > 0).collect();
        let worse = |lang: Lang| match self.baseline {
            Some(_) => lang.pick("（比先前差）", " (worse than before)"),
            None => "",
        };
        let zh = some
            .iter()
            .map(|(v, n)| format!("{} {n} 项", v.name(Lang::Zh)));
        let en = some
            .iter()
            .map(|(v, n)| format!("{n} {}", v.name(Lang::En)));
        let (zh, en): (Vec<String>, Vec<String>) = (zh.collect(), en.collect());
        (!some.is_empty()).then(|| {
            Text::new(
                zh.join("，") + worse(Lang::Zh),
                en.join(", ") + worse(Lang::En),
            )
        })
    }
}

impl GateEnd {
    /// Why the run fails, in a sentence; `None` if it passes.
    pub fn reason(&self) -> Option<Text> {
        let reason = joined(&self.failed)?;
        let Text { zh, en } = reason;
        Some(text!("未通过门槛（{zh}）", "gate failed: {en}"))
    }

    /// What is warned of, in a sentence; `None` if nothing is.
    pub fn warning(&self) -> Option<Text> {
        let Text { zh, en } = joined(&self.warned)?;
        Some(text!("提醒：{zh}", "warning: {en}"))
    }

    /// As a document states it.
    pub fn document(&self, lang: Lang) -> document::GateEnd {
        let words = |list: &[Text]| list.iter().map(|text| text.get(lang).to_owned()).collect();
        document::GateEnd {
            passed: self.failed.is_empty(),
            failed: words(&self.failed),
            warned: words(&self.warned),
        }
    }
}

/// Some texts as one; `None` if there is none.
fn joined(texts: &[Text]) -> Option<Text> {
    let list = |part: fn(&Text) -> &str| texts.iter().map(part).collect::<Vec<_>>();
    (!texts.is_empty()).then(|| {
        Text::new(
            list(|text| &text.zh).join("；"),
            list(|text| &text.en).join("; "),
        )
    })
}

fn sorted(verdicts: &[Verdict]) -> Vec<Verdict> {
    let mut verdicts = verdicts.to_vec();
    verdicts.sort();
    verdicts.dedup();
    verdicts
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
