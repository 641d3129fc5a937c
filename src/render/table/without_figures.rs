//! What has no figure to show: by verdict, every indicator by its name.

use super::grid::paragraph;
use super::rows;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::render::style::{DIM, PLAIN};
use crate::render::{Style, coverage};
use crate::report::scorecard::IndicatorResult;
use std::io::{self, Write};

/// Writes a paragraph for each verdict: `? no data, due (2): volunteering rate 16.2; …`.
pub fn write(out: &mut dyn Write, style: Style, results: &[&IndicatorResult]) -> io::Result<()> {
    for verdict in Verdict::ALL {
        for due in [true, false] {
            let some: Vec<&IndicatorResult> = (results.iter().copied())
                .filter(|result| result.verdict == verdict && result.due == due)
                .collect();
            if !some.is_empty() {
                let line = line(style, verdict, due, &some);
                paragraph(out, style, 0, &line, DIM)?;
            }
        }
    }
    Ok(())
}

/// Writes which targets lack data although part of their figures was reported; nothing if there are none.
pub fn partly_reported(
    out: &mut dyn Write,
    style: Style,
    results: &[IndicatorResult],
) -> io::Result<()> {
    let names: Vec<&str> = (results.iter())
        .filter(|result| rows::is_partly_reported(result))
        .map(|result| result.name.as_str())
        .collect();
    match coverage::partly_reported(&names, style.lang) {
        Some(line) => {
            writeln!(out)?;
            paragraph(out, style, 0, &line, PLAIN)
        }
        None => Ok(()),
    }
}

fn line(style: Style, verdict: Verdict, due: bool, results: &[&IndicatorResult]) -> String {
    let lang = style.lang;
    let when = match (verdict, due) {
        (Verdict::NoData, true) => lang.pick("（已到期）", ", due"),
        (Verdict::NoData, false) => lang.pick("（未到期）", ", not due"),
        _ => lang.pick(" ", ""),
    };
    let (count, word) = (results.len(), rows::verdict(verdict, style));
    let head = match lang {
        Lang::Zh => format!("{word}{when}{count}项"),
        Lang::En => format!("{word}{when} ({count})"),
    };
    let names: Vec<String> = (results.iter())
        .map(|result| format!("{} {}", result.name, rows::clause(result)))
        .collect();
    let names = names.join(lang.pick("；", "; "));
    format!("{head}{}{names}", lang.pick("：", ": "))
}
