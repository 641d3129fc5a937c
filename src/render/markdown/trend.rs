//! Indicators over the years as a page.

use super::{head, row, title};
use crate::render::escape::markdown as safe;
use crate::render::number_format::ValueFormat;
use crate::render::{Style, sparkline, style, trend};
use crate::report::trend::{TrendDocument, TrendSeries};
use std::io::{self, Write};

/// Writes a document of trends: a table with a column a year, then what each series comes to.
pub fn write(out: &mut dyn Write, style: Style, document: &TrendDocument) -> io::Result<()> {
    let lang = style.lang;
    let Some(first) = document.series.first() else {
        return Ok(());
    };
    title(out, &document.head, lang)?;
    writeln!(out, "\n## {} {}\n", safe(&first.unit.name), first.unit.code)?;
    let years = first.years.iter().map(|year| year.result.year.to_string());
    let mut words = vec![lang.pick("指标", "indicator").to_owned()];
    words.extend(years);
    words.push(lang.pick("走势", "trend").to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let right: Vec<bool> = (0..words.len())
        .map(|at| at > 0 && at + 1 < words.len())
        .collect();
    head(out, &words, &right)?;
    for series in &document.series {
        row(out, &cells(series, style))?;
    }
    writeln!(out)?;
    document.series.iter().try_for_each(|series| {
        let said = trend::sentences(series, lang).join(lang.pick("；", "; "));
        writeln!(
            out,
            "- **{}**{}{}",
            safe(&series.name),
            lang.pick("：", ": "),
            safe(&said)
        )
    })
}

fn cells(series: &TrendSeries, output: Style) -> Vec<String> {
    let years = series.years.iter().map(|year| {
        let value = ValueFormat::of(&year.result, output.lang).value();
        format!("{value} {}", style::sign(year.result.verdict))
    });
    let drawn = sparkline::of(&trend::values(series));
    [series.name.clone()]
        .into_iter()
        .chain(years)
        .chain([drawn])
        .collect()
}
