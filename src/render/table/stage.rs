//! How the targets of a card stand at a stage of the plan: binding and expected ones apart, each status with its targets.

use super::grid::paragraph;
use crate::i18n::Lang;
use crate::render::style::{PLAIN, STRONG};
use crate::render::{Style, phrases};
use crate::report::scorecard::{IndicatorResult, StageResult};
use std::io::{self, Write};

/// Writes a block for each nature that the plan names, and one for the rest; nothing without a stage.
pub fn write(out: &mut dyn Write, style: Style, results: &[IndicatorResult]) -> io::Result<()> {
    let staged: Vec<(&IndicatorResult, &StageResult)> = (results.iter())
        .filter_map(|result| Some((result, result.stage.as_ref()?)))
        .collect();
    let natures = [Some("binding"), Some("expected"), None];
    natures.into_iter().try_for_each(|nature| {
        let of: Vec<_> = (staged.iter())
            .filter(|(_, stage)| stage.nature.as_deref() == nature)
            .collect();
        let Some((_, first)) = of.first() else {
            return Ok(());
        };
        writeln!(out)?;
        paragraph(
            out,
            style,
            0,
            &heading(&first.stage, nature, style.lang),
            STRONG,
        )?;
        of.iter().try_for_each(|(result, stage)| {
            paragraph(out, style, 2, &line(result, stage, style.lang), PLAIN)
        })
    })
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
