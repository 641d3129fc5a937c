//! A plan's targets as a page, or what they assume.

use super::{head, row};
use crate::i18n::Lang;
use crate::render::escape::markdown as safe;
use crate::render::number_format::group;
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
    if listing == Listing::History {
        for indicator in document
            .indicators
            .iter()
            .filter(|i| !i.revisions.is_empty())
        {
            writeln!(out, "\n## {}\n", safe(&indicator.name))?;
            for line in phrases::history(indicator, lang) {
                writeln!(out, "- {}", safe(&line))?;
            }
        }
        return Ok(());
    }
    if listing == Listing::Targets {
        writeln!(out)?;
        return targets(out, style, &document.indicators);
    }
    let each = phrases::due_each_year(&document.indicators, (plan.first, plan.last), lang);
    section(out, style, lang.pick("每年到期", "due each year"), &each)?;
    (plan.first..=plan.last).try_for_each(|year| {
        let title = match lang {
            Lang::Zh => format!("{year}年到期"),
            Lang::En => format!("due in {year}"),
        };
        let due = phrases::due_in(&document.indicators, year, lang);
        section(out, style, &title, &due)
    })
}

/// Targets under a title; nothing where there are none.
fn section(
    out: &mut dyn Write,
    style: Style,
    title: &str,
    indicators: &[PlannedIndicator],
) -> io::Result<()> {
    if indicators.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    targets(out, style, indicators)
}

fn targets(out: &mut dyn Write, style: Style, indicators: &[PlannedIndicator]) -> io::Result<()> {
    let lang = style.lang;
    let words = [
        lang.pick("条款", "clause"),
        lang.pick("指标", "indicator"),
        lang.pick("目标", "target"),
        lang.pick("时限", "when"),
        lang.pick("层级", "levels"),
        lang.pick("责任单位", "responsible"),
        lang.pick("编号", "id"),
    ];
    head(out, &words, &[false; 7])?;
    indicators.iter().try_for_each(|indicator| {
        let (chapter, section) = (indicator.chapter, indicator.section);
        let cells = [
            format!("{chapter}.{section} {}", indicator.phrase),
            indicator.name.clone(),
            group(&indicator.target),
            phrases::due(indicator, lang),
            indicator.level_names.join(lang.pick("、", ", ")),
            indicator.lead.clone().unwrap_or_default(),
            indicator.indicator.clone(),
        ];
        row(out, &cells)
    })
}
