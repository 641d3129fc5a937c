//! An explanation: from the verdict to what would change it.

use super::figures;
use super::members;
use super::pace;
use super::rows;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::number::Interval;
use crate::render::number_format::{ValueFormat, due, group, limits, target};
use crate::render::style::{self, PLAIN, STRONG, styled};
use crate::render::text::wrap;
use crate::render::{Style, escape, phrases};
use crate::report::explanation::{Explanation, ListedUnit, Standing, Units};
use crate::report::number::value;
use crate::report::scorecard::is_set;
use crate::report::scorecard::{IndicatorResult, Timing};
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
    let words = group(&result.target.words);
    let now = match result.due {
        true => lang.pick("已到期", "due"),
        false => lang.pick("未到期", "not due"),
    };
    let by = (result.target.timing != Timing::EachYear).then_some(result.target.by);
    let when = due(result.target.timing, by, lang);
    let declared = document.declared.as_ref();
    let line = match is_set(&result.target.rule) {
        true => format!("{words}  {when}  {now}"),
        false => words,
    };
    let lines = [line]
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
        lines.push(outcome(interval, &result.unit_of_measure, lang));
    }
    page.section(("计算", "arithmetic"), lines)
}

/// `= 17.95 %`, with the fraction where the digits do not end, or what the value can be: `at least 12 %, at most 14 %`.
fn outcome(interval: &Interval, unit: &str, lang: Lang) -> String {
    let words = limits(interval, unit, lang);
    match interval.known() {
        None => words,
        Some(n) if n.exact().is_some() => format!("= {words}"),
        Some(n) => format!("= {} {words}", n.fraction()),
    }
}

/// As many units are listed where none were asked for.
const FEW_UNITS: u64 = 10;

/// How many of the units that a share counts stand how; those asked for, or all where they are few, with their cells.
fn units(page: &mut Page<'_>, document: &Explanation) -> io::Result<()> {
    let lang = page.lang();
    if let Some(units) = &document.units {
        page.section(("评估对象", "units"), units_lines(units, lang))?;
    }
    document.earlier_units.iter().try_for_each(|units| {
        let year = units.year;
        let (zh, en) = (format!("{year}年评估对象"), format!("units in {year}"));
        page.section((&zh, &en), units_lines(units, lang))
    })
}

fn units_lines(units: &Units, lang: Lang) -> Vec<String> {
    let counts = [
        (Standing::Pass, units.pass),
        (Standing::Fail, units.fail),
        (Standing::Unknown, units.unknown),
        (Standing::Silent, units.silent),
        (Standing::NotApplicable, units.not_applicable),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(standing, count)| match lang {
            Lang::Zh => format!("{} {count} 个", standing_name(*standing, lang)),
            Lang::En => format!("{count} {}", standing_name(*standing, lang)),
        })
        .collect();
    let mut lines = match counts.is_empty() {
        true => Vec::new(),
        false => vec![counts.join(lang.pick("，", ", "))],
    };
    lines.extend(unnamed(units, lang));
    let all = units.listed.len() as u64 + units.more;
    if units.standing.is_some() || units.all || all <= FEW_UNITS {
        lines.extend(units.listed.iter().flat_map(|unit| unit_lines(unit, lang)));
        if units.more > 0 {
            lines.push(match lang {
                Lang::Zh => format!("另有 {} 个（--all 列出全部）", units.more),
                Lang::En => format!("and {} more (--all lists them)", units.more),
            });
        }
    } else {
        let hint = lang.pick(
            "逐个列出：--units fail、pass、unknown 或 silent，或 --all",
            "--units fail, pass, unknown or silent lists them, or --all",
        );
        lines.push(hint.to_owned());
    }
    lines
}

/// How many units can't be listed; `None` if all are named.
fn unnamed(units: &Units, lang: Lang) -> Option<String> {
    match (units.unnamed, lang) {
        (Some(0), _) => None,
        (Some(n), Lang::Zh) => Some(format!("其中 {n} 个未列名：只计入基数")),
        (Some(n), Lang::En) => Some(format!("{n} not named: only the register counts them")),
        (None, _) => Some(
            lang.pick("未列名的个数不明", "how many are not named is not known")
                .to_owned(),
        ),
    }
}

fn standing_name(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Pass => lang.pick("达标", "pass"),
        Standing::Fail => lang.pick("未达标", "fail"),
        Standing::Unknown => lang.pick("无法判定", "undecided"),
        Standing::Silent => lang.pick("未填报", "silent"),
        Standing::NotApplicable => lang.pick("不适用", "not applicable"),
    }
}

/// A unit and how it stands, then each cell that it reported.
fn unit_lines(unit: &ListedUnit, lang: Lang) -> Vec<String> {
    let standing = standing_name(unit.standing, lang);
    let mut lines = vec![format!("{} {}  {standing}", unit.code, unit.name)];
    let cells = unit.cells.iter().filter_map(|cell| {
        let place = cell.place.as_ref()?;
        let raw = cell.raw.as_deref().unwrap_or_default();
        Some(format!("  {} `{raw}`  {place}", cell.variable))
    });
    lines.extend(cells);
    lines
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
