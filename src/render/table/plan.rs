//! What a plan asks for: its targets, by chapter or by year, or a page of what they assume.

use super::grid::{ColumnText, paragraph, row, table};
use crate::i18n::Lang;
use crate::render::number_format::group;
use crate::render::phrases;
use crate::render::style::{PLAIN, STRONG};
use crate::render::{Listing, Style};
use crate::report::plan_listing::{ListedPlan, PlanDocument, PlannedIndicator};
use std::io::{self, Write};

/// From this width on a target is a row of a table; below it, two lines.
const TABLE_WIDTH: usize = 120;

/// Writes a listing; nothing where the plan is invalid.
pub fn write(
    out: &mut dyn Write,
    style: Style,
    document: &PlanDocument,
    listing: Listing,
) -> io::Result<()> {
    let Some(plan) = &document.plan else {
        return Ok(());
    };
    let title = phrases::period(&plan.title, plan.first, plan.last, style.lang);
    paragraph(out, style, 0, &title, STRONG)?;
    match listing {
        Listing::Targets => by_chapter(out, style, plan, &document.indicators),
        Listing::ByYear => by_year(out, style, plan, &document.indicators),
        Listing::Assumptions => assumptions(out, style, document),
        Listing::History => history(out, style, &document.indicators),
    }
}

/// The targets that were revised: what was asked for at first, then what from which year on, and why.
fn history(out: &mut dyn Write, style: Style, indicators: &[PlannedIndicator]) -> io::Result<()> {
    let mut anything = false;
    for indicator in indicators.iter().filter(|i| !i.revisions.is_empty()) {
        anything = true;
        writeln!(out)?;
        paragraph(out, style, 0, &indicator.name, STRONG)?;
        phrases::history(indicator, style.lang)
            .iter()
            .try_for_each(|line| paragraph(out, style, 2, line, PLAIN))?;
    }
    match anything {
        true => Ok(()),
        false => {
            let none = style.lang.pick("没有调整过的目标", "no target was revised");
            paragraph(out, style, 0, none, PLAIN)
        }
    }
}

fn by_chapter(
    out: &mut dyn Write,
    style: Style,
    plan: &ListedPlan,
    indicators: &[PlannedIndicator],
) -> io::Result<()> {
    for chapter in indicators.chunk_by(|a, b| a.chapter == b.chapter) {
        let head = phrases::chapter(&plan.chapters, chapter[0].chapter, style.lang);
        targets(out, style, &head, chapter.iter())?;
    }
    Ok(())
}

/// What is due in every year first, then year by year, interim values among it.
fn by_year(
    out: &mut dyn Write,
    style: Style,
    plan: &ListedPlan,
    indicators: &[PlannedIndicator],
) -> io::Result<()> {
    let each = style.lang.pick("每年到期", "due each year");
    let yearly = phrases::due_each_year(indicators, (plan.first, plan.last), style.lang);
    targets(out, style, each, yearly.iter())?;
    (plan.first..=plan.last).try_for_each(|year| {
        let head = match style.lang {
            Lang::Zh => format!("{year}年到期"),
            Lang::En => format!("due in {year}"),
        };
        let due: Vec<PlannedIndicator> = phrases::due_in(indicators, year, style.lang);
        targets(out, style, &head, due.iter())
    })
}

/// Targets under a head; nothing where there are none.
fn targets<'a>(
    out: &mut dyn Write,
    style: Style,
    head: &str,
    indicators: impl Iterator<Item = &'a PlannedIndicator>,
) -> io::Result<()> {
    let rows: Vec<Vec<String>> = indicators.map(|i| cells(i, style.lang).to_vec()).collect();
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    paragraph(out, style, 0, head, STRONG)?;
    if style.row_width() >= TABLE_WIDTH {
        let head = match style.lang {
            Lang::Zh => ["条款", "指标", "目标", "时限", "层级", "编号"],
            Lang::En => ["clause", "indicator", "target", "when", "levels", "id"],
        };
        return table(out, style, &head, &rows);
    }
    for cells in rows {
        let [clause, name, target, when, levels, id] = &cells[..] else {
            continue;
        };
        paragraph(out, style, 0, &format!("{clause:<5} {name}"), PLAIN)?;
        let comma = style.lang.pick("，", ", ");
        let when = match when.is_empty() {
            true => String::new(),
            false => format!("{comma}{when}"),
        };
        let line = format!("{target}{when} | {levels} | {id}");
        paragraph(out, style, 6, &line, PLAIN)?;
    }
    Ok(())
}

/// Clause, name, target, date, levels, id.
fn cells(indicator: &PlannedIndicator, lang: Lang) -> [String; 6] {
    [
        format!("{}.{}", indicator.chapter, indicator.section),
        indicator.name.clone(),
        group(&indicator.target),
        phrases::due(indicator, lang),
        indicator.level_names.join(lang.pick("、", ", ")),
        indicator.indicator.clone(),
    ]
}

/// A page to sign: what was decided where the plan leaves open, and why. Decisions of one reason stand together.
fn assumptions(out: &mut dyn Write, style: Style, document: &PlanDocument) -> io::Result<()> {
    let lang = style.lang;
    let intro = lang.pick(
        "以下事项规划未作规定，由评估者确定。各项判定以此为前提。",
        "The plan leaves these points open; the assessor decided them. The verdicts rest on them.",
    );
    writeln!(out)?;
    paragraph(out, style, 0, intro, PLAIN)?;
    for (number, (reason, about)) in (1..).zip(phrases::decisions(document, lang)) {
        writeln!(out)?;
        let number = ColumnText::left(&format!("{number}."), PLAIN);
        let reason = ColumnText::left(reason, PLAIN);
        let room = style.width.saturating_sub(number.width() + 1);
        let texts = [(number.width(), &number), (room, &reason)];
        row(out, 1, &texts, style.color)?;
        paragraph(out, style, 3, &about.join(lang.pick("；", "; ")), PLAIN)?;
    }
    let sign = lang.pick(
        "评估人：________________    日期：____________",
        "Assessed by: ________________    Date: ____________",
    );
    writeln!(out, "\n{sign}")
}
