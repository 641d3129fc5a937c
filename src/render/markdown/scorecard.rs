//! Scorecards as a page: a heading for each unit, a table for each chapter.

use super::{head, row};
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::plan::Year;
use crate::render::escape::markdown as safe;
use crate::render::number_format::{self, NOTHING, ValueFormat};
use crate::render::standing::value_and_standing;
use crate::render::{
    ScorecardRenderer, Style, coverage, phrases, stage_lines, style, waiver_lines,
};
use crate::report::head::Chapter;
use crate::report::scorecard::{Card, IndicatorResult, ScorecardHead, ScorecardTail};
use crate::report::scorecard::{LevelName, Order, UnitSummary};
use crate::report::{Detail, Summary};
use std::io::{self, Write};

/// Keeps of the head what the cards need.
pub struct Markdown {
    style: Style,
    chapters: Vec<Chapter>,
    last: Year,
    order: Order,
    members: Option<LevelName>,
    anything: bool,
}

impl Markdown {
    /// A page that nothing has been written of.
    pub fn new(style: Style) -> Self {
        Markdown {
            style,
            chapters: Vec::new(),
            last: Year::MAX,
            order: Order::Plan,
            members: None,
            anything: false,
        }
    }

    fn result(&self, out: &mut dyn Write, result: &IndicatorResult) -> io::Result<()> {
        let lang = self.style.lang;
        let format = ValueFormat::of(result, lang);
        let clause = &result.clause;
        let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
        let attainment = number_format::attainment(result);
        let previous = result.previous.as_ref().map(|previous| {
            let verdict = previous.verdict.name(lang);
            format!("{} {verdict}", format.previous(previous))
        });
        let (sign, name) = (style::sign(result.verdict), result.verdict.name(lang));
        let cells = [
            format!("{sign} {name}"),
            result.name.clone(),
            value_and_standing(result, lang),
            number_format::target(result, self.last, lang),
            or_nothing(format.gap()),
            or_nothing(attainment.map(|n| format!("{n}{}%", lang.pick("", " ")))),
            or_nothing(previous),
            format!("{}.{} {}", clause.chapter, clause.section, clause.phrase),
        ];
        row(out, &cells)
    }

    fn head(&self, out: &mut dyn Write, year: Year) -> io::Result<()> {
        let before = (year - 1).to_string();
        let word = |zh, en| self.style.lang.pick(zh, en);
        let words = [
            word("判定", "verdict"),
            word("指标", "indicator"),
            word("数值", "value"),
            word("目标", "target"),
            word("差距", "gap"),
            word("实现程度", "attainment"),
            &before,
            word("条款", "clause"),
        ];
        let numbers = [false, false, true, false, true, true, true, false];
        head(out, &words, &numbers)
    }
}

impl ScorecardRenderer for Markdown {
    fn begin(&mut self, out: &mut dyn Write, head: &ScorecardHead) -> io::Result<()> {
        let lang = self.style.lang;
        let document = &head.document;
        if let Some(plan) = &document.plan {
            self.chapters.clone_from(&plan.chapters);
            self.last = plan.last;
        }
        if let Some(scope) = &head.scope {
            self.members.clone_from(&scope.members);
            self.order = scope.order;
        }
        let title = phrases::plan_title(document, lang).unwrap_or_default();
        writeln!(out, "# {}", safe(&title))?;
        if document.synthetic {
            writeln!(out, "\n> **{}**", phrases::synthetic(lang))?;
        }
        if !document.data_title.is_empty() {
            let label = lang.pick("数据：", "Data: ");
            writeln!(out, "\n{label}{}", safe(&document.data_title))?;
        }
        if let Some(date) = &document.as_of {
            writeln!(out, "\n{}", safe(&phrases::as_of(date, lang)))?;
        }
        Ok(())
    }

    fn detail(&self) -> Detail {
        Detail::Results
    }

