//! What stands above and below the rows.

use super::grid::paragraph;
use crate::i18n::Lang;
use crate::render::style::{PLAIN, STRONG, WARNING};
use crate::render::text::pack;
use crate::render::{Style, coverage, phrases};
use crate::report::Summary;
use crate::report::head::{Chapter, DocumentHead};
use crate::report::scorecard::{Card, ScorecardTail};
use std::io::{self, Write};

/// The plan, the data set, and whether it is synthetic.
pub fn document(out: &mut dyn Write, style: Style, head: &DocumentHead) -> io::Result<()> {
    let lang = style.lang;
    if let Some(title) = phrases::plan_title(head, lang) {
        paragraph(out, style, 0, &title, STRONG)?;
    }
    if !head.data_title.is_empty() {
        let line = format!("{}{}", lang.pick("数据：", "data: "), head.data_title);
        paragraph(out, style, 0, &line, PLAIN)?;
    }
    if let Some(date) = &head.as_of {
        paragraph(out, style, 0, &phrases::as_of(date, lang), STRONG)?;
    }
    if head.synthetic {
        paragraph(out, style, 0, phrases::synthetic(lang), WARNING)?;
    }
    Ok(())
}

/// The unit and the year; how much was reported and the two headline numbers, or what can be said where most data is
/// missing.
pub fn unit(out: &mut dyn Write, style: Style, card: &Card) -> io::Result<()> {
    let lang = style.lang;
    let (name, code) = (&card.unit.name, &card.unit.code);
    let code = if name == code { "" } else { code };
    let year = phrases::year(card.year, lang);
    writeln!(out)?;
    if card.summary.mostly_lacks_data() {
        let title = lang.pick("多数目标数据缺失", "most targets lack data");
        let line = format!("{name} {code}  {year}  {title}");
        paragraph(out, style, 0, &line, STRONG)?;
        let lines = coverage::lines(&card.summary, card.coverage, lang);
        return lines
            .iter()
            .try_for_each(|line| paragraph(out, style, 2, line, PLAIN));
    }
    let reported = phrases::reported(card.coverage, lang);
    let line = format!("{name} {code}  {year}  {reported}");
    paragraph(out, style, 0, &line, STRONG)?;
    headlines(out, style, &card.summary)
}

/// The two headline numbers and what is waived, a line each.
fn headlines(out: &mut dyn Write, style: Style, summary: &Summary) -> io::Result<()> {
    let lines = phrases::headlines(summary, style.lang);
    (lines.iter()).try_for_each(|line| paragraph(out, style, 0, line, STRONG))
}

/// A chapter's number and title.
pub fn chapter(
    out: &mut dyn Write,
    style: Style,
    chapters: &[Chapter],
    number: u32,
) -> io::Result<()> {
    let line = phrases::chapter(chapters, number, style.lang);
    writeln!(out)?;
    paragraph(out, style, 0, &line, STRONG)
}

/// Why there is nothing to show.
pub fn nothing(out: &mut dyn Write, style: Style, tail: &ScorecardTail) -> io::Result<()> {
    writeln!(out)?;
    paragraph(out, style, 0, &tail.exit.message, STRONG)
}

/// The counts of every verdict, which explain the signs; where units were listed, how many and their headline numbers.
pub fn closing(
    out: &mut dyn Write,
    style: Style,
    tail: &ScorecardTail,
    units: Option<u64>,
) -> io::Result<()> {
    let lang = style.lang;
    writeln!(out)?;
    if let Some(units) = units {
        let units = match lang {
            Lang::Zh => format!("共{units}个评估对象"),
            Lang::En => phrases::plural(units, "unit"),
        };
        let line = format!("{units}  {}", phrases::reported(tail.coverage, lang));
        paragraph(out, style, 0, &line, STRONG)?;
        headlines(out, style, &tail.summary)?;
        writeln!(out)?;
    }
    let title = lang.pick("判定符号、名称和项数：", "signs, verdicts and counts:");
    paragraph(out, style, 0, title, PLAIN)?;
    for line in pack(&phrases::counts(&tail.summary, lang), style.width) {
        paragraph(out, style, 0, &line, PLAIN)?;
    }
    paragraph(out, style, 0, phrases::rounding(lang), PLAIN)
}
