//! `markdown`: a page to hand on.

mod check;
mod comparison;
mod difference;
mod plan;
mod rank;
mod scorecard;
mod test;
mod trend;
mod verification;

use super::escape::markdown as safe;
use super::{DocumentFormat, phrases};
use crate::i18n::Lang;
use crate::report::head::DocumentHead;
use std::io::{self, Write};

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["md", "markdown"],
    scorecard: Some(|style| Box::new(scorecard::Markdown::new(style))),
    check: Some(check::write),
    plan: Some(plan::write),
    comparison: Some(comparison::write),
    rank: Some(rank::write),
    trend: Some(trend::write),
    tests: Some(test::write),
    difference: Some(difference::write),
    verification: Some(verification::write),
    ..DocumentFormat::without_forms("markdown")
};

/// The title of a page about plan and figures, and whether these are made up.
fn title(out: &mut dyn Write, document: &DocumentHead, lang: Lang) -> io::Result<()> {
    let title = phrases::plan_title(document, lang).unwrap_or_default();
    writeln!(out, "# {}", safe(&title))?;
    match document.synthetic {
        true => writeln!(out, "\n**{}**", safe(phrases::synthetic(lang))),
        false => Ok(()),
    }
}

/// The head of a table; `right` says which columns are numbers.
fn head(out: &mut dyn Write, words: &[&str], right: &[bool]) -> io::Result<()> {
    let words: Vec<String> = words.iter().map(|word| safe(word)).collect();
    writeln!(out, "| {} |", words.join(" | "))?;
    let rules: Vec<&str> = (right.iter())
        .map(|right| if *right { "---:" } else { "---" })
        .collect();
    writeln!(out, "| {} |", rules.join(" | "))
}

/// A row of a table.
fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| safe(cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}
