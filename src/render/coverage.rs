//! What is said where most data is missing: how much there is, what it decides, and what to do next.

use super::phrases;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::report::scorecard::UnitSummary;
use crate::report::{Coverage, Summary};

/// What a card says first whose targets mostly lack data: how many can be judged, what those say, and what to do next.
pub fn lines(summary: &Summary, coverage: Coverage, lang: Lang) -> Vec<String> {
    let targets = summary.open_targets();
    let judged: Vec<String> = [
        Verdict::Met,
        Verdict::OnTrack,
        Verdict::Behind,
        Verdict::Missed,
    ]
    .into_iter()
    .filter(|&verdict| summary.of(verdict) > 0)
    .map(|verdict| match lang {
        Lang::Zh => format!("{} {}", verdict.name(lang), summary.of(verdict)),
        Lang::En => format!("{} {}", summary.of(verdict), verdict.name(lang)),
    })
    .collect();
    let (no_data, due) = (summary.no_data, summary.due_without_data);
    let decided = targets - no_data;
    let others = match (summary.total() - targets, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("；另有{n}项仅监测、不适用或豁免"),
        (n, Lang::En) => format!("; {n} more are monitored, not applicable or waived"),
    };
    let mut lines = match lang {
        Lang::Zh => vec![
            format!(
                "共{targets}项目标，{decided}项可据现有数据判定，{no_data}项数据缺失（其中已到期{due}项）{others}"
            ),
            format!("数据：{}", phrases::reported(coverage, lang)),
        ],
        Lang::En => vec![
            format!(
                "{targets} targets: {decided} decided by the data at hand, {no_data} without data ({due} of them due){others}"
            ),
            format!("figures: {}", phrases::reported(coverage, lang)),
        ],
    };
    if !judged.is_empty() {
        let list = judged.join(lang.pick("，", ", "));
        lines.push(format!("{}{list}", lang.pick("已判定：", "decided: ")));
    }
    lines.extend(phrases::headlines(summary, lang));
    let next = (
        "下一步：用 kaoping check --missing 列出缺报的数据，或用 --data 指定自己的数据（--data builtin:sample 为完整的合成示例）",
        "next: list the outstanding figures with kaoping check --missing, or name your own data with --data (--data builtin:sample is a complete, synthetic example)",
    );
    lines.push(lang.pick(next.0, next.1).to_owned());
    lines
}

/// One sentence on units of a level whose targets the data does not decide; `None` if it decides some of them.
pub fn undecided(level: &str, members: &[UnitSummary], lang: Lang) -> Option<String> {
    let decided = |s: &Summary| s.met + s.missed + s.on_track + s.behind > 0;
    if members.iter().any(|member| decided(&member.summary)) {
        return None;
    }
    let mut sum = Coverage::default();
    for UnitSummary { coverage, .. } in members {
        sum.expected += coverage.expected;
        sum.reported += coverage.reported;
    }
    let (reported, count) = (phrases::reported(sum, lang), members.len());
    Some(match lang {
        Lang::Zh => format!("{level}：共{count}个，{reported}，不足以判定其任何一项目标"),
        Lang::En => {
            format!("{level}: {count} units, {reported}; this decides none of their targets")
        }
    })
}

/// How many names are listed before the rest is only counted.
const LISTED: usize = 5;

/// Which targets lack data although part of their figures was reported, the first by name.
pub fn partly_reported(names: &[&str], lang: Lang) -> Option<String> {
    let (count, rest) = (names.len(), names.len().saturating_sub(LISTED));
    let first = names[..count - rest].join(lang.pick("、", ", "));
    let rest = match (rest, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => "等".to_owned(),
        (n, Lang::En) => format!(" and {n} more"),
    };
    (count > 0).then(|| match lang {
        Lang::Zh => format!("另有{count}项目标已报部分数据，尚不足以判定：{first}{rest}"),
        Lang::En => {
            format!("{count} more have part of their figures, too few to decide: {first}{rest}")
        }
    })
}
