//! An explanation: from the verdict to what would change it.

use super::rows;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::render::evidence::{self, figures, members, pace};
use crate::render::number_format::{ValueFormat, target};
use crate::render::style::{self, PLAIN, STRONG, styled};
use crate::render::text::wrap;
use crate::render::{Style, escape, phrases};
use crate::report::explanation::Explanation;
use crate::report::number::value;
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes why a result is as it is; nothing where there is none.
pub fn write(out: &mut dyn Write, style: Style, document: &Explanation) -> io::Result<()> {
    let Some(result) = &document.result else {
        return Ok(());
    };
    let page = &mut Page { out, style };
    verdict(page, result)?;
    clauses(page, document)?;
    rule(page, document, result)?;
    page.section(
        ("序时进度", "pace"),
        pace::lines(document, result, page.lang()),
    )?;
    page.section(("得分", "score"), members::score(result, style.lang))?;
    assumed(page, result)?;
    let lines = document.members.iter();
    let lines: Vec<String> = lines.flat_map(|m| members::lines(m, style.lang)).collect();
    page.section(("构成指标", "members"), lines)?;
    let lines = document.figures.iter();
    let lines: Vec<String> = lines.flat_map(|f| figures::lines(f, style.lang)).collect();
    page.section(("数据", "figures"), lines)?;
    units(page, document)?;
    arithmetic(page, document, result)?;
    change(page, document)
}

/// Headings and lines under them.
struct Page<'a> {
    out: &'a mut dyn Write,
    style: Style,
}

impl Page<'_> {
    fn lang(&self) -> Lang {
        self.style.lang
    }

    fn line(&mut self, indent: usize, text: &str, style: anstyle::Style) -> io::Result<()> {
        let width = self.style.width.saturating_sub(indent);
        for line in wrap(&escape::terminal(text), width) {
            let line = styled(&line, style, self.style.color);
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    /// A heading with its lines; nothing where there are none.
    fn section<S: AsRef<str>>(
        &mut self,
        heading: (&str, &str),
        lines: impl IntoIterator<Item = S>,
    ) -> io::Result<()> {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            writeln!(self.out)?;
            self.line(0, self.lang().pick(heading.0, heading.1), STRONG)?;
        }
        for line in lines {
            let text = line.as_ref();
            let inner = text.len() - text.trim_start().len();
            match text.trim_start() {
                // A command is pasted: it stays in one line.
                command if command.starts_with("kaoping ") => {
                    let indent = 2 + inner;
                    writeln!(self.out, "{:indent$}{}", "", escape::terminal(command))?;
                }
                text => self.line(2 + inner, text, PLAIN)?,
            }
        }
        Ok(())
    }
}

fn verdict(page: &mut Page<'_>, result: &IndicatorResult) -> io::Result<()> {
    let lang = page.lang();
    let year = phrases::year(result.year, lang);
    let title = format!("{}  {}  {year}", result.name, result.unit.name);
    page.line(0, &title, STRONG)?;
    let word = rows::verdict(result.verdict, page.style);
    let (value, target) = (
        ValueFormat::of(result, lang).value(),
        target(result, result.target.by, lang),
    );
    let line = match (result.verdict, lang) {
        (Verdict::Monitored, Lang::Zh) => format!("{word}  {value}（{target}）"),
        (Verdict::Monitored, Lang::En) => format!("{word}  {value}  ({target})"),
        (_, Lang::Zh) => format!("{word}  {value}（目标：{target}）"),
        (_, Lang::En) => format!("{word}  {value}  (target: {target})"),
    };
    page.line(0, &line, style::of(result.verdict))?;
    for note in &result.notes {
        page.line(2, &note.text, PLAIN)?;
    }
    Ok(())
}

fn clauses(page: &mut Page<'_>, document: &Explanation) -> io::Result<()> {
    let lang = page.lang();
    let lines = document.clauses.iter().flat_map(|placed| {
        let clause = &placed.clause;
        let (chapter, section) = (clause.chapter, clause.section);
        let phrase = phrases::quoted(&clause.phrase, lang);
        [
            format!("{chapter}.{section}  {phrase}"),
            phrases::declared_at(&placed.place, lang),
        ]
    });
    page.section(("条款", "clause"), lines)
}

fn rule(page: &mut Page<'_>, document: &Explanation, result: &IndicatorResult) -> io::Result<()> {
    let lang = page.lang();
    let declared = document.declared.as_ref();
    let lines = [evidence::rule(result, lang)]
        .into_iter()
        .chain(declared.map(|place| phrases::declared_at(place, lang)));
    page.section(("规则", "rule"), lines)
}

fn assumed(page: &mut Page<'_>, result: &IndicatorResult) -> io::Result<()> {
    let reasons = result
        .assumed
        .iter()
        .map(|assumed| &assumed.assumption.reason);
    page.section(("评估假定", "assumptions"), reasons)
}

fn arithmetic(
    page: &mut Page<'_>,
    document: &Explanation,
    result: &IndicatorResult,
) -> io::Result<()> {
    let lang = page.lang();
    let mut lines = document.steps.clone();
    if let Some(interval) = value(result.bounds.as_ref()).interval() {
        lines.push(evidence::outcome(interval, &result.unit_of_measure, lang));
    }
    page.section(("计算", "arithmetic"), lines)
}

/// How many of the units that a share counts stand how; those asked for, or all where they are few, with their cells.
fn units(page: &mut Page<'_>, document: &Explanation) -> io::Result<()> {
    let lang = page.lang();
    if let Some(units) = &document.units {
        page.section(("评估对象", "units"), evidence::units(units, lang))?;
    }
    document.earlier_units.iter().try_for_each(|units| {
        let year = units.year;
        let (zh, en) = (format!("{year}年评估对象"), format!("units in {year}"));
        page.section((&zh, &en), evidence::units(units, lang))
    })
}

/// As many changes are shown.
const MOST_CHANGES: usize = 10;

/// The smallest changes, and the verdicts that they lead to.
fn change(page: &mut Page<'_>, document: &Explanation) -> io::Result<()> {
    let lang = page.lang();
    let changes = document.changes.iter().take(MOST_CHANGES);
    let mut lines: Vec<String> = changes
        .map(|change| format!("{} → {}", change.words, change.verdict.name(lang)))
        .collect();
    let more = document.changes.len().saturating_sub(MOST_CHANGES);
    if more > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {more} 种"),
            Lang::En => format!("and {more} more"),
        });
    }
    page.section(("判定变化条件", "what would change the verdict"), lines)
}
