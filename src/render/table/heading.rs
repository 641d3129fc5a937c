//! What stands above and below the rows.

use super::layout::paragraph;
use crate::i18n::Lang;
use crate::render::paint::Paint;
use crate::render::text::pack;
use crate::render::{Ending, Totals, View, sentences};
use crate::scorecard::{Scorecard, Summary};
use std::io::{self, Write};

/// The plan, the year, the data set, and whether it is synthetic.
pub fn plan(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    let lang = view.style.lang;
    let plan = view.plan;
    let title = format!("{} {}~{}", plan.title.get(lang), plan.first, plan.last);
    paragraph(out, view, 0, &title, Paint::Strong)?;
    let data = &view.figures.data;
    if !data.title.is_empty() {
        let line = format!("{}{}", lang.pick("数据：", "data: "), data.title.get(lang));
        paragraph(out, view, 0, &line, Paint::Plain)?;
    }
    if data.synthetic {
        paragraph(out, view, 0, sentences::synthetic(lang), Paint::Warn)?;
    }
    Ok(())
}

/// The unit, the year, and how much was reported.
pub fn unit(out: &mut dyn Write, view: &View<'_>, card: &Scorecard) -> io::Result<()> {
    let lang = view.style.lang;
    let units = &view.figures.units;
    let (name, code) = (units.name(card.unit, lang), units.code(card.unit));
    let code = if name == code { "" } else { code };
    let year = sentences::year(card.year, lang);
    let reported = sentences::reported(card.coverage, lang);
    writeln!(out)?;
    let line = format!("{name} {code}  {year}  {reported}");
    paragraph(out, view, 0, &line, Paint::Strong)?;
    let headline = sentences::headline(&card.summary, lang);
    paragraph(out, view, 0, &headline, Paint::Strong)
}

/// A chapter's number and title.
pub fn chapter(out: &mut dyn Write, view: &View<'_>, number: u32) -> io::Result<()> {
    let line = sentences::chapter(view.plan, number, view.style.lang);
    writeln!(out)?;
    paragraph(out, view, 0, &line, Paint::Strong)
}

/// Headline and counts of one card.
pub fn summary(out: &mut dyn Write, view: &View<'_>, summary: &Summary) -> io::Result<()> {
    let lang = view.style.lang;
    writeln!(out)?;
    paragraph(
        out,
        view,
        0,
        &sentences::headline(summary, lang),
        Paint::Strong,
    )?;
    for line in pack(&sentences::counts(summary, lang), view.style.width) {
        paragraph(out, view, 0, &line, Paint::Plain)?;
    }
    Ok(())
}

/// Why there is nothing to show.
pub fn nothing(out: &mut dyn Write, view: &View<'_>, ending: &Ending) -> io::Result<()> {
    writeln!(out)?;
    let message = ending.message.get(view.style.lang);
    paragraph(out, view, 0, message, Paint::Strong)
}

/// Headline and counts of everything.
pub fn closing(out: &mut dyn Write, view: &View<'_>, totals: &Totals) -> io::Result<()> {
    if view.level.is_some() {
        let lang = view.style.lang;
        let units = match lang {
            Lang::Zh => format!("共 {} 个评估对象", totals.units),
            Lang::En if totals.units == 1 => "1 unit in all".to_owned(),
            Lang::En => format!("{} units in all", totals.units),
        };
        writeln!(out)?;
        let line = format!("{units}  {}", sentences::reported(totals.coverage, lang));
        paragraph(out, view, 0, &line, Paint::Strong)?;
    }
    summary(out, view, &totals.summary)
}
