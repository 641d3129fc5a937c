//! How the targets of a card stand at a stage of the plan: binding and expected ones apart, each status with its targets.

use super::phrases;
use crate::i18n::Lang;
use crate::report::scorecard::{IndicatorResult, StageResult};

/// A heading and its lines for each nature that the plan names, and for the rest; none without a stage.
pub fn blocks(results: &[IndicatorResult], lang: Lang) -> Vec<(String, Vec<String>)> {
    let staged: Vec<(&IndicatorResult, &StageResult)> = (results.iter())
        .filter_map(|result| Some((result, result.stage.as_ref()?)))
        .collect();
    let natures = [Some("binding"), Some("expected"), None];
    let block = |nature: Option<&str>| {
        let of = staged
            .iter()
            .filter(|(_, stage)| stage.nature.as_deref() == nature);
        let lines = of.clone().map(|(result, stage)| line(result, stage, lang));
        let (_, first) = of.clone().next()?;
        Some((heading(&first.stage, nature, lang), lines.collect()))
    };
    natures.into_iter().filter_map(block).collect()
}

/// The same with the number of targets of each status in place of the targets.
pub fn counts(results: &[IndicatorResult], lang: Lang) -> Vec<(String, Vec<String>)> {
    let staged = results.iter().filter_map(|result| result.stage.as_ref());
    let mut blocks: Vec<(String, Vec<(String, usize)>)> = Vec::new();
    for stage in staged {
        let heading = heading(&stage.stage, stage.nature.as_deref(), lang);
        let status = phrases::stage_status(&stage.status, lang);
        let at = blocks.iter().position(|(known, _)| *known == heading);
        let at = at.unwrap_or_else(|| {
            blocks.push((heading, Vec::new()));
            blocks.len() - 1
        });
        let counts = &mut blocks[at].1;
        match counts.iter_mut().find(|(known, _)| known == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status.to_owned(), 1)),
        }
    }
    let comma = lang.pick("，", ", ");
    let line = |(heading, counts): (String, Vec<(String, usize)>)| {
        let counts: Vec<String> = (counts
            .iter()
            .map(|(status, count)| format!("{status} {count}")))
        .collect();
        (heading, vec![counts.join(comma)])
    };
    blocks.into_iter().map(line).collect()
}

fn heading(stage: &str, nature: Option<&str>, lang: Lang) -> String {
    let stage = match stage {
        "mid-term" => lang.pick("中期", "mid-term"),
        _ => lang.pick("期末", "final"),
    };
    let nature = match nature {
        Some("binding") => lang.pick("约束性目标", "binding targets"),
        Some(_) => lang.pick("预期性目标", "expected targets"),
        None => lang.pick("目标", "targets"),
    };
    let colon = lang.pick("：", ": ");
    format!("{stage}{colon}{nature}")
}

/// Name, status, and the reason, the years or the target before it was revised.
fn line(result: &IndicatorResult, stage: &StageResult, lang: Lang) -> String {
    let status = phrases::stage_status(&stage.status, lang);
    let mut more: Vec<String> = stage.reason.iter().cloned().collect();
    if let Some(held) = &stage.held {
        let years: Vec<String> = held.iter().map(|year| year.to_string()).collect();
        more.push(match (years.is_empty(), lang) {
            (true, Lang::Zh) => "各年均未达标".to_owned(),
            (true, Lang::En) => "held in no year".to_owned(),
            (false, Lang::Zh) => format!("{}年达标", years.join("、")),
            (false, Lang::En) => format!("held in {}", years.join(", ")),
        });
    }
    if let Some(original) = &result.target.original {
        more.push(match lang {
            Lang::Zh => format!("原目标 {original}"),
            Lang::En => format!("originally {original}"),
        });
    }
    let name = &result.name;
    let (colon, comma) = (lang.pick("：", ": "), lang.pick("；", "; "));
    match more.is_empty() {
        true => format!("{name}{colon}{status}"),
        false => match lang {
            Lang::Zh => format!("{name}{colon}{status}（{}）", more.join(comma)),
            Lang::En => format!("{name}{colon}{status} ({})", more.join(comma)),
        },
    }
}