    fn card(&mut self, out: &mut dyn Write, card: &Card) -> io::Result<()> {
        let lang = self.style.lang;
        self.anything = true;
        let (name, code) = (&card.unit.name, &card.unit.code);
        let year = phrases::year(card.year, lang);
        let opening = lang.pick("（", " (");
        let closing = lang.pick("）", ") ");
        writeln!(
            out,
            "\n## {}{opening}{}{closing}{year}\n",
            safe(name),
            safe(code)
        )?;
        if card.summary.mostly_lacks_data() {
            let title = lang.pick("多数目标数据缺失", "Most targets lack data");
            writeln!(out, "**{title}**\n")?;
            for line in coverage::lines(&card.summary, card.coverage, lang) {
                writeln!(out, "- {}", safe(&line))?;
            }
        } else {
            for line in phrases::headlines(&card.summary, lang) {
                writeln!(out, "- {line}")?;
            }
            writeln!(out, "- {}", phrases::reported(card.coverage, lang))?;
        }
        if self.order != Order::Plan {
            writeln!(out)?;
            self.head(out, card.year)?;
            (card.results.iter()).try_for_each(|result| self.result(out, result))?;
            return blocks(out, card, lang);
        }
        for (chapter, results) in card.chapters() {
            let title = phrases::chapter(&self.chapters, chapter, lang);
            writeln!(out, "\n### {}\n", safe(&title))?;
            self.head(out, card.year)?;
            results
                .iter()
                .try_for_each(|result| self.result(out, result))?;
        }
        blocks(out, card, lang)
    }

    fn members(&mut self, out: &mut dyn Write, members: &[UnitSummary]) -> io::Result<()> {
        if members.is_empty() {
            return Ok(());
        }
        self.anything |= members.iter().any(|member| member.summary.total() > 0);
        let lang = self.style.lang;
        let level = self.members.as_ref().map_or("", |level| &level.name);
        writeln!(out, "\n## {}\n", safe(level))?;
        if let Some(line) = coverage::undecided(level, members, lang) {
            return writeln!(out, "{}", safe(&line));
        }
        let mut words = vec![""];
        words.extend(Verdict::ALL.map(|verdict| verdict.name(lang)));
        words.push(lang.pick("达标率", "met"));
        words.push(lang.pick("序时进度达标率", "on schedule"));
        let mut numbers = vec![true; words.len()];
        numbers[0] = false;
        head(out, &words, &numbers)?;
        for member in members {
            let summary = &member.summary;
            let mut cells = vec![member.unit.name.clone()];
            cells.extend(Verdict::ALL.map(|verdict| summary.of(verdict).to_string()));
            cells.push(phrases::met_cell(summary, lang));
            cells.push(phrases::on_schedule_cell(summary, lang));
            row(out, &cells)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, tail: &ScorecardTail) -> io::Result<()> {
        let lang = self.style.lang;
        writeln!(out, "\n---\n")?;
        if !self.anything {
            return writeln!(out, "**{}**", safe(&tail.exit.message));
        }
        for line in phrases::headlines(&tail.summary, lang) {
            writeln!(out, "**{line}**\n")?;
        }
        writeln!(out, "{}\n", counts(&tail.summary, self.style))?;
        if let Some(gate) = &tail.gate_end {
            writeln!(out, "**{}**\n", safe(&tail.exit.message))?;
            for warned in &gate.warned {
                let warning = lang.pick("提醒：", "Warning: ");
                writeln!(out, "{warning}{}\n", safe(warned))?;
            }
        }
        writeln!(out, "{}", phrases::rounding(lang))
    }
}

/// What is waived of a card, and how its targets stand at a stage of the plan.
fn blocks(out: &mut dyn Write, card: &Card, lang: Lang) -> io::Result<()> {
    let waived = waiver_lines::block(&card.results, lang);
    for (heading, lines) in waived
        .into_iter()
        .chain(stage_lines::blocks(&card.results, lang))
    {
        writeln!(out, "\n### {}\n", safe(&heading))?;
        let mut lines = lines.iter();
        lines.try_for_each(|line| writeln!(out, "- {}", safe(line)))?;
    }
    Ok(())
}

fn counts(summary: &Summary, style: Style) -> String {
    let counts = phrases::counts(summary, style.lang);
    safe(&counts.join(style.lang.pick("，", ", ")))
}
