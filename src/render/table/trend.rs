//! Indicators over the years: a line each, or a block each where there are few.

use super::grid::{self, ColumnText, paragraph};
use super::heading;
use crate::i18n::Lang;
use crate::render::number_format::{NOTHING, ValueFormat, due, group};
use crate::render::style::{self, DIM, PLAIN, STRONG};
use crate::render::{Style, sparkline, trend};
use crate::report::number::number;
use crate::report::scorecard::is_set;
use crate::report::trend::{TrendDocument, TrendSeries, TrendYear};
use std::io::{self, Write};

/// Up to so many series are shown in full, each in a block of its own.
const IN_FULL: usize = 8;

/// Writes a document of trends.
pub fn write(out: &mut dyn Write, style: Style, document: &TrendDocument) -> io::Result<()> {
    heading::document(out, style, &document.head)?;
    match document.series.len() <= IN_FULL {
        true => (document.series.iter()).try_for_each(|series| block(out, style, series)),
        false => lines(out, style, &document.series),
    }
}

/// A series with a row for each thing that is said of its years, then sentences.
fn block(out: &mut dyn Write, style: Style, series: &TrendSeries) -> io::Result<()> {
    let Some(last) = series.years.last() else {
        return Ok(());
    };
    let lang = style.lang;
    writeln!(out)?;
    let title = format!("{}  {} {}", series.name, series.unit.name, series.unit.code);
    paragraph(out, style, 0, &title, STRONG)?;
    let target = &last.result.target;
    let mut goal = format!(
        "{}{}",
        lang.pick("目标：", "target: "),
        group(&target.words)
    );
    if is_set(&target.rule) {
        goal += lang.pick("，", ", ");
        goal += &due(target.timing, Some(target.by), lang);
    }
    paragraph(out, style, 2, &goal, PLAIN)?;
    let rows = block_rows(style, series);
    grid::write(out, style, 2, &rows, &grid::widest(&rows))?;
    for sentence in trend::sentences(series, lang) {
        paragraph(out, style, 2, &sentence, PLAIN)?;
    }
    Ok(())
}

/// Years, values, changes, what was due and verdicts, with the values drawn at the end of theirs.
fn block_rows(style: Style, series: &TrendSeries) -> Vec<Vec<ColumnText>> {
    let lang = style.lang;
    let baseline = trend::earlier_baseline(series).zip(series.years.first());
    let start = baseline.map(|(baseline, first)| {
        let format = ValueFormat::of(&first.result, lang);
        let value = format.bounds(baseline.bounds.as_ref());
        [
            baseline.year.to_string(),
            value,
            String::new(),
            String::new(),
            String::new(),
        ]
    });
    let columns = series.years.iter().map(|year| block_column(year, lang));
    let columns: Vec<[String; 5]> = start.into_iter().chain(columns).collect();
    let drawn = sparkline::of(&trend::values(series));
    let labels = match lang {
        Lang::Zh => ["", "数值", "变化", "应达到", "判定"],
        Lang::En => ["", "value", "change", "due", "verdict"],
    };
    let texts = |(at, label): (usize, &str)| {
        let mut texts = vec![ColumnText::left(label, DIM)];
        texts.extend(
            columns
                .iter()
                .map(|column| ColumnText::right(&column[at], PLAIN)),
        );
        texts.push(ColumnText::left(if at == 1 { &drawn } else { "" }, PLAIN));
        texts
    };
    labels.into_iter().enumerate().map(texts).collect()
}

/// What is said of one year.
fn block_column(year: &TrendYear, lang: Lang) -> [String; 5] {
    let (result, format) = (&year.result, ValueFormat::of(&year.result, lang));
    let verdict = result.verdict;
    let change = number(year.change.as_ref(), year.change_exact.as_ref());
    let pace = result.pace.as_ref();
    let due = pace.and_then(|pace| number(pace.due_value.as_ref(), pace.due_exact.as_ref()));
    let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
    [
        result.year.to_string(),
        format.value(),
        or_nothing(change.map(|change| format.step(&change))),
        or_nothing(due.map(|due| format.rounded(&due))),
        format!("{} {}", style::sign(verdict), verdict.name(lang)),
    ]
}

/// A line a series: its name, sign and value of each year, the values drawn, and the yearly change that is needed.
fn lines(out: &mut dyn Write, style: Style, all: &[TrendSeries]) -> io::Result<()> {
    let Some(years) = all.first().map(|series| &series.years) else {
        return Ok(());
    };
    let mut rows = vec![head(style, years)];
    rows.extend(all.iter().map(|series| line(style, series)));
    let mut widths = grid::widest(&rows);
    grid::narrow_names(&mut widths, style.row_width(), NAME_LEAST);
    writeln!(out)?;
    grid::write(out, style, 0, &rows, &widths)
}

/// The least width of a name; a longer one goes on below.
const NAME_LEAST: usize = 16;

fn head(style: Style, years: &[TrendYear]) -> Vec<ColumnText> {
    let lang = style.lang;
    let mut head = vec![ColumnText::left(lang.pick("指标", "indicator"), DIM)];
    head.extend(
        (years.iter()).map(|year| ColumnText::right(&format!("{}  ", year.result.year), DIM)),
    );
    if style.row_width() >= 100 {
        head.push(ColumnText::right(
            lang.pick("每年需变化", "needed a year"),
            DIM,
        ));
    }
    head.push(ColumnText::left(lang.pick("走势", "trend"), DIM));
    head
}

fn line(style: Style, series: &TrendSeries) -> Vec<ColumnText> {
    let lang = style.lang;
    let mut texts = vec![ColumnText::left(&series.name, PLAIN)];
    texts.extend(series.years.iter().map(|year| {
        let verdict = year.result.verdict;
        let text = ValueFormat::of(&year.result, lang).bare_value();
        ColumnText::right(
            &format!("{text} {}", style::sign(verdict)),
            style::of(verdict),
        )
    }));
    if style.row_width() >= 100 {
        let step = number(
            series.required_step.as_ref(),
            series.required_step_exact.as_ref(),
        );
        let last = series.years.last();
        let step = step.zip(last).map_or(NOTHING.to_owned(), |(step, last)| {
            ValueFormat::of(&last.result, lang).step_needed(&step)
        });
        texts.push(ColumnText::right(&step, PLAIN));
    }
    let drawn = sparkline::of(&trend::values(series));
    texts.push(ColumnText::left(&drawn, PLAIN));
    texts
}
