//! A plan's targets as a page, or what they assume.

use super::{head, row};
use crate::render::escape::markdown as safe;
use crate::render::number_format::{due, group};
use crate::render::{Listing, Style, phrases};
use crate::report::plan_listing::{PlanDocument, PlannedIndicator};
use std::io::{self, Write};

/// Writes a listing; nothing where the plan is invalid.
pub fn write(
    out: &mut dyn Write,
    style: Style,
    document: &PlanDocument,
    listing: Listing,
) -> io::Result<()> {
    let lang = style.lang;
    let Some(plan) = &document.plan else {
        return Ok(());
    };
    let title = phrases::period(&plan.title, plan.first, plan.last, lang);
    writeln!(out, "# {}", safe(&title))?;
    if listing == Listing::Assumptions {
        writeln!(out)?;
        for (number, (reason, about)) in (1..).zip(phrases::decisions(document, lang)) {
            let about = about.join(lang.pick("；", "; "));
            writeln!(out, "{number}. {}  \n   {}", safe(reason), safe(&about))?;
        }
        return Ok(());
    }
    let mut indicators: Vec<&PlannedIndicator> = document.indicators.iter().collect();
    if listing == Listing::ByYear {
        indicators.sort_by_key(|indicator| indicator.by);
    }
    writeln!(out)?;
    let words = [
        lang.pick("条款", "clause"),
        lang.pick("指标", "indicator"),
        lang.pick("目标", "target"),
        lang.pick("时限", "when"),
        lang.pick("层级", "levels"),
        lang.pick("编号", "id"),
    ];
    head(out, &words, &[false; 6])?;
    indicators.into_iter().try_for_each(|indicator| {
        let (chapter, section) = (indicator.chapter, indicator.section);
        let cells = [
            format!("{chapter}.{section} {}", indicator.phrase),
            indicator.name.clone(),
            group(&indicator.target),
            due(indicator.timing, indicator.by, lang),
            indicator.level_names.join(lang.pick("、", ", ")),
            indicator.indicator.clone(),
        ];
        row(out, &cells)
    })
}
